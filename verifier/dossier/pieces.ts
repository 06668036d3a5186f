import { isIdj } from '@ppn/core';
import * as z from 'zod';
import { jugerArchives } from './archives.ts';
import type { ArchivesJugees } from './archives.ts';
import { codesDe, constat, verdictDe } from './codes.ts';
import type { Constat } from './codes.ts';
import type { Examen, ExamenDActe } from './examen.ts';
import type { Nommes } from './faits.ts';
import type { Manifeste, PieceDuManifeste } from './manifeste.ts';
import type { RapportDePiece } from './modele.ts';
import { phraseDeCode } from './phrases.ts';

/** Ce que le jugement des pieces lit. `nommes` : absent si les faits sont illisibles. */
export type ContexteDePieces = {
  readonly manifeste: Manifeste;
  readonly noms: readonly string[];
  readonly examens: ReadonlyMap<string, Examen>;
  readonly nommes?: Nommes;
};

/** Ce que le verificateur lit d'un `acte.json`, quel que soit son type. */
const donneesDActe = z.object({
  acteId: z.string(),
  idj: z.string(),
  cosignataires: z.array(z.object({ matricule: z.string(), nom: z.string().default('') })).default([]),
  jointes: z.array(z.object({ id: z.string(), nom: z.string(), empreinte: z.string() })),
});
type DonneesDActe = z.infer<typeof donneesDActe>;

/** Une piece jugee : ce qu'on en montre, et ses constats. */
export type PieceJugee = { readonly rapport: RapportDePiece; readonly constats: readonly Constat[] };

/** Les pieces jugees une a une, dans l'ordre du manifeste, puis celles que le manifeste tait. */
export function jugerPieces(contexte: ContexteDePieces): readonly PieceJugee[] {
  const actes = lireActes(contexte);
  const jointes = jointesDe(actes);
  const archives = jugerArchives(contexte);
  const toutes = [...contexte.manifeste.pieces, ...tues(contexte)];
  const jugees = toutes.map((piece) => {
    const constats = [
      ...(piece.genre === 'acte'
        ? presenceDActe(contexte, piece)
        : presenceDeJointe(contexte, piece, jointes)),
      ...(piece.genre === 'acte'
        ? avecArchive(jugerActe(contexte, piece, actes.get(piece.id)), archives.get(piece.id))
        : []),
    ];
    const rapport: RapportDePiece = {
      id: piece.id,
      titre: piece.titre,
      genre: piece.genre,
      chemin: piece.chemin,
      verdict: verdictDe(constats),
      codes: codesDe(constats),
      phrases: [
        ...phraseDeRetrait(contexte, piece),
        ...(piece.genre === 'acte' && archives.get(piece.id)?.length === 0
          ? ['porté au niveau B-LTA : son archive, horodatée, en tient lieu dans le temps']
          : []),
        ...constats.map(({ phrase }) => phrase),
      ],
      signatures: acteDe(contexte, piece)?.signatures ?? [],
    };
    return { rapport, constats };
  });
  return [...jugees, ...archivesSeules(toutes, archives)];
}

/** Une archive sans reproche tient lieu d'original : ce qui manquait seulement a ses preuves ne manque plus. */
const avecArchive = (
  constats: readonly Constat[],
  archive: readonly Constat[] | undefined,
): readonly Constat[] =>
  archive?.length === 0
    ? constats.filter(({ verdict }) => verdict === 'invalide')
    : [...constats, ...(archive ?? [])];

/** Les archives d'actes que rien ne range : chacune est une piece a part. */
const archivesSeules = (
  toutes: readonly PieceDuManifeste[],
  archives: ArchivesJugees,
): readonly PieceJugee[] => {
  const rangees = new Set(toutes.filter(({ genre }) => genre === 'acte').map(({ id }) => id));
  return [...archives]
    .filter(([acteId]) => !rangees.has(acteId))
    .map(([acteId, constats]) => ({
      constats,
      rapport: {
        id: acteId,
        titre: `archive ${acteId}`,
        genre: 'acte',
        chemin: `archives/${acteId}.pdf`,
        verdict: verdictDe(constats),
        codes: codesDe(constats),
        phrases: constats.map(({ phrase }) => phrase),
        signatures: [],
      },
    }));
};

/** Ce que les actes joignent, pour toutes les pieces d'un coup : identifiant -> empreintes voulues, et l'acte qui les veut. */
type Jointes = ReadonlyMap<string, readonly { readonly empreinte: string; readonly acte: string }[]>;

const jointesDe = (actes: ReadonlyMap<string, DonneesDActe>): Jointes => {
  const voulues = new Map<string, { readonly empreinte: string; readonly acte: string }[]>();
  for (const [acte, { jointes }] of actes)
    for (const { id, empreinte } of jointes)
      voulues.set(id, [...(voulues.get(id) ?? []), { empreinte, acte }]);
  return voulues;
};

/** Les donnees lisibles des actes presents, par identifiant de piece. */
function lireActes(contexte: ContexteDePieces): ReadonlyMap<string, DonneesDActe> {
  const pieces = [...contexte.manifeste.pieces, ...tues(contexte)].filter(({ genre }) => genre === 'acte');
  return new Map(
    pieces.flatMap((piece) => {
      const { data } = donneesDActe.safeParse(acteDe(contexte, piece)?.donnees);
      return data === undefined ? [] : [[piece.id, data] as const];
    }),
  );
}

const acteDe = ({ examens }: ContexteDePieces, { chemin }: PieceDuManifeste): ExamenDActe | undefined =>
  chemin === null ? undefined : examens.get(chemin)?.acte;

/** Fichiers d'`actes/` et de `pieces/` que le manifeste ne range pas, et pieces nommees dont il ne dit rien. */
function tues({ manifeste, noms, nommes, examens }: ContexteDePieces): readonly PieceDuManifeste[] {
  const connus = new Set(manifeste.pieces.map(({ chemin }) => chemin));
  const fichiers = noms.filter((nom) => /^(?:actes|pieces)\//u.test(nom) && !connus.has(nom));
  const ids = new Set(manifeste.pieces.map(({ id }) => id));
  const rangees = fichiers.map((chemin): PieceDuManifeste => {
    const id = /^[^/]+\/(.+?)(?:\.[a-z0-9]+)?$/u.exec(chemin)?.[1] ?? chemin;
    const genre = chemin.startsWith('actes/') ? 'acte' : 'piece';
    ids.add(id);
    return { id, chemin, genre, titre: chemin, empreinte: examens.get(chemin)?.sha256 ?? '', acte: null };
  });
  const absents = [...(nommes?.actes ?? [])]
    .filter(([id]) => !ids.has(id) && !nommes?.retirees.has(id))
    .map(([id, [empreinte = '']]): PieceDuManifeste => ({
      id,
      chemin: null,
      genre: 'acte',
      titre: `acte ${id}`,
      empreinte,
      acte: null,
    }));
  return [...rangees, ...absents];
}

function presenceDActe({ nommes, examens }: ContexteDePieces, piece: PieceDuManifeste): readonly Constat[] {
  const examen = piece.chemin === null ? undefined : examens.get(piece.chemin);
  if (nommes === undefined) return [];
  const empreintes = nommes.actes.get(piece.id);
  if (empreintes === undefined)
    return nommes.retirees.has(piece.id)
      ? []
      : [
          constat(
            'piece-inconnue',
            piece.id,
            'aucun fait de la procédure ne nomme cet acte : il a été ajouté',
          ),
        ];
  if (examen === undefined)
    return nommes.retirees.has(piece.id)
      ? []
      : [constat('piece-manquante', piece.id, 'la procédure nomme cet acte, l’archive ne le contient pas')];
  return empreintes.every((empreinte) => empreinte === examen.sha256)
    ? []
    : [
        constat(
          'piece-substituee',
          piece.id,
          'ce n’est pas l’acte que la procédure a scellé : un autre a été mis à sa place',
        ),
      ];
}

function presenceDeJointe(
  { nommes, examens }: ContexteDePieces,
  piece: PieceDuManifeste,
  jointes: Jointes,
): readonly Constat[] {
  const voulues = jointes.get(piece.id);
  const retiree = nommes?.retirees.has(piece.id) === true;
  if (voulues === undefined)
    return retiree
      ? []
      : [
          constat(
            'piece-inconnue',
            piece.id,
            'aucun acte de l’archive ne joint ce fichier : il a été ajouté',
          ),
        ];
  const examen = piece.chemin === null ? undefined : examens.get(piece.chemin);
  if (examen === undefined)
    return retiree
      ? []
      : [constat('jointe-manquante', piece.id, 'un acte joint ce fichier, l’archive ne le contient pas')];
  return voulues.every(({ empreinte }) => empreinte === examen.sha256)
    ? []
    : [
        constat(
          'jointe-manquante',
          piece.id,
          'ce n’est pas le fichier que l’acte a joint : un autre a été mis à sa place',
        ),
      ];
}

/** Ce qu'un acte dit : signatures, texte, dossier, pieces jointes. */
function jugerActe(
  contexte: ContexteDePieces,
  piece: PieceDuManifeste,
  donnees: DonneesDActe | undefined,
): readonly Constat[] {
  const acte = acteDe(contexte, piece);
  if (acte === undefined) return [];
  return [
    ...acte.codes.map((code) => constat(code, piece.id, phraseDeCode(code, acte))),
    ...(donnees === undefined
      ? [
          constat(
            'donnees-differentes',
            piece.id,
            'les données de l’acte (acte.json) manquent ou ne se lisent pas',
          ),
        ]
      : [
          ...(acte.texte === 'different'
            ? [constat('donnees-differentes', piece.id, 'le texte de l’acte n’est pas celui de ses données')]
            : []),
          ...cosignaturesAbsentes(acte, piece, donnees),
          ...concordance(contexte, piece, donnees),
        ]),
  ];
}

/** Identifiants ranges au manifeste, calcules une fois. */
const IDS = new WeakMap<Manifeste, ReadonlySet<string>>();
function idsDe(manifeste: Manifeste): ReadonlySet<string> {
  const ids = IDS.get(manifeste) ?? new Set(manifeste.pieces.map(({ id }) => id));
  IDS.set(manifeste, ids);
  return ids;
}

/** L'acte nomme ceux qui le cosignent : chacun doit l'avoir signe. */
const cosignaturesAbsentes = (
  { signatures }: ExamenDActe,
  piece: PieceDuManifeste,
  { cosignataires }: DonneesDActe,
): readonly Constat[] =>
  cosignataires
    .filter(({ matricule }) => !signatures.some(({ signataire }) => signataire.matricule === matricule))
    .map(({ nom, matricule }) =>
      constat(
        'signature-absente',
        piece.id,
        `la cosignature de ${nom === '' ? matricule : nom}, que l’acte annonce, manque`,
      ),
    );

function concordance(
  { manifeste, nommes }: ContexteDePieces,
  piece: PieceDuManifeste,
  donnees: DonneesDActe,
): readonly Constat[] {
  const rangees = idsDe(manifeste);
  const manquantes = donnees.jointes.filter(
    ({ id }) => !rangees.has(id) && nommes?.retirees.has(id) !== true,
  );
  return [
    ...(donnees.idj === manifeste.idj
      ? []
      : [
          constat(
            'autre-dossier',
            piece.id,
            `cet acte est celui d’un autre dossier${isIdj(donnees.idj) ? ` (${donnees.idj})` : ''}`,
          ),
        ]),
    ...(donnees.acteId === piece.id
      ? []
      : [
          constat(
            'piece-substituee',
            piece.id,
            'l’acte porte un autre identifiant que celui sous lequel il est rangé',
          ),
        ]),
    ...manquantes.map(({ nom }) =>
      constat('jointe-manquante', piece.id, `l’acte joint « ${nom} », l’archive ne le contient pas`),
    ),
  ];
}

/** Une piece retiree par ordre est absente, et c'est dit. */
function phraseDeRetrait({ nommes, examens }: ContexteDePieces, piece: PieceDuManifeste): readonly string[] {
  const ordre = nommes?.retirees.get(piece.id);
  if (ordre === undefined || (piece.chemin !== null && examens.has(piece.chemin))) return [];
  return [`retirée de la procédure par l’acte n° ${ordre.numero} : son absence est régulière`];
}
