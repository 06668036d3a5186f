import type { QueryExecutorProvider } from 'kysely';
import type { Pilote } from './pilote.ts';
import type { Trousseau } from './trousseau.ts';

/** De quoi un magasin est fait. `environnement` (par exemple `interieur-demonstration`) est lie a chaque objet : ceux d'un autre ne s'ouvrent pas. */
export type Atelier = {
  readonly db: QueryExecutorProvider;
  readonly pilote: Pilote;
  readonly trousseau: Trousseau;
  readonly environnement: string;
};
