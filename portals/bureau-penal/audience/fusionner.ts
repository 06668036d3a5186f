/** Une note, telle que le brouillon la garde. */
export type Note = {
  readonly id: string;
  readonly a: string;
  readonly phase: string;
  readonly qui: string;
  readonly texte: string;
  readonly piece: string;
};

/** Deux suites de notes reunies ; `conflits` : celles que deux postes ont ecrites differemment, gardees toutes les deux. */
export type Fusion = { readonly notes: readonly Note[]; readonly conflits: readonly string[] };

const memes = (a: Note, b: Note): boolean =>
  a.a === b.a && a.phase === b.phase && a.qui === b.qui && a.texte === b.texte && a.piece === b.piece;

/**
 * Reunit les notes du service et celles de ce poste, sans en perdre : une note est designee par son identifiant ; ecrite
 * differemment des deux cotes, celle du poste est gardee a cote, sous un identifiant neuf. `base` : ce que le poste avait
 * recu ; une note ôtee d'un cote et inchangee de l'autre est ôtee.
 */
export function fusionner(
  base: readonly Note[],
  service: readonly Note[],
  poste: readonly Note[],
  nouvelId: () => string,
): Fusion {
  const de = (liste: readonly Note[], id: string): Note | undefined => liste.find((note) => note.id === id);
  const conflits: string[] = [];
  const ids = [...new Set([...service, ...poste].map(({ id }) => id))];
  const notes = ids.flatMap((id): readonly Note[] => {
    const [avant, ici, la] = [de(base, id), de(poste, id), de(service, id)];
    if (ici !== undefined && la !== undefined) {
      if (memes(ici, la) || (avant !== undefined && memes(ici, avant))) return [la];
      if (avant !== undefined && memes(la, avant)) return [ici];
      conflits.push(id);
      return [la, { ...ici, id: nouvelId(), texte: `${ici.texte} [autre version, de ce poste]` }];
    }
    const seule = ici ?? la;
    if (seule === undefined) return [];
    // Ôtee de l'autre cote, et pas changee depuis : elle reste ôtee.
    return avant !== undefined && memes(seule, avant) ? [] : [seule];
  });
  return { notes: notes.toSorted((a, b) => a.a.localeCompare(b.a) || a.id.localeCompare(b.id)), conflits };
}
