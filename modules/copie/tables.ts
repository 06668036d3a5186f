import type { TablesDuDossier } from '@ppn/dossier';
import type { ColumnType, Generated, Kysely } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;

/** Une piece choisie pour une copie, telle qu'elle etait. */
export type PieceChoisie = {
  readonly id: string;
  readonly cote: string;
  readonly titre: string;
  readonly genre: 'acte' | 'fichier';
  readonly typeMime: string;
  readonly taille: number;
  readonly empreinte: string;
  readonly apercu: string | null;
};

/** Tables du contexte (migrations/0001-copie.sql). */
export type TablesCopie = {
  copie: {
    id: string;
    idj: string;
    matricule: string;
    agent: string;
    chapeau: string;
    pieces: ColumnType<readonly PieceChoisie[], string, never>;
    laissees: number;
    demandee_a: Instant;
    etat: Generated<'a-preparer' | 'prete' | 'echec'>;
    octets: Generated<number>;
    pousses: Generated<number>;
    tentatives: Generated<number>;
    prochaine_a: Instant;
    erreur: ColumnType<string | null, string | null | undefined, string | null>;
    prete_a: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  recepisses_lus: { zone: string; rang: number };
  recepisse_ecarte: { empreinte: string; depot: string; idj: string; raison: string; ecarte_a: Instant };
};

export type Db = Kysely<TablesCopie & TablesDuDossier>;

/** Migrations du contexte. */
export const MIGRATIONS_COPIE = {
  nom: 'copie',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
