import type { ColumnType, Expression } from 'kysely';
import type { ActeVerse, EtatDossier } from './domain/dossier.ts';
import type { Fait, MotifDeReserve, Personne, RecepisseVerse } from './contract.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

/** Tables du contexte (migrations/0001-dossier.sql). */
export type TablesDossier = {
  saisie: {
    idj: string;
    personnes: Json<readonly Personne[]>;
    faits: Json<readonly Fait[]>;
    version: number;
    recherche: ColumnType<string, string | undefined, string>;
    /** La demande d'ouverture, telle que le poste l'a nommee. */
    demande: ColumnType<string | null, string | undefined, never>;
  };
  fichier: {
    id: string;
    idj: string;
    nom: string;
    type_mime: string;
    famille: string;
    taille: number;
    empreinte: string;
    apercu: string | null;
    vignette: string | null;
    depose_a: Instant;
    depose_par: string;
    acte_id: string | null;
    avertissements: Json<readonly { readonly code: string; readonly phrase: string }[]>;
  };
  numero_d_unite: { unite: string; annee: number; dernier: number };
  dossier: {
    idj: string;
    unite: string;
    juridiction: string | null;
    etat: string;
    maj_a: Instant;
    contenu: Json<EtatDossier>;
    scellee: string;
    saisie: ColumnType<string, string | Expression<string>, string>;
    /** `scellee` et `saisie`, reunies par la base. */
    recherche: ColumnType<string, never, never>;
    /** Sort de la derniere arrivee au greffe, tire de `contenu` par la base ; nul a l'Interieur. */
    tri: ColumnType<string | null, never, never>;
  };
  bureau_d_ordre: {
    juridiction: string;
    annee: number;
    rang: number;
    numero: string;
    idj: string;
    enregistre_a: Instant;
  };
  minute: {
    juridiction: string;
    chambre: string;
    annee: number;
    rang: number;
    numero: string;
    idj: string;
    acte_id: string;
    inscrite_a: Instant;
  };
  cote: {
    idj: string;
    piece: string;
    serie: string;
    numero: number;
    certifiee_a: ColumnType<Date | null, Date | string | null | undefined, Date | string>;
  };
  acte_verse: { idj: string; acte_id: string; contenu: Json<ActeVerse> };
  piece: {
    idj: string;
    id: string;
    rang: number;
    genre: 'acte' | 'fichier';
    numero: number;
    titre: string;
    type: string;
    type_mime: string;
    taille: number;
    empreinte: string;
    pages: number | null;
    acte_id: string | null;
    versee: Instant;
    signataires: Json<readonly SignataireDePiece[]>;
    apercu: string | null;
    integre: ColumnType<boolean, boolean | undefined, boolean>;
    archive: ColumnType<string | null, never, string>;
    archive_jusqua: ColumnType<Date | null, never, Date | string>;
    reserve: ColumnType<MotifDeReserve | null, never, MotifDeReserve | null>;
  };
  occultation: {
    idj: string;
    piece: string;
    empreinte: string;
    occultee: string;
    taille: number;
    pages: number;
    zones: number;
    faite_a: Instant;
  };
  annotation: {
    id: string;
    idj: string;
    piece: string;
    empreinte: string;
    page: number;
    instant: number | null;
    citation: string;
    texte: string;
    partagee: boolean;
    rattachement: string;
    matricule: string;
    auteur: string;
    cree_a: Instant;
    modifie_a: Instant;
  };
  recepisse: {
    idj: string;
    empreinte: string;
    taille: number;
    verse_a: Instant;
    donnees: Json<RecepisseVerse>;
  };
  incident: {
    id: string;
    idj: string | null;
    constate_a: Instant;
    constate_par: string;
    code: string;
    phrase: string;
    piece: string | null;
  };
};

/** Signataire d'une piece, lu dans sa signature verifiee. */
export type SignataireDePiece = {
  readonly nom: string;
  readonly qualite: string;
  readonly matricule: string;
  readonly signeA: string;
  readonly horodateA: string;
};
