/** Durée maximale d'un ordre, en secondes : au-delà, l'agent le refuse même si sa signature est bonne. */
export const DUREE_MAX_ORDRE = 300;
/** Nombre maximal d'ordres dans une demande (un seul PIN pour le lot). */
export const ORDRES_MAX = 500;
/** Taille maximale d'un corps de requête, en octets. */
export const CORPS_MAX = 1_000_000;

type OrdreCommun = {
  /** Origine du portail (`https://hote:port`), égale à l'en-tête `Origin` attesté par le navigateur. */
  readonly origin: string;
  /** Identifiant à usage unique. */
  readonly jti: string;
  /** Émission et échéance, en secondes Unix ; `exp - iat` ne dépasse pas `DUREE_MAX_ORDRE`. */
  readonly iat: number;
  readonly exp: number;
};
/** Ordre d'ouvrir une session : la carte signe `messageAuthentification(origin, defi)`. */
export type OrdreAuthentifier = OrdreCommun & {
  readonly op: 'authentifier';
  /** base64url, 32 octets */ readonly defi: string;
};
/** Ordre de signer un acte : la carte signe `attributs`, qui désignent l'acte et la carte. */
export type OrdreSigner = OrdreCommun & {
  readonly op: 'signer';
  /** Titre de l'acte, affiché à l'agent. */
  readonly titre: string;
  /** SHA-256 hexadécimal des octets couverts (ByteRange). */
  readonly empreinte: string;
  /** SET DER des attributs signés, en base64 (CMS, RFC 5652 §5.4). */
  readonly attributs: string;
  /** SHA-256 hexadécimal du certificat de signature de la carte. */
  readonly certificat: string;
};
/** Charge utile d'un ordre : JWS ES256 compact signé par le serveur. */
export type Ordre = OrdreAuthentifier | OrdreSigner;

/** Preuve d'authentification rendue par la carte (certificats DER et signature en base64). */
export type ResultatAuthentification = {
  readonly certificatAuthentification: string;
  readonly certificatSignature: string;
  readonly chaine: readonly string[];
  /** ECDSA-SHA256 (DER) ou RSA PKCS#1 v1.5-SHA256 sur `messageAuthentification`. */
  readonly signature: string;
};
/** Signature d'un ordre `signer` (base64 ; ECDSA DER ou RSA PKCS#1 v1.5, SHA-256 sur le SET des attributs). */
export type ResultatSignature = { readonly jti: string; readonly signature: string };

/** Pourquoi l'agent refuse : codes stables. */
export const CODES_REFUS = [
  'hote-refuse',
  'origine-refusee',
  'requete-mal-formee',
  'trop-volumineux',
  'demande-inconnue',
  'trop-de-demandes',
  'ordre-faux',
  'ordre-expire',
  'ordre-rejoue',
  'ordre-mal-forme',
  'attributs-discordants',
  'lot-heterogene',
  'aucune-carte',
  'carte-absente',
  'carte-illisible',
  'carte-inadaptee',
  'carte-verrouillee',
  'certificat-expire',
  'lecteur-en-panne',
  'pin-faux',
  'pin-mal-forme',
  'pin-a-changer',
  'puk-faux',
  'puk-verrouille',
  'saisie-abandonnee',
  'annulee',
  'panne',
] as const;
export type CodeRefus = (typeof CODES_REFUS)[number];
/** Un refus ; `essaisRestants` accompagne `pin-faux` quand la carte les compte. */
export type ErreurAgent = {
  readonly code: CodeRefus;
  readonly message: string;
  readonly essaisRestants?: number;
};

/** État d'une demande, rendu par `GET /demandes/:id` et par `postMessage`. */
export type EtatDemande =
  | { readonly etat: 'en-attente'; readonly erreur?: ErreurAgent }
  | { readonly etat: 'faite'; readonly resultats: readonly (ResultatAuthentification | ResultatSignature)[] }
  | { readonly etat: 'refusee' | 'annulee'; readonly erreur: ErreurAgent };
/** Message envoyé par la fenêtre au portail (`postMessage`, vers la seule origine de la demande). */
export type MessageAgent = { readonly type: 'ppn-agent'; readonly demande: string } & EtatDemande;
/** Réponse de `POST /demandes` : identifiant et chemin de la fenêtre à montrer (iframe). */
export type DemandeCreee = { readonly id: string; readonly fenetre: string };

/** Une carte vue par `GET /etat`. */
export type CartePresente = {
  readonly id: string;
  readonly titulaire: string;
  /** `inadaptee` : pas de certificat de signature d'agent. */
  readonly etat: 'utilisable' | 'verrouillee' | 'expiree' | 'illisible' | 'inadaptee';
  /** Absent : la carte ne les compte pas. */
  readonly essaisRestants?: number;
};

/** Octets signés à l'ouverture de session : `ppn-auth-v1`, origine et défi séparés par un octet nul (UTF-8). */
export const messageAuthentification = (origin: string, defi: string): Uint8Array =>
  new TextEncoder().encode(`ppn-auth-v1\0${origin}\0${defi}`);
