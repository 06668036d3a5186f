import { type Duree, ecrireDuree, enJours } from './duree.ts';

/** Une peine prononcee. `dureeSursis` nulle : le sursis porte sur toute la peine. */
export type PeinePrononcee = {
  readonly code: string;
  readonly duree: Duree | null;
  readonly nombre: number | null;
  readonly montant: number | null;
  readonly sursis: 'aucun' | 'simple' | 'probatoire';
  readonly dureeSursis: Duree | null;
  readonly probationMois: number | null;
  readonly amenagement: 'aucun' | 'ddse' | 'semi-liberte' | 'placement-exterieur';
};

/** La peine telle que la nomenclature la decrit. */
export type PeineDecrite = {
  readonly libelle: string;
  readonly mesure: 'duree' | 'euros' | 'heures' | 'jours-amende' | 'aucune';
  readonly minimum: Borne | null;
  readonly maximum: Borne | null;
  readonly sursis: readonly ('simple' | 'probatoire')[];
  readonly article: string;
  readonly aVerifier: boolean;
};
type Borne = {
  readonly duree?: Duree | undefined;
  readonly nombre?: number | undefined;
  readonly montant?: number | undefined;
};

/** Le plus lourd maximum encouru pour les faits dont la personne est coupable ; `undefined` : aucun n'est connu ici. */
export type Encourue = {
  readonly mois: number;
  readonly amende: number;
  readonly article: string;
  readonly aVerifier: boolean;
};

/** Ce qu'une peine appelle : un refus (elle ne peut pas exister), un point d'attention, ou une simple information. */
export type RemarqueSurUnePeine = {
  readonly genre: 'refus' | 'attention' | 'information';
  readonly phrase: string;
  readonly article: string;
};

const UN_MOIS = 30;
const SIX_MOIS = 180;
const CINQ_ANS = 5 * 360;
const DIX_ANS = 10 * 360;

/** Juge une peine prononcee contre ses bornes et celles de l'infraction ; ce qui n'est pas connu se dit. */
export function jugerUnePeine(
  peine: PeinePrononcee,
  decrite: PeineDecrite,
  encourue: Encourue | undefined,
): readonly RemarqueSurUnePeine[] {
  const quantum = quantumManquant(peine, decrite);
  if (quantum !== undefined) return [quantum];
  return [
    ...bornes(peine, decrite),
    ...surLEncouru(peine, decrite, encourue),
    ...surLeSursis(peine, decrite),
    ...(peine.code === 'emprisonnement' ? surLeFerme(peine) : []),
    ...(decrite.aVerifier
      ? [information(`${decrite.libelle} : cette ligne de la nomenclature est à vérifier.`, decrite.article)]
      : []),
  ];
}

/** Part d'une peine d'emprisonnement sans sursis, en jours. */
export const partFerme = ({ duree, sursis, dureeSursis }: PeinePrononcee): number =>
  duree === null
    ? 0
    : sursis === 'aucun'
      ? enJours(duree)
      : dureeSursis === null
        ? 0
        : Math.max(0, enJours(duree) - enJours(dureeSursis));

function quantumManquant(
  { duree, nombre, montant }: PeinePrononcee,
  { mesure, libelle, article }: PeineDecrite,
): RemarqueSurUnePeine | undefined {
  const manque =
    (mesure === 'duree' && (duree === null || enJours(duree) === 0)) ||
    (mesure === 'euros' && (montant === null || montant <= 0)) ||
    (mesure === 'heures' && (nombre === null || nombre <= 0)) ||
    (mesure === 'jours-amende' && ((nombre ?? 0) <= 0 || (montant ?? 0) <= 0));
  return manque ? refus(`${libelle} : écrivez le quantum.`, article) : undefined;
}

function bornes(
  { duree, nombre, montant }: PeinePrononcee,
  { libelle, minimum, maximum, article }: PeineDecrite,
): readonly RemarqueSurUnePeine[] {
  const hors = (valeur: number | null, bas: number | undefined, haut: number | undefined): boolean =>
    valeur !== null && ((bas !== undefined && valeur < bas) || (haut !== undefined && valeur > haut));
  const jours = duree === null ? null : enJours(duree);
  const enBornes = (borne: Borne | null): number | undefined => borne?.duree && enJours(borne.duree);
  return hors(jours, enBornes(minimum), enBornes(maximum)) ||
    hors(nombre, minimum?.nombre, maximum?.nombre) ||
    hors(montant, minimum?.montant, maximum?.montant)
    ? [refus(`${libelle} : hors des bornes de cette peine${enClair(minimum, maximum)}.`, article)]
    : [];
}

const enClair = (minimum: Borne | null, maximum: Borne | null): string => {
  const un = (borne: Borne | null): string =>
    borne?.duree ? ecrireDuree(borne.duree) : borne?.nombre === undefined ? '' : String(borne.nombre);
  const [bas, haut] = [un(minimum), un(maximum)];
  return haut === '' ? '' : bas === '' ? ` (au plus ${haut})` : ` (de ${bas} à ${haut})`;
};

function surLEncouru(
  { code, duree, montant }: PeinePrononcee,
  { libelle, article }: PeineDecrite,
  encourue: Encourue | undefined,
): readonly RemarqueSurUnePeine[] {
  if (code !== 'emprisonnement' && code !== 'amende') return [];
  if (encourue === undefined)
    return [
      information(`${libelle} : le maximum encouru n’est pas connu ici, il n’est pas contrôlé.`, article),
    ];
  const depasse =
    code === 'emprisonnement'
      ? duree !== null && enJours(duree) > encourue.mois * UN_MOIS
      : montant !== null && montant > encourue.amende;
  const maximum =
    code === 'emprisonnement'
      ? ecrireDuree({ ans: Math.floor(encourue.mois / 12), mois: encourue.mois % 12, jours: 0 }) || 'aucun'
      : `${encourue.amende} euros`;
  return depasse
    ? [
        attention(
          `${libelle} : au-delà du maximum encouru, ${maximum} (${encourue.article}${encourue.aVerifier ? ', à vérifier' : ''}), hors récidive.`,
          '132-10 CP',
        ),
      ]
    : [];
}

function surLeSursis(
  { sursis, duree, dureeSursis, probationMois }: PeinePrononcee,
  { libelle, sursis: admis }: PeineDecrite,
): readonly RemarqueSurUnePeine[] {
  if (sursis === 'aucun') return [];
  if (!admis.includes(sursis))
    return [
      refus(`${libelle} : le sursis ${sursis} ne s’applique pas à cette peine.`, '132-31 et 132-41 CP'),
    ];
  const total = duree === null ? 0 : enJours(duree);
  const part = dureeSursis === null ? total : enJours(dureeSursis);
  const article = sursis === 'simple' ? '132-31 CP' : '132-41 et 132-42 CP';
  return [
    ...(part > total || (dureeSursis !== null && part === 0)
      ? [refus(`${libelle} : la part assortie du sursis dépasse la peine, ou elle est nulle.`, article)]
      : []),
    ...(part > CINQ_ANS
      ? [refus(`${libelle} : le sursis porte au plus sur cinq ans d’emprisonnement.`, article)]
      : []),
    ...(sursis === 'simple' && total > CINQ_ANS
      ? [refus(`${libelle} : le sursis simple suppose une peine de cinq ans au plus.`, article)]
      : []),
    ...(sursis === 'probatoire' ? probation(total, probationMois) : []),
  ];
}

function probation(total: number, mois: number | null): readonly RemarqueSurUnePeine[] {
  if (total > DIX_ANS)
    return [refus('Le sursis probatoire suppose une peine de dix ans au plus, en récidive.', '132-41 CP')];
  if (mois === null || mois < 12 || mois > 84)
    return [
      refus(
        'Le délai de probation est de douze mois à trois ans ; jusqu’à sept ans en récidive répétée.',
        '132-42 CP',
      ),
    ];
  return [
    ...(total > CINQ_ANS
      ? [attention('Un sursis probatoire au-delà de cinq ans suppose la récidive légale.', '132-41 CP')]
      : []),
    ...(mois > 36
      ? [attention('Un délai de probation au-delà de trois ans suppose la récidive légale.', '132-42 CP')]
      : []),
  ];
}

function surLeFerme(peine: PeinePrononcee): readonly RemarqueSurUnePeine[] {
  const ferme = partFerme(peine);
  if (ferme === 0) return [];
  if (ferme <= UN_MOIS)
    return [
      refus('Un emprisonnement ferme d’un mois ou moins ne peut pas être prononcé.', '132-19 al. 1 CP'),
    ];
  return ferme <= SIX_MOIS && peine.amenagement === 'aucun'
    ? [
        attention(
          'Six mois fermes ou moins : l’aménagement est ordonné, sauf impossibilité tenant à la personnalité ou à la situation.',
          '132-19 al. 3 et 132-25 CP',
        ),
      ]
    : [];
}

const refus = (phrase: string, article: string): RemarqueSurUnePeine => ({ genre: 'refus', phrase, article });
const attention = (phrase: string, article: string): RemarqueSurUnePeine => ({
  genre: 'attention',
  phrase,
  article,
});
const information = (phrase: string, article: string): RemarqueSurUnePeine => ({
  genre: 'information',
  phrase,
  article,
});
