import type { Magasin } from '@ppn/blob-store';
import type { Ancres, Cachet, Horodateur } from '@ppn/sealing';
import type { ReglagesDePreuve } from './tetes.ts';
import type { Bordereau } from './bordereau.ts';
import type { Depeche } from './depeches/formes.ts';
import type { PresenceDuPair } from './presence.ts';
import type { Ecart } from './rapprochement/rapprocher.ts';
import type { BaseEchange, Envoi, Tx } from './tables.ts';

/** Un pli ouvert : conteneur valide, cachet du pair, chaque piece conforme au bordereau. */
export type PliOuvert = {
  readonly bordereau: Bordereau;
  readonly recuA: string;
  /** Octets d'une piece contenue ; `undefined` pour une piece externe, deja dans le magasin sous son empreinte. */
  readonly octets: (nom: string) => Uint8Array | undefined;
};

/** Sort metier d'un pli. `ecrire` s'execute dans la transaction qui enregistre la reception, `ensuite` une fois apres son commit. */
export type Sort = {
  readonly verdict: 'integre' | 'refuse';
  readonly motifs: readonly string[];
  readonly ecrire: (tx: Tx) => Promise<void>;
  readonly ensuite?: () => void;
};

/** Metier d'un genre de depeche, dans la transaction de sa reception. Lancer : elle est reportee et sera renvoyee ; rendre `refus` : refusee, ses ecritures defaites, le motif rendu a l'emetteur. */
export type RecepteurDeDepeche = (tx: Tx, depeche: Depeche) => Promise<void | { readonly refus: string }>;

/** Une depeche d'ici que le pair vient de conclure. */
export type DepecheConclue = {
  readonly id: string;
  readonly objet: string;
  readonly genre: string;
  readonly sort: 'acceptee' | 'refusee';
  readonly motif: string | null;
  readonly recuA: string;
};

type Paire = { readonly cle: string; readonly certificat: string };

/** Ce dont un noeud a besoin. `recevoir` juge un pli ouvert ; les rappels ecrivent dans la transaction qu'on leur donne. */
export type ReglagesNoeud = {
  readonly moi: string;
  readonly pair: {
    readonly nom: string;
    readonly url: string;
    readonly cachet: (organisation: string) => boolean;
  };
  readonly base: BaseEchange;
  readonly magasin: Magasin;
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
  readonly ancres: () => Promise<Ancres>;
  /** Certificats du lien (PEM) : l'un sert, l'autre appelle ; `ca` est l'autorite exigee du pair, `nomDuPair` le CN de son certificat client. */
  readonly tls: {
    readonly serveur: Paire;
    readonly client: Paire;
    readonly ca: string;
    readonly nomDuPair: string;
  };
  readonly recevoir: (pli: PliOuvert) => Promise<Sort>;
  readonly surPliIllisible: (
    tx: Tx,
    rejet: { readonly pli: string; readonly objet: string | undefined; readonly motifs: readonly string[] },
  ) => Promise<void>;
  readonly surAccuse: (
    tx: Tx,
    accuse: {
      readonly envoi: Envoi;
      readonly verdict: 'integre' | 'refuse';
      readonly motifs: readonly string[];
      readonly recuA: string;
    },
  ) => Promise<void>;
  readonly consigner: (
    niveau: 'info' | 'erreur',
    message: string,
    details: { readonly [cle: string]: unknown },
  ) => void;
  /** Une piece de l'envoi est absente ou alteree ici : il est refuse sans partir ; a signaler, dans la transaction qui le conclut. */
  readonly surObjetAltere?: (
    tx: Tx,
    perte: { readonly envoi: Envoi; readonly empreinte: string },
  ) => Promise<void>;
  /** Un pli que le pair ne compte pas comme nous : a signaler, dans la transaction qui l'enregistre. */
  readonly surEcart?: (tx: Tx, ecart: Ecart) => Promise<void>;
  /** Periode du rapprochement, en millisecondes (une minute). */
  readonly rapprochementMs?: number;
  /** Ce que l'on sait recevoir, par genre ; un genre inconnu est reporte, jamais perdu. */
  readonly depeches?: { readonly [genre: string]: RecepteurDeDepeche };
  /** Le pair a conclu une depeche d'ici : dans la transaction qui l'enregistre. */
  readonly surDepeche?: (tx: Tx, depeche: DepecheConclue) => Promise<void>;
  /** Un envoi vient d'etre reporte (pair absent, horodatage muet) : a montrer. */
  readonly surReport?: (objet: string) => void;
  /** Le pair ne repond plus, ou repond de nouveau. */
  readonly surPresence?: (presence: PresenceDuPair) => void;
  /** Periode des appels au pair, en millisecondes (deux secondes) ; il est dit absent apres trois et demie. */
  readonly presenceMs?: number;
  readonly maintenant?: () => Date;
  /** Tetes de dossier et temoignage croise ; absent : les plis n'en portent pas (essais sans journal). */
  readonly preuve?: ReglagesDePreuve;
};
