import type { TypeDEntree } from '../donnees-des-entrees.ts';
import { type Entree, type EntreeDe, entreesDuType } from '../entrees.ts';
import type { EtatDeLHorloge } from '../etat-de-l-horloge.ts';
import type { ProprietaireDObligation } from '../formes-des-obligations.ts';
import { type DroitDuJour, dureeMs, lignesDe, ligneDite } from '../lignes.ts';
import { type Magistrat, magistratDirecteur } from '../mesure.ts';
import { qualificationA } from '../regime.ts';
import type { RegleDeGardeAVue } from '../regles.ts';
import { enMs } from '../temps.ts';

/** Ce qui a clos une attente. */
export type Accomplissement = { readonly ms: number; readonly entree: string; readonly circonstance: string };

/** Une decision de report. `jusquaMs` : nul, ce ne sera pas fait ; infini, sans terme chiffre. */
export type Report = {
  readonly decideMs: number;
  readonly jusquaMs: number | null;
  readonly entree: string;
  readonly motif: string;
};

/** Quelque chose est du a la personne ou au magistrat : d'ou cela court, jusqu'a quand, et si c'est fait. */
export type Attente = {
  readonly id: string;
  readonly genre: string;
  readonly libelle: string;
  readonly proprietaire: ProprietaireDObligation;
  readonly article: string;
  readonly aVerifier: boolean;
  readonly depuisMs: number;
  readonly echeanceMs: number | null;
  readonly ouverte: readonly string[];
  readonly faite: Accomplissement | null;
  /** Decisions de report, dans l'ordre ; prise apres l'echeance, elle ne l'efface pas. */
  readonly reports: readonly Report[];
  /** Pourquoi cela n'a pas pu etre fait, autrement que par un retard. */
  readonly impossible: { readonly entree: string; readonly motif: string } | null;
  /** Lignes d'alarme : tant de minutes avant l'echeance. */
  readonly seuils: readonly RegleDeGardeAVue[];
  readonly aLEcheance: string;
};

/** Ce que chaque famille d'attentes lit. */
export type ContexteDAttente = {
  readonly etat: EtatDeLHorloge;
  readonly entrees: readonly Entree[];
  readonly droit: DroitDuJour;
  /** Le premier placement ; nul : aucun droit de garde a vue n'est encore ouvert. */
  readonly placement: EntreeDe<'placement'> | null;
};

type Propre = Pick<Attente, 'id' | 'genre' | 'depuisMs' | 'ouverte'> & Partial<Attente>;

/** Une attente reglee par une ligne du droit : son libelle, son article, son delai. Aucune ligne ce jour-la, aucune attente. */
export function attendre(
  { droit }: Pick<ContexteDAttente, 'droit'>,
  regle: string,
  propre: Propre,
): readonly Attente[] {
  const ligne = ligneDite(droit, regle);
  if (ligne === null) return [];
  return [
    {
      libelle: ligne.libelle,
      proprietaire: 'opj',
      article: ligne.article,
      aVerifier: ligne.aVerifier,
      echeanceMs: ligne.valeur === 0 ? null : propre.depuisMs + dureeMs(ligne),
      faite: null,
      reports: [],
      impossible: null,
      seuils: seuil(droit, ligne.valeur === 3 ? 'alarme.diligence' : 'alarme.avis'),
      aLEcheance: 'Délai dépassé',
      ...propre,
    },
  ];
}

/** Ligne d'alarme de cet identifiant. */
export const seuil = (droit: DroitDuJour, id: string): readonly RegleDeGardeAVue[] => {
  const ligne = ligneDite(droit, id);
  return ligne === null ? [] : [ligne];
};

/** Alarmes d'une fin de periode : quatre heures, deux heures, une heure, quinze minutes. */
export const seuilsDeFin = (droit: DroitDuJour): readonly RegleDeGardeAVue[] =>
  lignesDe(droit, 'alarme', 'droit-commun').filter(({ id }) => id.startsWith('alarme.fin.'));

/** Vrai si cette regle vise le regime de la mesure, en service ou a l'instant donne : requalifier n'efface rien. */
export function regleVise({ etat, droit }: ContexteDAttente, id: string, ms: number): boolean {
  const alors = qualificationA(etat.mesure, etat.entrees, ms).regime;
  const regimes = ligneDite(droit, id)?.regimes ?? [];
  return regimes.includes(etat.qualification.regime) || regimes.includes(alors);
}

/** La premiere entree de ce type survenue a partir de `depuisMs` et qui convient. */
export const premiere = <T extends TypeDEntree>(
  entrees: readonly Entree[],
  type: T,
  depuisMs: number,
  convient: (entree: EntreeDe<T>) => boolean = () => true,
): EntreeDe<T> | undefined =>
  entreesDuType(entrees, type).find((entree) => enMs(entree.survenuA) >= depuisMs && convient(entree));

/** Ce qui est demande pendant la mesure ; ce qui l'est apres sa fin releve du depot (803-3 CPP). */
export const demandesDe = <T extends TypeDEntree>(
  { entrees, etat: { fin } }: Pick<ContexteDAttente, 'entrees' | 'etat'>,
  type: T,
): readonly EntreeDe<T>[] =>
  entreesDuType(entrees, type).filter(({ survenuA }) => fin === null || enMs(survenuA) < fin.ms);

/** Le plus ancien de ces accomplissements ; nul si aucun. */
export function accompliPar(...entrees: readonly (Entree | undefined)[]): Accomplissement | null {
  const faites = entrees
    .filter((entree) => entree !== undefined)
    .map((entree) => ({
      ms: enMs(entree.survenuA),
      entree: entree.id,
      circonstance: circonstanceDe(entree),
    }));
  return faites.toSorted((a, b) => a.ms - b.ms)[0] ?? null;
}

const circonstanceDe = ({ donnees }: Entree): string =>
  'circonstance' in donnees ? donnees.circonstance : '';

const PROPRIETAIRES: { readonly [M in Magistrat]: ProprietaireDObligation } = {
  procureur: 'parquet',
  'juge-instruction': 'juge-instruction',
  jld: 'jld',
};

/** Le magistrat, comme proprietaire d'une obligation. */
export const proprietaireMagistrat = (magistrat: Magistrat): ProprietaireDObligation =>
  PROPRIETAIRES[magistrat];

/** Le magistrat qui dirige cette mesure, comme proprietaire. */
export const proprietaireDirecteur = ({ etat }: ContexteDAttente): ProprietaireDObligation =>
  proprietaireMagistrat(magistratDirecteur(etat.mesure.cadre));
