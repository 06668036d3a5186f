/** Un evenement SSE lu (HTML Living Standard §9.2). */
export type EvenementSse = { readonly id: string | undefined; readonly donnees: string };

/** Decoupe un flux SSE recu par morceaux ; `ajouter` rend les evenements complets. Les commentaires (pings) ne rendent rien. */
export function lecteurSse(): { readonly ajouter: (morceau: string) => readonly EvenementSse[] } {
  let reste = '';
  let id: string | undefined;
  let donnees: string[] = [];
  const ligne = (texte: string): EvenementSse | undefined => {
    if (texte === '') {
      const complet = donnees.length > 0 ? { id, donnees: donnees.join('\n') } : undefined;
      donnees = [];
      return complet;
    }
    const deuxPoints = texte.indexOf(':');
    if (deuxPoints === 0) return undefined;
    const nom = deuxPoints < 0 ? texte : texte.slice(0, deuxPoints);
    const valeur = deuxPoints < 0 ? '' : texte.slice(deuxPoints + 1).replace(/^ /, '');
    if (nom === 'id') id = valeur;
    if (nom === 'data') donnees.push(valeur);
    return undefined;
  };
  return {
    ajouter: (morceau) => {
      const lignes = (reste + morceau).split(/\r\n|\n|\r(?!$)/);
      reste = lignes.pop() ?? '';
      return lignes.map(ligne).filter((evenement) => evenement !== undefined);
    },
  };
}
