/** Un acte de l'inventaire, vu par le deplacement. */
export type Cotee = {
  readonly piece: string;
  readonly genre: 'acte' | 'fichier';
  readonly serie: string | null;
  readonly rang: number | null;
  readonly certifiee: boolean;
};

/** D'un cran dans sa serie, ou a la fin d'une autre. */
export type Deplacement = { readonly pas: -1 | 1 } | { readonly serie: string };

type Voulue<L extends Cotee> = {
  readonly piece: L['piece'];
  readonly serie: string;
  readonly numero: number;
};

/** Les cotes que ce deplacement change ; vide s'il n'y a pas de place. Le service juge de nouveau. */
export function cotesApres<L extends Cotee>(
  lignes: readonly L[],
  elle: L,
  vers: Deplacement,
): readonly Voulue<L>[] {
  const { serie, rang } = elle;
  if (serie === null || rang === null || elle.certifiee) return [];
  const siennes = (lettre: string): readonly L[] =>
    lignes.filter((ligne) => ligne.genre === 'acte' && ligne.serie === lettre);
  if ('pas' in vers) {
    const voisine = siennes(serie).find((ligne) => ligne.rang === rang + vers.pas && !ligne.certifiee);
    return voisine === undefined
      ? []
      : [
          { piece: elle.piece, serie, numero: rang + vers.pas },
          { piece: voisine.piece, serie, numero: rang },
        ];
  }
  if (vers.serie === serie) return [];
  const suivantes = siennes(serie).filter((ligne) => (ligne.rang ?? 0) > rang);
  // Derriere elle, une cote certifiee ne peut pas glisser : elle reste ou elle est.
  if (suivantes.some(({ certifiee }) => certifiee)) return [];
  return [
    { piece: elle.piece, serie: vers.serie, numero: siennes(vers.serie).length + 1 },
    ...suivantes.map((ligne) => ({ piece: ligne.piece, serie, numero: (ligne.rang ?? 1) - 1 })),
  ];
}
