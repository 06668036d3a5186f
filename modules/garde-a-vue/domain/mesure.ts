/** Cadres ou une mesure peut se prendre ; sur commission rogatoire, le juge d'instruction remplace le procureur (154 CPP). */
export type CadreDeMesure = 'flagrance' | 'preliminaire' | 'commission-rogatoire';

/** Regimes de domaine-penal §2.5.1. L'age et l'infraction les commandent ; une requalification peut en changer. */
export const REGIMES = [
  'droit-commun',
  'criminalite-organisee',
  'mule',
  'terrorisme',
  'retenue-10-12',
  'mineur-13-15',
  'mineur-16-17',
  'mineur-criminalite-organisee',
  'audition-libre',
  'retenue-mandat',
  'verification-identite',
  'retenue-douaniere',
] as const;
export type RegimeDeMesure = (typeof REGIMES)[number];

/** Magistrats qui decident dans une mesure. */
export const MAGISTRATS = ['procureur', 'juge-instruction', 'jld'] as const;
export type Magistrat = (typeof MAGISTRATS)[number];

/** Un fait reproche, tel que notifie (63-1 2°). `peineMois` : emprisonnement encouru, 0 si aucun ; un crime l'emporte. */
export type FaitReproche = {
  readonly natinf: number;
  readonly qualification: string;
  readonly nature: 'crime' | 'delit' | 'contravention';
  readonly peineMois: number;
  /** Date et lieu presumes, en clair. */
  readonly commis: string;
  /** Alinea de 706-73 dont il releve (« 3 », « 11 »…) ; vide sinon. */
  readonly alinea70673: string;
};

/** La personne de la mesure : ce qui commande des regles. Son identite est au dossier. */
export type PersonneDeMesure = {
  readonly id: string;
  /** AAAA-MM-JJ ; vide si inconnue. L'age est celui du jour de la mesure (CJPM L.411-1). */
  readonly naissance: string;
  /** Majeur protege connu des l'ouverture ; appris plus tard, c'est une entree. */
  readonly protegee: boolean;
  readonly etrangere: boolean;
  /** Langue comprise, code BCP 47 (« fr », « ff »). */
  readonly langue: string;
};

/** L'objet du fait `mesure-ouverte`. `zone` : IANA, celle du local ou la mesure s'execute. */
export type Mesure = {
  readonly id: string;
  readonly idj: string;
  readonly cadre: CadreDeMesure;
  readonly regime: RegimeDeMesure;
  readonly zone: string;
  readonly personne: PersonneDeMesure;
  readonly unite: { readonly code: string; readonly libelle: string };
  readonly juridiction: { readonly code: string; readonly libelle: string };
  readonly faits: readonly FaitReproche[];
};

/** Le magistrat qui dirige : le procureur, ou le juge d'instruction sur commission rogatoire (154 CPP). */
export const magistratDirecteur = (cadre: CadreDeMesure): Magistrat =>
  cadre === 'commission-rogatoire' ? 'juge-instruction' : 'procureur';

/** Vrai si un fait est un crime, ou un delit puni d'au moins `ans` annees d'emprisonnement. */
export const peineAtteint = (faits: readonly FaitReproche[], ans: number): boolean =>
  faits.some(({ nature, peineMois }) => nature === 'crime' || (nature === 'delit' && peineMois >= ans * 12));
