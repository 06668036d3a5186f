import { acteArchive, originalDe } from './archives.ts';
import { constat } from './codes.ts';
import type { Constat } from './codes.ts';
import type { DemandeDExamen, Examen, SeanceDExamen } from './examen.ts';
import { NOM_MANIFESTE, NOM_SCEAU } from './manifeste.ts';
import type { Manifeste } from './manifeste.ts';
import { estRecepisse } from './recepisses.ts';

/** Ce qu'il faut faire de chaque fichier de l'archive, d'apres sa place. */
export function demandesDe(noms: readonly string[], manifeste: Manifeste): readonly DemandeDExamen[] {
  const actes = new Set(manifeste.pieces.filter(({ genre }) => genre === 'acte').map(({ chemin }) => chemin));
  const conteneurs = new Set(manifeste.plis.flatMap(({ chemin, accuse }) => [chemin, accuse]));
  const genreDe = (nom: string): DemandeDExamen['genre'] =>
    conteneurs.has(nom)
      ? 'conteneur'
      : actes.has(nom) || nom.startsWith('actes/')
        ? 'acte'
        : estRecepisse(nom)
          ? 'recepisse'
          : 'octets';
  return noms
    .filter((nom) => nom !== NOM_MANIFESTE && nom !== NOM_SCEAU)
    .map((nom) => {
      const archive = acteArchive(nom);
      return archive === undefined || genreDe(nom) !== 'octets'
        ? { nom, genre: genreDe(nom) }
        : { nom, genre: 'archive', original: originalDe(manifeste, archive) };
    });
}

/** Examens menes de front : assez pour occuper deux coeurs sans charger l'archive entiere en memoire. */
const DE_FRONT = 8;

/** Examine tous les fichiers ; les plus longs (actes, plis) d'abord. */
export async function examinerTout(
  demandes: readonly DemandeDExamen[],
  seance: SeanceDExamen,
  progression?: (faits: number, total: number) => void,
): Promise<ReadonlyMap<string, Examen>> {
  const examens = new Map<string, Examen>();
  const file = demandes.toSorted((une, autre) => rang(une) - rang(autre)).values();
  const avancer = async (): Promise<void> => {
    for (const demande of file) {
      examens.set(demande.nom, await seance.examiner(demande));
      progression?.(examens.size, demandes.length);
    }
  };
  await Promise.all(Array.from({ length: DE_FRONT }, avancer));
  return examens;
}

const rang = ({ genre }: DemandeDExamen): number => (genre === 'conteneur' ? 0 : genre === 'octets' ? 2 : 1);

/** Chaque fichier du manifeste est la, intact, et lui seul. */
export function jugerFichiers(
  manifeste: Manifeste,
  examens: ReadonlyMap<string, Examen>,
): readonly Constat[] {
  const listes = new Set(manifeste.fichiers.map(({ chemin }) => chemin));
  const enTrop = [...examens.keys()].filter((nom) => !listes.has(nom));
  return [
    ...manifeste.fichiers.flatMap((attendu) => {
      const vu = examens.get(attendu.chemin);
      if (vu === undefined)
        return [
          constat(
            'fichier-manquant',
            attendu.chemin,
            'ce fichier, annoncé par le manifeste, manque à l’archive',
          ),
        ];
      const intact =
        vu.taille === attendu.taille && vu.sha256 === attendu.sha256 && vu.sha3_512 === attendu.sha3_512;
      return intact
        ? []
        : [constat('fichier-altere', attendu.chemin, 'ce fichier n’est plus celui que le service a exporté')];
    }),
    ...enTrop.map((nom) =>
      constat('fichier-en-trop', nom, 'ce fichier a été ajouté : le manifeste ne l’annonce pas'),
    ),
  ];
}
