/** Un article que ce contexte applique. `aVerifier` : a relire sur le texte officiel avant de s'y fier seul. */
export type ArticleDuPapier = {
  readonly article: string;
  readonly objet: string;
  readonly aVerifier: boolean;
};

/** Ce que le droit fixe du passage entre papier et numerique : une ligne datee par geste. Jours AAAA-MM-JJ. */
export type RegleDuPapier = {
  readonly geste: 'conversion' | 'impression';
  readonly articles: readonly ArticleDuPapier[];
  readonly validiteDebut: string;
  readonly validiteFin: string | null;
  readonly source: string;
};

const SOURCE = 'arrêté du 6 septembre 2019 (A.53-2 à A.53-9) ; domaine-penal §2.2.2';
const DEPUIS = '2019-09-06';

/** Une regle change en changeant sa ligne, jamais en changeant du code. */
export const REGLES_DU_PAPIER: readonly RegleDuPapier[] = [
  {
    geste: 'conversion',
    articles: [
      {
        article: 'A.53-7 CPP',
        objet: 'conversion fidèle et contrôlée d’une pièce papier',
        aVerifier: false,
      },
      { article: 'D.589 CPP', objet: 'sort de l’original après conversion', aVerifier: true },
    ],
    validiteDebut: DEPUIS,
    validiteFin: null,
    source: SOURCE,
  },
  {
    geste: 'impression',
    articles: [
      {
        article: 'A.53-8 CPP',
        objet: 'attestation unique de conformité de l’impression',
        aVerifier: false,
      },
      { article: 'D.589-5 CPP', objet: 'cachet électronique du service', aVerifier: false },
    ],
    validiteDebut: DEPUIS,
    validiteFin: null,
    source: SOURCE,
  },
];

/** La regle d'un geste en vigueur au jour donne (AAAA-MM-JJ) ; lance si aucune : c'est un defaut de la table. */
export function regleDuPapier(
  geste: RegleDuPapier['geste'],
  jour: string,
  regles: readonly RegleDuPapier[] = REGLES_DU_PAPIER,
): RegleDuPapier {
  const trouvee = regles.find(
    (ligne) =>
      ligne.geste === geste &&
      ligne.validiteDebut <= jour &&
      (ligne.validiteFin === null || jour <= ligne.validiteFin),
  );
  if (!trouvee) throw new RangeError(`Aucune règle de papier « ${geste} » en vigueur le ${jour}.`);
  return trouvee;
}
