import type { Deroulement } from './jouer-scenario.ts';
import {
  abandonnerLesBrouillons,
  acter,
  attendreLaMesure,
  consigner,
  exiger,
  exigerRefus,
  lireLaMesure,
  ouvrirLaMesure,
} from './mesure-jouee.ts';
import { type Affaire, ouvrir } from './procedure-de-demonstration.ts';
import { clore, finir, monterLaScene, placer, prolonger } from './scene.ts';

const AFFAIRE: Affaire = {
  intitule: 'Vol avec violences par un enfant',
  natinf: 7204,
  lieu: { adresse: 'Jardin Jayan', commune: 'Agen' },
  victime: { genre: 'physique', nom: 'Pons', prenoms: 'Louise', adresse: '11 rue Lamartine, Agen' },
  misEnCause: { nom: 'Vidal', prenoms: 'Enzo', neLe: '2015-06-20', adresse: '30 rue Diderot, Agen' },
  recit: 'Un enfant m’a arraché mon sac en me poussant à terre.',
  prejudice: 'Un sac, une carte de transport',
  cadre: 'flagrance',
};

/** S6 : enfant de onze ans. Garde à vue refusée, retenue seulement après l’accord du magistrat, pour la durée qu’il fixe. */
export async function jouerS6(deroulement: Deroulement): Promise<string> {
  const scene = monterLaScene(deroulement);
  const { etape, temps, opj, parquet } = scene;
  await temps.aller(0, '08:05');
  const procedure = await etape('Procédure ouverte', async () => ouvrir(await opj(), AFFAIRE));
  const { idj, fait, misEnCause: personne } = procedure;
  if (personne === undefined) throw new Error('S6 a un mis en cause.');
  await etape('Une garde à vue d’un enfant de onze ans est refusée', async () => {
    const enqueteur = await opj();
    const apprehendeeA = temps.moment(0, '08:00');
    const voulue = {
      idj,
      personne,
      fait,
      peineMois: 84,
      apprehendeeA,
      lieu: 'Agen',
      regime: 'droit-commun',
    } as const;
    await exigerRefus('Garde à vue à onze ans', () => ouvrirLaMesure(enqueteur, voulue), /treize ans/);
  });
  const mesure = await etape(
    'La retenue sans accord est refusée ; le magistrat accorde huit heures, et signe',
    () =>
      placer(scene, { idj, personne, fait, peineMois: 84 }, async (ouverte) => {
        await exigerRefus(
          'Retenue sans accord',
          async () =>
            acter(await opj(), ouverte, 'gav-placement', {
              placeA: temps.moment(0, '08:10'),
              raisons: 'Désigné par la victime.',
              motifs: [1],
            }),
          /accord/,
        );
        await abandonnerLesBrouillons(await opj(), ouverte, 'gav-placement');
        await acter(await opj(), ouverte, 'gav-avis-magistrat', {
          nomMagistrat: 'Claire FONTAINE, substitut',
        });
        const magistrat = await parquet();
        await attendreLaMesure(magistrat, ouverte, 'la demande d’accord au parquet', ({ actes }) =>
          actes.some(({ type }) => type === 'gav-avis-magistrat'),
        );
        await acter(magistrat, ouverte, 'gav-accord', { heures: 8 });
        await attendreLaMesure(await opj(), ouverte, 'l’accord chez l’unité', ({ entrees }) =>
          entrees.some(({ type }) => type === 'accord-magistrat'),
        );
      }),
  );
  await etape('L’horloge ne dépasse pas la durée fixée', async () => {
    const { horloge } = await lireLaMesure(await opj(), mesure);
    exiger(horloge.echeance === temps.moment(0, '16:00'), `Échéance à 16 h : ${String(horloge.echeance)}`);
    exiger(horloge.maximum?.heures === 24, 'Le maximum de la retenue est de vingt-quatre heures.');
  });
  await etape('Parents, avocat, médecin, notification', async () => {
    const enqueteur = await opj();
    const joint = { resultat: 'joint', circonstance: '' };
    await consigner(enqueteur, mesure, 'avis-donne', { ...joint, qui: 'parents', designation: 'Mme Vidal' });
    await consigner(enqueteur, mesure, 'avocat-appele', {
      ...joint,
      destinataire: 'batonnier',
      nom: 'Permanence',
    });
    await acter(enqueteur, mesure, 'gav-notification', { declarationRemise: true });
    await acter(enqueteur, mesure, 'gav-requisition-medecin', { medecin: 'Dr Jeanne Ricard' });
    await temps.aller(0, '09:50');
    const plusTard = await opj();
    await consigner(plusTard, mesure, 'avocat-arrive', { nom: 'Me Anne Sarrat' });
    await consigner(plusTard, mesure, 'examen-medical', {
      nom: 'Dr Jeanne Ricard',
      mode: 'presentiel',
      aptitude: 'apte',
      inCorpore: null,
    });
  });
  await etape('Prolongation de douze heures, enfant présenté ; remise aux parents', async () => {
    await temps.aller(0, '15:00');
    await prolonger(scene, mesure, {
      jour: 0,
      par: 'parquet',
      contenu: { heures: 12, presentation: 'physique' },
    });
    await temps.aller(0, '19:00');
    await finir(scene, mesure, { suite: 'levee', nom: 'horloge.json' });
    const { horloge } = await lireLaMesure(await opj(), mesure);
    exiger(horloge.irregularites.length === 0, `S6 est régulier : ${JSON.stringify(horloge.irregularites)}`);
    exiger(horloge.echeance === temps.moment(1, '04:00'), `Échéance à 4 h : ${String(horloge.echeance)}`);
  });
  return clore(scene, procedure, AFFAIRE);
}
