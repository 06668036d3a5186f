import { AFFAIRES } from './affaires.ts';
import type { Deroulement } from './jouer-scenario.ts';
import { attendre, attendu, type Enqueteur, type Magistrat } from './joueur.ts';
import {
  acter,
  attendreLaMesure,
  consigner,
  enJson,
  exiger,
  lireLaMesure,
  type MesureJouee,
  ouvrirLaMesure,
} from './mesure-jouee.ts';
import type { VueMesure } from '@ppn/garde-a-vue/contract';
import { ouvrir, type ProcedureOuverte } from './procedure-de-demonstration.ts';
import { clore, finir, monterLaScene, type Scene } from './scene.ts';

/** Une mesure de S21, et la procedure ou elle est. */
type EnCours = { readonly mesure: MesureJouee; readonly procedure: ProcedureOuverte };

const [AFFAIRE] = AFFAIRES.filter(({ misEnCause }) => misEnCause !== undefined);
const NOMBRE = 12;
const PALPATION = { genre: 'palpation', decideePar: 'OPJ', motif: 'Sécurité.' };

/**
 * S21 : l'echange entre les ministeres coupe de 14 h a 18 h, douze gardes a vue et un deferement. Les horloges courent des deux
 * cotes, l'unite consigne et signe, le parquet decide ; au retour, rien de perdu ni de double. Lance au premier ecart.
 */
export async function jouerS21(deroulement: Deroulement): Promise<string> {
  const scene = monterLaScene(deroulement);
  const { temps, etape, liaison, deposer } = scene;
  if (liaison === undefined) throw new Error('S21 coupe l’échange : il lui faut un lien.');
  await temps.aller(0, '13:00');
  const mesures = await etape('13 h — douze gardes à vue, dont un défèrement', () => ouvrirDouze(scene));
  const [premiere, ...autres] = mesures;
  const deferee = autres.at(-1);
  if (premiere === undefined || deferee === undefined) throw new Error('S21 a douze mesures.');
  await etape('14 h — l’échange est coupé, chaque côté dit depuis quand', async () => {
    // Un saut d'heure est un silence : ils se parlent encore à 13 h 59.
    await temps.aller(0, '13:59');
    await consigner(await scene.opj(), premiere.mesure, 'fouille', PALPATION);
    await attendreLaMesure(await scene.parquet(), premiere.mesure, 'une entrée d’avant la coupure', (vue) =>
      vue.entrees.some(({ type }) => type === 'fouille'),
    );
    await temps.aller(0, '14:00');
    liaison.couper();
    await coupureVue(scene, temps.moment(0, '14:00'));
  });
  await etape('14 h 30 — un repas dans chaque cellule, les horloges concordent', async () => {
    await temps.aller(0, '14:30');
    const opj = await scene.opj();
    for (const { mesure } of mesures) await consigner(opj, mesure, 'repas', { pris: true });
    await memesHorloges(scene, mesures);
  });
  await etape('17 h — prolongation demandée et décidée de part et d’autre de la coupure', async () => {
    await temps.aller(0, '17:00');
    await prolongerSansLien(scene, premiere.mesure);
    await memesHorloges(scene, autres);
  });
  await etape('17 h 55 — un incident dans chaque cellule ; quatre heures d’aveugle', async () => {
    await temps.aller(0, '17:55');
    const opj = await scene.opj();
    for (const { mesure } of mesures)
      await consigner(opj, mesure, 'incident', { nature: 'Malaise, médecin rappelé.' });
    const { ligne } = await lireLaMesure(await scene.parquet(), premiere.mesure);
    exiger(ligne.incidents === 0, 'Coupé, le parquet ne sait rien des incidents.');
    await coupureVue(scene, temps.moment(0, '14:00'));
  });
  await etape('18 h — l’échange revient : tout arrive, une fois', async () => {
    await temps.aller(0, '18:00');
    liaison.retablir();
    deposer('coupure.json', enJson(await retrouvees(scene, mesures)));
  });
  return clore(scene, deferee.procedure, affaire());
}

/** Douze personnes apprehendees de minuit a 5 h 30 ; la derniere est deferee a 13 h 30. */
async function ouvrirDouze(scene: Scene): Promise<readonly EnCours[]> {
  const mesures: EnCours[] = [];
  const opj = await scene.opj();
  for (let rang = 0; rang < NOMBRE; rang += 1) {
    const procedure = await ouvrir(opj, affaire());
    const { idj, fait, misEnCause: personne } = procedure;
    if (personne === undefined) throw new Error('S21 a un mis en cause.');
    const apprehendeeA = scene.temps.moment(0, `0${Math.floor(rang / 2)}:${rang % 2 === 0 ? '00' : '30'}`);
    const mesure = await ouvrirLaMesure(opj, {
      idj,
      personne,
      fait,
      peineMois: 60,
      apprehendeeA,
      lieu: 'Agen',
    });
    mesures.push({ mesure, procedure });
  }
  const [premiere, ...autres] = mesures;
  const deferee = autres.at(-1);
  for (const une of [premiere, deferee]) if (une !== undefined) await placer(scene, une.mesure);
  await scene.temps.aller(0, '13:30');
  if (deferee !== undefined) await finir(scene, deferee.mesure, { suite: 'deferement', nom: 'horloge.json' });
  const parquet = await scene.parquet();
  for (const { mesure } of mesures)
    await attendreLaMesure(parquet, mesure, 'la mesure au tableau', () => true);
  return mesures;
}

async function placer({ opj, temps }: Scene, mesure: MesureJouee): Promise<void> {
  const enqueteur = await opj();
  const circonstance = 'Effectifs mobilisés sur un autre site.';
  await acter(enqueteur, mesure, 'gav-placement', {
    placeA: temps.maintenant(),
    raisons: 'La personne est désignée par un témoin et par les constatations.',
    motifs: [1, 5],
    passerOutre: circonstance,
  });
  await acter(enqueteur, mesure, 'gav-avis-magistrat', {
    nomMagistrat: 'Claire FONTAINE, substitut',
    moyen: 'téléphone',
    circonstance,
    passerOutre: circonstance,
  });
}

/** L'unite demande, le magistrat, joint par telephone, decide : chacun signe de son cote. */
async function prolongerSansLien({ opj, parquet, temps }: Scene, mesure: MesureJouee): Promise<void> {
  const passerOutre = 'Échange entre ministères coupé ; points vus par téléphone.';
  await acter(await opj(), mesure, 'gav-demande-prolongation', {
    motifs: [1],
    expose: 'Une confrontation reste à faire.',
    passerOutre,
  });
  await acter(await parquet(), mesure, 'gav-prolongation', {
    presentation: 'visio',
    presenteeA: temps.maintenant(),
    decideeA: temps.maintenant(),
    motif: 'Confrontation à faire ; demande reçue par téléphone.',
    passerOutre,
  });
}

/** Chaque cote dit l'autre absent depuis cette heure, a deux minutes pres. */
async function coupureVue(scene: Scene, depuis: string): Promise<void> {
  for (const joueur of [await scene.opj(), await scene.parquet()]) {
    const dite = await attendre('la coupure, dite à l’écran', async () => {
      const { absentDepuis } = await liaisonVue(joueur);
      return absentDepuis ?? undefined;
    });
    exiger(Math.abs(Date.parse(dite) - enMs(depuis)) < 120_000, `Coupé depuis ${dite}, et non ${depuis}.`);
  }
}

const liaisonVue = async ({ client }: Enqueteur | Magistrat) =>
  attendu('liaison', await (client as Enqueteur['client']).appeler('GET /api/supervision/liaison'));

const enMs = (horodate: string): number => Date.parse(horodate.replace(/\[.*$/u, ''));

/** Les deux ministeres comptent le meme temps, sans se parler. */
async function memesHorloges(scene: Scene, mesures: readonly EnCours[]): Promise<void> {
  const [opj, parquet] = [await scene.opj(), await scene.parquet()];
  for (const { mesure } of mesures) {
    const [ici, la] = [await lireLaMesure(opj, mesure), await lireLaMesure(parquet, mesure)];
    exiger(ici.horloge.echeance === la.horloge.echeance, `Échéances différentes : ${ici.ligne.numero}.`);
    exiger(
      Math.abs(ici.horloge.secondesEcoulees - la.horloge.secondesEcoulees) < 60,
      `Une horloge s’est arrêtée : ${ici.ligne.numero}.`,
    );
  }
}

/** Attend que les deux cotes aient les memes entrees et les memes actes, chacun une fois ; rend ce qu'ils ont. */
async function retrouvees(scene: Scene, mesures: readonly EnCours[]): Promise<readonly object[]> {
  const rendues: object[] = [];
  const [opj, parquet] = [await scene.opj(), await scene.parquet()];
  for (const { mesure } of mesures) {
    const revenue = await attendre('les mêmes faits des deux côtés', async () => {
      const [ici, la] = [await lireLaMesure(opj, mesure), await lireLaMesure(parquet, mesure)];
      return String(contenuDe(ici)) === String(contenuDe(la)) && la.ligne.incidents === 1 ? ici : undefined;
    });
    const { numero, prolongations, incidents, echeance } = revenue.ligne;
    const ids = revenue.entrees.map(({ id }) => id);
    exiger(new Set(ids).size === ids.length, `Une entrée est doublée : ${numero}.`);
    const repas = revenue.entrees.filter(({ type }) => type === 'repas').length;
    rendues.push({
      numero,
      entrees: ids.length,
      actes: revenue.actes.length,
      repas,
      incidents,
      prolongations,
      echeance,
    });
  }
  return rendues;
}

/** Entrees et actes d'une mesure, dans un ordre qui ne depend pas de leur arrivee. */
const contenuDe = ({ entrees, actes }: VueMesure): readonly string[] => [
  ...entrees.map(({ id }) => id).toSorted(),
  ...actes.map(({ acteId }) => acteId).toSorted(),
];

const affaire = () => {
  if (AFFAIRE === undefined) throw new Error('Aucune affaire de démonstration.');
  return AFFAIRE;
};
