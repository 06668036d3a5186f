import { focusTitre } from '@ppn/kit';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { nouvelIdentifiant } from '../moteur/identifiant.ts';
import { PageInconnue, Racine } from './racine.tsx';
import type { PortailDeZone } from './zone.ts';

/** D'ou l'on vient deposer (`/deposer?idj=…&a=…`) : la procedure, et l'organisation a qui l'on repond. */
export type Provenance = { readonly idj?: string; readonly a?: string };

const provenance = (lu: Readonly<Record<string, unknown>>): Provenance => ({
  ...(typeof lu['idj'] === 'string' && /^IDJ-[0-9A-Z-]{1,40}$/.test(lu['idj']) ? { idj: lu['idj'] } : {}),
  ...(typeof lu['a'] === 'string' && lu['a'].length <= 200 ? { a: lu['a'] } : {}),
});

/** Le routeur d'une zone : les ecrans communs, et les pages qu'elle a de plus. */
export function creerRouteur(portail: PortailDeZone) {
  const racine = createRootRoute({
    component: () => <Racine portail={portail} />,
    notFoundComponent: PageInconnue,
  });
  const getParentRoute = () => racine;
  const ecran = (path: string, nom: 'Recus' | 'Envoyes' | 'Depot') =>
    createRoute({ getParentRoute, path, component: lazyRouteComponent(() => import('./pages.tsx'), nom) });
  const routeur = createRouter({
    routeTree: racine.addChildren([
      createRoute({
        getParentRoute,
        path: '/',
        component: lazyRouteComponent(() => import('../suivre/page-accueil.tsx'), 'PageAccueil'),
      }),
      createRoute({
        getParentRoute,
        path: '/deposer',
        validateSearch: provenance,
        // L'identifiant est dans l'adresse des le debut : un rechargement retrouve le depot.
        beforeLoad: ({ search }) =>
          redirect({
            to: '/deposer/$id',
            params: { id: nouvelIdentifiant() },
            search,
            replace: true,
            throw: true,
          }),
      }),
      createRoute({
        getParentRoute,
        path: '/deposer/$id',
        validateSearch: provenance,
        component: lazyRouteComponent(() => import('./pages.tsx'), 'Preparation'),
      }),
      ecran('/recus', 'Recus'),
      ecran('/envoyes', 'Envoyes'),
      ecran('/depots/$id', 'Depot'),
      ...(portail.pages ?? []).map(({ adresse, charger }) =>
        createRoute({ getParentRoute, path: adresse, component: lazyRouteComponent(charger, 'Page') }),
      ),
    ]),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
  let premierRendu = true;
  routeur.subscribe('onRendered', ({ hrefChanged, pathChanged }) => {
    if (!premierRendu && pathChanged && hrefChanged && !champDejaVise()) focusTitre();
    premierRendu = false;
  });
  return routeur;
}

/** Le formulaire de depot met lui-meme le focus sur son premier champ. */
const champDejaVise = (): boolean => document.activeElement?.id === 'destinataires';

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof creerRouteur>;
  }
}
