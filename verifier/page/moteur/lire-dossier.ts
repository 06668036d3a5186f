import * as z from 'zod';
import type { CodeDeDossier } from '../../dossier/codes.ts';
import { conseilDe } from '../../dossier/conseils.ts';
import { quiDe, schemaSignature, vueDeSignature } from './lire-signature.ts';
import { compter, enDate, montrable, phraseDe } from './phrases.ts';
import type { Lot, Paire, Vue, VuePiece } from './vue.ts';

const verdict = z.enum(['valide', 'invalide', 'indetermine']);
/** Le moteur est le meme : un code qui est du texte est un des siens. */
const code = z.custom<CodeDeDossier>((lu) => typeof lu === 'string');
const schemaPiece = z.object({
  id: z.string(),
  titre: z.string(),
  genre: z.enum(['acte', 'piece']),
  chemin: z.string().nullable(),
  verdict,
  codes: z.array(z.string()),
  phrases: z.array(z.string()),
  signatures: z.array(schemaSignature),
});
const schemaPli = z.object({
  pli: z.string(),
  sens: z.enum(['emis', 'recu']),
  genre: z.string(),
  etat: z.enum(['accuse', 'refuse', 'en-attente']),
  verdict,
  codes: z.array(z.string()),
  phrases: z.array(z.string()),
});

/** Le rapport `--json` de la commande sur un dossier exporte. */
export const schemaDossier = z.object({
  fichier: z.string().default('dossier'),
  verdict,
  codes: z.array(z.string()),
  service: z.string().optional(),
  idj: z.string().optional(),
  exporteA: z.string().optional(),
  suite: z.object({ faits: z.number(), dernierA: z.string(), racine: z.string() }).optional(),
  pieces: z.array(schemaPiece),
  plis: z.array(schemaPli),
  constats: z.array(z.object({ code, verdict: z.string(), objet: z.string(), phrase: z.string() })),
  acquis: z.array(z.string()),
  reserves: z.array(z.string()),
});
type Dossier = z.infer<typeof schemaDossier>;

const SERVICES: ReadonlyMap<string, string> = new Map([
  ['interieur', 'ministère de l’Intérieur'],
  ['justice', 'ministère de la Justice'],
]);

/** Le dossier tel que la page le montre. */
export function vueDeDossier(rapport: Dossier): Vue {
  const { titre, explication } = phraseDe(rapport.verdict, 'dossier');
  return {
    fichier: montrable(rapport.fichier),
    verdict: rapport.verdict,
    titre,
    explication,
    lignes: lignesDe(rapport),
    fautes: fautesDe(rapport),
    conseils: conseilsDe(rapport),
    reserves: rapport.reserves.map(sansOptions),
    acquis: rapport.acquis.map(montrable),
    signatures: [],
    lots: lotsDe(rapport),
  };
}

function lignesDe({ idj, service, exporteA, suite }: Dossier): readonly Paire[] {
  return [
    ...(idj === undefined ? [] : [['Procédure', montrable(idj)] as const]),
    ...(service === undefined ? [] : [['Exporté par', SERVICES.get(service) ?? montrable(service)] as const]),
    ...(exporteA === undefined ? [] : [['Exporté le', enDate(exporteA)] as const]),
    ...(suite === undefined
      ? []
      : [
          [
            'Suite des faits',
            `${compter(suite.faits, 'fait', 'faits')}, sans trou ; le dernier enregistré le ${enDate(suite.dernierA)}`,
          ] as const,
        ]),
  ];
}

/** La commande nomme ses options ; ici la page dit elle-meme ou deposer ce qui manque. */
const sansOptions = (phrase: string): string =>
  montrable(phrase.replace(/ \([^()]*(?:--\w+|cles\.json)[^()]*\)/gu, ''));

/** Ceux qui accusent d'abord, puis ceux qui empechent de conclure. */
const parGravite = ({ constats }: Dossier): Dossier['constats'] =>
  constats.toSorted((un, autre) => rangDe(un.verdict) - rangDe(autre.verdict));
const rangDe = (lu: string): number => (lu === 'invalide' ? 0 : 1);

/** Chaque faute nomme son objet : une piece par son titre, le reste tel quel. */
function fautesDe(rapport: Dossier): readonly string[] {
  return [
    ...new Set(
      parGravite(rapport).map(({ objet, phrase }) =>
        montrable(
          objet === '' || phrase.includes(objet) ? phrase : `${nomDe(objet, rapport.pieces)} : ${phrase}`,
        ),
      ),
    ),
  ];
}

function nomDe(objet: string, pieces: Dossier['pieces']): string {
  const piece = pieces.find(({ id, chemin }) => id === objet || chemin === objet);
  if (piece === undefined) return objet;
  const homonymes = pieces.filter(({ titre }) => titre === piece.titre).length;
  return homonymes > 1 ? `« ${piece.titre} » (${piece.chemin ?? piece.id})` : `« ${piece.titre} »`;
}

const conseilsDe = (rapport: Dossier): readonly string[] => [
  ...new Set(parGravite(rapport).map((constat) => sansOptions(conseilDe(constat.code)))),
];

function lotsDe({ pieces, plis }: Dossier): readonly Lot[] {
  const [actes, jointes] = [
    pieces.filter(({ genre }) => genre === 'acte'),
    pieces.filter(({ genre }) => genre === 'piece'),
  ];
  return [
    { titre: compter(actes.length, 'acte', 'actes'), pieces: actes.map(vueDePiece) },
    { titre: compter(jointes.length, 'pièce jointe', 'pièces jointes'), pieces: jointes.map(vueDePiece) },
    {
      titre: `${compter(plis.length, 'pli', 'plis')} entre les deux ministères`,
      pieces: plis.map(vueDePli),
    },
  ].filter((lot) => lot.pieces.length > 0);
}

function vueDePiece(piece: Dossier['pieces'][number]): VuePiece {
  const signataires = piece.signatures.filter(({ genre }) => genre !== 'horodatage');
  const heure = signataires[0]?.horodateA;
  return {
    titre: montrable(piece.titre),
    sousTitre: [
      signataires.map(quiDe).join(' ; '),
      heure === undefined ? '' : enDate(heure),
      piece.chemin === null ? 'absente de l’export' : '',
    ]
      .filter((partie) => partie !== '')
      .map(montrable)
      .join(' · '),
    verdict: piece.verdict,
    phrases: piece.phrases.map(montrable),
    lignes: [
      ['Identifiant', montrable(piece.id)],
      ...(piece.chemin === null ? [] : [['Fichier', montrable(piece.chemin)] as const]),
    ],
    signatures: piece.signatures.map(vueDeSignature),
    cle: `${piece.id} ${piece.chemin ?? ''} ${piece.codes.join(' ')}`,
  };
}

const ETATS: Readonly<Record<Dossier['plis'][number]['etat'], string>> = {
  accuse: 'accusé de réception',
  refuse: 'refusé par le destinataire',
  'en-attente': 'accusé attendu',
};

const GENRES: ReadonlyMap<string, string> = new Map([
  ['procedure', 'procédure'],
  ['decision', 'décision'],
  ['mention', 'mention marginale'],
  ['incident', 'incident'],
]);

const vueDePli = (pli: Dossier['plis'][number]): VuePiece => ({
  titre: `${pli.sens === 'emis' ? 'Pli émis' : 'Pli reçu'} — ${GENRES.get(pli.genre) ?? montrable(pli.genre)}`,
  sousTitre: ETATS[pli.etat],
  verdict: pli.verdict,
  phrases: pli.phrases.map(montrable),
  lignes: [['Identifiant', montrable(pli.pli)]],
  signatures: [],
  cle: `${pli.pli} ${pli.codes.join(' ')}`,
});
