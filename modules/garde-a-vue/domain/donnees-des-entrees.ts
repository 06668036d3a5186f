import type { FaitReproche, Magistrat, RegimeDeMesure } from './mesure.ts';

/** Qui peut etre avise de la mesure (63-2, 706-112-1 CPP, L.413-7 CJPM). */
export type Avise = 'proche' | 'employeur' | 'consulat' | 'tuteur-curateur' | 'parents';
/** Droits que la personne demande ou decline (63-1 3° CPP). */
export type DroitOffert = 'proche' | 'employeur' | 'consulat' | 'medecin' | 'avocat';
/** Ce dont un magistrat est avise. */
export type ObjetDAvis =
  | 'retenue-envisagee'
  | 'placement'
  | 'requalification'
  | 'enregistrement-impossible'
  | 'arrivee-au-depot'
  | 'incident';
/** Privations de liberte qui comptent dans la garde a vue (63 III, 78-4 CPP ; C. douanes 323-6). */
export type GenreDeContrainte =
  | 'interpellation'
  | 'ordre-de-comparaitre'
  | 'retenue-temoin'
  | 'mandat'
  | 'degrisement'
  | 'verification-identite'
  | 'retenue-douaniere'
  | 'garde-a-vue'
  | 'autre';
/** Ce que devient la personne (63-8 CPP). */
export type SuiteDeMesure = 'levee' | 'copj' | 'deferement';

/** Une periode ouverte se clot par `fin`, ou plus tard par une entree `fin-de-periode`. Horodate, ou nul tant qu'elle dure. */
type Periode = { readonly fin: string | null };
/** Circonstance (insurmontable, 63-1 a 63-3) qui explique un retard ; vide s'il n'y en a pas. */
type Circonstance = { readonly circonstance: string };
type Seance = Periode & {
  readonly surLesFaits: boolean;
  readonly avocat: 'present' | 'absent' | 'renonciation';
  readonly silenceRappele: boolean;
  readonly enregistree: boolean;
  /** Vrai : audition pour une autre procedure pendant la mesure (64 I 3°). */
  readonly autreProcedure: boolean;
};

/** Donnees de chaque type d'entree. Peu de types, des donnees precises ; l'heure du fait est `survenuA`. */
export type DonneesParType = {
  // Debut
  apprehension: {
    readonly contrainte: GenreDeContrainte;
    readonly memesFaits: boolean;
    readonly lieu: string;
  };
  'contrainte-anterieure': {
    readonly contrainte: GenreDeContrainte;
    readonly debut: string;
    readonly fin: string;
    readonly memesFaits: boolean;
    readonly reference: string;
  };
  'debut-audition-libre': { readonly prolongementImmediat: boolean };
  'accord-magistrat': { readonly autorite: Magistrat; readonly nom: string; readonly heures: number };
  /** L'accord prealable a une retenue, refuse (L.413-1 CJPM). */
  'accord-refuse': { readonly autorite: Magistrat; readonly nom: string; readonly motif: string };
  placement: {
    readonly qualite: string;
    /** 1 a 6 : objectifs de l'article 62-2. */
    readonly motifs: readonly number[];
    readonly surInstruction: boolean;
  };
  requalification: {
    readonly regime: RegimeDeMesure;
    readonly faits: readonly FaitReproche[];
    readonly par: Magistrat | 'opj';
  };
  /** Autre infraction decouverte, notifiee avant toute question ; la mesure garde sa qualification (65 CPP). */
  'faits-nouveaux': { readonly faits: readonly FaitReproche[] };
  // Droits
  'notification-droits': Circonstance & {
    readonly objet: 'placement' | 'prolongation' | 'requalification';
    readonly langue: string;
    readonly mode: 'agent' | 'interprete' | 'interprete-a-distance' | 'formulaire';
    /** Declaration ecrite remise et conservee par la personne (803-6 CPP). */
    readonly declarationRemise: boolean;
    readonly emargement: 'signe' | 'refuse' | 'impossible';
  };
  'notification-differee': {
    readonly cause: 'ivresse' | 'sante' | 'agitation' | 'interprete-attendu' | 'autre';
    /** Mesure ou constat : « 0,62 mg/l d’air expiré à 21 h 35 ». */
    readonly constat: string;
  };
  'avis-magistrat': Circonstance & {
    readonly destinataire: Magistrat;
    /** Le magistrat avise ; absent des entrees d'avant, vide si l'on ne le sait pas. */
    readonly nom?: string | undefined;
    readonly objet: ObjetDAvis;
    readonly moyen: string;
  };
  'demande-avis': {
    readonly qui: Exclude<Avise, 'tuteur-curateur' | 'parents'>;
    readonly designation: string;
  };
  'avis-donne': Circonstance & {
    readonly qui: Avise;
    readonly designation: string;
    readonly resultat: 'joint' | 'message-laisse' | 'injoignable';
  };
  'avis-differe': {
    readonly qui: Avise;
    readonly autorite: Magistrat;
    /** Horodate de fin du report ; nul : l'avis ne sera pas donne (63-2 I). */
    readonly jusqua: string | null;
    readonly motif: string;
  };
  'droit-decline': { readonly droit: DroitOffert };
  'communication-tiers': Periode & { readonly qui: string; readonly moyen: string };
  'protection-connue': { readonly mesureDeProtection: string; readonly source: string };
  // Avocat
  'demande-avocat': {
    readonly choix: 'designe' | 'commis-office';
    readonly nom: string;
    /** Demande l'assistance aux auditions (63-4-2), et pas le seul entretien. */
    readonly auxAuditions: boolean;
    readonly par: 'personne' | 'proche' | 'parents' | 'loi';
  };
  'avocat-appele': Circonstance & {
    readonly destinataire: 'avocat' | 'batonnier';
    readonly nom: string;
    readonly resultat: 'joint' | 'injoignable' | 'pas-sous-deux-heures';
  };
  'avocat-arrive': { readonly nom: string };
  'entretien-avocat': Periode & { readonly nom: string };
  'observations-avocat': { readonly nom: string; readonly questionsRefusees: boolean };
  'consultation-pieces': { readonly par: 'avocat' | 'personne' };
  'renonciation-avocat': { readonly portee: 'audition' | 'mesure' };
  'differe-avocat': {
    readonly objet: 'presence' | 'consultation' | 'intervention';
    readonly autorite: Magistrat;
    /** Jusqu'a la fin de la n-ieme heure de la mesure. */
    readonly jusquALHeure: number;
    readonly motif: string;
  };
  'autorisation-audition-immediate': { readonly autorite: Magistrat; readonly motif: string };
  // Medecin, interprete
  'demande-medecin': { readonly par: 'personne' | 'famille' | 'avocat' | 'opj' | 'magistrat' | 'loi' };
  'medecin-requis': Circonstance & { readonly nom: string };
  'examen-medical': {
    readonly nom: string;
    readonly mode: 'presentiel' | 'video';
    readonly aptitude: 'apte' | 'apte-sous-conditions' | 'inapte';
    /** Substances in corpore (706-88-2) ; nul si la question n'etait pas posee. */
    readonly inCorpore: 'presence' | 'absence' | null;
  };
  'interprete-requis': { readonly langue: string };
  'interprete-arrive': {
    readonly langue: string;
    readonly nom: string;
    readonly mode: 'presentiel' | 'telephone' | 'video';
  };
  // Deroulement
  audition: Seance;
  confrontation: Seance;
  repos: Periode;
  repas: { readonly pris: boolean };
  fouille: {
    readonly genre: 'palpation' | 'integrale' | 'investigation-interne';
    readonly decideePar: string;
    readonly motif: string;
  };
  perquisition: Periode & { readonly lieu: string };
  transport: { readonly lieu: string; readonly avocatInforme: boolean };
  'enregistrement-impossible': { readonly seance: string; readonly nature: string };
  incident: { readonly nature: string };
  'fin-de-periode': { readonly entree: string };
  // Prolongation
  'prolongation-demandee': { readonly autorite: Magistrat; readonly heures: number; readonly motif: string };
  /** Requete du procureur au juge des libertes et de la detention (63-4-2, 706-88 CPP) ; `heures` : la duree requise, ou l'heure ou le report finirait. */
  'requete-jld': {
    readonly objet: 'prolongation' | 'report-avocat';
    readonly heures: number;
    readonly nom: string;
    readonly motif: string;
  };
  /** Presentation attendue avant une prolongation ; `lien` : visioconference (706-71 CPP), vide sinon. Ce n'est pas la presentation. */
  'presentation-prevue': {
    readonly devant: Magistrat;
    /** Horodate. */
    readonly prevueA: string;
    readonly visio: boolean;
    readonly lien: string;
  };
  presentation: { readonly devant: Magistrat; readonly visio: boolean };
  'observations-prolongation': { readonly forme: 'ecrites' | 'orales' };
  'prolongation-decidee': {
    readonly rang: number;
    readonly autorite: Magistrat;
    readonly nom: string;
    readonly heures: number;
    readonly presentation: 'physique' | 'visio' | 'sans';
    /** Pourquoi la personne n'a pas ete presentee ; vide si elle l'a ete ou si rien ne l'exige. */
    readonly motifSansPresentation: string;
    readonly motif: string;
  };
  'prolongation-refusee': { readonly autorite: Magistrat; readonly nom: string; readonly motif: string };
  // Fin
  /** Le magistrat ordonne la fin : l'unite l'execute, et consigne `fin` a l'heure ou la personne est libre ou conduite. */
  'fin-ordonnee': {
    readonly suite: SuiteDeMesure;
    readonly autorite: Magistrat;
    readonly nom: string;
    readonly motif: string;
  };
  fin: { readonly suite: SuiteDeMesure; readonly instructionDe: Magistrat; readonly nom: string };
  'arrivee-au-depot': { readonly lieu: string };
  comparution: { readonly devant: string };
  // Transverses
  rectification: {
    readonly entree: string;
    /** Nouvelle heure du fait ; nul : inchangee. */
    readonly survenuA: string | null;
    /** Donnees a lire a la place (celles qui changent) ; nul : inchangees. */
    readonly donnees: { readonly [champ: string]: unknown } | null;
    /** Vrai : l'entree n'aurait pas du etre consignee. */
    readonly annulee: boolean;
    readonly motif: string;
  };
  circonstance: { readonly obligation: string; readonly motif: string };
  'passer-outre': {
    readonly acteId: string;
    readonly phrase: string;
    readonly article: string;
    readonly motif: string;
  };
  'alarme-acquittee': { readonly alarme: string };
  // Conduite de la mesure par l'unite
  /** La mesure passe a un autre officier : il en repond des cette heure. */
  'mesure-confiee': { readonly matricule: string; readonly nom: string; readonly motif: string };
  /** La personne deferee passe sous la garde de cette unite, qui tient le registre du depot (803-3 al. 5 CPP). */
  'remise-au-depot': { readonly unite: { readonly code: string; readonly libelle: string } };
  /** Le chef de l'unite a vu le registre tel qu'il etait a cette heure. */
  'visa-du-registre': { readonly observations: string };
};

/** Types d'entree du registre. */
export type TypeDEntree = keyof DonneesParType;
