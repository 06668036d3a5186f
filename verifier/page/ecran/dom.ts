type Enfant = Node | string | undefined;

/** Proprietes posees a la creation ; `classe` est l'attribut `class`, le reste des attributs. */
type Attributs = Readonly<Record<string, string | undefined>>;

/** Cree un element. Le texte passe toujours par des noeuds de texte : rien de ce qui vient d'un fichier ne devient du HTML. */
export function creer<N extends keyof HTMLElementTagNameMap>(
  nom: N,
  { classe, ...attributs }: Attributs & { readonly classe?: string } = {},
  ...enfants: readonly Enfant[]
): HTMLElementTagNameMap[N] {
  const element = document.createElement(nom);
  if (classe !== undefined) element.className = classe;
  for (const [attribut, valeur] of Object.entries(attributs))
    if (valeur !== undefined) element.setAttribute(attribut, valeur);
  element.append(...enfants.filter((enfant) => enfant !== undefined));
  return element;
}

/** L'element de la page qui porte cet identifiant, du genre attendu ; son absence est un defaut de la page. */
export function element<T extends HTMLElement>(id: string, genre: abstract new () => T): T {
  const trouve = document.getElementById(id);
  if (!(trouve instanceof genre)) throw new Error(`La page n’a pas d’élément « ${id} ».`);
  return trouve;
}

/** Une liste a puces, ou rien si elle est vide. */
export const liste = (phrases: readonly string[], classe: string): HTMLElement | undefined =>
  phrases.length === 0
    ? undefined
    : creer('ul', { classe: `puces ${classe}` }, ...phrases.map((phrase) => creer('li', {}, phrase)));

/** Une liste de definitions. */
export const definitions = (paires: readonly (readonly [string, string])[]): HTMLElement | undefined =>
  paires.length === 0
    ? undefined
    : creer(
        'dl',
        { classe: 'paires' },
        ...paires.flatMap(([terme, valeur]) => [creer('dt', {}, terme), creer('dd', {}, valeur)]),
      );
