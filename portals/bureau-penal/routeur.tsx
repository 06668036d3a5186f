import { type Demande, validerDemande } from '@ppn/chercher/demande';
import { EtatVide, focusTitre, TitrePage } from '@ppn/kit';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router';
import { Accueil } from './arrivees/accueil.tsx';
import { PageBoite } from './boite/page-boite.tsx';
import { type Recherche, validerRecherche } from './dossier/recherche.ts';
import { Bureau } from './pages/bureau.tsx';
import { type Filtre, validerFiltre } from './pilotage/donnees.ts';
import { PageIncidents } from './pages/page-incidents.tsx';

const Introuvable = () => (
  <>
    <TitrePage onglet="Page introuvable">Page introuvable</TitrePage>
    <EtatVide>
      <p>Cette adresse ne mène à rien.</p>
      <Link to="/">Revenir à la boîte</Link>
    </EtatVide>
  </>
);

const racine = createRootRoute({
  component: Bureau,
  notFoundComponent: Introuvable,
});
const boite = createRoute({ getParentRoute: () => racine, path: '/', component: Accueil });
const aDecider = createRoute({ getParentRoute: () => racine, path: '/a-decider', component: PageBoite });
const dossier = createRoute({
  getParentRoute: () => racine,
  path: '/dossiers/$idj',
  validateSearch: (brute: Record<string, unknown>): Recherche => validerRecherche(brute),
  component: lazyRouteComponent(() => import('./dossier/page-dossier.tsx'), 'PageDossier'),
});
const lecture = createRoute({
  getParentRoute: () => racine,
  path: '/lecture/$idj',
  validateSearch: (brute: Record<string, unknown>): Pick<Recherche, 'lu'> => {
    const { lu } = validerRecherche(brute);
    return lu === undefined ? {} : { lu };
  },
  component: lazyRouteComponent(() => import('./dossier/page-lecture.tsx'), 'PageLecture'),
});
const parapheur = createRoute({
  getParentRoute: () => racine,
  path: '/parapheur',
  component: lazyRouteComponent(() => import('./pages/page-parapheur.tsx'), 'PageParapheur'),
});
const pilotage = createRoute({
  getParentRoute: () => racine,
  path: '/pilotage',
  component: lazyRouteComponent(() => import('./pilotage/page-pilotage.tsx'), 'PagePilotage'),
});
const procedures = createRoute({
  getParentRoute: () => racine,
  path: '/pilotage/procedures',
  validateSearch: (brute: Record<string, unknown>): Filtre => validerFiltre(brute),
  component: lazyRouteComponent(() => import('./pilotage/page-procedures.tsx'), 'PageProcedures'),
});
const demandes = createRoute({
  getParentRoute: () => racine,
  path: '/parapheur/documents',
  component: lazyRouteComponent(() => import('./circuits/page-demandes.tsx'), 'PageDemandes'),
});
const demande = createRoute({
  getParentRoute: () => racine,
  path: '/parapheur/documents/$circuit',
  component: lazyRouteComponent(() => import('./circuits/page-demande.tsx'), 'PageDemande'),
});
const aCosigner = createRoute({
  getParentRoute: () => racine,
  path: '/parapheur/$idj/$acteId',
  component: lazyRouteComponent(() => import('./signature/page-a-cosigner.tsx'), 'PageACosigner'),
});
const messages = createRoute({
  getParentRoute: () => racine,
  path: '/messages',
  validateSearch: (brute: Record<string, unknown>): { readonly fil?: string } =>
    typeof brute['fil'] === 'string' && /^[0-9a-f-]{36}$/.test(brute['fil']) ? { fil: brute['fil'] } : {},
  component: lazyRouteComponent(() => import('./messagerie/page.tsx'), 'Messages'),
});
const recherche = createRoute({
  getParentRoute: () => racine,
  path: '/recherche',
  validateSearch: (brute: Record<string, unknown>): Demande => validerDemande(brute),
  component: lazyRouteComponent(() => import('./pages/recherche.tsx'), 'Recherche'),
});
const gardesAVue = createRoute({
  getParentRoute: () => racine,
  path: '/gardes-a-vue',
  validateSearch: (brute: Record<string, unknown>): { readonly filtre?: 'pressantes' | 'demandes' } =>
    brute['filtre'] === 'pressantes' || brute['filtre'] === 'demandes' ? { filtre: brute['filtre'] } : {},
  component: lazyRouteComponent(() => import('./garde-a-vue/page-tableau.tsx'), 'PageTableau'),
});
const mur = createRoute({
  getParentRoute: () => racine,
  path: '/gardes-a-vue/mur',
  component: lazyRouteComponent(() => import('./garde-a-vue/page-mur.tsx'), 'PageMur'),
});
const mesure = createRoute({
  getParentRoute: () => racine,
  path: '/gardes-a-vue/$id',
  component: lazyRouteComponent(() => import('./garde-a-vue/page-mesure.tsx'), 'PageMesure'),
});
const supervision = createRoute({
  getParentRoute: () => racine,
  path: '/supervision',
  component: lazyRouteComponent(() => import('./pages/page-supervision.tsx'), 'PageSupervision'),
});
const envois = createRoute({
  getParentRoute: () => racine,
  path: '/envois',
  component: lazyRouteComponent(() => import('./envois/page-envois.tsx'), 'PageEnvois'),
});
const audiences = createRoute({
  getParentRoute: () => racine,
  path: '/audiences',
  component: lazyRouteComponent(() => import('./audience/page-audiences.tsx'), 'PageAudiences'),
});
const role = createRoute({
  getParentRoute: () => racine,
  path: '/audiences/$id',
  component: lazyRouteComponent(() => import('./audience/page-role.tsx'), 'PageRole'),
});
const tenue = createRoute({
  getParentRoute: () => racine,
  path: '/audiences/$id/tenir',
  validateSearch: (brute: Record<string, unknown>): { readonly idj?: string } =>
    typeof brute['idj'] === 'string' && /^IDJ-[0-9A-Z-]{10,30}$/.test(brute['idj'])
      ? { idj: brute['idj'] }
      : {},
  component: lazyRouteComponent(() => import('./audience/page-tenue.tsx'), 'PageTenue'),
});
const ecranPublic = createRoute({
  getParentRoute: () => racine,
  path: '/ecran-public',
  component: lazyRouteComponent(() => import('./audience/page-publique.tsx'), 'PagePublique'),
});
const incidents = createRoute({ getParentRoute: () => racine, path: '/incidents', component: PageIncidents });

/** Routes du bureau : l'URL porte toujours le dossier, la piece et la page lues, l'onglet. */
export const routeur = createRouter({
  routeTree: racine.addChildren([
    boite,
    aDecider,
    dossier,
    lecture,
    recherche,
    gardesAVue,
    mur,
    mesure,
    parapheur,
    aCosigner,
    audiences,
    role,
    tenue,
    ecranPublic,
    demandes,
    pilotage,
    procedures,
    demande,
    incidents,
    envois,
    messages,
    supervision,
  ]),
  // Texte simple dans l'URL (`?lu=3.10`) : la lecture JSON par defaut ferait de 3.10 le nombre 3.1.
  parseSearch: parseSearchWith((texte) => texte),
  stringifySearch: stringifySearchWith(JSON.stringify),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
});

routeur.subscribe('onRendered', ({ pathChanged }) => {
  if (pathChanged) focusTitre();
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof routeur;
  }
}
