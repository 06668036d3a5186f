/** Garde des temoins (cookies) pour les programmes hors navigateur : nom et valeur, sans domaine ni echeance. */
export type Temoins = { readonly lire: () => string; readonly retenir: (reponse: Response) => void };

/** Ouvre une garde vide ; un temoin rendu vide ou `Max-Age=0` est oublie. */
export function creerTemoins(): Temoins {
  const valeurs = new Map<string, string>();
  return {
    lire: () => [...valeurs].map(([nom, valeur]) => `${nom}=${valeur}`).join('; '),
    retenir: (reponse) => {
      for (const ligne of reponse.headers.getSetCookie()) {
        const paire = ligne.split(';', 1)[0] ?? '';
        const egal = paire.indexOf('=');
        const nom = paire.slice(0, egal).trim();
        const valeur = paire.slice(egal + 1).trim();
        if (valeur === '' || /;\s*max-age=0\b/i.test(ligne)) valeurs.delete(nom);
        else valeurs.set(nom, valeur);
      }
    },
  };
}
