import type { Deroulement } from './jouer-scenario.ts';
import {
  abandonnerLesBrouillons,
  acter,
  consigner,
  enJson,
  exiger,
  exigerRefus,
  horlogeDe,
  lireLaMesure,
} from './mesure-jouee.ts';
import { type Affaire, ouvrir } from './procedure-de-demonstration.ts';
import { clore, finir, monterLaScene, placer, prolonger, type Scene } from './scene.ts';
import type { MesureJouee } from './mesure-jouee.ts';

const AFFAIRE: Affaire = {
  intitule: 'Racket à la sortie du collège',
  natinf: 7204,
  lieu: { adresse: '4 place Foch', commune: 'Agen' },
  victime: { genre: 'physique', nom: 'Lacombe', prenoms: 'Tom', adresse: '9 rue Émile-Zola, Agen' },
  misEnCause: { nom: 'Faure', prenoms: 'Noé', neLe: '2011-03-02', adresse: '2 rue des Tanneurs, Agen' },
  recit: 'Il a exigé mon téléphone et mon argent en menaçant de me frapper.',
  prejudice: 'Un téléphone, quarante euros',
  cadre: 'flagrance',
};

/** S5 : mineur de quinze ans, racket. Parents, avocat, médecin, enregistrement en panne, présentation en visioconférence. */
export async function jouerS5(deroulement: Deroulement): Promise<string> {
  const scene = monterLaScene(deroulement);
  const { etape, temps, opj } = scene;
  await temps.aller(0, '08:08');
  const procedure = await etape('Procédure ouverte', async () => ouvrir(await opj(), AFFAIRE));
  const { idj, fait, misEnCause: personne } = procedure;
  if (personne === undefined) throw new Error('S5 a un mis en cause.');
  const mesure = await etape('Placement d’un mineur de quinze ans, parquet avisé', () =>
    placer(scene, { idj, personne, fait, peineMois: 84 }),
  );
  await etape('Parents (l’un à l’étranger), avocat, médecin, notification', () => droits(scene, mesure));
  await etape('Audition : l’enregistrement tombe en panne dix minutes, le parquet en est avisé', () =>
    auditionEnPanne(scene, mesure),
  );
  await etape('Prolongation : sans présentation refusée, en visioconférence accordée', async () => {
    await temps.aller(1, '06:00');
    await exigerRefus(
      'Prolongation d’un mineur sans présentation',
      () =>
        prolonger(scene, mesure, {
          jour: 1,
          par: 'parquet',
          contenu: { presentation: 'sans', presenteeA: null },
        }),
      /présentée/,
    );
    await abandonnerLesBrouillons(await scene.parquet(), mesure, 'gav-prolongation');
    await temps.aller(1, '06:20');
    await prolonger(scene, mesure, { jour: 1, par: 'parquet' });
  });
  await etape('Défèrement, récapitulatif', async () => {
    await temps.aller(1, '16:00');
    await finir(scene, mesure, { suite: 'deferement', nom: 'horloge.json' });
    const { horloge } = await lireLaMesure(await opj(), mesure);
    exiger(horloge.regime === 'mineur-13-15', 'Le régime est celui d’un mineur de treize à seize ans.');
    exiger(horloge.irregularites.length === 0, `S5 est régulier : ${JSON.stringify(horloge.irregularites)}`);
  });
  return clore(scene, procedure, AFFAIRE);
}

async function droits({ temps, opj }: Scene, mesure: MesureJouee): Promise<void> {
  const enqueteur = await opj();
  const avis = { qui: 'parents', resultat: 'joint', circonstance: '' };
  await consigner(enqueteur, mesure, 'avis-donne', {
    ...avis,
    designation: 'Mme Faure, mère, par téléphone',
  });
  await consigner(enqueteur, mesure, 'avis-donne', { ...avis, designation: 'M. Faure, père, à Bruxelles' });
  await consigner(enqueteur, mesure, 'avocat-appele', {
    destinataire: 'batonnier',
    nom: 'Permanence des mineurs',
    resultat: 'joint',
    circonstance: '',
  });
  await temps.aller(0, '08:40');
  await acter(await opj(), mesure, 'gav-notification', { declarationRemise: true });
  await acter(await opj(), mesure, 'gav-requisition-medecin', { medecin: 'Dr Jeanne Ricard' });
  await temps.aller(0, '09:50');
  const plusTard = await opj();
  await consigner(plusTard, mesure, 'avocat-arrive', { nom: 'Me Anne Sarrat' });
  await consigner(plusTard, mesure, 'examen-medical', {
    nom: 'Dr Jeanne Ricard',
    mode: 'presentiel',
    aptitude: 'apte',
    inCorpore: null,
  });
}

async function auditionEnPanne({ temps, opj, deposer }: Scene, mesure: MesureJouee): Promise<void> {
  await temps.aller(0, '11:00');
  await acter(await opj(), mesure, 'gav-audition', {
    debut: temps.moment(0, '10:10'),
    fin: temps.moment(0, '10:55'),
    surLesFaits: true,
    silenceRappele: true,
    avocat: 'present',
    nomAvocat: 'Me Anne Sarrat',
    enregistree: false,
    impossibilite: 'Caméra en panne pendant dix minutes, de 10 h 20 à 10 h 30.',
    passerOutre: 'Panne constatée en cours d’audition, le parquet en est avisé.',
    echanges: [{ question: 'Que s’est-il passé ?', reponse: 'Je voulais son téléphone.' }],
  });
  await acter(await opj(), mesure, 'gav-avis-magistrat', {
    objet: 'enregistrement-impossible',
    nomMagistrat: 'Claire FONTAINE, substitut',
    aviseA: temps.moment(0, '11:00'),
  });
  const vue = await lireLaMesure(await opj(), mesure);
  const avis = vue.obligations.find(({ genre }) => genre === 'avis-enregistrement');
  exiger(avis?.etat === 'accompli', 'Le parquet est avisé de l’enregistrement impossible (L.413-13).');
  deposer('apres-l-audition.json', enJson(horlogeDe(vue, vue.horloge.a)));
}
