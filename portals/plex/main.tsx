import '@ppn/kit/styles.css';
import '@ppn/echanges/styles.css';
import './plex.css';
import { monterPortail } from '@ppn/echanges/portail';
import { KeyRound, UserRoundCheck } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { client } from './client.ts';

/** Charge avec la page de connexion seulement. */
const AutresEntrees = lazy(() =>
  import('./entrer.tsx').then(({ AutresEntrees: composant }) => ({ default: composant })),
);

monterPortail({
  zone: 'PLEX',
  service: 'Échange de fichiers avec les juridictions : avocats, commissaires de justice, experts',
  lireSession: async () => {
    const session = await client.appeler('GET /api/session');
    if (!session.ok) return session;
    const { personne, adresseAgentPoste } = session.valeur;
    const { id, nom, qualite, organisation } = personne;
    return {
      ok: true,
      valeur: { moi: id, identite: { nom, qualite, rattachement: organisation }, adresseAgentPoste },
    };
  },
  fermerSession: async () => {
    const rendu = await client.appeler('DELETE /api/session');
    if (rendu.ok && rendu.valeur.suite !== null) location.assign(rendu.valeur.suite);
  },
  carteAdmise: async () => {
    const rendu = await client.appeler('GET /api/session/moyens');
    return !rendu.ok || rendu.valeur.moyens.includes('carte');
  },
  connexion: {
    demanderDefi: () => client.appeler('POST /api/session/defi'),
    ouvrir: (ordre, resultat) => client.appeler('POST /api/session', { corps: { ordre, resultat } }),
  },
  autresEntrees: (surOuverture) => (
    <Suspense fallback={null}>
      <AutresEntrees surOuverture={surOuverture} />
    </Suspense>
  ),
  pages: [
    {
      adresse: '/delegations',
      libelle: 'Se faire suppléer',
      touche: 'g s',
      icone: <UserRoundCheck size={20} aria-hidden="true" />,
      charger: () => import('./delegations/page.tsx'),
    },
    {
      adresse: '/acces',
      libelle: 'Accès',
      touche: 'g j',
      icone: <KeyRound size={20} aria-hidden="true" />,
      charger: () => import('./acces/page.tsx'),
    },
  ],
});
