import * as z from 'zod';

/** Une infraction de la nomenclature NATINF, datee. */
export const natinf = z.object({
  code: z.number().int().min(1).max(99_999),
  nature: z.enum(['crime', 'delit', 'contravention']),
  qualification: z.string(),
  definiePar: z.string(),
  reprimeePar: z.string(),
  aVerifier: z.boolean(),
});
export type Natinf = z.infer<typeof natinf>;

/** Une regle de droit datee : la duree, l'autorite ou l'article est une donnee (conception §2 III). */
export const regle = z.object({
  id: z.string(),
  libelle: z.string(),
  valeur: z.number(),
  unite: z.enum(['jours', 'heures', 'minutes', 'mois', 'ans', 'fois', 'jours-calendaires-francs']),
  article: z.string(),
  articleFutur: z.string().nullable(),
  validiteDebut: z.string(),
  validiteFin: z.string().nullable(),
  aVerifier: z.boolean(),
  source: z.string(),
});
export type Regle = z.infer<typeof regle>;

/** Maximum encouru pour une infraction, personne physique, sans recidive ; date. */
export const peineEncourue = z.object({
  natinf: z.number().int(),
  /** Emprisonnement ou reclusion, en mois ; 0 : l'amende seule. */
  mois: z.number().int(),
  amende: z.number().int(),
  article: z.string(),
  validiteDebut: z.string(),
  validiteFin: z.string().nullable(),
  aVerifier: z.boolean(),
  source: z.string(),
});
export type PeineEncourue = z.infer<typeof peineEncourue>;

/** Decisions que le parquet peut prendre pour une personne et un fait (domaine-penal §2.6.2). */
export const modeDeDecision = z.enum([
  'classement-sans-suite',
  'alternative',
  'composition-penale',
  'ordonnance-penale',
  'crpc',
  'copj',
  'cppv',
  'comparution-immediate',
  'comparution-differee',
  'citation-directe',
  'information-judiciaire',
  'mineur-convocation',
  'mineur-deferement',
  'dessaisissement',
]);
export type ModeDeDecision = z.infer<typeof modeDeDecision>;

/** Ce qu'une decision du parquet exige ; `valeur` : seuil, dans `unite`. */
export const conditionDOrientation = z.enum([
  'auteur-identifie',
  'personne-physique',
  'majeur',
  'mineur',
  'age-minimal',
  'nature-delit',
  'nature-delit-ou-contravention',
  'pas-un-crime',
  'peine-minimale',
  'peine-minimale-flagrance',
  'peine-maximale',
  'liste-398-1',
  'hors-atteintes-graves',
  'hors-homicide-involontaire',
  'reconnait',
  'avocat',
  'deferement',
  'audience-au-plus-tot',
  'audience-au-plus-tard',
  'quantum-maximal',
  'amende-maximale',
  'a-savoir',
]);
export type ConditionDOrientation = z.infer<typeof conditionDOrientation>;

/** Une condition datee d'une decision du parquet. `effet` : ce que vaut son defaut. */
export const regleDOrientation = regle.extend({
  mode: modeDeDecision,
  condition: conditionDOrientation,
  effet: z.enum(['interdit', 'attention', 'information']),
  unite: z.enum(['aucune', 'ans', 'mois', 'jours', 'semaines', 'euros']),
});
export type RegleDOrientation = z.infer<typeof regleDOrientation>;

/** Regimes de privation de liberte pendant l'enquete (domaine-penal §2.5.1). */
export const regimeDeMesure = z.enum([
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
]);

/** Une regle de garde a vue : une regle datee, et ce que l'horloge y lit. `regimes` et `zones` vides : tous. */
export const regleDeGardeAVue = regle.extend({
  genre: z.enum(['base', 'prolongation', 'maximum', 'imputation', 'droit', 'fin', 'alarme']),
  unite: z.enum(['heures', 'minutes', 'ans', 'fois', 'jours']),
  regimes: z.array(regimeDeMesure).readonly(),
  zones: z.array(z.string()).readonly(),
  autorites: z.array(z.enum(['procureur', 'juge-instruction', 'jld', 'opj', 'apj', 'medecin'])).readonly(),
  rang: z.number().int().nullable(),
  couvre: z.number().int(),
  presentation: z.enum(['facultative', 'exigee', 'exigee-sauf-motif', 'sans-objet']),
  visio: z.boolean(),
  peineMinimaleAns: z.number().int().nullable(),
  exigences: z.array(z.enum(['certificat-in-corpore', 'examen-medical'])).readonly(),
  forme: z.string(),
});
export type RegleDeGardeAVue = z.infer<typeof regleDeGardeAVue>;

/** Un motif de classement sans suite (nomenclature versionnee, jamais un type ferme : domaine-penal §2.6.3). */
export const motifClassement = z.object({
  code: z.string(),
  libelle: z.string(),
  famille: z.string(),
  aVerifier: z.boolean(),
});
export type MotifClassement = z.infer<typeof motifClassement>;

/** Une raison de rendre une procedure a l'unite, datee. */
export const motifDeRetour = z.object({
  code: z.string(),
  libelle: z.string(),
  article: z.string().nullable(),
  validiteDebut: z.string(),
  validiteFin: z.string().nullable(),
  aVerifier: z.boolean(),
});
export type MotifDeRetour = z.infer<typeof motifDeRetour>;

/** Une serie de cotes d'une juridiction ; `types` : actes qui y vont d'office. */
export const serieDeCotes = z.object({
  lettre: z.string(),
  libelle: z.string(),
  types: z.array(z.string()).readonly(),
  aVerifier: z.boolean(),
});
export type SerieDeCotes = z.infer<typeof serieDeCotes>;

/** Une duree de peine, telle qu'elle s'ecrit. */
export const duree = z.object({
  ans: z.number().int().min(0).max(30),
  mois: z.number().int().min(0).max(60),
  jours: z.number().int().min(0).max(366),
});
export type Duree = z.infer<typeof duree>;

const borneDePeine = z.object({
  duree: duree.optional(),
  nombre: z.number().optional(),
  montant: z.number().optional(),
});

/** Une peine correctionnelle, datee ; une nomenclature versionnee, jamais un type ferme. */
export const peine = z.object({
  code: z.string(),
  libelle: z.string(),
  genre: z.enum(['principale', 'alternative', 'complementaire']),
  /** Ce qui la mesure : duree, euros, heures, nombre de jours-amende et leur montant, ou rien. */
  mesure: z.enum(['duree', 'euros', 'heures', 'jours-amende', 'aucune']),
  minimum: borneDePeine.nullable(),
  maximum: borneDePeine.nullable(),
  sursis: z.array(z.enum(['simple', 'probatoire'])).readonly(),
  article: z.string(),
  validiteDebut: z.string(),
  validiteFin: z.string().nullable(),
  aVerifier: z.boolean(),
  source: z.string(),
});
export type Peine = z.infer<typeof peine>;

/** Une voie de recours, datee : qui, combien, d'ou court le delai, a quelle condition. */
export type VoieDeRecours = {
  readonly code: string;
  readonly libelle: string;
  readonly qui: 'prevenu' | 'partie-civile' | 'procureur' | 'procureur-general' | 'autres-parties' | 'toutes';
  readonly valeur: number;
  readonly unite: 'jours' | 'mois';
  readonly franc: boolean;
  readonly depart:
    | 'prononce'
    | 'prononce-ou-signification'
    | 'signification'
    | 'premier-appel'
    | 'dernier-ressort';
  readonly condition:
    | 'toujours'
    | 'sauf-defaut'
    | 'defaut'
    | 'defaut-etranger'
    | 'condamnation'
    | 'appel-limite'
    | 'dernier-ressort';
  readonly article: string;
  readonly validiteDebut: string;
  readonly validiteFin: string | null;
  readonly aVerifier: boolean;
  readonly note: string;
  readonly source: string;
};

/** Une juridiction destinataire. */
export const juridiction = z.object({ code: z.string(), libelle: z.string(), zone: z.string() });
export type Juridiction = z.infer<typeof juridiction>;

/** Nomenclatures, lues par les deux portails. */
export const contratNomenclature = {
  'GET /api/nomenclatures/natinf': {
    resume: 'Recherche une infraction par code ou par mots, sans accents ni casse.',
    requete: z.object({ q: z.string().max(100).default('') }),
    reponses: { 200: z.object({ infractions: z.array(natinf) }) },
  },
  'GET /api/nomenclatures/motifs-classement': {
    resume: 'Motifs de classement sans suite en vigueur.',
    reponses: { 200: z.object({ motifs: z.array(motifClassement) }) },
  },
  'GET /api/nomenclatures/regles': {
    resume: 'Règles de droit datées, avec leur article et leur degré de certitude.',
    reponses: { 200: z.object({ regles: z.array(z.union([regleDeGardeAVue, regle])) }) },
  },
  'GET /api/nomenclatures/peines': {
    resume: 'Peines correctionnelles en vigueur, avec leurs bornes et leur article.',
    reponses: { 200: z.object({ peines: z.array(peine) }) },
  },
  'GET /api/nomenclatures/juridictions': {
    resume: 'Juridictions auxquelles une procédure peut être transmise.',
    reponses: { 200: z.object({ juridictions: z.array(juridiction) }) },
  },
} as const;
