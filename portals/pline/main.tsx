import '@ppn/kit/styles.css';
import '@ppn/echanges/styles.css';
import { creerClient } from '@ppn/api-client';
import { agentDuPoste, monterPortail, sessionPerdue } from '@ppn/echanges/portail';
import { QUALITES } from '@ppn/kit';
import type { contratPline } from '@ppn/service-pline/contract';

/** Client de PLINE, meme origine que le portail. */
const client = creerClient<typeof contratPline>({ surSessionPerdue: sessionPerdue });

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
    creerAgent: agentDuPoste,
  },
});
