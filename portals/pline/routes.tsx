import { nouvelIdentifiant } from '@ppn/echanges';
import { focusTitre } from '@ppn/kit';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { PageInconnue, Racine } from './racine.tsx';

const racine = createRootRoute({ component: Racine, notFoundComponent: PageInconnue });

type AvecProcedure = { readonly idj?: string };
/** La procedure d'ou l'on vient (`/deposer?idj=…`), si elle a la forme d'un IDJ. */
const procedure = (lu: Readonly<Record<string, unknown>>): AvecProcedure =>
  typeof lu['idj'] === 'string' && /^IDJ-[0-9A-Z-]{1,40}$/.test(lu['idj']) ? { idj: lu['idj'] } : {};

const accueil = createRoute({
  getParentRoute: () => racine,
  path: '/',
  component: lazyRouteComponent(() => import('@ppn/echanges/accueil'), 'PageAccueil'),
});

const deposer = createRoute({
  getParentRoute: () => racine,
  path: '/deposer',
  validateSearch: procedure,
  // L'identifiant est dans l'adresse des le debut : un rechargement retrouve le depot.
  beforeLoad: ({ search }) =>
    redirect({
      to: '/deposer/$id',
      params: { id: nouvelIdentifiant() },
      search,
      replace: true,
      throw: true,
    }),
});

const preparation = createRoute({
  getParentRoute: () => racine,
  path: '/deposer/$id',
  validateSearch: procedure,
  component: lazyRouteComponent(() => import('./pages.tsx'), 'Preparation'),
});

const recus = createRoute({
  getParentRoute: () => racine,
  path: '/recus',
  component: lazyRouteComponent(() => import('./pages.tsx'), 'Recus'),
});

const envoyes = createRoute({
  getParentRoute: () => racine,
  path: '/envoyes',
  component: lazyRouteComponent(() => import('./pages.tsx'), 'Envoyes'),
});

const depot = createRoute({
  getParentRoute: () => racine,
  path: '/depots/$id',
  component: lazyRouteComponent(() => import('./pages.tsx'), 'Depot'),
});

/** Le routeur de PLINE. */
export const routeur = createRouter({
  routeTree: racine.addChildren([accueil, deposer, preparation, recus, envoyes, depot]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof routeur;
  }
}

let premierRendu = true;
routeur.subscribe('onRendered', ({ hrefChanged, pathChanged }) => {
  if (!premierRendu && pathChanged && hrefChanged && !champDejaVise()) focusTitre();
  premierRendu = false;
});

/** Le formulaire de depot met lui-meme le focus sur son premier champ. */
const champDejaVise = (): boolean => document.activeElement?.id === 'destinataires';
