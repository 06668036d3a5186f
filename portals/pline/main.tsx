import '@ppn/kit/styles.css';
import '@ppn/echanges/styles.css';
import { monterPortail } from '@ppn/echanges/portail';
import { QUALITES } from '@ppn/kit';
import { ChartColumn, FileSignature } from 'lucide-react';
import { client } from './client.ts';

monterPortail({
  zone: 'PLINE',
  service: 'Échange de fichiers entre agents de l’État',
  lireSession: async () => {
    const session = await client.appeler('GET /api/session');
    if (!session.ok) return session;
    const { agent, nomComplet, adresseAgentPoste } = session.valeur;
    const identite = {
      nom: nomComplet.split(',')[0] ?? nomComplet,
      qualite: QUALITES[agent.qualite],
      rattachement: agent.rattachement.libelle,
    };
    return { ok: true, valeur: { moi: agent.matricule, identite, adresseAgentPoste } };
  },
  fermerSession: () => client.appeler('DELETE /api/session'),
  connexion: {
    demanderDefi: () => client.appeler('POST /api/session/defi'),
    ouvrir: (ordre, resultat) => client.appeler('POST /api/session', { corps: { ordre, resultat } }),
  },
  pages: [
    {
      adresse: '/consentements',
      libelle: 'Consentements',
      touche: 'g c',
      icone: <FileSignature size={20} aria-hidden="true" />,
      charger: () => import('./consentements/page-consentements.tsx'),
    },
    {
      adresse: '/supervision',
      libelle: 'Supervision',
      touche: 'g s',
      icone: <ChartColumn size={20} aria-hidden="true" />,
      charger: () => import('./superviser/page-supervision.tsx'),
      reservee: 'supervision',
    },
  ],
});
