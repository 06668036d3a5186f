import type { Deroulement } from './jouer-scenario.ts';
import { connecterEnqueteur, connecterMagistrat, type Enqueteur, type Magistrat, signer } from './joueur.ts';
import {
  acter,
  attendreLaMesure,
  type AOuvrir,
  enJson,
  horlogeDe,
  lireLaMesure,
  type MesureJouee,
  ouvrirLaMesure,
} from './mesure-jouee.ts';
import {
  type Affaire,
  type ProcedureOuverte,
  redigerPlainte,
  redigerSynthese,
  transmettre,
} from './procedure-de-demonstration.ts';
import { deposerExports, deposerLesActes, deposerPlis } from './ramasser.ts';
import type { TempsSimule } from './temps-simule.ts';

/** Ceux qui jouent, reconnectes a chaque fois : une session ne dure pas une nuit. */
export type Scene = Deroulement & {
  readonly temps: TempsSimule;
  readonly opj: () => Promise<Enqueteur>;
  readonly parquet: () => Promise<Magistrat>;
  readonly jld: () => Promise<Magistrat>;
  /** L'agent de l'unite qui garde le depot. */
  readonly garde: () => Promise<Enqueteur>;
};

/** La scene d'un scenario de garde a vue : il se joue en temps simule. */
export function monterLaScene(deroulement: Deroulement): Scene {
  const { terrain, temps } = deroulement;
  if (temps === undefined) throw new Error('Ce scénario se joue en temps simulé.');
  return {
    ...deroulement,
    temps,
    opj: () => connecterEnqueteur(terrain, 'camille-moreau'),
    parquet: () => connecterMagistrat(terrain, 'claire-fontaine'),
    jld: () => connecterMagistrat(terrain, 'helene-marchand'),
    garde: () => connecterEnqueteur(terrain, 'yanis-faure'),
  };
}

/** Ouvre la mesure, place, avise le parquet : `jour` a 8 h 10, 8 h 15, 8 h 25, pour une apprehension a 8 h. */
export async function placer(
  { temps, opj }: Scene,
  a: Omit<AOuvrir, 'apprehendeeA' | 'lieu'>,
  avantDePlacer: (mesure: MesureJouee) => Promise<void> = async () => undefined,
): Promise<MesureJouee> {
  await temps.aller(0, '08:10');
  const mesure = await ouvrirLaMesure(await opj(), {
    ...a,
    apprehendeeA: temps.moment(0, '08:00'),
    lieu: 'Agen',
  });
  await avantDePlacer(mesure);
  await temps.aller(0, '08:15');
  await acter(await opj(), mesure, 'gav-placement', {
    placeA: temps.moment(0, '08:15'),
    raisons: 'La personne est désignée par un témoin et par les constatations.',
    motifs: [1, 5],
  });
  await temps.aller(0, '08:25');
  await acter(await opj(), mesure, 'gav-avis-magistrat', {
    nomMagistrat: 'Claire FONTAINE, substitut',
    moyen: 'téléphone',
  });
  return mesure;
}

/** Demande de l'unite, puis decision du magistrat, la personne presentee par visioconference une demi-heure avant. */
export async function prolonger(
  scene: Scene,
  mesure: MesureJouee,
  {
    jour,
    par,
    contenu = {},
  }: {
    readonly jour: number;
    readonly par: 'parquet' | 'jld';
    readonly contenu?: { readonly [champ: string]: unknown };
  },
): Promise<void> {
  const { temps } = scene;
  const avant = (await lireLaMesure(await scene.opj(), mesure)).ligne.prolongations;
  await acter(await scene.opj(), mesure, 'gav-demande-prolongation', {
    motifs: [1],
    expose: 'Des confrontations et des exploitations techniques restent à faire.',
    passerOutre: 'Points vus avec le magistrat.',
  });
  await attendreLaMesure(await scene.parquet(), mesure, 'la demande', ({ ligne }) => ligne.demande !== null);
  if (par === 'jld') await requerir(scene, mesure, { objet: 'prolongation' });
  const magistrat = await scene[par]();
  const maintenant = temps.maintenant();
  await acter(magistrat, mesure, 'gav-prolongation', {
    presentation: 'visio',
    presenteeA: maintenant,
    decideeA: maintenant,
    passerOutre: 'Points vus avec l’unité.',
    motif: `Investigations en cours au jour ${jour} ; la mesure reste l’unique moyen de les mener.`,
    ...contenu,
  });
  await attendreLaMesure(
    await scene.opj(),
    mesure,
    'la prolongation chez l’unité',
    ({ ligne }) => ligne.prolongations === avant + 1,
  );
}

/** Le procureur saisit par requete le juge des libertes et de la detention, qui la voit (706-88 al. 2 et 7 CPP). */
export async function requerir(
  { parquet, jld }: Pick<Scene, 'parquet' | 'jld'>,
  mesure: MesureJouee,
  contenu: { readonly objet: 'prolongation' | 'report-avocat'; readonly heures?: number },
): Promise<void> {
  await acter(await parquet(), mesure, 'gav-requete-jld', {
    motif: 'Investigations en cours, auteurs en fuite ; la décision relève du juge.',
    ...contenu,
  });
  await attendreLaMesure(await jld(), mesure, 'la requête chez le juge', ({ ligne }) =>
    Boolean(ligne.requete),
  );
}

/** Fin de la mesure et recapitulatif ; depose son horloge sous ce nom. */
export async function finir(
  scene: Scene,
  mesure: MesureJouee,
  { suite, nom }: { readonly suite: 'levee' | 'deferement'; readonly nom: string },
): Promise<void> {
  await acter(await scene.opj(), mesure, 'gav-fin', {
    suite,
    nomMagistrat: 'Claire FONTAINE, substitut',
    information772: suite === 'levee',
    passerOutre: 'Circonstances dites au registre.',
  });
  await acter(await scene.opj(), mesure, 'gav-recapitulatif', {
    passerOutre: 'Circonstances dites au registre.',
  });
  const vue = await lireLaMesure(await scene.opj(), mesure);
  scene.deposer(nom, enJson(horlogeDe(vue, vue.horloge.a)));
}

/** La plainte est signee, la procedure synthetisee et transmise ; depose tout ce que le dossier laisse et rend son IDJ. */
export async function clore(scene: Scene, procedure: ProcedureOuverte, affaire: Affaire): Promise<string> {
  const { etape, opj } = scene;
  await etape('Plainte, synthèse, transmission de la procédure au parquet', async () => {
    const enqueteur = await opj();
    await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, affaire)]);
    await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
    await transmettre(enqueteur, procedure.idj, 'tj47001');
  });
  return ramasserTout(scene, procedure.idj);
}

/** Depose actes, plis, accuses et exports des deux ministeres ; rend l'IDJ. */
export async function ramasserTout({ etape, opj, parquet, deposer }: Scene, idj: string): Promise<string> {
  await etape('Actes, plis, accusés et exports des deux ministères', async () => {
    const [enqueteur, magistrat] = [await opj(), await parquet()];
    await deposerLesActes(enqueteur, idj, deposer);
    await deposerPlis(enqueteur, magistrat, idj, deposer);
    await deposerExports(enqueteur, magistrat, idj, deposer);
  });
  return idj;
}
