/** Ce qui ne peut exister, ou ce qui est irregulier : un code, une phrase, un article. */
export type Refus = { readonly code: string; readonly phrase: string; readonly article: string };

/** Un constat ; `interdit` : l'acte ne peut exister. Sinon il s'enregistre, et l'irregularite reste. */
export type Constat = Refus & { readonly interdit: boolean };

/** Les refus parmi des constats. */
export const refusDe = (constats: readonly Constat[]): readonly Refus[] =>
  constats.filter(({ interdit }) => interdit).map(({ code, phrase, article }) => ({ code, phrase, article }));
