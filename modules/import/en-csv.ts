import type { CompteRendu } from './contract.ts';

const ETATS = { importee: 'importée', 'sans-donnees': 'importée sans données', refusee: 'refusée' } as const;
const SIGNATURES = {
  valide: 'signature valide',
  alteree: 'ALTÉRÉE OU FAUSSE',
  'non-verifiable': 'non vérifiable',
  absente: 'non signée',
} as const;

/** Le compte rendu en CSV (UTF-8 avec marque, point-virgule) : une ligne par piece. */
export function enCsv({ pieces }: CompteRendu): string {
  const lignes = pieces.map((piece) => [
    piece.nom,
    ETATS[piece.etat],
    SIGNATURES[piece.signature.etat],
    piece.signature.phrase,
    piece.resume?.typeDePiece ?? '',
    piece.resume?.jour ?? '',
    piece.resume?.procedure ?? '',
    piece.resume?.unite ?? '',
    [piece.motif ?? '', ...piece.remarques.map(({ phrase }) => phrase)].filter(Boolean).join(' '),
    piece.empreinte,
    piece.importeeA,
    piece.importeePar,
  ]);
  return `\uFEFF${[ENTETE, ...lignes].map((ligne) => ligne.map(cellule).join(';')).join('\r\n')}\r\n`;
}

const ENTETE = [
  'Pièce',
  'État',
  'Signature',
  'Détail de la signature',
  'Type de pièce',
  'Date de l’acte',
  'Procédure d’origine',
  'Unité',
  'Remarques',
  'SHA-256',
  'Importée le',
  'Par',
];

/** Guillemets doubles, et aucune cellule qu'un tableur prendrait pour une formule. */
function cellule(texte: string): string {
  const sur = /^[=+\-@\t\r]/u.test(texte) ? `'${texte}` : texte;
  return `"${sur.replaceAll('"', '""').replace(/[\r\n]+/gu, ' ')}"`;
}
