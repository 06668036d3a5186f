import { validerEnveloppe, validerFichierAsic, validerPdf } from '@ppn/sealing';
import type { Ancres, Rapport, RapportPiece } from '@ppn/sealing';
import type { ClePublique } from '@ppn/tlog';
import { ficheDe } from './fiche.ts';
import type { ComparerTexte, Fiche } from './fiche.ts';
import { explicationDe, formatNonJuge } from './formats-non-juges.ts';
import { lireBorne, lireDebut } from './lire-fichier.ts';
import { preuvesDuPli } from './preuves-du-pli.ts';
import type { RapportDePreuve, TextesDuPli } from './preuves-du-pli.ts';

/** Le rapport d'un fichier. `fiches` : par nom de piece, ce que chaque acte dit de lui-meme (cle vide pour un PDF seul). */
export type RapportDeFichier = Rapport & {
  readonly genre: 'pdf' | 'asic' | 'cades' | 'autre';
  readonly pieces: readonly RapportPiece[];
  readonly fiches: Readonly<Record<string, Fiche>>;
  /** Pour un pli : la preuve de chaque acte, et ce qui couvre chaque piece jointe. */
  readonly preuves: readonly RapportDePreuve[];
};

/** Un fichier a verifier, hors ligne. `a` : instant de la verification, maintenant par defaut. */
export type DemandeDeFichier = {
  readonly chemin: string;
  readonly contenu?: string;
  readonly ancres: Ancres;
  readonly a?: Date;
  readonly comparerTexte?: ComparerTexte;
  /** Cles de journal des services, pour juger les preuves d'un pli. */
  readonly cles?: readonly ClePublique[];
};

const PDF_MAX = 512 * 1024 * 1024;
const CMS_MAX = 256 * 1024 * 1024;

/** Verifie un fichier d'apres son contenu, pas son nom. Lance l'erreur du systeme s'il ne peut pas etre ouvert. */
export async function verifierFichier(demande: DemandeDeFichier): Promise<RapportDeFichier> {
  const debut = await lireDebut(demande.chemin);
  const texte = debut.toString('latin1');
  if (texte.startsWith('PK')) return verifierAsic(demande);
  // Une enveloppe CMS peut contenir un PDF dans son premier kibioctet : c'est l'enveloppe qui est signee.
  if (texte.includes('%PDF-') && debut[0] !== 0x30) return verifierPdf(demande);
  const connu = await formatNonJuge(demande.chemin, debut);
  if (connu !== undefined)
    return {
      ...vide('autre'),
      verdict: connu.signe ? 'indetermine' : 'non-signe',
      motifs: expliquer([connu.motif]),
    };
  const rapport = await verifierCms(demande, texte);
  return rapport.verdict === 'non-signe' && texte.includes('%PDF-') ? verifierPdf(demande) : rapport;
}

/** Un format nomme sans etre juge s'explique : « indetermine » seul ne dit pas que rien n'a ete controle. */
const expliquer = (motifs: readonly string[]): readonly string[] =>
  motifs.flatMap((motif) => [motif, ...[explicationDe(motif)].filter((suite) => suite !== undefined)]);

const vide = (genre: RapportDeFichier['genre']): Omit<RapportDeFichier, 'verdict'> => ({
  genre,
  signatures: [],
  motifs: [],
  pieces: [],
  fiches: {},
  preuves: [],
});
const instantDe = (demande: DemandeDeFichier): { readonly a?: Date } =>
  demande.a === undefined ? {} : { a: demande.a };

const tropGros = (genre: RapportDeFichier['genre']): RapportDeFichier => ({
  ...vide(genre),
  verdict: 'non-signe',
  motifs: ['fichier trop gros pour être vérifié'],
});

async function verifierPdf(demande: DemandeDeFichier): Promise<RapportDeFichier> {
  const octets = await lireBorne(demande.chemin, PDF_MAX);
  if (octets === undefined) return tropGros('pdf');
  const rapport = await validerPdf(octets, demande.ancres, instantDe(demande));
  const fiche = await ficheDe(octets, demande.comparerTexte);
  return avecFiches({ ...vide('pdf'), ...rapport, fiches: { '': fiche } });
}

async function verifierAsic(demande: DemandeDeFichier): Promise<RapportDeFichier> {
  const fiches: Record<string, Fiche> = {};
  const textes: TextesDuPli = new Map();
  const surPiece = async (nom: string, octets: Uint8Array): Promise<void> => {
    if (/^pli\/bordereau\.json$|^preuves\/[^/]+\.tlog-proof$/u.test(nom)) textes.set(nom, octets);
    if (/\.pdf$/iu.test(nom)) fiches[nom] = await ficheDe(octets, demande.comparerTexte);
  };
  const rapport = await validerFichierAsic(demande.chemin, demande.ancres, {
    ...instantDe(demande),
    surPiece,
  });
  const preuves = preuvesDuPli({
    textes,
    pieces: rapport.pieces,
    fiches,
    cles: demande.cles,
    a: demande.a ?? new Date(),
  });
  return avecPreuves(
    avecFiches({ ...vide('asic'), ...rapport, motifs: expliquer(rapport.motifs), fiches, preuves }),
  );
}

/** Un pli dont la preuve d'un acte est fausse est invalide. */
function avecPreuves(rapport: RapportDeFichier): RapportDeFichier {
  const fausses = rapport.preuves.filter(({ etat }) => etat === 'fausse');
  if (fausses.length === 0) return rapport;
  return {
    ...rapport,
    verdict: 'invalide',
    motifs: [...rapport.motifs, ...fausses.map(({ piece, phrase }) => `${piece} : ${phrase}`)],
  };
}

/** Un acte dont le texte n'est pas celui de ses donnees est invalide, signe ou non. */
function avecFiches(rapport: RapportDeFichier): RapportDeFichier {
  const differents = Object.entries(rapport.fiches)
    .filter(([, fiche]) => fiche.texte === 'different')
    .map(([nom]) => nom);
  if (differents.length === 0) return rapport;
  return {
    ...rapport,
    verdict: 'invalide',
    motifs: [
      ...rapport.motifs,
      ...differents.map(
        (nom) => `${nom === '' ? 'acte' : nom} : le texte visible n’est pas celui de ses données`,
      ),
    ],
  };
}

async function verifierCms(demande: DemandeDeFichier, debut: string): Promise<RapportDeFichier> {
  const octets = await lireBorne(demande.chemin, CMS_MAX);
  if (octets === undefined) return tropGros('cades');
  const cms = derDe(octets, debut);
  if (cms === undefined) return { ...vide('autre'), verdict: 'non-signe', motifs: [AUCUN_FORMAT] };
  const contenu = await contenuDe(demande);
  const rapport = await validerEnveloppe({
    cms,
    ancres: demande.ancres,
    ...(contenu === undefined ? {} : { contenu }),
    ...instantDe(demande),
  });
  if (rapport.verdict === 'non-signe')
    return { ...vide('autre'), verdict: 'non-signe', motifs: [AUCUN_FORMAT] };
  return { ...vide('cades'), ...rapport };
}

const AUCUN_FORMAT = 'ce fichier n’est ni un PDF, ni un conteneur ASiC, ni une signature CAdES lisible';

function derDe(octets: Uint8Array, debut: string): Uint8Array | undefined {
  if (octets[0] === 0x30) return octets;
  const texte = Buffer.from(octets).toString('latin1');
  const pem = /-----BEGIN (?:PKCS7|CMS)-----([A-Za-z0-9+/=\s]+)-----END/u.exec(texte)?.[1];
  const base64 = pem ?? (/^MI[A-Za-z0-9+/=\s]+$/u.test(debut.slice(0, 200)) ? texte : undefined);
  const der = base64 === undefined ? undefined : new Uint8Array(Buffer.from(base64, 'base64'));
  return der?.[0] === 0x30 ? der : undefined;
}

/** Le fichier donne par --contenu, sinon le voisin de meme nom sans .p7s (ou .p7m, .p7). */
async function contenuDe(demande: DemandeDeFichier): Promise<Uint8Array | undefined> {
  if (demande.contenu !== undefined) return lireBorne(demande.contenu, CMS_MAX);
  const voisin = /^(.+)\.p7s$/iu.exec(demande.chemin)?.[1];
  if (voisin === undefined) return undefined;
  try {
    return await lireBorne(voisin, CMS_MAX);
  } catch (erreur) {
    if (erreur instanceof Error && 'code' in erreur) return undefined;
    throw erreur;
  }
}
