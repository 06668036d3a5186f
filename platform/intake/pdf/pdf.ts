import { plusBas, refuser, type Contenu, type Contexte } from '../contexte.ts';
import type { TypeReconnu } from '../contrat.ts';
import { fluxDe, sourceOctets, type FichierSource } from '../source.ts';
import { balayer, type ObjetTrouve } from './balayage.ts';
import { decoderFlux, type Decode } from './filtres.ts';
import { entree, Lexeur, type Valeur } from './lexeur.ts';
import { ouvrir } from './ouverture.ts';
import { tableJuste } from './table.ts';
import { constatsVides, ENVOI_AUTOMATIQUE, noter, noterNomProfond, type Constats } from './risques.ts';

/** Octets bruts et decodes lus au plus pour un flux d'objets ; au-dela, il n'est pas examinable. */
const FLUX_MAX = 32 * 1024 * 1024;
/** Total decode pour tous les flux d'objets d'un fichier. */
const DECODE_MAX = 512 * 1024 * 1024;
const SCALAIRES_MAX = 200_000;

/**
 * Examine un PDF : chiffre, actif, abime, repare, pieces jointes. Tout objet compte, reference ou non,
 * y compris dans les flux d'objets ; les noms sont compares une fois decodes.
 */
export async function examinerPdf(
  source: FichierSource,
  type: TypeReconnu,
  contexte: Contexte,
): Promise<Contenu> {
  const lecture = await lireObjets(source);
  const { constats } = lecture;
  if (constats.chiffre) refuser('pdf-chiffre', CHIFFRE);
  refuserActif(constats);
  const ouverture = await ouvrir(source);
  if (ouverture.genre === 'chiffre') refuser('pdf-chiffre', CHIFFRE);
  if (ouverture.genre === 'illisible') refuser('fichier-abime', ABIME);
  await examinerJoints(source, lecture, contexte);
  if (ouverture.repare || lecture.abime) contexte.avertir('pdf-repare', REPARE);
  if (constats.reserves.has('formulaire-a-envoi')) contexte.avertir('formulaire-a-envoi', FORMULAIRE);
  if (constats.reserves.has('contenu-multimedia')) contexte.avertir('contenu-multimedia', MULTIMEDIA);
  return { type, pages: ouverture.pages };
}

const CHIFFRE =
  'Ce PDF est chiffré ou protégé par un mot de passe : il ne peut être ni examiné ni conservé. Enregistrez-le sans protection (ou imprimez-le vers un nouveau PDF), puis déposez la copie.';
const ABIME =
  "Ce PDF est trop abîmé pour être ouvert. Exportez-le de nouveau depuis le logiciel d'origine, ou déposez l'original sous une autre forme.";
const REPARE =
  'Ce PDF comporte des erreurs de structure : il a pu être lu en le réparant. Une autre visionneuse peut le montrer autrement.';
const FORMULAIRE =
  "Ce PDF contient un bouton d'envoi vers l'extérieur : il reste sans effet dans l'application.";
const MULTIMEDIA =
  "Ce PDF contient du son, de la vidéo ou de la 3D, qui ne sont pas joués dans l'application.";
const NON_EXAMINABLE =
  'Une partie de ce PDF est compressée de façon à ne pas pouvoir être examinée. Imprimez-le vers un nouveau PDF, puis déposez la copie.';

function refuserActif({ actifs }: Constats): void {
  if (actifs.size === 0) return;
  refuser(
    'contenu-actif',
    `Ce PDF contient ${[...actifs].join(', ')} : il pourrait agir à l'ouverture. Imprimez-le vers un nouveau PDF, puis déposez la copie.`,
  );
}

type Flux = { readonly dico: Valeur; readonly debut: number };
type LectureObjets = {
  readonly constats: Constats;
  readonly flux: ReadonlyMap<number, Flux>;
  readonly simples: ReadonlyMap<number, Valeur>;
  readonly abime: boolean;
};

async function lireObjets(source: FichierSource): Promise<LectureObjets> {
  const constats = constatsVides();
  const simples = new Map<number, Valeur>();
  const flux = new Map<number, Flux>();
  const composes: Flux[] = [];
  const positions = new Map<number, Set<number>>();
  let abime = false;
  for await (const objet of balayer(source)) {
    positions.set(objet.numero, (positions.get(objet.numero) ?? new Set()).add(objet.debut));
    if (!objet.longueurJuste) abime = true;
    noterObjet(objet, constats);
    if (simples.size < SCALAIRES_MAX && estSimple(objet.valeur)) simples.set(objet.numero, objet.valeur);
    if (objet.debutFlux === undefined) continue;
    const trouve = { dico: reduit(objet.valeur), debut: objet.debutFlux };
    if (estFluxDObjets(objet.valeur)) composes.push(trouve);
    if (estFichierJoint(objet.valeur)) constats.joints.add(objet.numero);
    if (flux.size < SCALAIRES_MAX) flux.set(objet.numero, trouve);
  }
  await lireFluxDObjets(source, { composes, simples, constats });
  for (const numero of constats.envois)
    if (constats.declenches.has(numero)) constats.actifs.add(ENVOI_AUTOMATIQUE);
  return { constats, flux, simples, abime: abime || !(await tableJuste(source, positions)) };
}

type ObjetANoter = Pick<ObjetTrouve, 'numero' | 'valeur' | 'nomsProfonds' | 'trailer'>;

function noterObjet(objet: ObjetANoter, constats: Constats): void {
  const trailer = objet.trailer || estNom(entree(objet.valeur, 'Type'), 'XRef');
  noter(objet.valeur, constats, { objet: objet.numero, declenche: false, trailer });
  for (const nom of objet.nomsProfonds) noterNomProfond(nom, constats);
}

const estNom = (valeur: Valeur | undefined, nom: string): boolean =>
  valeur?.genre === 'nom' && valeur.nom === nom;

/** /Type /ObjStm, ou ce qui y ressemble (/N et /First) : le type est parfois cache derriere une reference. */
const estFluxDObjets = (valeur: Valeur): boolean =>
  estNom(entree(valeur, 'Type'), 'ObjStm') ||
  (entree(valeur, 'N') !== undefined && entree(valeur, 'First') !== undefined);

/** Valeurs gardees pour resoudre un filtre ou une longueur donnes par reference. */
const estSimple = (valeur: Valeur): boolean =>
  valeur.genre === 'nom' ||
  valeur.genre === 'nombre' ||
  (valeur.genre === 'tableau' && valeur.elements.length <= 8) ||
  (valeur.genre === 'dico' && valeur.entrees.length <= 6 && entree(valeur, 'Predictor') !== undefined);

const estFichierJoint = (valeur: Valeur): boolean => estNom(entree(valeur, 'Type'), 'EmbeddedFile');

const CLES_DE_FLUX: ReadonlySet<string> = new Set(['Filter', 'F', 'DecodeParms', 'DP', 'Length', 'First']);

/** Dictionnaire d'un flux, reduit a ce qui sert a le decoder. */
const reduit = (valeur: Valeur): Valeur =>
  valeur.genre === 'dico'
    ? { genre: 'dico', entrees: valeur.entrees.filter(([cle]) => CLES_DE_FLUX.has(cle)) }
    : valeur;

async function lireFluxDObjets(
  source: FichierSource,
  {
    composes,
    simples,
    constats,
  }: { composes: readonly Flux[]; simples: Map<number, Valeur>; constats: Constats },
): Promise<void> {
  let total = 0;
  for (const compose of composes) {
    const decode = await decoder(source, compose, simples, FLUX_MAX);
    // sous chiffrement les flux sont indechiffrables : le refus viendra de /Encrypt
    if (decode === undefined || decode.tronque) {
      if (constats.chiffre) return;
      refuser('contenu-non-examinable', NON_EXAMINABLE);
    }
    total += decode.octets.length;
    if (total > DECODE_MAX) refuser('contenu-non-examinable', NON_EXAMINABLE);
    noterInterieur(decode.octets, compose.dico, { constats, simples });
  }
}

/** Objets d'un flux d'objets : la table des positions d'abord, puis tout ce qui suit, lu a la file. */
function noterInterieur(
  octets: Uint8Array,
  dico: Valeur,
  { constats, simples }: { constats: Constats; simples: Map<number, Valeur> },
): void {
  const premier = entree(dico, 'First');
  const table = new Lexeur(octets, 0, true);
  const debut = premier?.genre === 'nombre' ? premier.nombre : 0;
  const positions = new Map<number, number>();
  while (table.position < debut && positions.size < SCALAIRES_MAX) {
    const numero = table.valeur();
    const position = table.valeur();
    if (numero.genre !== 'nombre' || position.genre !== 'nombre') break;
    positions.set(debut + position.nombre, numero.nombre);
  }
  for (const [position, numero] of positions) {
    if (position >= octets.length) continue;
    const lexeur = new Lexeur(octets, position, true);
    const valeur = lexeur.valeur();
    noterObjet({ numero, valeur, nomsProfonds: lexeur.nomsProfonds, trailer: false }, constats);
    if (simples.size < SCALAIRES_MAX && estSimple(valeur)) simples.set(numero, valeur);
  }
  // la table peut mentir : tout est relu a la suite
  const suite = new Lexeur(octets, 0, true);
  while (suite.position < octets.length)
    noter(suite.valeur(), constats, { objet: -1, declenche: false, trailer: false });
}

async function decoder(
  source: FichierSource,
  flux: Flux,
  simples: ReadonlyMap<number, Valeur>,
  max: number,
): Promise<Decode | undefined> {
  const resoudre = (valeur: Valeur | undefined): Valeur | undefined =>
    valeur?.genre === 'ref' ? simples.get(valeur.numero) : valeur;
  const liste = (cle: string, court: string): readonly (Valeur | undefined)[] => {
    const valeur = resoudre(entree(flux.dico, cle) ?? entree(flux.dico, court));
    if (valeur === undefined) return [];
    return valeur.genre === 'tableau' ? valeur.elements.map(resoudre) : [valeur];
  };
  const filtres = liste('Filter', 'F').flatMap((valeur) =>
    valeur?.genre === 'nom' ? [valeur.nom] : ['inconnu'],
  );
  const longueur = resoudre(entree(flux.dico, 'Length'));
  const annoncee = longueur?.genre === 'nombre' ? longueur.nombre : 0;
  const brut = await lireBrut(source, flux.debut, annoncee);
  return decoderFlux(
    brut,
    filtres.filter((nom) => nom !== 'null'),
    liste('DecodeParms', 'DP'),
    max,
  );
}

/** Donnees brutes : jusqu'a la longueur annoncee ou au premier « endstream », ce qui va le plus loin, 32 Mio au plus. */
async function lireBrut(source: FichierSource, debut: number, annoncee: number): Promise<Uint8Array> {
  const morceaux: Uint8Array[] = [];
  let total = 0;
  for await (const morceau of fluxDe(source, debut, Math.min(source.taille, debut + FLUX_MAX))) {
    morceaux.push(morceau);
    total += morceau.length;
    if (
      total >= annoncee &&
      Buffer.concat(morceaux).includes('endstream', Math.max(0, total - morceau.length - 9))
    )
      break;
  }
  const octets = Buffer.concat(morceaux);
  const fin = octets.indexOf('endstream', Math.max(0, Math.min(annoncee, octets.length) - 1));
  return fin < 0 ? octets : octets.subarray(0, fin);
}

/** Les fichiers joints sont examines comme s'ils etaient deposes seuls. */
async function examinerJoints(
  source: FichierSource,
  lecture: LectureObjets,
  contexte: Contexte,
): Promise<void> {
  const { constats, flux, simples } = lecture;
  const joints = [...constats.joints].flatMap((numero) => flux.get(numero) ?? []);
  if (!constats.jointsVus && joints.length === 0) return;
  contexte.avertir(
    'pieces-jointes',
    "Ce PDF contient des fichiers joints : ils ont été examinés, et restent attachés à l'original.",
  );
  if (contexte.profondeur >= contexte.bornes.profondeurMax) return;
  for (const joint of joints.slice(0, 200)) {
    const decode = await decoder(source, joint, simples, FLUX_MAX);
    if (decode === undefined || decode.tronque) {
      contexte.avertir(
        'contenu-non-examine',
        "Un fichier joint à ce PDF est trop grand ou codé d'une façon inhabituelle : il n'a pas été examiné.",
      );
      continue;
    }
    contexte.budget.decompresse += decode.octets.length;
    if (decode.octets.length === 0) continue;
    await contexte.dedans(sourceOctets(decode.octets), '', plusBas(contexte));
  }
}
