import type { ActeJson } from '@ppn/acte/contract';
import type * as z from 'zod';
import type { ContenuJugement, natureDExtrait, prevenuJuge } from '../contract.ts';
import { ecrireDuree } from '../domain/duree.ts';

type Prononcee = ContenuJugement['peines'][number];
type Prevenu = z.infer<typeof prevenuJuge>;

/** Comment une personne est jugee, tel qu'ecrit. */
export const JUGEMENTS: { readonly [comment in Prevenu['jugement']]: string } = {
  contradictoire: 'contradictoirement',
  'a-signifier': 'par jugement contradictoire à signifier (article 410 du code de procédure pénale)',
  defaut: 'par défaut (article 412 du code de procédure pénale)',
  'iteratif-defaut': 'par itératif défaut (article 494-1 du code de procédure pénale)',
};

/** Comparution, telle qu'ecrite. */
export const COMPARUTIONS: { readonly [comment in Prevenu['comparution']]: string } = {
  comparant: 'comparant',
  represente: 'représenté par son avocat',
  'non-comparant': 'non comparant',
};

/** Issue d'un fait, telle qu'ecrite au dispositif. */
export const ISSUES: { readonly [issue in ContenuJugement['issues'][number]['issue']]: string } = {
  relaxe: 'relaxe',
  culpabilite: 'déclare coupable',
  dispense: 'déclare coupable et dispense de peine (132-58 et 132-59 CP)',
  ajournement: 'déclare coupable et ajourne le prononcé de la peine (132-60 CP)',
};

const MANDATS: { readonly [mandat in Prevenu['mandat']]: string } = {
  aucun: '',
  depot: 'Décerne mandat de dépôt.',
  arret: 'Décerne mandat d’arrêt.',
  'depot-differe': 'Décerne mandat de dépôt à effet différé.',
};

const AMENAGEMENTS: { readonly [quoi in Prononcee['amenagement']]: string } = {
  aucun: '',
  ddse: 'exécutée sous détention à domicile sous surveillance électronique',
  'semi-liberte': 'exécutée en semi-liberté',
  'placement-exterieur': 'exécutée en placement à l’extérieur',
};

/** Nature d'un extrait, telle qu'ecrite. */
export const NATURES: { readonly [nature in z.infer<typeof natureDExtrait>]: string } = {
  ecrou: 'Extrait pour écrou',
  tresor: 'Extrait pour le Trésor (recouvrement des amendes)',
  casier: 'Fiche pour le casier judiciaire',
};

/** « 1 234,50 euros ». */
export const euros = (montant: number): string =>
  `${montant.toLocaleString('fr-FR', { minimumFractionDigits: Number.isInteger(montant) ? 0 : 2, maximumFractionDigits: 2 }).replaceAll(/\s/gu, ' ')} euros`;

/** Une peine prononcee, en une phrase, deduite de l'acte seul : « Emprisonnement : 8 mois, dont 6 mois avec sursis simple ». */
export function ecrirePeine(peine: Prononcee, references: ActeJson['references']): string {
  const libelle = references.find(({ cle }) => cle === `peine-${peine.code}`)?.libelle ?? peine.code;
  const suite = [
    quantumDe(peine),
    sursisDe(peine),
    AMENAGEMENTS[peine.amenagement],
    peine.precisions.trim(),
  ].filter((partie) => partie !== '');
  return suite.length === 0 ? libelle : `${libelle} : ${suite.join(', ')}`;
}

function quantumDe({ duree, nombre, montant }: Prononcee): string {
  if (duree !== null) return ecrireDuree(duree);
  if (nombre !== null && montant !== null) return `${nombre} jours-amende à ${euros(montant)}`;
  if (nombre !== null) return `${nombre} heures`;
  return montant === null ? '' : euros(montant);
}

function sursisDe({ sursis, dureeSursis, probationMois }: Prononcee): string {
  if (sursis === 'aucun') return '';
  const part = dureeSursis === null ? 'avec sursis' : `dont ${ecrireDuree(dureeSursis)} avec sursis`;
  return sursis === 'simple' ? `${part} simple` : `${part} probatoire pendant ${probationMois ?? 0} mois`;
}

/** Mandat et execution provisoire, en phrases. */
export const accessoires = ({ mandat, executionProvisoire }: Prevenu): readonly string[] =>
  [MANDATS[mandat], executionProvisoire ? 'Ordonne l’exécution provisoire.' : ''].filter(
    (phrase) => phrase !== '',
  );
