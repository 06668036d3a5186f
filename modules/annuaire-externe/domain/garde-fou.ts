/** Ce qu'un import changerait. `organisations` : par barreau ou ressort, presents avant, et partis. */
export type Bilan = {
  readonly presents: number;
  readonly arrives: number;
  readonly revenus: number;
  readonly changes: number;
  readonly partis: number;
  readonly organisations: readonly {
    readonly nom: string;
    readonly avant: number;
    readonly partis: number;
  }[];
};

/** Au-dessous, un depart n'a rien d'anormal. */
const PARTIS_ADMIS = 20;
const PART_ADMISE = 0.02;
/** Un barreau de cette taille ne perd pas la moitie des siens en un mois. */
const BARREAU_MIN = 10;

/**
 * Pourquoi cet import doit etre confirme par une personne ; vide s'il peut s'appliquer. Un fichier tronque ote des gens en
 * masse : personne ne perd l'acces sur la foi d'un tel fichier.
 */
export function motifsDArret({ presents, partis, organisations }: Bilan): readonly string[] {
  const vides = organisations.filter(({ avant, partis: otes }) => avant >= BARREAU_MIN && otes * 2 > avant);
  return [
    ...(partis > Math.max(PARTIS_ADMIS, presents * PART_ADMISE)
      ? [`${partis} personnes sur ${presents} disparaîtraient`]
      : []),
    ...vides
      .slice(0, 20)
      .map(({ nom, avant, partis: otes }) => `${nom} perdrait ${otes} de ses ${avant} inscrits`),
  ];
}
