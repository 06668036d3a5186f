import { randomUUID } from 'node:crypto';
import { attendu, type Magistrat } from './joueur.ts';

/** Le magistrat marque et annote la premiere piece, une note privee et une partagee ; le greffier en occulte l'adresse pour les copies. */
export async function annoterEtOcculter(
  magistrat: Magistrat,
  greffier: Magistrat,
  idj: string,
): Promise<void> {
  const { pieces } = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
  const plainte = pieces.find(({ type }) => type === 'plainte');
  if (plainte === undefined) throw new Error('Aucune plainte à annoter.');
  for (const [texte, partagee] of [
    ['', false],
    ['Préjudice à faire chiffrer avant l’audience.', false],
    ['La victime demande à être avisée par courriel.', true],
  ] as const)
    attendu(
      'note',
      await magistrat.client.appeler('PUT /api/dossiers/:idj/annotations/:id', {
        idj,
        id: randomUUID(),
        corps: { piece: plainte.id, page: 1, instant: null, citation: '', texte, partagee },
      }),
    );
  attendu(
    'occultation',
    await greffier.client.appeler('POST /api/dossiers/:idj/pieces/:id/occultation', {
      idj,
      id: plainte.id,
      corps: { zones: [{ page: 1, x: 0.35, y: 0.55, largeur: 0.5, hauteur: 0.04 }] },
    }),
  );
}

/** Un juge ouvre le dossier en urgence : le procureur doit revoir cet acces. */
export const lireEnUrgence = async (juge: Magistrat, idj: string): Promise<void> =>
  void attendu(
    'accès d’urgence',
    await juge.client.appeler('POST /api/dossiers/:idj/acces-d-urgence', {
      idj,
      corps: { id: randomUUID(), motif: 'Permanence de nuit : contrôle judiciaire à vérifier avant levée.' },
    }),
  );
