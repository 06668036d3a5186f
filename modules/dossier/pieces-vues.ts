import type { Selectable } from 'kysely';
import type { Etat } from './acces.ts';
import type { Piece } from './contract.ts';
import type { TablesDossier } from './tables.ts';

type LignePiece = Selectable<TablesDossier['piece']>;

/** De quoi montrer des pieces : l'etat qui les annote, et celles dont le contenu est ferme a l'agent. */
export type Regard = {
  readonly etat: Pick<Etat, 'mentions' | 'retraits'>;
  readonly fermees: ReadonlySet<string>;
  /** Actes dont la signature attend l'horodatage du journal. */
  readonly enAttente: ReadonlySet<string>;
  /** Cotes donnees au greffe, par acte ; absent : aucune. */
  readonly cotes?: ReadonlyMap<string, string>;
  /** Quand la version occultee de chaque piece a ete produite ; absent : aucune. */
  readonly occultees?: ReadonlyMap<string, Date>;
};

/** Pieces retirees dont le contenu est ferme a qui n'a pas droit au classement du greffe (174 CPP). */
export const fermeesPar = (
  { retraits }: Pick<Etat, 'retraits'>,
  litLesRetirees: boolean,
): ReadonlySet<string> => new Set(litLesRetirees ? [] : retraits.map(({ piece }) => piece));

/** Les pieces telles que montrees : mentions sur leur face, pierre tombale a la place de ce qui est retire. */
export function montrerPieces(
  lignes: readonly LignePiece[],
  { etat, fermees, enAttente, cotes, occultees }: Regard,
): Piece[] {
  const surFace = Map.groupBy(etat.mentions, ({ vise }) => vise.acteId);
  const visePar = new Map(etat.mentions.map(({ acteId, vise }) => [acteId, vise.acteId]));
  const retraits = new Map(etat.retraits.map((retrait) => [retrait.piece, retrait]));
  return lignes.map((ligne) => {
    const retrait = retraits.get(ligne.id);
    const fermee = fermees.has(ligne.id);
    return {
      id: ligne.id,
      genre: ligne.genre,
      numero: ligne.numero,
      coteAuDossier: cotes?.get(ligne.acte_id ?? ligne.id) ?? null,
      // Le nom d'un fichier joint peut dire ce qu'il contient : il se ferme avec lui.
      titre: fermee && ligne.genre === 'fichier' ? 'Fichier joint retiré' : ligne.titre,
      type: ligne.type,
      typeMime: ligne.type_mime,
      taille: ligne.taille,
      empreinte: ligne.empreinte,
      pages: ligne.pages,
      acteId: ligne.acte_id,
      versee: ligne.versee.toISOString(),
      signataires: enAttente.has(ligne.id) ? [] : [...ligne.signataires],
      enAttente: enAttente.has(ligne.id),
      vignette: ligne.apercu !== null && !fermee,
      integre: ligne.integre,
      archiveJusqua: ligne.archive_jusqua?.toISOString() ?? null,
      mentions: (surFace.get(ligne.id) ?? []).map(({ vise: _, ...mention }) => mention),
      vise: visePar.get(ligne.id) ?? null,
      retrait: retrait
        ? {
            ordre: { acteId: retrait.ordre.acteId, numero: retrait.ordre.numero },
            article: retrait.article,
            retireeA: retrait.retireeA,
          }
        : null,
      occulteeA: occultees?.get(ligne.id)?.toISOString() ?? null,
      lisible: !fermee,
    } as Piece;
  });
}
