import type { TablesDuDossier } from '@ppn/dossier';
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { Adresse, Auteur, ContenuDeMessage } from './contract.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type InstantOuNul = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Json<T> = ColumnType<T, string, string>;

/** Tables du contexte (migrations/0001-messagerie.sql). */
export type TablesMessagerie = {
  message_contenu: {
    message: string;
    fil: string;
    contenu: Json<ContenuDeMessage>;
    sel: string;
    recherche: string;
  };
  message_fichier: {
    id: string;
    fil: string | null;
    nom: string;
    type_mime: string;
    taille: number;
    empreinte: string;
    octets: Buffer;
    complet: Generated<boolean>;
    depose_par: string;
    depose_a: Generated<Date>;
  };
  permanence_note: { id: string; code: string; note: string };
  fil: {
    id: string;
    type: string;
    idj: string;
    mesure: string | null;
    participants: Json<readonly Adresse[]>;
    ouvert_a: Instant;
    dernier_a: Instant;
    messages: Generated<number>;
    efface_a: InstantOuNul;
  };
  fil_participant: { fil: string; code: string; matricule: string };
  message: {
    id: string;
    fil: string;
    rang: number;
    genre: string;
    auteur: Json<Auteur>;
    emis_a: Instant;
    repond_a: string | null;
    empreinte: string;
    distant: boolean;
    remis_a: InstantOuNul;
    refus: ColumnType<string | null, string | null | undefined, string | null>;
    acceptee_a: InstantOuNul;
    acceptee_par: ColumnType<Auteur | null, string | null | undefined, string | null>;
  };
  message_lecture: { fil: string; matricule: string; par: Json<Auteur>; jusqua: number; lu_a: Instant };
  message_lu: { fil: string; matricule: string; rang: number; lu_a: Instant };
  fil_verse: { fil: string; acte_id: string; verse_a: Instant };
  permanence: {
    code: string;
    service: string;
    libelle: string;
    tenant: Json<Auteur>;
    depuis: Instant;
    note: string | null;
    transmis: number;
  };
  presence: {
    matricule: string;
    nom: string;
    qualite: string;
    code: string;
    service: string;
    vu_a: Instant;
    annonce_a: InstantOuNul;
  };
};

/** Tables que ce contexte lit et ecrit. */
export type Tables = TablesMessagerie & TablesDuDossier;
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
