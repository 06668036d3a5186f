import type { Agent } from '@ppn/habilitation/contract';
import type { LigneDeMesure } from './donnees.ts';

type Magistrat = LigneDeMesure['magistrats'][number];

const MAGISTRATS: { readonly [qualite in Agent['qualite']]?: Magistrat } = {
  procureur: 'procureur',
  substitut: 'procureur',
  jld: 'jld',
  'juge-instruction': 'juge-instruction',
};

/** Le magistrat qu'est cet agent, tel que le droit le nomme ; `undefined` : il suit, il ne decide pas. */
export const magistratDe = ({ qualite }: Pick<Agent, 'qualite'>): Magistrat | undefined =>
  MAGISTRATS[qualite];

/** Pourquoi cet agent ne peut pas prolonger maintenant ; `undefined` s'il le peut. Le service rejuge a la signature. */
export function obstacleALaProlongation(
  { etat, prochaineProlongation, fin }: LigneDeMesure,
  magistrat: Magistrat | undefined,
): string | undefined {
  if (magistrat === undefined) return 'Seul un magistrat décide d’une prolongation (63 II CPP).';
  if (fin !== null) return 'La mesure est terminée.';
  if (etat === 'ouverte') return 'La mesure n’a pas commencé.';
  if (prochaineProlongation === null) return 'La loi ne permet plus de prolongation de cette mesure.';
  if (prochaineProlongation.autorites.includes(magistrat)) return undefined;
  return `Cette prolongation relève du ${prochaineProlongation.autorites.map((autorite) => NOMS[autorite]).join(' ou du ')} (${prochaineProlongation.article}).`;
}

const NOMS: { readonly [magistrat in Magistrat]: string } = {
  procureur: 'procureur de la République',
  jld: 'juge des libertés et de la détention',
  'juge-instruction': 'juge d’instruction',
};

/** Pourquoi cet agent ne peut pas mettre fin a la mesure ; `undefined` s'il le peut. */
export function obstacleALaLevee(
  { fin, ordre, magistrats }: LigneDeMesure,
  magistrat: Magistrat | undefined,
): string | undefined {
  if (magistrat === undefined || !magistrats.includes(magistrat))
    return 'Seul le magistrat qui contrôle la mesure peut y mettre fin (62-3 CPP).';
  if (fin !== null) return 'La mesure est terminée.';
  return ordre === null ? undefined : 'L’ordre de mettre fin est déjà donné : l’unité l’exécute.';
}

/** Pourquoi cet agent ne peut pas donner l'accord prealable a une retenue ; `undefined` s'il le peut. */
export function obstacleALAccord(
  { regime, placementA }: LigneDeMesure,
  magistrat: Magistrat | undefined,
): string | undefined {
  if (magistrat === undefined || magistrat === 'jld')
    return 'L’accord relève du procureur de la République ou du juge d’instruction (L.413-1 CJPM).';
  if (regime !== 'retenue-10-12')
    return 'L’accord préalable ne vaut que pour la retenue d’un mineur de dix à moins de treize ans.';
  return placementA === null ? undefined : 'La retenue a commencé : l’accord n’est plus préalable.';
}

/** Pourquoi cet agent ne peut pas saisir le juge des libertes et de la detention ; `undefined` s'il le peut. */
export function obstacleALaRequete(
  { cadre, etat, fin, regime }: LigneDeMesure,
  magistrat: Magistrat | undefined,
): string | undefined {
  if (magistrat !== 'procureur') return 'La requête est celle du procureur de la République (706-88 CPP).';
  if (cadre === 'commission-rogatoire')
    return 'Sur commission rogatoire, le juge d’instruction décide lui-même (154 CPP).';
  if (regime === 'retenue-10-12') return 'Aucune décision de cette retenue ne relève du juge des libertés.';
  if (fin !== null) return 'La mesure est terminée.';
  return etat === 'ouverte' ? 'La mesure n’a pas commencé.' : undefined;
}

/** Pourquoi cet agent ne peut rien decider de l'avocat ; `undefined` s'il le peut peut-etre : chaque report se juge ensuite. */
export function obstacleAuReport(
  { etat, fin }: LigneDeMesure,
  magistrat: Magistrat | undefined,
): string | undefined {
  if (magistrat === undefined) return 'Seul un magistrat diffère l’avocat (63-4-2, 706-88 CPP).';
  if (fin !== null) return 'La mesure est terminée.';
  return etat === 'ouverte' ? 'La mesure n’a pas commencé.' : undefined;
}

/** Comment la personne peut etre presentee avant cette prolongation ; le premier choix est celui que la loi prefere. */
export function presentationsPossibles(
  prochaine: NonNullable<LigneDeMesure['prochaineProlongation']>,
): readonly ('sans' | 'visio' | 'physique')[] {
  const presentes = prochaine.visio ? (['visio', 'physique'] as const) : (['physique'] as const);
  switch (prochaine.presentation) {
    case 'exigee':
      return presentes;
    case 'exigee-sauf-motif':
      return [...presentes, 'sans'];
    case 'facultative':
    case 'sans-objet':
      return ['sans', ...presentes];
  }
}
