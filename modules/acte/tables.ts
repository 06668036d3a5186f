import type { SignataireDePiece } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import type { ColumnType } from 'kysely';
import type { ActeJson } from './contract.ts';
import type { PlaceDeSignataire, Recueil } from './domain/recueil-des-signatures.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

/** Signatures qu'un changement de l'acte a annulees : dit a l'agent jusqu'a la suivante. */
export type Annulation = { readonly nombre: number; readonly a: string; readonly raison: string };

/** Un cosignataire a renvoye l'acte a son redacteur, et dit pourquoi. */
export type Renvoi = { readonly par: string; readonly motif: string; readonly a: string };

/** Tables du contexte (migrations/). */
export type TablesActe = {
  brouillon: {
    acte_id: string;
    idj: string;
    type: string;
    etat: 'brouillon' | 'gele' | 'signature-recue' | 'a-cosigner';
    version: number;
    contenu: Json<{ readonly [champ: string]: unknown }>;
    redacteur: string;
    agent: Json<Agent>;
    cree_a: Instant;
    maj_a: Instant;
    numero: number | null;
    certificat: string | null;
    chaine: ColumnType<readonly string[] | null, string | null, string | null>;
    pdf: Buffer | null;
    /** Donnees embarquees dans `pdf` ; `null` d'un brouillon jamais gele. */
    acte: ColumnType<ActeJson | null, string | null, string | null>;
    attributs: Buffer | null;
    signature: Buffer | null;
    erreur: string | null;
    recueil: ColumnType<Recueil | null, string | null, string | null>;
    annulation: ColumnType<Annulation | null, string | null, string | null>;
    signe_a: ColumnType<Date | null, Date | null, Date | null>;
    pdf_signe: ColumnType<Buffer | null, Buffer | null, Buffer | null>;
    signataires: ColumnType<readonly SignataireDePiece[], string | undefined, string>;
    /** Matricule de qui doit signer ensuite, quand l'acte est a cosigner. */
    cosignataire: string | null;
    renvoi: ColumnType<Renvoi | null, string | null | undefined, string | null>;
  };
  trace_de_signature: {
    acte_id: string;
    place: PlaceDeSignataire;
    empreinte: string;
    objet: string;
    cle: Buffer;
  };
};
