import { msDe } from '@ppn/core';
import type { Agent } from '@ppn/habilitation/contract';
import { TYPES_DU_DEPOT } from './contenus-des-actes-suivants.ts';
import { type Entree, entreesDuType } from './domain/entrees.ts';
import { deferementDe, depuisLeDeferement } from './domain/garde-au-depot.ts';
import type { TypeDEntree } from './domain/donnees-des-entrees.ts';
import type { Magistrat } from './domain/mesure.ts';
import type { SaisieDEntree } from './schemas-des-entrees.ts';

/** Ce qui ne peut exister au registre ; tout le reste s'y ecrit, et se signale. */
export type RefusDeSaisie =
  | 'decision-sans-acte'
  | 'reserve-a-l-opj'
  | 'reserve-au-chef'
  | 'autre-ministere'
  | 'autre-autorite'
  | 'heure-a-venir'
  | 'entree-inconnue'
  | 'rectification-vide'
  | 'nombre-non-entier'
  | 'sans-deferement'
  | 'hors-du-depot';

/** Decisions et requetes ecrites : seules les porte un acte signe du magistrat (63 II, 63-2, 63-4-2, 706-88 CPP, L.413-1 CJPM). */
const PAR_ACTE: ReadonlySet<TypeDEntree> = new Set<TypeDEntree>([
  'prolongation-decidee',
  'prolongation-refusee',
  'differe-avocat',
  'avis-differe',
  'autorisation-audition-immediate',
  'passer-outre',
  'accord-refuse',
  'requete-jld',
  'fin-ordonnee',
]);

/** L'officier de police judiciaire seul (63 I, 63 II, 63-8 CPP). */
const OPJ_SEUL: ReadonlySet<TypeDEntree> = new Set<TypeDEntree>([
  'placement',
  'prolongation-demandee',
  'fin',
  'mesure-confiee',
  'remise-au-depot',
]);

/**
 * Ce qu'un magistrat ou un greffier consigne lui-meme ; le reste, l'unite le vit. L'accord prealable d'une retenue se signe
 * (`gav-accord`) ; donne de vive voix, l'unite le consigne. Le registre du depot est tenu par qui le garde (803-3 al. 5 CPP).
 */
const PAR_LA_JUSTICE: ReadonlySet<TypeDEntree> = new Set<TypeDEntree>([
  'alarme-acquittee',
  'presentation-prevue',
  'requalification',
  'comparution',
  'incident',
  'circonstance',
  'rectification',
]);

/** Ce que consigne l'unite qui garde la personne au depot, quand ce n'est pas celle de la mesure (803-3 CPP). */
const AU_DEPOT: ReadonlySet<TypeDEntree> = new Set<TypeDEntree>([
  ...TYPES_DU_DEPOT,
  'arrivee-au-depot',
  'comparution',
  'incident',
  'circonstance',
  'alarme-acquittee',
  'fin-de-periode',
  'rectification',
]);

/** Tolerance d'horloge entre un poste et le service. */
const AVANCE_MS = 60_000;

/** Refus d'une saisie, ou `undefined`. Pure ; `maintenant` : ISO 8601 ou horodate. */
export function refusDeSaisie(
  { service, qualite }: Pick<Agent, 'service' | 'qualite'>,
  saisie: SaisieDEntree,
  { entrees, maintenant, auDepot = false }: ContexteDeSaisie,
): RefusDeSaisie | undefined {
  const { type, survenuA } = saisie;
  if (auDepot && horsDuDepot(saisie, entrees)) return 'hors-du-depot';
  if (PAR_ACTE.has(type)) return 'decision-sans-acte';
  if (service === 'justice' && !PAR_LA_JUSTICE.has(type)) return 'autre-ministere';
  if (OPJ_SEUL.has(type) && qualite !== 'opj' && qualite !== 'chef-unite') return 'reserve-a-l-opj';
  if (type === 'visa-du-registre' && qualite !== 'chef-unite') return 'reserve-au-chef';
  if (saisie.type === 'requalification' && saisie.donnees.par !== autoriteDe(qualite))
    return 'autre-autorite';
  if (msDe(survenuA) > msDe(maintenant) + AVANCE_MS) return 'heure-a-venir';
  if (!queDesEntiers(saisie.donnees)) return 'nombre-non-entier';
  if (type === 'remise-au-depot' && deferementDe(entrees) === undefined) return 'sans-deferement';
  const visee =
    saisie.type === 'rectification' || saisie.type === 'fin-de-periode' ? saisie.donnees.entree : undefined;
  const entree = entrees.find(({ id }) => id === visee);
  if (visee !== undefined && !entree) return 'entree-inconnue';
  if (saisie.type !== 'rectification' || !entree) return undefined;
  const { survenuA: heure, donnees, annulee } = saisie.donnees;
  if (heure === null && donnees === null && !annulee) return 'rectification-vide';
  if (PAR_ACTE.has(entree.type)) return 'decision-sans-acte';
  if (service === 'justice' && !PAR_LA_JUSTICE.has(entree.type)) return 'autre-ministere';
  return heure !== null && msDe(heure) > msDe(maintenant) + AVANCE_MS ? 'heure-a-venir' : undefined;
}

/** Ce que le registre disait quand la saisie arrive. `auDepot` : l'agent est de l'unite qui garde la personne au depot. */
type ContexteDeSaisie = {
  readonly entrees: readonly Entree[];
  readonly maintenant: string;
  readonly auDepot?: boolean;
};

/** Vrai si l'unite qui garde le depot n'a pas a ecrire cela : autre chose que sa garde, ou d'avant le deferement. */
function horsDuDepot(saisie: SaisieDEntree, entrees: readonly Entree[]): boolean {
  const fin = deferementDe(entrees);
  if (fin === undefined || !AU_DEPOT.has(saisie.type)) return true;
  if (msDe(saisie.survenuA) < msDe(fin.survenuA)) return true;
  if (saisie.type !== 'rectification' && saisie.type !== 'fin-de-periode') return false;
  return !depuisLeDeferement(entrees).some(
    ({ id, type }) => id === saisie.donnees.entree && AU_DEPOT.has(type),
  );
}

/** L'autorite qu'est un agent dans une mesure (63 I al. 2 CPP : le procureur peut modifier la qualification). */
const autoriteDe = (qualite: Agent['qualite']): Magistrat | 'opj' =>
  qualite === 'jld' || qualite === 'juge-instruction'
    ? qualite
    : qualite === 'procureur' || qualite === 'substitut'
      ? 'procureur'
      : 'opj';

/** Ce qu'une depeche de ce ministere peut apporter au registre : une saisie qu'il pouvait faire, jamais une decision. */
export const admisEnDepeche = (emetteur: string, type: TypeDEntree): boolean =>
  !PAR_ACTE.has(type) && (emetteur !== 'justice' || PAR_LA_JUSTICE.has(type));

/** Phrases montrees a l'agent. */
export const PHRASES_DE_SAISIE: { readonly [raison in RefusDeSaisie]: string } = {
  'decision-sans-acte':
    'Cette décision est écrite et motivée : elle n’existe que par un acte signé du magistrat compétent.',
  'reserve-a-l-opj': 'Seul un officier de police judiciaire peut le décider (art. 63 CPP).',
  'reserve-au-chef': 'Le registre est visé par le chef de l’unité.',
  'autre-ministere': 'Cette entrée est consignée par l’unité qui exécute la mesure.',
  'autre-autorite': 'L’autorité indiquée n’est pas la vôtre : seule une autorité requalifie en son nom.',
  'heure-a-venir': 'L’heure du fait est à venir : consignez-le quand il a eu lieu.',
  'entree-inconnue': 'L’entrée visée n’est pas au registre de cette mesure.',
  'rectification-vide':
    'Dites ce que la rectification change : l’heure, une donnée, ou l’annulation de l’entrée.',
  'nombre-non-entier': 'Une durée s’écrit en heures entières.',
  'sans-deferement':
    'La personne n’est pas déférée : elle ne se remet au dépôt qu’après la fin de la mesure (803-3 CPP).',
  'hors-du-depot':
    'Votre unité garde la personne au dépôt : elle consigne ce qui s’y passe depuis le défèrement, et rien d’autre.',
};

/** Une rectification dont l'effet rendrait l'entree illisible se refuse : les donnees completees doivent suivre leur schema. */
export const donneesRectifiees = (
  entrees: readonly Entree[],
  {
    entree,
    donnees,
  }: { readonly entree: string; readonly donnees: { readonly [champ: string]: unknown } | null },
): { readonly type: TypeDEntree; readonly donnees: unknown } | undefined => {
  const visee = entrees.find(({ id }) => id === entree);
  const deja = entreesDuType(entrees, 'rectification').filter(
    ({ donnees: autre }) => autre.entree === entree,
  );
  return (
    visee && {
      type: visee.type,
      donnees: {
        ...visee.donnees,
        ...Object.assign({}, ...deja.map(({ donnees: autre }) => autre.donnees)),
        ...donnees,
      },
    }
  );
};

/** Le journal n'admet que des entiers (docs/preuve.md §2). */
function queDesEntiers(valeur: unknown): boolean {
  if (typeof valeur === 'number') return Number.isSafeInteger(valeur);
  if (Array.isArray(valeur)) return valeur.every(queDesEntiers);
  return typeof valeur !== 'object' || valeur === null || Object.values(valeur).every(queDesEntiers);
}
