import { AFFAIRES } from './affaires.ts';
import { deciderOrientation } from './audiences-de-demonstration.ts';
import type { Deroulement } from './jouer-scenario.ts';
import { attendu } from './joueur.ts';
import { arriverAuParquet, envoisDe, equiper, exiger, ramasser } from './lot-du-parquet.ts';
import type { Affaire } from './procedure-de-demonstration.ts';

/** Une affaire simple du lot : conduite sans permis, usage de stupefiants. */
const simple = (rang: number): Affaire => ({
  intitule: rang % 2 === 0 ? `Conduite sans permis n° ${rang + 1}` : `Usage de stupéfiants n° ${rang + 1}`,
  natinf: rang % 2 === 0 ? 7536 : 180,
  lieu: { adresse: 'Route de Toulouse', commune: 'Agen' },
  victime: { genre: 'physique', nom: 'Sociale', prenoms: 'Partie', adresse: '' },
  misEnCause: {
    nom: `Contrevenant ${rang + 1}`,
    prenoms: 'Alex',
    neLe: '1990-04-12',
    adresse: '21 avenue Jean-Jaurès, Agen',
  },
  recit: 'Contrôle routier.',
  prejudice: '',
});

const NOMBRE = 6;

/** S11 : un lot d'ordonnances penales requises ; une atteinte a la personne n'y entre pas, une amende trop forte non plus. */
export async function jouerS11(deroulement: Deroulement): Promise<string> {
  const { etape } = deroulement;
  const equipe = await equiper(deroulement);
  const { enqueteur, magistrat } = equipe;
  const idjs = await etape('Six affaires simples arrivent au parquet', async () => {
    const arrivees: string[] = [];
    for (let rang = 0; rang < NOMBRE; rang += 1)
      arrivees.push(await arriverAuParquet(enqueteur, simple(rang)));
    return arrivees;
  });
  const [idj = ''] = idjs;
  await etape('Une amende au-dessus du plafond est refusée, l’article est cité', async () => {
    const refus = await deciderOrientation(magistrat, {
      idj,
      mode: 'ordonnance-penale',
      suite: { montant: 9_000 },
    }).catch(String);
    exiger(String(refus).includes('495-1 CPP'), `Une amende de 9 000 euros est passée : ${String(refus)}`);
    const { enCours } = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
    for (const { acteId } of enCours)
      attendu(
        'abandon',
        await magistrat.client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId }),
      );
  });
  await etape('Les réquisitions aux fins d’ordonnance pénale sont signées', async () => {
    for (const chacun of idjs)
      await deciderOrientation(magistrat, {
        idj: chacun,
        mode: 'ordonnance-penale',
        suite: { montant: 300 },
      });
  });
  await etape('Des violences n’y entrent pas : la décision est fermée, la raison est dite', async () => {
    const violences = AFFAIRES.find(({ natinf }) => natinf === 7183);
    if (violences === undefined) throw new Error('Aucune affaire de violences.');
    const autre = await arriverAuParquet(enqueteur, violences);
    const { cases } = attendu(
      'examen',
      await magistrat.client.appeler('POST /api/dossiers/:idj/orientation/examen', { idj: autre, corps: {} }),
    );
    exiger(
      cases.every(({ raisons }) =>
        (raisons['ordonnance-penale'] ?? []).some(
          ({ effet, article }) => effet === 'interdit' && article === '495 II et 398-1 CPP',
        ),
      ),
      'Une ordonnance pénale est ouverte pour des violences.',
    );
  });
  await etape('Chaque victime est avisée de la suite', async () => {
    for (const chacun of idjs)
      exiger(
        (await envoisDe(magistrat, chacun)).some(({ objet }) => objet === 'avis-de-suite'),
        'Une victime n’est pas avisée.',
      );
  });
  await etape('Les actes, plis et accusés sont ramassés', () => ramasser(equipe, idj, deroulement));
  return idj;
}
