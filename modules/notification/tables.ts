import type { TablesDuDossier } from '@ppn/dossier';
import type { ColumnType, Kysely, Transaction } from 'kysely';
import type * as z from 'zod';
import type { etapeDEnvoi } from './contract.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Etape = z.infer<typeof etapeDEnvoi>;

/** Tables du contexte (migrations/0001-notification.sql). */
export type TablesNotification = {
  notification: {
    id: string;
    idj: string;
    juridiction: string;
    acte_id: string;
    objet: string;
    qualite: string;
    personne: string;
    canal: string;
    raison: string;
    article: string;
    echeance: string;
    etat: string;
    prevue_a: Instant;
    maj_a: Instant;
    etapes: ColumnType<readonly Etape[], string | undefined, string>;
  };
  voie_electronique: {
    idj: string;
    personne: string;
    moyen: string;
    adresse: string;
    recueilli_a: Instant;
  };
};

/** Tables que ce contexte lit et ecrit. */
export type TablesDesNotifications = TablesNotification & TablesDuDossier;
export type Db = Kysely<TablesDesNotifications>;
export type Tx = Transaction<TablesDesNotifications>;
