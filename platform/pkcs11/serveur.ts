import { refus, reussite, type Result } from '@ppn/core';
import type { NomDeJeton } from './echanges.ts';
import type { Pilote } from './pilote.ts';

/** Un code faux n'est jamais represente : un serveur qui insiste verrouille le jeton en trois actes. */
export const CODES_SANS_RETOUR: ReadonlySet<string> = new Set([
  'code-faux',
  'code-verrouille',
  'code-mal-forme',
  'code-a-changer',
]);

/** Le jeton de ce libelle, ou le seul du module. */
export async function seulJeton(
  pilote: Pilote,
  libelle: string | undefined,
): Promise<Result<NomDeJeton, 'absent' | 'muet' | 'plusieurs'>> {
  const lus = await pilote.lister();
  if (!lus.ok) return refus('muet');
  const retenus = lus.valeur.filter((lu) => libelle === undefined || lu.libelle === libelle);
  const [seul] = retenus;
  if (seul === undefined) return refus('absent');
  return retenus.length > 1 ? refus('plusieurs') : reussite({ libelle: seul.libelle, serie: seul.serie });
}
