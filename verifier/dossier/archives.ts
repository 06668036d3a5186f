import { constat } from './codes.ts';
import type { Constat } from './codes.ts';
import type { Examen } from './examen.ts';
import type { Nommes } from './faits.ts';
import type { Manifeste } from './manifeste.ts';
import { phraseDeCode } from './phrases.ts';

const DOSSIER = 'archives/';

/** L'acte dont un fichier se dit l'archive B-LTA ; `undefined` si ce n'en est pas une. */
export const acteArchive = (nom: string): string | undefined =>
  nom.startsWith(DOSSIER) ? nom.slice(DOSSIER.length).replace(/\.pdf$/u, '') : undefined;

/** Le fichier de l'acte qu'une archive prolonge. */
export const originalDe = ({ pieces }: Manifeste, acteId: string): string =>
  pieces.find(({ id, genre }) => id === acteId && genre === 'acte')?.chemin ?? `actes/${acteId}.pdf`;

/** Ce qui est reproche a chaque archive, par acte ; vide : elle tient lieu d'original. */
export type ArchivesJugees = ReadonlyMap<string, readonly Constat[]>;

/** Juge les archives B-LTA d'un dossier (docs/preuve.md §7.1). */
export function jugerArchives({
  manifeste,
  examens,
  nommes,
}: {
  readonly manifeste: Manifeste;
  readonly examens: ReadonlyMap<string, Examen>;
  readonly nommes?: Nommes;
}): ArchivesJugees {
  const presentes = [...examens.keys()].flatMap((nom) => acteArchive(nom) ?? []);
  return new Map(
    [...new Set([...presentes, ...(nommes?.archives.keys() ?? [])])].flatMap((acteId) => {
      const original = examens.get(originalDe(manifeste, acteId));
      const archive = examens.get(`${DOSSIER}${acteId}.pdf`) ?? examens.get(`${DOSSIER}${acteId}`);
      const faits = nommes?.archives.get(acteId);
      if (archive === undefined)
        return original === undefined
          ? []
          : [[acteId, [constat('piece-manquante', acteId, 'l’archive B-LTA de cet acte manque')]] as const];
      return [
        [
          acteId,
          [
            ...(nommes === undefined ? [] : nommage(acteId, { archive, original, faits })),
            ...contenu(acteId, archive, original),
          ],
        ] as const,
      ];
    }),
  );
}

type Trouvee = {
  readonly archive: Examen;
  readonly original: Examen | undefined;
  readonly faits: Nommes['archives'] extends ReadonlyMap<string, infer Faits> ? Faits | undefined : never;
};

function nommage(acteId: string, { archive, original, faits }: Trouvee): readonly Constat[] {
  if (faits === undefined || original === undefined)
    return [
      constat(
        'piece-inconnue',
        acteId,
        faits === undefined
          ? 'aucun fait de la procédure ne nomme cette archive : elle a été ajoutée'
          : 'cette archive est celle d’un acte absent',
      ),
    ];
  const juste =
    faits.at(-1)?.archive === archive.sha256 && faits.every(({ empreinte }) => empreinte === original.sha256);
  return juste
    ? []
    : [
        constat(
          'piece-substituee',
          acteId,
          'ce n’est pas l’archive que la procédure a consignée pour cet acte',
        ),
      ];
}

function contenu(acteId: string, archive: Examen, original: Examen | undefined): readonly Constat[] {
  const { acte, prolonge } = archive;
  if (acte === undefined) return [];
  const clos = acte.signatures.some(
    ({ genre, couverture }) => genre === 'horodatage' && couverture === 'totale',
  );
  return [
    ...(original === undefined || prolonge === true
      ? []
      : [constat('piece-substituee', acteId, 'l’archive ne commence pas par l’acte, octet pour octet')]),
    ...acte.codes.map((code) => constat(code, acteId, `archive : ${phraseDeCode(code, acte)}`)),
    ...(clos || acte.codes.includes('signature-fausse')
      ? []
      : [
          constat('horodatage-absent', acteId, 'archive : aucun horodatage de document ne la couvre entière'),
        ]),
  ];
}
