/**
 * Stockage d'octets opaques (toujours chiffres), nommes par un identifiant de 32 chiffres hexadecimaux.
 * Un objet apparait entier ou pas du tout, et ne change plus. Toute panne est une exception ; plein : `StockagePlein`.
 */
export type Pilote = {
  /** Commence un objet ; rien n'est visible avant `publier`, rien ne reste apres `abandonner`. */
  readonly ecrire: (identifiant: string) => Promise<Ecriture>;
  /** Taille en octets, ou `undefined` si l'objet n'existe pas. */
  readonly taille: (identifiant: string) => Promise<number | undefined>;
  /** Les octets `[debut, fin[`, en morceaux de taille quelconque ; s'arrete tot si l'objet est plus court ou absent. */
  readonly lire: (identifiant: string, debut: number, fin: number) => AsyncIterable<Uint8Array>;
  /** Sans effet si l'objet n'existe pas. */
  readonly supprimer: (identifiant: string) => Promise<void>;
  /** Tous les objets publies, avec leur date (ms depuis 1970). */
  readonly lister: () => AsyncIterable<{ readonly identifiant: string; readonly ecritA: number }>;
  /** Efface les ecritures jamais publiees commencees avant `avant` (ms depuis 1970) ; rend leur nombre. */
  readonly purgerInacheves: (avant: number) => Promise<number>;
};

/** Une ecriture en cours. `ajouter` peut reutiliser `octets` apres son retour. */
export type Ecriture = {
  readonly ajouter: (octets: Uint8Array) => Promise<void>;
  /** Rend l'objet visible et durable. */
  readonly publier: () => Promise<void>;
  readonly abandonner: () => Promise<void>;
};

/** Le stockage n'a plus de place. */
export class StockagePlein extends Error {
  constructor(options?: ErrorOptions) {
    super('Le stockage des fichiers est plein. Libérez de la place, puis recommencez le dépôt.', options);
    this.name = 'StockagePlein';
  }
}

/** Forme d'un identifiant d'objet. */
export const IDENTIFIANT = /^[0-9a-f]{32}$/;
