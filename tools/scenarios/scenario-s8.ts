import type { Deroulement } from './jouer-scenario.ts';
import {
  abandonnerLesBrouillons,
  acter,
  attendreLaMesure,
  consigner,
  exiger,
  exigerRefus,
  lireLaMesure,
  type MesureJouee,
} from './mesure-jouee.ts';
import { type Affaire, ouvrir } from './procedure-de-demonstration.ts';
import { clore, finir, monterLaScene, placer, prolonger, requerir, type Scene } from './scene.ts';

/** Les faits relevent de 706-73 11° par leur relation avec une entreprise terroriste (421-1 du code penal). */
const AFFAIRE: Affaire = {
  intitule: 'Violences avec arme en relation avec une entreprise terroriste',
  natinf: 7140,
  lieu: { adresse: 'Place Jasmin', commune: 'Agen' },
  victime: { genre: 'physique', nom: 'Ferrand', prenoms: 'Paul', adresse: '3 rue Voltaire, Agen' },
  misEnCause: { nom: 'Lenoir', prenoms: 'Victor', neLe: '1996-10-12', adresse: '8 rue Palissy, Agen' },
  recit: 'Un homme m’a blessé avec un couteau en annonçant d’autres attaques.',
  prejudice: 'Vingt jours d’incapacité',
  cadre: 'flagrance',
};

const IMMINENCE =
  'Risque sérieux d’une action terroriste imminente : un second auteur, armé, n’est pas localisé (706-88-1).';

/** S8 : terrorisme. Avocat différé à soixante-douze heures, un examen médical à chaque palier, cent quarante-quatre heures et pas une de plus. */
export async function jouerS8(deroulement: Deroulement): Promise<string> {
  const scene = monterLaScene(deroulement);
  const { etape, temps, opj } = scene;
  await temps.aller(0, '08:08');
  const procedure = await etape('Procédure ouverte', async () => ouvrir(await opj(), AFFAIRE));
  const { idj, fait, misEnCause: personne } = procedure;
  if (personne === undefined) throw new Error('S8 a un mis en cause.');
  const mesure = await etape('Placement, parquet avisé, régime du terrorisme', () =>
    placer(scene, { idj, personne, fait, peineMois: 120, alinea70673: '11', regime: 'terrorisme' }),
  );
  await etape('Avocat différé vingt-quatre heures par le procureur ; droits notifiés', () =>
    differer(scene, mesure),
  );
  await etape(
    'Première prolongation par le parquet ; avocat différé à soixante-douze heures par le JLD',
    async () => {
      await temps.aller(1, '07:00');
      await prolonger(scene, mesure, { jour: 1, par: 'parquet' });
      await requerir(scene, mesure, { objet: 'report-avocat', heures: 72 });
      await acter(await scene.jld(), mesure, 'gav-differe', differe(72));
    },
  );
  await etape(
    'Deux prolongations du JLD, personne présentée ; l’avocat vient à soixante-douze heures',
    async () => {
      await palier(scene, mesure, 2);
      await palier(scene, mesure, 3);
      await temps.aller(3, '08:05');
      await avocat(scene, mesure);
    },
  );
  await etape(
    'Quatre-vingt-seize heures passées : sans motif, rien ; l’imminence écrite, deux paliers',
    async () => {
      await temps.aller(4, '06:30');
      await exigerRefus(
        'Prolongation de 706-88-1 sans motif',
        () => prolonger(scene, mesure, { jour: 4, par: 'jld', contenu: { motif: '' } }),
        /motiv/i,
      );
      await abandonnerLesBrouillons(await scene.jld(), mesure, 'gav-prolongation');
      await palier(scene, mesure, 4, IMMINENCE);
      await palier(scene, mesure, 5, IMMINENCE);
    },
  );
  await etape('Un septième jour n’existe pas ; défèrement, récapitulatif', () => conclure(scene, mesure));
  return clore(scene, procedure, AFFAIRE);
}

const differe = (heures: number) => ({
  objet: 'avocat-intervention',
  jusquALHeure: heures,
  motif: 'Prévenir une atteinte aux personnes : un complice est recherché.',
  passerOutre: 'Point vu avec l’unité.',
});

async function differer({ temps, opj, parquet }: Scene, mesure: MesureJouee): Promise<void> {
  await temps.aller(0, '08:30');
  const magistrat = await parquet();
  await attendreLaMesure(magistrat, mesure, 'les actes chez le parquet', ({ actes }) => actes.length === 2);
  await acter(magistrat, mesure, 'gav-differe', differe(24));
  await temps.aller(0, '08:40');
  await acter(await opj(), mesure, 'gav-notification', {
    declarationRemise: true,
    avocat: 'commis-office',
    avocatAuxAuditions: true,
  });
}

/** A sept heures ce jour-la : demande, presentation, decision du JLD, examen medical. */
async function palier(scene: Scene, mesure: MesureJouee, jour: number, motif?: string): Promise<void> {
  await scene.temps.aller(jour, '07:00');
  await prolonger(scene, mesure, {
    jour,
    par: 'jld',
    ...(motif === undefined ? {} : { contenu: { motif, presentation: 'physique' } }),
  });
  await consigner(await scene.opj(), mesure, 'examen-medical', {
    nom: 'Dr Jeanne Ricard',
    mode: 'presentiel',
    aptitude: 'apte',
    inCorpore: null,
  });
}

async function avocat({ opj }: Scene, mesure: MesureJouee): Promise<void> {
  const enqueteur = await opj();
  await consigner(enqueteur, mesure, 'avocat-appele', {
    destinataire: 'batonnier',
    nom: 'Permanence du barreau',
    resultat: 'joint',
    circonstance: '',
  });
  await consigner(enqueteur, mesure, 'avocat-arrive', { nom: 'Me Paul Darrieux' });
}

async function conclure(scene: Scene, mesure: MesureJouee): Promise<void> {
  const { temps, opj, jld } = scene;
  await temps.aller(6, '06:30');
  const magistrat = await jld();
  await exigerRefus(
    'Un septième jour',
    () =>
      acter(magistrat, mesure, 'gav-prolongation', {
        rang: 6,
        heures: 24,
        presentation: 'physique',
        presenteeA: temps.maintenant(),
        decideeA: temps.maintenant(),
        motif: IMMINENCE,
        passerOutre: 'Demandé par l’unité.',
      }),
    /plus permise|maxim/i,
  );
  await abandonnerLesBrouillons(magistrat, mesure, 'gav-prolongation');
  await finir(scene, mesure, { suite: 'deferement', nom: 'horloge.json' });
  const { horloge } = await lireLaMesure(await opj(), mesure);
  exiger(horloge.echeance === temps.moment(6, '08:00'), `Échéance : ${String(horloge.echeance)}.`);
  exiger(horloge.maximum?.heures === 144, `Maximum : ${String(horloge.maximum?.heures)}.`);
  exiger(horloge.comparution?.article === '803-2 CPP', 'Après 72 heures, la comparution est du jour même.');
  exiger(horloge.irregularites.length === 0, `S8 est régulier : ${JSON.stringify(horloge.irregularites)}`);
}
