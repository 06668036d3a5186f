import { echange, lecture } from '@ppn/acte/contract';
import { schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import { schemaMagistrat, schemaMesure, schemaRegime } from './schemas-de-la-mesure.ts';
import { SCHEMAS_DES_DONNEES } from './schemas-des-donnees.ts';
import { schemaEntree } from './schemas-des-entrees.ts';
import { schemaHorloge } from './schemas-des-resultats.ts';

/** Un texte libre, borne. */
export const texte = (max = 4_000) => z.string().max(max, `Ce texte dépasse ${max} caractères.`);
/** Un texte exige ; `phrase` : ce qu'on lit s'il manque. */
export const dit = (phrase: string, max = 4_000) => texte(max).trim().min(1, phrase);
/** Entree deja saisie au registre que l'acte constate ; vide : l'acte en apporte une. */
export const entree = z.union([schemaUuid, z.literal('')]).default('');
const motifs = z
  .array(z.number().int().min(1).max(6))
  .min(1, 'Choisissez au moins un objectif de l’article 62-2.')
  .max(6);

/** Tout acte de garde a vue : la mesure entiere (l'acte se suffit), quand, ou, et le motif de passer outre les points signales. */
export const base = {
  mesure: schemaMesure,
  debut: schemaHorodate,
  fin: schemaHorodate,
  lieu: dit('Indiquez le lieu.', 300),
  passerOutre: texte(2_000).default(''),
};

/** Placement (62-2, 63 I, 64 I 1° CPP). */
export const contenuPlacement = z.object({
  ...base,
  entree,
  placeA: schemaHorodate,
  raisons: dit('Dites les raisons plausibles de soupçonner la personne (62-2).', 10_000),
  motifs,
  surInstruction: z.boolean().default(false),
});

const droitDePrevenir = z.object({ exerce: z.boolean(), designation: texte(300).default('') });

/** Notification et exercice des droits (63-1, 803-6, D.15-5-5, D.15-5-7 CPP). */
export const contenuNotification = z.object({
  ...base,
  entree,
  notifieeA: schemaHorodate,
  objet: SCHEMAS_DES_DONNEES['notification-droits'].shape.objet,
  langue: z.string().min(2).max(35),
  mode: SCHEMAS_DES_DONNEES['notification-droits'].shape.mode,
  interprete: texte(300).default(''),
  declarationRemise: z.boolean(),
  circonstance: texte(2_000).default(''),
  proche: droitDePrevenir,
  employeur: droitDePrevenir,
  consulat: droitDePrevenir,
  medecin: z.boolean(),
  avocat: z.enum(['non', 'designe', 'commis-office']),
  nomAvocat: texte(300).default(''),
  avocatAuxAuditions: z.boolean().default(false),
  /** Reponse a « faites-vous l'objet d'une mesure de protection ? » ; vide : non. */
  protection: texte(300).default(''),
  lecture,
});

/** Avis au magistrat (63 I al. 2 CPP) et ce qui lui est dit. */
export const contenuAvisMagistrat = z.object({
  ...base,
  entree,
  aviseA: schemaHorodate,
  destinataire: schemaMagistrat,
  nomMagistrat: dit('Indiquez le magistrat avisé.', 300),
  objet: SCHEMAS_DES_DONNEES['avis-magistrat'].shape.objet,
  moyen: dit('Indiquez le moyen employé.', 100),
  circonstance: texte(2_000).default(''),
  instructions: texte().default(''),
});

/** Diligences qu'un meme proces-verbal peut porter (D.15-5-3 CPP). */
export const TYPES_DE_DILIGENCE = [
  'demande-avis',
  'avis-donne',
  'droit-decline',
  'communication-tiers',
  'protection-connue',
  'demande-avocat',
  'avocat-appele',
  'avocat-arrive',
  'entretien-avocat',
  'consultation-pieces',
  'demande-medecin',
  'medecin-requis',
  'interprete-requis',
  'interprete-arrive',
] as const;

/** Une diligence ; `id` : celui de l'entree deja saisie, ou vide si l'acte l'apporte. */
const diligence = z
  .object({
    id: entree,
    type: z.enum(TYPES_DE_DILIGENCE),
    survenuA: schemaHorodate,
    donnees: z.record(z.string(), z.unknown()),
  })
  .refine(({ type, donnees }) => SCHEMAS_DES_DONNEES[type].safeParse(donnees).success, {
    error: 'Cette diligence est incomplète.',
    path: ['donnees'],
  });

/** Avis a la famille, a l'employeur, au consulat, au tuteur ; diligences avocat, medecin, interprete. */
export const contenuDiligences = z.object({
  ...base,
  diligences: z.array(diligence).min(1, 'Inscrivez au moins une diligence.').max(60),
  observations: texte().default(''),
});

/** Requete du procureur dont une decision du juge des libertes et de la detention se saisit ; nulle : la decision n'en vise pas. */
const requete = z
  .object({ entree: schemaUuid, requiseA: schemaHorodate, nom: dit('Indiquez l’auteur de la requête.', 300) })
  .nullable()
  .default(null);

/** Decision de differer un avis, la presence de l'avocat, ou d'entendre sans l'attendre (63-2 I, 63-4-2, 63-4-2-1, 706-88 CPP). */
export const contenuDiffere = z.object({
  ...base,
  decideeA: schemaHorodate,
  objet: z.enum([
    'avocat-presence',
    'avocat-consultation',
    'avocat-intervention',
    'audition-immediate',
    'avis-proche',
    'avis-employeur',
    'avis-consulat',
    'avis-tuteur-curateur',
    'avis-parents',
  ]),
  /** Report de l'avocat : jusqu'a la fin de cette heure de la mesure. */
  jusquALHeure: z.number().int().min(1).max(72).default(12),
  /** Report d'un avis : jusqu'a cette heure ; nul : l'avis ne sera pas donne. */
  jusqua: schemaHorodate.nullable().default(null),
  motif: dit('Motivez la décision par les éléments précis de l’espèce.'),
  requete,
});

/** Requisition a medecin (63-3 CPP). */
export const contenuRequisitionMedecin = z.object({
  ...base,
  entree,
  requisA: schemaHorodate,
  medecin: dit('Indiquez le médecin requis.', 300),
  demandeur: SCHEMAS_DES_DONNEES['demande-medecin'].shape.par,
  questions: texte().default(''),
  circonstance: texte(2_000).default(''),
});

/** Certificat medical verse (63-3 al. 4 CPP) : le fichier est joint. */
export const contenuCertificat = z.object({
  ...base,
  entree,
  examineA: schemaHorodate,
  medecin: dit('Indiquez le médecin.', 300),
  mode: SCHEMAS_DES_DONNEES['examen-medical'].shape.mode,
  aptitude: SCHEMAS_DES_DONNEES['examen-medical'].shape.aptitude,
  conditions: texte().default(''),
  inCorpore: SCHEMAS_DES_DONNEES['examen-medical'].shape.inCorpore.default(null),
  fichiers: z.array(schemaUuid).min(1, 'Joignez le certificat médical.').max(20),
});

/** Audition en garde a vue (63-1, 63-4-2, 63-4-3, 64-1 CPP, L.413-12 CJPM). */
export const contenuAudition = z.object({
  ...base,
  entree,
  surLesFaits: z.boolean(),
  silenceRappele: z.boolean(),
  avocat: z.enum(['present', 'absent', 'renonciation']),
  nomAvocat: texte(300).default(''),
  interprete: texte(300).default(''),
  enregistree: z.boolean(),
  /** Nature de l'impossibilite d'enregistrer ; vide : rien ne l'exigeait, ou l'audition est enregistree. */
  impossibilite: texte(2_000).default(''),
  echanges: z.array(echange).min(1, 'Écrivez au moins une question et sa réponse.').max(500),
  observationsAvocat: texte().default(''),
  questionsRefusees: z.boolean().default(false),
  lecture,
});

/** Demande de prolongation (63 II, 706-88 CPP). */
export const contenuDemandeDeProlongation = z.object({
  ...base,
  entree,
  demandeeA: schemaHorodate,
  autorite: schemaMagistrat,
  heures: z.number().int().min(1).max(48),
  motifs,
  expose: dit('Exposez ce que la prolongation doit permettre.', 10_000),
});

/** Prolongation accordee ou refusee (63 II, 706-88, 706-88-1, 706-88-2 CPP, L.413-1 s. CJPM). */
export const contenuProlongation = z.object({
  ...base,
  decideeA: schemaHorodate,
  sens: z.enum(['accordee', 'refusee']),
  rang: z.number().int().min(1).max(6),
  heures: z.number().int().min(1).max(48),
  presentation: z.enum(['physique', 'visio', 'sans']),
  presenteeA: schemaHorodate.nullable().default(null),
  motifSansPresentation: texte(2_000).default(''),
  observations: texte().default(''),
  motif: dit('Motivez la décision : elle est écrite et motivée (63 II).'),
  requete,
});

/** Fin de la mesure ordonnee par le magistrat (63-8, 62-3 CPP). */
export const contenuMainlevee = z.object({
  ...base,
  ordonneeA: schemaHorodate,
  suite: z.enum(['levee', 'copj', 'deferement']),
  motif: texte().default(''),
});

/** Fin de la mesure, executee par l'unite (63-8, 64 I 2° CPP). */
export const contenuFin = z.object({
  ...base,
  entree,
  finA: schemaHorodate,
  suite: z.enum(['levee', 'copj', 'deferement']),
  instructionDe: schemaMagistrat,
  nomMagistrat: dit('Indiquez le magistrat qui a donné l’instruction.', 300),
  /** Remise en liberte sans decision sur l'action publique : 77-2 porte a la connaissance de la personne (63-8 al. 2). */
  information772: z.boolean().default(false),
});

/** Recapitulatif (64 I CPP) : toutes les entrees de la mesure, engendre. */
export const contenuRecapitulatif = z.object({
  ...base,
  regime: schemaRegime,
  entrees: z.array(schemaEntree).min(1).max(2_000),
  /** L'horloge que ces entrees donnent, a son instant : le verificateur la recalcule. */
  horloge: schemaHorloge,
  observations: texte().default(''),
  lecture,
});
