import type { Deroulement } from './jouer-scenario.ts';
import { attendu, type Enqueteur, nouvelId } from './joueur.ts';
import {
  abandonnerLesBrouillons,
  acter,
  consigner,
  enJson,
  exiger,
  exigerRefus,
  horlogeDe,
  lireLaMesure,
  type MesureJouee,
  ouvrirLaMesure,
} from './mesure-jouee.ts';
import { type Affaire, ouvrir } from './procedure-de-demonstration.ts';
import { clore, finir, monterLaScene, prolonger, requerir, type Scene } from './scene.ts';

const AFFAIRE: Affaire = {
  intitule: 'Trafic de stupéfiants, six interpellations',
  natinf: 7992,
  lieu: { adresse: 'Gare d’Agen', commune: 'Agen' },
  victime: { genre: 'morale', nom: 'Ministère public', prenoms: '', adresse: 'Agen' },
  recit: 'Interpellations simultanées après surveillance.',
  prejudice: '',
  cadre: 'flagrance',
};

/** Six personnes inventees, chacune avec son heure d'apprehension : une horloge par personne. */
const PERSONNES = [
  { cle: 'chef', nom: 'Brunel', prenoms: 'Karl', neLe: '1985-01-04', a: '06:00' },
  { cle: 'second', nom: 'Aubry', prenoms: 'Léo', neLe: '1990-02-05', a: '06:02' },
  { cle: 'guetteur', nom: 'Colin', prenoms: 'Max', neLe: '1998-03-06', a: '06:05' },
  { cle: 'nourrice', nom: 'Dumas', prenoms: 'Ines', neLe: '1979-04-07', a: '06:10' },
  { cle: 'mineur', nom: 'Esteve', prenoms: 'Ilan', neLe: '2009-05-08', a: '06:12' },
  { cle: 'mule', nom: 'Forest', prenoms: 'Nora', neLe: '1995-06-09', a: '06:30' },
] as const;
type Cle = (typeof PERSONNES)[number]['cle'];
type Mesures = { readonly [cle in Cle]: MesureJouee };
const REGIMES = { mineur: 'mineur-criminalite-organisee', mule: 'mule' } as const;

/** S7 : trafic de stupéfiants, six personnes, 706-88. Une horloge par personne ; avocat différé, sauf pour le mineur ; mule à cent vingt heures. */
export async function jouerS7(deroulement: Deroulement): Promise<string> {
  const scene = monterLaScene(deroulement);
  const { etape, temps, opj } = scene;
  await temps.aller(0, '06:35');
  const procedure = await etape('Procédure ouverte', async () => ouvrir(await opj(), AFFAIRE));
  const { idj, fait } = procedure;
  const mesures = await etape('Six mesures ouvertes et placées, chacune à son heure', () =>
    placerTous(scene, idj, fait),
  );
  await etape('L’avocat est différé vingt-quatre heures par le procureur, jamais pour le mineur', () =>
    differer(scene, mesures),
  );
  await etape('Droits notifiés', async () => {
    await temps.aller(0, '07:20');
    const enqueteur = await opj();
    for (const mesure of Object.values(mesures)) await notifier(enqueteur, mesure);
  });
  await etape('Guetteur, nourrice et mineur libérés avant vingt-quatre heures', async () => {
    await temps.aller(0, '20:00');
    for (const cle of ['guetteur', 'nourrice', 'mineur'] as const)
      await finir(scene, mesures[cle], { suite: 'levee', nom: `horloge-${cle}.json` });
  });
  await etape('Première prolongation par le parquet, puis avocat différé par le JLD', async () => {
    await temps.aller(1, '05:00');
    for (const cle of ['chef', 'second', 'mule'] as const)
      await prolonger(scene, mesures[cle], { jour: 1, par: 'parquet' });
    await requerir(scene, mesures.chef, { objet: 'report-avocat', heures: 72 });
    await acter(await scene.jld(), mesures.chef, 'gav-differe', differe(72));
  });
  await etape('Deux prolongations du JLD, personnes présentées, examen médical', async () => {
    await temps.aller(2, '05:00');
    for (const cle of ['chef', 'mule'] as const) await prolongerEtExaminer(scene, mesures[cle], 2);
    await finir(scene, mesures.second, { suite: 'levee', nom: 'horloge-second.json' });
    await temps.aller(3, '05:00');
    for (const cle of ['chef', 'mule'] as const)
      await prolonger(scene, mesures[cle], { jour: 3, par: 'jld' });
  });
  await etape('Cent vingt heures pour la mule : le certificat précède la décision', () =>
    prolongerLaMule(scene, mesures),
  );
  await etape('Défèrements et récapitulatifs', async () => {
    await temps.aller(4, '05:30');
    await finir(scene, mesures.chef, { suite: 'deferement', nom: 'horloge-chef.json' });
    await temps.aller(4, '20:00');
    await finir(scene, mesures.mule, { suite: 'deferement', nom: 'horloge-mule.json' });
    await exigerLesHorloges(scene, mesures);
    const enqueteur = await opj();
    const vues = await Promise.all(Object.values(mesures).map((mesure) => lireLaMesure(enqueteur, mesure)));
    scene.deposer('horloge.json', enJson(vues.map((vue) => horlogeDe(vue, vue.horloge.a))));
  });
  return clore(scene, procedure, AFFAIRE);
}

async function placerTous(scene: Scene, idj: string, fait: string): Promise<Mesures> {
  const { temps, opj } = scene;
  const enqueteur = await opj();
  const ouvertes = new Map<Cle, MesureJouee>();
  for (const { cle, a, nom, prenoms, neLe } of PERSONNES) {
    const personne = nouvelId();
    attendu(
      'personne',
      await enqueteur.client.appeler('PUT /api/dossiers/:idj/personnes/:id', {
        idj,
        id: personne,
        corps: {
          genre: 'physique',
          nom,
          prenoms,
          neLe,
          adresse: 'Agen',
          nationalite: 'française',
          roles: ['mis-en-cause'],
        },
      }),
    );
    const regime = cle === 'mineur' || cle === 'mule' ? REGIMES[cle] : 'criminalite-organisee';
    const apprehendeeA = temps.moment(0, a);
    const voulue = {
      idj,
      personne,
      fait,
      peineMois: 120,
      alinea70673: '3',
      apprehendeeA,
      lieu: 'Agen',
      regime,
    } as const;
    ouvertes.set(cle, await ouvrirLaMesure(enqueteur, voulue));
  }
  const mesures = Object.fromEntries(ouvertes) as Mesures;
  for (const mesure of Object.values(mesures)) {
    await acter(enqueteur, mesure, 'gav-placement', {
      placeA: temps.moment(0, '06:35'),
      raisons: 'Surveillances, saisie de stupéfiants.',
      motifs: [1, 3, 5],
    });
    await acter(enqueteur, mesure, 'gav-avis-magistrat', { nomMagistrat: 'Claire FONTAINE, substitut' });
  }
  return mesures;
}

const differe = (heures: number) => ({
  objet: 'avocat-intervention',
  jusquALHeure: heures,
  motif: 'Éviter la disparition de preuves : des comparses sont en fuite.',
});

async function differer(scene: Scene, mesures: Mesures): Promise<void> {
  await scene.temps.aller(0, '07:00');
  const magistrat = await scene.parquet();
  for (const cle of ['chef', 'second'] as const)
    await acter(magistrat, mesures[cle], 'gav-differe', differe(24));
  await exigerRefus(
    'Avocat d’un mineur différé',
    () => acter(magistrat, mesures.mineur, 'gav-differe', differe(24)),
    /mineur ne peut être différée/,
  );
  await exigerRefus(
    'Report de quarante-huit heures par le procureur',
    () => acter(magistrat, mesures.mule, 'gav-differe', differe(48)),
    /24e heure/,
  );
}

async function notifier(enqueteur: Enqueteur, mesure: MesureJouee): Promise<void> {
  const { ligne } = await lireLaMesure(enqueteur, mesure);
  if (ligne.personne.mineure) {
    const joint = { resultat: 'joint', circonstance: '' };
    await consigner(enqueteur, mesure, 'avis-donne', {
      ...joint,
      qui: 'parents',
      designation: 'M. et Mme Esteve',
    });
    await consigner(enqueteur, mesure, 'avocat-appele', {
      ...joint,
      destinataire: 'batonnier',
      nom: 'Permanence',
    });
  }
  await acter(enqueteur, mesure, 'gav-notification', {
    declarationRemise: true,
    circonstance: 'Six personnes notifiées l’une après l’autre.',
  });
}

async function prolongerEtExaminer(scene: Scene, mesure: MesureJouee, jour: number): Promise<void> {
  await prolonger(scene, mesure, { jour, par: 'jld' });
  await consigner(await scene.opj(), mesure, 'examen-medical', {
    nom: 'Dr Jeanne Ricard',
    mode: 'presentiel',
    aptitude: 'apte',
    inCorpore: null,
  });
}

async function prolongerLaMule(scene: Scene, { mule }: Mesures): Promise<void> {
  await scene.temps.aller(4, '05:00');
  await exigerRefus(
    'Cent vingt heures sans certificat',
    () => prolonger(scene, mule, { jour: 4, par: 'jld' }),
    /certificat/i,
  );
  await abandonnerLesBrouillons(await scene.jld(), mule, 'gav-prolongation');
  await consigner(await scene.opj(), mule, 'examen-medical', {
    nom: 'Dr Hélène Castel (radiographie)',
    mode: 'presentiel',
    aptitude: 'apte',
    inCorpore: 'presence',
  });
  await scene.temps.aller(4, '05:15');
  await prolonger(scene, mule, {
    jour: 4,
    par: 'jld',
    contenu: { presentation: 'physique', passerOutre: 'Certificat établi à 5 h.' },
  });
}

/** Une horloge par personne : chacune part de son apprehension et s'arrete a son maximum. */
async function exigerLesHorloges({ temps, opj }: Scene, mesures: Mesures): Promise<void> {
  const enqueteur = await opj();
  const attendues = { chef: [4, '06:00', 96], mule: [5, '06:30', 120], second: [2, '06:02', 96] } as const;
  for (const [cle, [jour, heure, maximum]] of Object.entries(attendues)) {
    const mesure = mesures[cle as keyof typeof attendues];
    const { horloge } = await lireLaMesure(enqueteur, mesure);
    exiger(horloge.echeance === temps.moment(jour, heure), `${cle} : échéance ${String(horloge.echeance)}.`);
    exiger(horloge.maximum?.heures === maximum, `${cle} : maximum ${String(horloge.maximum?.heures)}.`);
    exiger(horloge.irregularites.length === 0, `${cle} : ${JSON.stringify(horloge.irregularites)}`);
  }
}
