import type { PointAttention } from '@ppn/acte/contract';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import type { Entree } from './domain/entrees.ts';
import type { Irregularite } from './domain/formes-de-l-horloge.ts';
import { calculerHorloge } from './domain/horloge.ts';
import {
  peutAccorder,
  peutAutoriserLAuditionImmediate,
  peutDiffererLAvocat,
  peutDiffererUnAvis,
  peutPlacer,
  peutProlonger,
  peutRequalifier,
  type Situation,
} from './domain/peut.ts';
import { pointsDeLaMesure } from './domain/points.ts';
import type { Refus } from './domain/refus.ts';
import type { MesureAuDossier } from './mesure-au-dossier.ts';

/** Ce qu'on s'apprete a signer : le type de l'acte, les entrees qu'il porterait, qui le redige, et quand. */
export type ASigner = {
  readonly acteType: string;
  readonly portees: readonly Entree[];
  readonly qualite: string;
  readonly a: string;
};

/** Ce que signer ferait : ce qui ne peut exister, et ce qui deviendrait irregulier pour toujours. */
export type ConstatsDesEntrees = {
  readonly interdits: readonly Refus[];
  readonly points: readonly PointAttention[];
};

/** Refus et points d'attention d'un acte : la mesure telle qu'elle est, puis telle que l'acte la ferait. Pure. */
export function constatsDesEntrees(lue: MesureAuDossier, aSigner: ASigner): ConstatsDesEntrees {
  const interdits = aSigner.portees.flatMap((entree) => refusDe(lue, entree, aSigner));
  const codes = new Set(interdits.map(({ code }) => code));
  return {
    interdits,
    points: [
      ...pointsDeLaMesure(lue.mesure, lue.entrees, REGLES_DE_GARDE_A_VUE, aSigner),
      ...irregularitesNouvelles(lue, aSigner)
        .filter(({ code }) => !codes.has(code))
        .map(({ phrase, article }) => ({ phrase, article })),
    ],
  };
}

/** Entrees que la loi peut exclure : celles qu'un refus juge, a la signature comme a la reception. */
export const TYPES_JUGES: readonly Entree['type'][] = [
  'placement',
  'accord-magistrat',
  'requalification',
  'prolongation-decidee',
  'differe-avocat',
  'avis-differe',
  'autorisation-audition-immediate',
];

/** Ce qui ne peut exister (domaine-penal §2.5.6) : l'entree est jugee a l'heure de son fait, les autres de l'acte comprises. */
export function refusDe(
  { mesure, entrees }: MesureAuDossier,
  entree: Entree,
  { portees, qualite }: Pick<ASigner, 'portees' | 'qualite'>,
): readonly Refus[] {
  const situation: Situation = {
    mesure,
    entrees: [...entrees, ...portees].filter(({ id }) => id !== entree.id),
    regles: REGLES_DE_GARDE_A_VUE,
    a: entree.survenuA,
  };
  switch (entree.type) {
    case 'placement':
      return peutPlacer(situation, qualite === 'chef-unite' ? 'opj' : qualite);
    case 'accord-magistrat':
      return peutAccorder(situation, entree.donnees);
    case 'requalification':
      return peutRequalifier(situation, entree.donnees);
    case 'prolongation-decidee':
      return peutProlonger(situation, entree.donnees);
    case 'differe-avocat':
      return peutDiffererLAvocat(situation, entree.donnees);
    case 'avis-differe':
      return peutDiffererUnAvis(situation, entree.donnees);
    case 'autorisation-audition-immediate':
      return peutAutoriserLAuditionImmediate(situation, entree.donnees);
    default:
      return [];
  }
}

/** Les irregularites que l'acte ferait naitre, a l'instant de signer. */
function irregularitesNouvelles(
  { mesure, entrees }: MesureAuDossier,
  { portees, a }: ASigner,
): readonly Irregularite[] {
  const calculer = (toutes: readonly Entree[]): readonly Irregularite[] =>
    calculerHorloge(mesure, toutes, REGLES_DE_GARDE_A_VUE, a).irregularites;
  const connues = new Set(calculer(entrees).map(cle));
  const autres = entrees.filter(({ id }) => !portees.some((une) => une.id === id));
  return calculer([...autres, ...portees]).filter((une) => !connues.has(cle(une)));
}

const cle = ({ code, entree }: Irregularite): string => `${code}/${entree ?? ''}`;
