import type { GenreDeContrainte } from './donnees-des-entrees.ts';
import { type Entree, entreesDuType } from './entrees.ts';
import type { DeductionDeMesure, DepartDeMesure } from './formes-de-l-horloge.ts';
import { type DroitDuJour, ligneDite } from './lignes.ts';
import { enHorodate, enMs, enSecondes } from './temps.ts';

/** Depart retenu, en instant. */
export type Depart = DepartDeMesure & { readonly ms: number };

const PHRASES = {
  contrainte: 'L’horloge part de la privation de liberté.',
  audition: 'L’horloge part du début de l’audition que le placement prolonge immédiatement.',
  placement: 'L’horloge part du placement : aucune contrainte ni audition ne le précède.',
} as const;

/** Verification d'identite et retenue douaniere s'imputent toujours ; le reste, pour les memes faits (63 III, 78-4 CPP). */
const compte = ({
  contrainte,
  memesFaits,
}: {
  contrainte: GenreDeContrainte;
  memesFaits: boolean;
}): boolean => memesFaits || contrainte === 'verification-identite' || contrainte === 'retenue-douaniere';

/**
 * Le plus ancien de la contrainte, de l'audition libre prolongee et du placement : quand plusieurs se suivent,
 * la lecture la plus protectrice. Une audition libre seule n'est pas une privation de liberte.
 */
export function departDe(entrees: readonly Entree[], zone: string): Depart | null {
  const contraintes = entreesDuType(entrees, 'apprehension').filter(({ donnees }) => compte(donnees));
  const placements = entreesDuType(entrees, 'placement');
  const auditions = entreesDuType(entrees, 'debut-audition-libre').filter(
    ({ donnees }) => donnees.prolongementImmediat && placements.length + contraintes.length > 0,
  );
  const candidats = [
    ...contraintes.map(({ id, survenuA }) => ({ id, survenuA, motif: 'contrainte' as const })),
    ...auditions.map(({ id, survenuA }) => ({ id, survenuA, motif: 'audition' as const })),
    ...placements.map(({ id, survenuA }) => ({ id, survenuA, motif: 'placement' as const })),
  ].map((un) => ({ ...un, ms: enMs(un.survenuA) }));
  const premier = candidats.toSorted((a, b) => a.ms - b.ms)[0];
  return premier === undefined
    ? null
    : {
        a: enHorodate(premier.ms, zone),
        ms: premier.ms,
        motif: premier.motif,
        phrase: PHRASES[premier.motif],
        article: premier.motif === 'placement' ? '63 II CPP' : '63 III al. 1 CPP',
        entree: premier.id,
      };
}

const regleDImputation = (contrainte: GenreDeContrainte): string => {
  const propres: readonly GenreDeContrainte[] = ['garde-a-vue', 'verification-identite', 'retenue-douaniere'];
  return `imputation.${propres.includes(contrainte) ? contrainte : 'contrainte'}`;
};

/** Durees anterieures imputees : jamais deux fois le meme temps, jamais au-dela du depart (63 III al. 2 CPP). */
export function deductionsDe(
  entrees: readonly Entree[],
  depart: Depart,
  droit: DroitDuJour,
): readonly DeductionDeMesure[] {
  const anterieures = entreesDuType(entrees, 'contrainte-anterieure')
    .filter(({ donnees }) => compte(donnees))
    .toSorted((a, b) => enMs(a.donnees.debut) - enMs(b.donnees.debut));
  const deductions: DeductionDeMesure[] = [];
  let couvert = Number.NEGATIVE_INFINITY;
  for (const { id, donnees } of anterieures) {
    const debut = Math.max(enMs(donnees.debut), couvert);
    const fin = Math.min(enMs(donnees.fin), depart.ms);
    if (fin <= debut) continue;
    couvert = fin;
    const regle = ligneDite(droit, regleDImputation(donnees.contrainte));
    deductions.push({
      debut: enHorodate(debut, droit.zone),
      fin: enHorodate(fin, droit.zone),
      secondes: enSecondes(fin - debut),
      phrase: `${regle?.libelle ?? 'Durée imputée'}.`,
      article: regle?.article ?? '63 III CPP',
      entree: id,
    });
  }
  return deductions;
}
