import type { Empreinte } from '@ppn/core';

/** L'objet n'est pas dans le magasin, ou son chiffre a disparu du stockage. */
export class ObjetAbsent extends Error {
  readonly empreinte: Empreinte;

  constructor(empreinte: Empreinte) {
    super(`Le fichier d’empreinte ${empreinte} est absent du magasin. Restaurez-le depuis la sauvegarde.`);
    this.name = 'ObjetAbsent';
    this.empreinte = empreinte;
  }
}

/** Le chiffre, sa cle ou sa longueur ne sont plus ceux du depot : aucun octet faux n'est rendu. */
export class ObjetAltere extends Error {
  readonly empreinte: Empreinte;

  constructor(empreinte: Empreinte, options?: ErrorOptions) {
    super(
      `Le fichier d’empreinte ${empreinte} a été altéré dans le magasin : il n’est plus lu. Restaurez-le depuis la sauvegarde.`,
      options,
    );
    this.name = 'ObjetAltere';
    this.empreinte = empreinte;
  }
}

/** L'objet existe, mais depasse ce que l'appelant accepte de tenir en memoire. */
export class ObjetTropVolumineux extends Error {
  readonly taille: number;

  constructor(taille: number, tailleMax: number) {
    super(`Le fichier fait ${taille} octets, ${tailleMax} au plus sont admis ici.`);
    this.name = 'ObjetTropVolumineux';
    this.taille = taille;
  }
}

/** La cle d'enveloppe `kek` n'est pas dans le trousseau : configuration fausse, ou cle detruite. */
export class CleAbsente extends Error {
  constructor(kek: string) {
    super(`La clé d’enveloppe « ${kek} » n’est pas dans le trousseau du magasin.`);
    this.name = 'CleAbsente';
  }
}
