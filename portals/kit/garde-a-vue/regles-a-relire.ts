/** Ce qu'une horloge cite de ses regles. */
type Citees = {
  readonly version: string;
  readonly citees: readonly { readonly article: string; readonly aVerifier: boolean }[];
};

/** La version des regles, et les articles cites qui restent a relire sur le texte officiel : l'ecran ne les donne pas pour surs. Pure. */
export function direLesRegles({ version, citees }: Citees): string {
  const articles = [...new Set(citees.filter(({ aVerifier }) => aVerifier).map(({ article }) => article))];
  return articles.length === 0
    ? `Règles ${version}`
    : `Règles ${version}, à relire sur le texte officiel : ${articles.join(' ; ')}`;
}
