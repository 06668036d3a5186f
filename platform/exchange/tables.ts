import type { Base } from '@ppn/postgres';
import type { ColumnType, Generated, Transaction } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

/** Piece a envoyer, telle que demandee par l'appelant. */
export type PieceAEnvoyer = {
  readonly nom: string;
  readonly empreinte: string;
  readonly taille: number;
  readonly typeMime: string;
  readonly role: string;
};

/** Tables de l'echange (migrations/0001-echange.sql). */
export type TablesEchange = {
  echange_envoi: {
    id: string;
    rang: Generated<number>;
    objet: string;
    genre: string;
    pieces: Json<readonly PieceAEnvoyer[]>;
    message: Json<unknown>;
    etat: ColumnType<'a-preparer' | 'prepare' | 'accuse' | 'refuse', 'a-preparer' | undefined, string>;
    emis_a: Instant;
    pli_empreinte: string | null;
    tete_empreinte: ColumnType<string | null, never, string | null>;
    accuse_empreinte: string | null;
    accuse_a: ColumnType<Date | null, Date | string | null, Date | string | null>;
    motifs: ColumnType<readonly string[], string | undefined, string>;
    tentatives: Generated<number>;
    prochaine: ColumnType<Date, Date | string | undefined, Date | string>;
    derniere_erreur: string | null;
  };
  echange_reception: {
    id: string;
    objet: string;
    genre: string;
    emetteur: string;
    emis_a: Instant;
    recu_a: Instant;
    pli_empreinte: string;
    pieces: number;
    verdict: 'integre' | 'refuse';
    motifs: ColumnType<readonly string[], string, string>;
    accuse_empreinte: string;
    rang: ColumnType<number | null, number | null | undefined, never>;
  };
  /** Depeches (migrations/0004-depeches.sql). */
  echange_depeche: {
    id: string;
    rang: Generated<number>;
    objet: string;
    suite: number;
    genre: string;
    corps: ColumnType<unknown, string, null>;
    sel: string | null;
    empreinte: string;
    emis_a: Instant;
    etat: ColumnType<'en-attente' | 'accusee' | 'refusee', undefined, 'en-attente' | 'accusee' | 'refusee'>;
    accuse_a: ColumnType<Date | null, never, Date | string>;
    motif: string | null;
    tentatives: Generated<number>;
    prochaine: Generated<Date>;
    derniere_erreur: string | null;
  };
  echange_depeche_recue: {
    id: string;
    rang: number;
    objet: string;
    suite: number;
    genre: string;
    empreinte: string;
    emis_a: Instant;
    recu_a: Instant;
    verdict: 'acceptee' | 'refusee';
    motif: string | null;
  };
  echange_lot: {
    id: string;
    sens: 'emis' | 'recu';
    manifeste: string;
    cms: Uint8Array;
    accuse: string;
    accuse_cms: Uint8Array;
    conclu_a: Generated<Date>;
  };
  /** Une seule ligne : la derniere comparaison avec le pair (migrations/0002-rapprochement.sql). */
  echange_rapprochement: {
    depuis: ColumnType<number, never, never>;
    faite_a: ColumnType<Date | null, never, Date>;
    plis: number;
    depeches: Generated<number>;
    fenetres: number;
    racine: string | null;
    erreur: string | null;
  };
  echange_ecart: {
    numero: Generated<number>;
    quoi: ColumnType<'pli' | 'depeche', 'pli' | 'depeche' | undefined, never>;
    genre: 'perdu' | 'inattendu' | 'different';
    rang: number;
    pli: string;
    objet: string;
    constate_a: Generated<Date>;
    repare_a: Date | null;
  };
  echange_rejet: {
    numero: Generated<number>;
    pli: string;
    empreinte: string;
    motifs: Json<readonly string[]>;
    recu_a: Instant;
  };
};

export type BaseEchange = Base<TablesEchange>;
export type Tx = Transaction<TablesEchange>;
export type Envoi = {
  readonly id: string;
  readonly rang: number;
  readonly objet: string;
  readonly genre: string;
  readonly pieces: readonly PieceAEnvoyer[];
  readonly message: unknown;
  readonly etat: 'a-preparer' | 'prepare' | 'accuse' | 'refuse';
  readonly emis_a: Date;
  readonly pli_empreinte: string | null;
  readonly tete_empreinte: string | null;
  readonly tentatives: number;
};
