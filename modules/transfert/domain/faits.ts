/** Un correspondant, tel que l'annuaire le dit au moment du fait. */
export type Correspondant = {
  readonly id: string;
  /** `guichet` : une juridiction ou une unite qui recoit ce qu'un auxiliaire de justice lui depose. */
  readonly genre:
    | 'agent'
    | 'avocat'
    | 'commissaire-de-justice'
    | 'expert'
    | 'personne'
    | 'collaborateur'
    | 'guichet';
  readonly nom: string;
  readonly qualite: string;
  readonly organisation: string;
  readonly courriel: string;
};

/** Qui a agi a la place du destinataire, et par quelle delegation. */
export type Delegataire = { readonly id: string; readonly nom: string; readonly delegation: string };

/** Nature juridique d'un depot. */
export type NatureDeDepot = 'copie-de-dossier' | 'convocation' | 'avis' | 'decision' | 'demande' | 'fichier';
/** Ce que le destinataire peut faire : lire a l'ecran, ou aussi enregistrer. */
export type DroitsDeDepot = 'consulter' | 'telecharger';
/** Un fichier depose ; `sha256` est celui du clair entier (art. 7). */
export type FichierDepose = {
  readonly id: string;
  readonly nom: string;
  readonly longueur: number;
  readonly sha256: string;
  /** Type d'apres le contenu, et reserves de l'examen ; absents : pas examine. */
  readonly mime?: string | undefined;
  readonly reserves?: readonly string[] | undefined;
};

/** Genres d'avis envoyes par courriel : ni nom, ni fichier. */
export type GenreDAvis =
  | 'mise-a-disposition'
  | 'rappel-j2'
  | 'rappel-j8'
  | 'rappel-avant-echeance'
  | 'relance'
  | 'prolongation'
  | 'retrait'
  | 'echeance'
  | 'passage-refuse';

/** Recepisses scelles : au depot, a la remise entiere a un destinataire, a la fin. */
export type GenreDeRecepisse = 'depot' | 'remise' | 'fin';

/** Un ministere, tel que le certificat de son service, ou l'annuaire, le nomme. */
export type Ministere = 'interieur' | 'justice';

/** Le contenu du depot, fixe une fois. Instants ISO 8601 UTC, a la seconde ou mieux (art. 9). */
export type DepotDepose = {
  readonly depot: string;
  readonly zone: 'pline' | 'plex';
  readonly objet: string;
  readonly idj: string | null;
  readonly nature: NatureDeDepot;
  readonly droits: DroitsDeDepot;
  readonly expediteur: Correspondant;
  readonly identifieA: string;
  readonly destinataires: readonly Correspondant[];
  readonly fichiers: readonly FichierDepose[];
  readonly deposeA: string;
  readonly echeance: string;
  /** Le ministere de l'expediteur, s'il est agent : les recepisses d'un depot lie a un dossier lui reviennent. */
  readonly ministere?: Ministere | undefined;
  /** Jours de conservation que la plate-forme offrait ce jour-la, si c'etait moins que le maximum. */
  readonly offerte?: number | undefined;
  /** Le service qui a prepare le depot depuis son dossier, et quand. */
  readonly prepare?: { readonly par: Ministere; readonly a: string } | undefined;
  /** Redepose un depot plus ancien du meme expediteur : celui-la. */
  readonly remplace?: string | undefined;
  /** Ne d'un depot de l'autre zone : celui-la. */
  readonly passage?: DepotAilleurs | undefined;
};

/** Un depot de l'autre zone, sous son identifiant a elle. */
export type DepotAilleurs = { readonly zone: 'pline' | 'plex'; readonly depot: string };

/** Ce qui arrive a un destinataire, et que l'autre zone rapporte. */
export type FaitRapportable = Extract<
  FaitDeTransfert,
  { type: 'avis-parti' | 'avis-refuse' | 'depot-ouvert' | 'remise-commencee' | 'remise-complete' }
>;

/** Faits du flux `depot/<id>`. `destinataire` : son identifiant, ou celui de l'expediteur pour un avis qui lui va. */
export type FaitDeTransfert =
  | { readonly type: 'depot-depose'; readonly donnees: DepotDepose }
  | {
      readonly type: 'avis-parti';
      readonly donnees: {
        destinataire: string;
        genre: GenreDAvis;
        courriel: string;
        reference: string;
        a: string;
      };
    }
  | {
      readonly type: 'avis-refuse';
      readonly donnees: {
        destinataire: string;
        genre: GenreDAvis;
        courriel: string;
        motif: string;
        a: string;
      };
    }
  | {
      readonly type: 'depot-ouvert';
      readonly donnees: {
        destinataire: string;
        par?: Delegataire | undefined;
        identifieA: string;
        a: string;
      };
    }
  | {
      readonly type: 'remise-commencee';
      readonly donnees: {
        destinataire: string;
        par?: Delegataire | undefined;
        fichier: string;
        mode: DroitsDeDepot;
        identifieA: string;
        a: string;
      };
    }
  | {
      readonly type: 'remise-complete';
      readonly donnees: {
        destinataire: string;
        par?: Delegataire | undefined;
        fichier: string;
        mode: DroitsDeDepot;
        octets: number;
        a: string;
      };
    }
  | { readonly type: 'depot-prolonge'; readonly donnees: { de: string; echeance: string; a: string } }
  | { readonly type: 'depot-retire'; readonly donnees: { motif: string; a: string } }
  | {
      readonly type: 'depot-expire';
      readonly donnees: { sansRemise: readonly string[]; a: string };
    }
  | {
      readonly type: 'depot-efface';
      /** Cle du jour detruite : `jeton` est l'horodatage RFC 3161 (DER, base64) de la declaration. */
      readonly donnees: { jour: string; declaration: string; jeton: string; a: string };
    }
  | {
      readonly type: 'recepisse-scelle';
      readonly donnees: {
        genre: GenreDeRecepisse;
        destinataire: string | null;
        empreinte: string;
        taille: number;
        a: string;
      };
    }
  | {
      readonly type: 'depot-passe';
      /** Ne dans l'autre zone, pour ces destinataires ; `fichiers` : identifiant ici vers identifiant la-bas. */
      readonly donnees: DepotAilleurs & {
        destinataires: readonly string[];
        fichiers: Readonly<Record<string, string>>;
        a: string;
      };
    }
  | {
      readonly type: 'passage-refuse';
      readonly donnees: {
        zone: 'pline' | 'plex';
        destinataires: readonly string[];
        motif: string;
        a: string;
      };
    }
  | {
      readonly type: 'fait-rapporte';
      /** Fait de l'autre zone, a son rang dans le flux de la-bas, les fichiers sous leur identifiant d'ici. */
      readonly donnees: DepotAilleurs & { rang: number; fait: FaitRapportable };
    };
