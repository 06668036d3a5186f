import type { Cachet } from '@ppn/sealing';
import type { ArbreEnMemoire, ClePublique, FaitSale } from '@ppn/tlog';
import { sha256 } from './actes.ts';
import { HEURES, IDS, type Contexte } from './contexte.ts';
import {
  archiver,
  manifesteDe,
  rangerFichiers,
  sceller,
  type Contenu,
  type Fichiers,
  type Manifeste,
} from './dossier.ts';
import { IDJ, JOINTE } from './donnees.ts';
import { composerAccuse, composerPli } from './plis.ts';
import {
  enJson,
  enOctets,
  journalDe,
  saler,
  suiteDe,
  teteDe,
  type FaitVoulu,
  type Journal,
} from './suite.ts';
import type { CleDeNote } from './atelier.ts';

/** Ce qui change par rapport au dossier ordinaire. Chaque crochet agit a son etage ; ce qui suit en decoule. */
export type Variation = {
  /** Un pli emis et accuse, un pli recu et accuse, un acte recu. */
  readonly plis?: boolean;
  /** L'acte de constatations, a la place de l'ordinaire. */
  readonly acte?: Uint8Array;
  readonly jointe?: Uint8Array;
  readonly faits?: (faits: readonly FaitVoulu[]) => readonly FaitVoulu[];
  /** Suites d'autres flux, inscrites au meme journal : `journal/mesures/<nom>`. */
  readonly annexes?: readonly { readonly nom: string; readonly faits: readonly FaitSale[] }[];
  readonly sales?: (faits: readonly FaitSale[]) => readonly FaitSale[];
  /** Cle qui signe tetes finales et point, si elle a tourne. */
  readonly cle?: CleDeNote;
  readonly cles?: (cles: readonly ClePublique[]) => readonly ClePublique[];
  readonly temoin?: CleDeNote | null;
  /** La preuve partie avec l'acte emis, celle arrivee avec l'acte recu : la juste, refaite autrement. */
  readonly emise?: (juste: string, journal: Journal, faits: readonly FaitSale[]) => string;
  readonly recue?: (juste: string, journal: Journal) => string;
  readonly contenu?: (contenu: Contenu) => Contenu | Promise<Contenu>;
  readonly fichiers?: (fichiers: Fichiers) => void | Promise<void>;
  readonly manifeste?: (manifeste: Manifeste) => unknown;
  readonly cachet?: Cachet;
  readonly scelles?: (fichiers: Fichiers) => void;
};

/** Un dossier fabrique : son archive, son contenu et ses fichiers, pour en faire d'autres. */
export type Fabrique = { readonly zip: Uint8Array; readonly contenu: Contenu; readonly fichiers: Fichiers };

/** Fabrique un dossier exporte, conforme ou altere comme le veut la variation. */
export async function fabriquer(contexte: Contexte, variation: Variation = {}): Promise<Fabrique> {
  const { atelier } = contexte;
  const base = await contenuDe(contexte, variation);
  const contenu = (await variation.contenu?.(base)) ?? base;
  atelier.regler(HEURES.export);
  const fichiers = await rangerFichiers(atelier, contenu);
  await variation.fichiers?.(fichiers);
  const manifeste = manifesteDe(contenu, fichiers, HEURES.export);
  const scelles = await sceller(atelier, {
    manifeste: enJson(variation.manifeste?.(manifeste) ?? manifeste),
    fichiers,
    cachet: variation.cachet ?? (await atelier.cachet('interieur')),
  });
  variation.scelles?.(scelles);
  return { zip: archiver(scelles), contenu, fichiers: scelles };
}

/** Le contenu d'un dossier : faits, arbre, tetes, journal, pieces et plis. */
async function contenuDe(contexte: Contexte, variation: Variation): Promise<Contenu> {
  const { atelier, cles } = contexte;
  const pair = pairDe(contexte, variation);
  const ordinaires = faitsOrdinaires(contexte, variation, pair);
  const faits =
    variation.sales?.(saler(variation.faits?.(ordinaires) ?? ordinaires)) ??
    saler(variation.faits?.(ordinaires) ?? ordinaires);
  const suite = suiteDe(faits);
  const cle = variation.cle ?? cles.journal;
  const temoin = variation.temoin === undefined ? cles.temoin : variation.temoin;
  const annexes = variation.annexes ?? [];
  const journal = journalDe([...faits, ...annexes.flatMap(({ faits: autres }) => autres)], {
    cle,
    a: HEURES.export,
    ...(temoin === null ? {} : { temoin }),
  });
  atelier.regler(HEURES.export);
  const publiques = Object.values(cles).map(({ publique }) => publique);
  return {
    faits,
    suite,
    tete: teteDe(suite, cle),
    remises: new Map([2, 3].map((taille) => [taille, teteDe(suite, cles.journal, { taille })])),
    journal,
    annexes,
    jetonDuPoint: atelier.horodaterPoint(journal.corps),
    pieces: piecesDe(contexte, variation),
    cles: variation.cles?.(publiques) ?? publiques,
    ...(variation.plis === true
      ? await echangesDe(contexte, variation, { faits, suite, journal, pair })
      : { plis: [] }),
  };
}

/** Le meme dossier chez le pair : sa suite, son journal, et la preuve qui part avec sa decision. */
type Pair = { readonly suite: ArbreEnMemoire; readonly preuve: string };

function pairDe({ cles, actes }: Contexte, { recue }: Variation): Pair {
  const rang = 4;
  const faits = saler([
    ...Array.from({ length: rang }, () => ({ type: 'incident-constate', donnees: {}, a: HEURES.accuse })),
    { type: 'acte-scelle', donnees: designer(IDS.classement, actes.classement), a: HEURES.pliRecu },
  ]);
  const journal = journalDe(faits, { cle: cles.pair, temoin: cles.temoinDuPair, a: HEURES.pliRecu });
  const juste = journal.porter(rang);
  return { suite: suiteDe(faits), preuve: recue?.(juste, journal) ?? juste };
}

/** Faits du dossier : ouverture, acte, incident ; avec plis, l'envoi, son accuse, la decision recue. */
function faitsOrdinaires(
  { actes }: Contexte,
  { plis, acte }: Variation,
  { preuve }: Pair,
): readonly FaitVoulu[] {
  const constat = acte ?? actes.constatations;
  return [
    { type: 'dossier-ouvert', donnees: { idj: IDJ, intitule: 'Vol à l’étalage' }, a: HEURES.ouverture },
    { type: 'acte-scelle', donnees: designer(IDS.constatations, constat), a: '2026-11-16T09:01:00.000Z' },
    {
      type: 'incident-constate',
      donnees: {
        id: IDS.pliRecu,
        code: 'essai',
        phrase: 'Sans suite.',
        piece: null,
        constatePar: 'interieur',
      },
      a: '2026-11-16T09:10:00.000Z',
    },
    ...(plis === true
      ? [
          {
            type: 'pli-emis',
            donnees: { pli: IDS.pliEmis, genre: 'procedure', juridiction: null },
            a: HEURES.pliEmis,
          },
          {
            type: 'pli-accuse',
            donnees: { pli: IDS.pliEmis, genre: 'procedure', recuA: HEURES.accuse },
            a: '2026-11-16T09:22:00.000Z',
          },
          {
            type: 'pli-recu',
            donnees: { pli: IDS.pliRecu, genre: 'decision', juridiction: null, emisA: HEURES.pliRecu },
            a: '2026-11-16T10:42:00.000Z',
          },
          {
            type: 'acte-recu',
            donnees: { ...designer(IDS.classement, actes.classement), preuve: sha256(enOctets(preuve)) },
            a: '2026-11-16T10:42:00.000Z',
          },
        ]
      : []),
  ];
}

/** Ce qu'un fait dit d'un acte. */
export const designer = (acteId: string, pdf: Uint8Array) => ({
  acteId,
  empreinte: sha256(pdf),
  taille: pdf.length,
  pages: null,
  signataires: [],
});

function piecesDe({ actes }: Contexte, { plis, acte, jointe }: Variation): Contenu['pieces'] {
  const constat = acte ?? actes.constatations;
  const octets = jointe ?? JOINTE.octets;
  return [
    pieceDActe(IDS.constatations, 'Procès-verbal de constatations', constat),
    {
      id: JOINTE.id,
      chemin: `pieces/${JOINTE.id}.txt`,
      genre: 'piece',
      titre: JOINTE.nom,
      empreinte: sha256(octets),
      acte: IDS.constatations,
      octets,
    },
    ...(plis === true
      ? [pieceDActe(IDS.classement, 'Décision de classement sans suite', actes.classement)]
      : []),
  ];
}

/** La ligne d'un acte au manifeste. */
export const pieceDActe = (id: string, titre: string, octets: Uint8Array): Contenu['pieces'][number] => ({
  id,
  chemin: `actes/${id}.pdf`,
  genre: 'acte',
  titre,
  empreinte: sha256(octets),
  acte: null,
  octets,
});

/** Le pli emis et son accuse, le pli recu et le notre, et les tetes du pair. */
async function echangesDe(
  contexte: Contexte,
  { acte, emise }: Variation,
  {
    faits,
    suite,
    journal,
    pair,
  }: {
    readonly faits: readonly FaitSale[];
    readonly suite: Contenu['suite'];
    readonly journal: Journal;
    readonly pair: Pair;
  },
): Promise<Pick<Contenu, 'plis' | 'pair'>> {
  const { atelier, cles, actes } = contexte;
  const preuve = journal.porter(RANG_DE_L_ACTE);
  const preuveEmise = emise?.(preuve, journal, faits) ?? preuve;
  const teteEmise = teteDe(suite, cles.journal, { taille: Math.min(4, suite.taille) });
  const duPair = pair.suite;
  const teteDuPair = teteDe(duPair, cles.pair, { service: 'justice' });
  atelier.regler(HEURES.pliEmis);
  const emis = await composerPli(atelier, {
    pli: IDS.pliEmis,
    emetteur: 'interieur',
    genre: 'procedure',
    emisA: HEURES.pliEmis,
    tete: teteEmise,
    pieces: [
      { nom: `actes/${IDS.constatations}.pdf`, octets: acte ?? actes.constatations },
      { nom: `pieces/${JOINTE.id}.txt`, octets: JOINTE.octets },
    ],
    preuves: [{ nom: `preuves/${IDS.constatations}.tlog-proof`, octets: enOctets(preuveEmise) }],
  });
  atelier.regler(HEURES.accuse);
  const accuseEmis = await composerAccuse(atelier, {
    pli: IDS.pliEmis,
    octets: emis,
    emetteur: 'justice',
    recuA: HEURES.accuse,
    teteRecue: teteEmise,
  });
  atelier.regler(HEURES.pliRecu);
  const recu = await composerPli(atelier, {
    pli: IDS.pliRecu,
    emetteur: 'justice',
    genre: 'decision',
    emisA: HEURES.pliRecu,
    tete: teteDuPair,
    pieces: [{ nom: `actes/${IDS.classement}.pdf`, octets: actes.classement }],
    preuves: [{ nom: `preuves/${IDS.classement}.tlog-proof`, octets: enOctets(pair.preuve) }],
  });
  const accuseRecu = await composerAccuse(atelier, {
    pli: IDS.pliRecu,
    octets: recu,
    emetteur: 'interieur',
    recuA: '2026-11-16T10:41:00.000Z',
    teteRecue: teteDuPair,
    tete: teteDe(suite, cles.journal, { taille: Math.min(5, suite.taille) }),
  });
  return {
    plis: [
      pliAuManifeste({ pli: IDS.pliEmis, sens: 'emis', genre: 'procedure' }, emis, accuseEmis),
      pliAuManifeste({ pli: IDS.pliRecu, sens: 'recu', genre: 'decision' }, recu, accuseRecu),
    ],
    pair: {
      suite: duPair,
      tetes: new Map([
        [3, teteDe(duPair, cles.pair, { taille: 3, service: 'justice' })],
        [5, teteDuPair],
      ]),
      preuves: new Map([[IDS.classement, pair.preuve]]),
    },
  };
}

/** Rang du fait qui scelle l'acte des plis. */
export const RANG_DE_L_ACTE = 1;

/** La ligne d'un pli accuse au manifeste, avec ses octets. */
export const pliAuManifeste = (
  pli: Pick<Contenu['plis'][number], 'pli' | 'sens' | 'genre'>,
  octets: Uint8Array,
  octetsAccuse: Uint8Array,
): Contenu['plis'][number] => ({
  ...pli,
  etat: 'accuse',
  chemin: `plis/${pli.pli}.asice`,
  accuse: `accuses/${pli.pli}.asice`,
  octets,
  octetsAccuse,
});
