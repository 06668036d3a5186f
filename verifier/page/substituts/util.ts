/** `isDeepStrictEqual` de Node, pour des donnees JSON : objets, tableaux, valeurs simples. */
export function isDeepStrictEqual(une: unknown, autre: unknown): boolean {
  if (Object.is(une, autre)) return true;
  if (!estObjet(une) || !estObjet(autre) || Array.isArray(une) !== Array.isArray(autre)) return false;
  const cles = Object.keys(une);
  return (
    cles.length === Object.keys(autre).length &&
    cles.every((cle) => Object.hasOwn(autre, cle) && isDeepStrictEqual(une[cle], autre[cle]))
  );
}

const estObjet = (valeur: unknown): valeur is Readonly<Record<string, unknown>> =>
  typeof valeur === 'object' && valeur !== null;
