import type pg from 'pg';

/** Textes prepares au plus par processus, et longueur d'un texte. */
const TEXTES_MAX = 400;
const TEXTE_MAX = 8_000;
/** Un texte n'est prepare qu'a cette apparition : une liste de longueur variable ne laisse rien sur le serveur. */
const APPARITION = 3;
const CANDIDATS_MAX = 2_000;

const noms = new Map<string, string>();
const candidats = new Map<string, number>();

/** Le nom sous lequel preparer ce texte, le meme pour toutes les connexions ; `undefined` : pas encore, ou jamais. */
function nomDe(texte: string): string | undefined {
  const connu = noms.get(texte);
  if (connu !== undefined || texte.length > TEXTE_MAX || noms.size >= TEXTES_MAX) return connu;
  const fois = (candidats.get(texte) ?? 0) + 1;
  if (fois < APPARITION) {
    if (candidats.size >= CANDIDATS_MAX) candidats.clear();
    candidats.set(texte, fois);
    return undefined;
  }
  candidats.delete(texte);
  const nom = `ppn_${noms.size + 1}`;
  noms.set(texte, nom);
  return nom;
}

/**
 * Fait preparer une fois par connexion chaque requete a parametres qui se repete (PostgreSQL, « PREPARE ») : l'analyse n'est plus
 * refaite, le plan presque jamais. Un intermediaire doit suivre ces requetes (pgbouncer >= 1.21, `max_prepared_statements`).
 */
export function preparerLesRequetes(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...demande: readonly unknown[]) => unknown;
  const lancer = (demande: unknown, valeurs?: unknown, suite?: unknown): unknown => {
    const values: readonly unknown[] = Array.isArray(valeurs) ? valeurs : [];
    const name =
      typeof demande === 'string' && values.length > 0 && suite === undefined ? nomDe(demande) : undefined;
    return query(
      ...(name === undefined ? [demande, valeurs] : [{ text: demande, values, name }]),
      ...(suite === undefined ? [] : [suite]),
    );
  };
  Reflect.set(client, 'query', lancer);
}
