/** `node:path` en forme POSIX, pour les chemins du disque de la page. */
export const join = (...morceaux: readonly string[]): string => normaliser(morceaux.join('/'));

/** Le dernier morceau absolu l'emporte, comme chez Node. */
export function resolve(...morceaux: readonly string[]): string {
  const depart = morceaux.findLastIndex((morceau) => morceau.startsWith('/'));
  return normaliser(`/${morceaux.slice(Math.max(depart, 0)).join('/')}`);
}

export const basename = (chemin: string): string => chemin.split('/').findLast((nom) => nom !== '') ?? '';

export const dirname = (chemin: string): string => chemin.slice(0, Math.max(chemin.lastIndexOf('/'), 1));

export const extname = (chemin: string): string => /[^/.](\.[^/.]*)$/u.exec(chemin)?.[1] ?? '';

function normaliser(chemin: string): string {
  const noms: string[] = [];
  for (const nom of chemin.split('/')) {
    if (nom === '..') noms.pop();
    else if (nom !== '' && nom !== '.') noms.push(nom);
  }
  return `${chemin.startsWith('/') ? '/' : ''}${noms.join('/')}`;
}
