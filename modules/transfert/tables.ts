import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { Correspondant, DepotDepose } from './domain/faits.ts';
import type { VerdictDExamen } from './ports.ts';
import type { Plage } from './domain/plages.ts';
import type { DemandeDeDepot } from './domain/preparer.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type InstantOuNul = ColumnType<Date | null, Date | string | null, Date | string | null>;
type Json<T> = ColumnType<T, string, string>;

/** Tables du contexte (migrations/0001-transfert.sql). */
export type TablesTransfert = {
  depot_en_preparation: {
    id: string;
    auteur: string;
    demande: Json<DemandeDeDepot>;
    jour: string;
    prepare: ColumnType<DepotDepose['prepare'] | null, string | null | undefined, string | null>;
    remplace: string | null;
    cree_a: Instant;
  };
  depot: {
    id: string;
    zone: string;
    etat: string;
    objet: string;
    idj: string | null;
    nature: string;
    droits: string;
    expediteur: string;
    expediteur_nom: string;
    fichiers: number;
    octets: number;
    depose_a: Instant;
    echeance: string;
    fin_prevue: Instant;
    fin_a: InstantOuNul;
    efface: boolean;
    recepisses_dus: number;
    version: number;
    ministere: string | null;
    organisation: string;
  };
  depot_destinataire: {
    depot: string;
    destinataire: string;
    nom: string;
    avise_a: InstantOuNul;
    refus: string | null;
    ouvert_a: InstantOuNul;
    remis: number;
    remis_a: InstantOuNul;
  };
  depot_examen: { envoi: string; espace: string; verdict: Json<VerdictDExamen>; examine_a: Instant };
  depot_livraison: {
    depot: string;
    destinataire: string;
    fichier: string;
    mode: string;
    plages: Json<readonly Plage[]>;
    octets: number;
  };
  depot_courrier: {
    id: Generated<number>;
    depot: string;
    destinataire: string;
    genre: string;
    cle: string;
    courriel: string;
    etat: Generated<string>;
    essais: Generated<number>;
    prochain_a: Instant;
    cree_a: Instant;
  };
  /** Passages demandes vers l'autre zone (passage/migrations/0001-passage.sql). */
  passage_emis: {
    depot: string;
    autre: string | null;
    etat: Generated<string>;
    relances: Generated<number>;
    vu: Generated<number>;
    essais: Generated<number>;
    prochain_a: Instant;
    motif: string | null;
  };
  /** Passages recus de l'autre zone. */
  passage_recu: {
    origine: string;
    depot: string;
    etat: Generated<string>;
    expediteur: Json<Correspondant>;
    identifie_a: Instant;
    cree_a: Instant;
  };
  passage_fichier: { depot: string; origine: string; envoi: string };
  /** Retours de PLEX qui ne se reprennent pas (passage/migrations/0002-retours-en-defaut.sql). */
  retour_en_defaut: { depot: string; motif: string; depuis: Instant };
};

export type Db = Kysely<TablesTransfert>;
export type Tx = Transaction<TablesTransfert>;
