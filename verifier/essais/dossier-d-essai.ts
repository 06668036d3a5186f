import { createHash, generateKeyPairSync } from 'node:crypto';
import { empreinte, isIdj, type Idj } from '@ppn/core';
import type { RapportSignature } from '@ppn/sealing';
import {
  arbreEnMemoire,
  cosigner,
  ecrireFaitSale,
  ecrirePreuve,
  ecrirePreuveDeFait,
  entreeDuFait,
  hacherFeuille,
  lireNote,
  signerPoint,
  signerTete,
  vkey,
} from '@ppn/tlog';
import type { CleDeSignature, ClePublique, FaitSale, GenreDeCle } from '@ppn/tlog';
import type { Examen, ExamenDActe, ExamenDeConteneur } from '../dossier/examen.ts';
import { empreinteDeTete } from '../dossier/tetes.ts';
import { verifierDossier } from '../dossier/verifier-dossier.ts';
import type { RapportDossier } from '../dossier/modele.ts';

export const IDJ = 'IDJ-2026-00000000-B';
const EXPORT = '2026-11-16T11:00:00.000Z';

/** Une cle Ed25519 neuve, et sa ligne publique. */
function cleNeuve(nom: string, genre: GenreDeCle): { cle: CleDeSignature; ligne: ClePublique } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publique = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  return {
    cle: { nom, publique, privee: privateKey },
    ligne: { nom, genre, vkey: vkey(nom, genre, publique), du: '2026-01-01T00:00:00.000Z', au: null },
  };
}

const JOURNAL = cleNeuve('ppn/interieur', 'journal');
const TEMOIN = cleNeuve('ppn/justice/temoin', 'temoin');
const CLES = [JOURNAL.ligne, TEMOIN.ligne];
const octets = (texte: string): Uint8Array => new TextEncoder().encode(texte);
const sha256 = (contenu: Uint8Array): string => createHash('sha256').update(contenu).digest('hex');

/** Ce qui change d'un dossier conforme d'un acte, d'une piece jointe et d'un pli accuse. Les examens remplacent ceux des fichiers. */
export type Ecart = {
  readonly faits?: (faits: readonly FaitSale[]) => readonly FaitSale[];
  readonly acte?: Partial<ExamenDActe>;
  readonly pli?: Partial<ExamenDeConteneur>;
  readonly accuse?: Readonly<Record<string, unknown>>;
  readonly sansTemoin?: true;
  readonly preuveEmise?: (juste: string, faits: readonly FaitSale[]) => string;
  /** Fichiers changes avant, puis apres que le manifeste les compte. */
  readonly avant?: (fichiers: Map<string, Uint8Array>) => void;
  readonly apres?: (fichiers: Map<string, Uint8Array>) => void;
  readonly manifeste?: (manifeste: Manifeste) => unknown;
};
type Manifeste = Readonly<Record<string, unknown>> & {
  readonly plis: readonly object[];
  readonly taille: number;
};

/** Un fait sale. */
export const fait = (version: number, type: string, donnees: unknown): FaitSale => ({
  sel: new Uint8Array(32).fill(version),
  fait: {
    auteur: 'PN1',
    donnees,
    enregistreA: '2026-11-16T09:00:00.000Z',
    flux: `dossier/${IDJ}`,
    survenuA: '2026-11-16T10:00:00+01:00[Europe/Paris]',
    type,
    version,
  },
});

const ACTE = octets('un acte');
const JOINTE = octets('une pièce');

/** L'arbre d'un journal qui ne porte que ces faits. */
export const arbreDe = (faits: readonly FaitSale[]) =>
  arbreEnMemoire(faits.map((sale) => hacherFeuille(entreeDuFait(sale))));

/** La preuve qui part avec le fait de ce rang. */
export function preuvePortee(faits: readonly FaitSale[], rang: number): string {
  const [arbre, sale] = [arbreDe(faits), faits[rang]];
  if (sale === undefined) throw new RangeError(`Pas de fait ${rang}.`);
  const taille = rang + 1;
  return ecrirePreuveDeFait(sale, {
    index: rang,
    preuve: arbre.inclusion(rang, taille),
    point: signerPoint({ origine: 'ppn/interieur', taille, racine: arbre.racine(taille) }, JOURNAL.cle),
  });
}

/** Une tete d'un fait, bien signee, d'une autre histoire que celle du dossier. */
export const teteDUneAutreHistoire = (): string =>
  signerTete({ service: 'interieur', idj: idjDe(IDJ), taille: 1, racine: new Uint8Array(32) }, JOURNAL.cle);

/** Le journal d'un dossier d'essai, et sa tete. */
function fichiersDuJournal(faits: readonly FaitSale[], { sansTemoin }: Ecart) {
  const { cle } = JOURNAL;
  const arbre = arbreDe(faits);
  const note = signerPoint({ origine: cle.nom, taille: faits.length, racine: arbre.racine() }, cle);
  const ligne = cosigner(lireNote(note)?.corps ?? '', TEMOIN.cle, Date.parse(EXPORT) / 1000);
  const point = sansTemoin === true ? note : note + ligne;
  const tete = signerTete(
    { service: 'interieur', idj: idjDe(IDJ), taille: faits.length, racine: arbre.racine() },
    cle,
  );
  return { arbre, point, tete };
}

/** Juge un dossier d'essai : tout y est juste, sauf le sceau et le jeton du point, qui demandent de vrais certificats. */
export async function jugerEssai(ecart: Ecart = {}): Promise<RapportDossier> {
  const ordinaires = [
    fait(1, 'dossier-ouvert', { idj: IDJ }),
    fait(2, 'acte-scelle', { acteId: 'a1', empreinte: sha256(ACTE) }),
    fait(3, 'pli-emis', { pli: 'p1' }),
    fait(4, 'pli-accuse', { pli: 'p1' }),
  ];
  const faits = ecart.faits?.(ordinaires) ?? ordinaires;
  const { arbre, point, tete } = fichiersDuJournal(faits, ecart);
  const preuve = preuvePortee(ordinaires, 1);
  const fichiers = new Map<string, Uint8Array>([
    ['LISEZ-MOI.txt', octets('lisez')],
    ['actes/a1.pdf', ACTE],
    ['pieces/f1.txt', JOINTE],
    ['plis/p1.asice', octets('un pli')],
    ['accuses/p1.asice', octets('un accusé')],
    ['journal/faits.jsonl', octets(faits.map((sale) => `${ecrireFaitSale(sale)}\n`).join(''))],
    ['journal/tete.note', octets(tete)],
    ['journal/point.note', octets(point)],
    ...faits.map(
      (_, index) =>
        [
          `journal/preuves/${index + 1}.tlog-proof`,
          octets(ecrirePreuve({ index, preuve: arbre.inclusion(index), point })),
        ] as const,
    ),
  ]);
  ecart.avant?.(fichiers);
  const manifeste = manifesteDe(fichiers);
  ecart.apres?.(fichiers);
  fichiers.set('dossier.json', octets(JSON.stringify(ecart.manifeste?.(manifeste) ?? manifeste)));
  const tetePortee = signerTete(
    { service: 'interieur', idj: idjDe(IDJ), taille: 2, racine: arbreDe(ordinaires).racine(2) },
    JOURNAL.cle,
  );
  const speciaux = examensDe(ecart, {
    tete: tetePortee,
    preuve: ecart.preuveEmise?.(preuve, ordinaires) ?? preuve,
  });
  return verifierDossier(
    { noms: [...fichiers.keys()], lire: async (nom) => fichiers.get(nom) ?? new Uint8Array() },
    {
      cles: CLES,
      ancres: { racines: [], intermediaires: [], crls: [], ocsps: [] },
      a: new Date(EXPORT),
      ouvrirExamen: () => ({
        examiner: async ({ nom }) => ({
          ...condenser(fichiers.get(nom) ?? new Uint8Array()),
          ...speciaux.get(nom),
        }),
        fermer: () => undefined,
      }),
    },
  );
}

const condenser = (contenu: Uint8Array): Examen => ({
  taille: contenu.length,
  sha256: sha256(contenu),
  sha3_512: createHash('sha3-512').update(contenu).digest('hex'),
});

const manifesteDe = (fichiers: ReadonlyMap<string, Uint8Array>): Manifeste => ({
  schema: 'ppn/dossier@1',
  service: 'interieur',
  idj: IDJ,
  exporteA: EXPORT,
  taille: 4,
  fichiers: [...fichiers].map(([chemin, contenu]) => ({ chemin, ...condenser(contenu) })),
  pieces: [
    { id: 'a1', chemin: 'actes/a1.pdf', genre: 'acte', titre: 'Acte', empreinte: sha256(ACTE), acte: null },
    { id: 'f1', chemin: 'pieces/f1.txt', genre: 'piece', titre: 'f', empreinte: sha256(JOINTE), acte: 'a1' },
  ],
  plis: [
    {
      pli: 'p1',
      sens: 'emis',
      genre: 'procedure',
      etat: 'accuse',
      chemin: 'plis/p1.asice',
      accuse: 'accuses/p1.asice',
    },
  ],
});

/** L'`acte.json` de l'acte, a quelques champs pres. */
export const donneesDe = (ecart: Readonly<Record<string, unknown>> = {}): object => ({
  acteId: 'a1',
  idj: IDJ,
  jointes: [{ id: 'f1', nom: 'f', empreinte: sha256(JOINTE) }],
  ...ecart,
});

/** Ce que les fils auraient dit de l'acte et des conteneurs. */
function examensDe(
  ecart: Ecart,
  { tete, preuve }: { readonly tete: string; readonly preuve: string },
): ReadonlyMap<string, Pick<Examen, 'acte' | 'conteneur'>> {
  const pieces = new Map([
    ['actes/a1.pdf', sha256(ACTE)],
    ['preuves/a1.tlog-proof', sha256(octets(preuve))],
  ]);
  const bordereau = {
    pli: 'p1',
    objet: IDJ,
    emetteur: 'interieur',
    destinataire: 'justice',
    emisA: '2026-11-16T10:00:00.000Z',
    tete,
    pieces: [...pieces].map(([nom, valeur]) => ({ nom, empreinte: valeur, externe: false })),
  };
  const accuse = {
    pli: 'p1',
    empreinteDuPli: sha256(octets('un pli')),
    emetteur: 'justice',
    objet: IDJ,
    verdict: 'integre',
    recuA: '2026-11-16T10:00:01.000Z',
    teteRecue: empreinteDeTete(tete),
    ...ecart.accuse,
  };
  const conteneur = { fautes: [], doutes: [], preuves: new Map([['preuves/a1.tlog-proof', preuve]]) };
  return new Map([
    [
      'actes/a1.pdf',
      {
        acte: {
          codes: [],
          signatures: [],
          motifs: [],
          donnees: donneesDe(),
          texte: 'conforme',
          ...ecart.acte,
        },
      },
    ],
    [
      'plis/p1.asice',
      {
        conteneur: {
          ...conteneur,
          pieces,
          signatures: [cachet('Ministère de l’intérieur')],
          document: bordereau,
          ...ecart.pli,
        },
      },
    ],
    [
      'accuses/p1.asice',
      {
        conteneur: {
          ...conteneur,
          preuves: new Map(),
          pieces: new Map(),
          signatures: [cachet('Ministère de la justice')],
          document: accuse,
        },
      },
    ],
  ]);
}

const cachet = (organisation: string): RapportSignature => ({
  genre: 'cachet',
  signataire: {
    nom: 'Cachet PPN',
    organisation,
    sujet: `CN=Cachet PPN, O=${organisation}`,
    certificat: empreinte('0'.repeat(64)),
  },
  niveau: 'B-T',
  integrite: 'intacte',
  couverture: 'totale',
  ajoutsApres: [],
  chemin: 'valide',
  revocation: 'bonne',
  verdict: 'valide',
  codes: [],
  motifs: [],
});

function idjDe(valeur: string): Idj {
  if (!isIdj(valeur)) throw new RangeError(valeur);
  return valeur;
}
