import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { type Demande, validerDemande } from '@ppn/chercher/demande';
import { focusTitre } from '@ppn/kit';
import { cache, lectureDossier, lectureDossiers } from './donnees.ts';
import { ADRESSE_DE_LA_TABLETTE, PageInconnue, Racine } from './racine.tsx';

const racine = createRootRoute({ component: Racine, notFoundComponent: PageInconnue });

const accueil = createRoute({
  getParentRoute: () => racine,
  path: '/',
  component: lazyRouteComponent(() => import('../accueil/accueil.tsx'), 'Accueil'),
  validateSearch: (lu: Readonly<Record<string, unknown>>): { readonly q?: string } =>
    typeof lu['q'] === 'string' && lu['q'] !== '' ? { q: lu['q'] } : {},
});

const parapheur = createRoute({
  getParentRoute: () => racine,
  path: '/parapheur',
  component: lazyRouteComponent(() => import('../parapheur/parapheur.tsx'), 'Parapheur'),
});

/** Un acte a cosigner, lu hors du dossier. */
const aCosigner = createRoute({
  getParentRoute: () => racine,
  path: '/parapheur/$idj/$acteId',
  component: lazyRouteComponent(() => import('../acte/acte-a-cosigner.tsx'), 'PageACosigner'),
});

const messages = createRoute({
  getParentRoute: () => racine,
  path: '/messages',
  validateSearch: (lu: Readonly<Record<string, unknown>>): { readonly fil?: string } =>
    typeof lu['fil'] === 'string' && /^[0-9a-f-]{36}$/.test(lu['fil']) ? { fil: lu['fil'] } : {},
  component: lazyRouteComponent(() => import('../messagerie/page.tsx'), 'Messages'),
});

const recherche = createRoute({
  getParentRoute: () => racine,
  path: '/recherche',
  validateSearch: (lu: Readonly<Record<string, unknown>>): Demande => validerDemande(lu),
  component: lazyRouteComponent(() => import('../dossier/recherche.tsx'), 'Recherche'),
});

const mesures = createRoute({
  getParentRoute: () => racine,
  path: '/gardes-a-vue',
  component: lazyRouteComponent(() => import('../garde-a-vue/mes-mesures.tsx'), 'MesMesures'),
});

const mesure = createRoute({
  getParentRoute: () => racine,
  path: '/gardes-a-vue/$id',
  component: lazyRouteComponent(() => import('../garde-a-vue/mesure.tsx'), 'PageDeMesure'),
});

/** Tous les officiers de l'unite : le tableau, ses alarmes montees, la remise et le visa. */
const unite = createRoute({
  getParentRoute: () => racine,
  path: '/gardes-a-vue/unite',
  validateSearch: (lu: Readonly<Record<string, unknown>>): { readonly filtre?: 'pressantes' | 'demandes' } =>
    lu['filtre'] === 'pressantes' || lu['filtre'] === 'demandes' ? { filtre: lu['filtre'] } : {},
  component: lazyRouteComponent(() => import('../garde-a-vue/tableau-de-l-unite.tsx'), 'TableauDeLUnite'),
});

const registre = createRoute({
  getParentRoute: () => racine,
  path: '/gardes-a-vue/registre',
  component: lazyRouteComponent(() => import('../garde-a-vue/registre-de-l-unite.tsx'), 'RegistreDeLUnite'),
});

const placement = createRoute({
  getParentRoute: () => racine,
  path: '/placement/$idj',
  validateSearch: (lu: Readonly<Record<string, unknown>>): { readonly audition?: string } =>
    typeof lu['audition'] === 'string' && /^[0-9a-f-]{36}$/.test(lu['audition'])
      ? { audition: lu['audition'] }
      : {},
  component: lazyRouteComponent(() => import('../garde-a-vue/placement.tsx'), 'PageDePlacement'),
});

const supervision = createRoute({
  getParentRoute: () => racine,
  path: '/supervision',
  component: lazyRouteComponent(() => import('../accueil/page-supervision.tsx'), 'PageSupervision'),
});

/** La tablette : hors de toute session, ouverte par un code. */
const tablette = createRoute({
  getParentRoute: () => racine,
  path: ADRESSE_DE_LA_TABLETTE,
  component: lazyRouteComponent(() => import('../tablette/page-tablette.tsx'), 'PageTablette'),
});

const dossier = createRoute({
  getParentRoute: () => racine,
  path: '/dossiers/$idj',
  validateSearch: (lu: Readonly<Record<string, unknown>>): { readonly au?: string | undefined } =>
    typeof lu['au'] === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(lu['au']) ? { au: lu['au'] } : {},
  // La date passee suit d'une piece a l'autre : on ne revient au present que par le bouton.
  search: { middlewares: [retainSearchParams(['au'])] },
  component: lazyRouteComponent(() => import('../dossier/dossier.tsx'), 'Dossier'),
});

const resume = createRoute({
  getParentRoute: () => dossier,
  path: '/',
  component: lazyRouteComponent(() => import('../dossier/ensemble.tsx'), 'Ensemble'),
});

const piece = createRoute({
  getParentRoute: () => dossier,
  path: '/pieces/$pieceId',
  validateSearch: (lu: Readonly<Record<string, unknown>>): { readonly page?: number } =>
    typeof lu['page'] === 'number' && lu['page'] > 1 ? { page: Math.floor(lu['page']) } : {},
  component: lazyRouteComponent(() => import('../dossier/piece.tsx'), 'PageDePiece'),
});

const personne = createRoute({
  getParentRoute: () => dossier,
  path: '/personnes/$personneId',
  component: lazyRouteComponent(() => import('../saisie/personne.tsx'), 'PageDePersonne'),
});

const fait = createRoute({
  getParentRoute: () => dossier,
  path: '/faits/$faitId',
  component: lazyRouteComponent(() => import('../saisie/fait.tsx'), 'PageDeFait'),
});

const acte = createRoute({
  getParentRoute: () => dossier,
  path: '/actes/$acteId',
  component: lazyRouteComponent(() => import('../acte/acte.tsx'), 'PageDActe'),
});

const acteACommencer = createRoute({
  getParentRoute: () => dossier,
  path: '/actes/nouveau/$type',
  component: lazyRouteComponent(() => import('../acte/acte-a-commencer.tsx'), 'ActeACommencer'),
});

const fichier = createRoute({
  getParentRoute: () => dossier,
  path: '/fichiers/$fichierId',
  component: lazyRouteComponent(() => import('../dossier/fichier.tsx'), 'PageDeFichier'),
});

const imports = createRoute({
  getParentRoute: () => dossier,
  path: '/import',
  component: lazyRouteComponent(() => import('../import/import.tsx'), 'Import'),
});

const transmission = createRoute({
  getParentRoute: () => dossier,
  path: '/transmission',
  component: lazyRouteComponent(() => import('../dossier/transmission.tsx'), 'Transmission'),
});

/** Le routeur du portail ; un lien prepare la page visee des le survol. */
export const routeur = createRouter({
  routeTree: racine.addChildren([
    accueil,
    parapheur,
    aCosigner,
    messages,
    recherche,
    mesures,
    mesure,
    unite,
    registre,
    placement,
    supervision,
    tablette,
    dossier.addChildren([
      resume,
      piece,
      personne,
      fait,
      acte,
      acteACommencer,
      fichier,
      imports,
      transmission,
    ]),
  ]),
  defaultPreload: 'intent',
  // Le lecteur place lui-meme sa suite : le routeur y remettrait le defilement de la piece d'avant, et le lien ne menerait nulle part.
  scrollRestoration: ({ location }) => !location.pathname.includes('/pieces/'),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof routeur;
  }
}

let premierRendu = true;
routeur.subscribe('onRendered', ({ hrefChanged, pathChanged, toLocation }) => {
  if (premierRendu || (!pathChanged && toLocation.hash === '') || !hrefChanged) {
    premierRendu = false;
    return;
  }
  if (!focusAncre(toLocation.hash)) focusTitre();
});

/** Porte le focus sur l'ancre visee (`champ-fin`) ; faux si elle n'est pas dans la page. */
export function focusAncre(ancre: string): boolean {
  const cible = ancre === '' ? null : document.getElementById(decodeURIComponent(ancre));
  if (cible === null) return false;
  cible.scrollIntoView({ block: 'center' });
  cible.focus({ preventScroll: true });
  return true;
}

/** Prepare l'accueil et un dossier avant qu'on y aille. */
export const preparer = (idj?: string): void => {
  if (idj === undefined) void cache.prefetchQuery(lectureDossiers());
  else void cache.prefetchQuery(lectureDossier(idj));
};
