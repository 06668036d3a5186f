import {
  acteEnCours,
  schemaEmpreinte,
  schemaIdj,
  schemaUuid,
  signataireDePiece,
} from '@ppn/dossier/contract';
import * as z from 'zod';
import { NIVEAUX_D_ALARME } from './domain/escalade.ts';
import { schemaMagistrat, schemaMesure, schemaRegime } from './schemas-de-la-mesure.ts';
import { schemaEntree } from './schemas-des-entrees.ts';
import {
  schemaComparution,
  schemaHorloge,
  schemaObligation,
  schemaProlongationPossible,
  schemaReportPossible,
} from './schemas-des-resultats.ts';

const heure = z.string().max(80);

/** Identite de la personne retenue, pour les listes et les actes ; le reste est au dossier. */
export const identiteDeMesure = z.object({
  nom: z.string().max(200),
  prenoms: z.string().max(200),
  sexe: z.enum(['feminin', 'masculin', 'non-precise']),
});

/** Une obligation ouverte, telle qu'une ligne du tableau la montre : l'ecran compte le temps, le service ne le fait pas. */
const obligationDeLigne = schemaObligation.pick({
  id: true,
  genre: true,
  libelle: true,
  proprietaire: true,
  etat: true,
  echeance: true,
  article: true,
});

/**
 * Une ligne de tableau : tout ce qu'un ecran montre d'une mesure sans relire le service. Elle ne depend que des entrees :
 * le temps restant, une echeance passee, une alarme due se deduisent de `echeance` et de l'heure de l'ecran.
 * Toutes les heures sont des horodates (zone de la mesure), sauf `majA` (instant ISO 8601).
 */
export const ligneDeMesure = z.object({
  id: schemaUuid,
  /** Croit d'un a chaque fait de la mesure : une ligne plus ancienne se jette. */
  version: z.number().int(),
  idj: schemaIdj,
  numero: z.string(),
  personne: identiteDeMesure.extend({
    /** Ans revolus au debut de la mesure ; nul si la naissance est inconnue. */
    age: z.number().int().nullable(),
    mineure: z.boolean(),
    protegee: z.boolean(),
    langue: z.string(),
  }),
  unite: z.object({ code: z.string(), libelle: z.string() }),
  juridiction: z.object({ code: z.string(), libelle: z.string() }),
  regime: schemaRegime,
  cadre: z.enum(['flagrance', 'preliminaire', 'commission-rogatoire']),
  /** Magistrats que la mesure regarde : le directeur, et celui qu'une prolongation ou un report appelle (706-88, 63-4-2 CPP). */
  magistrats: z.array(schemaMagistrat),
  /** Qualifications notifiees, la premiere d'abord. */
  faits: z.array(z.object({ natinf: z.number(), qualification: z.string() })),
  /** `ouverte` : rien ne court encore ; `en-cours` : echeance passee comprise. */
  etat: z.enum(['ouverte', 'en-cours', 'terminee']),
  zone: z.string(),
  debut: heure.nullable(),
  placementA: heure.nullable(),
  /** Celui qui tient la mesure : il a place, ou elle lui a ete confiee ; vide avant. */
  opj: z.string(),
  /** Dernier visa du registre par le chef de l'unite ; absent d'une ligne d'avant les visas. */
  visa: z.object({ a: heure, par: z.string() }).nullable().optional(),
  echeance: heure.nullable(),
  maximum: heure.nullable(),
  prolongations: z.number().int(),
  prochaineProlongation: schemaProlongationPossible.nullable(),
  /** Demande de prolongation qui attend sa decision. */
  demande: z.object({ autorite: z.string(), heures: z.number(), demandeeA: heure }).nullable(),
  /** Requete du procureur que le juge des libertes et de la detention n'a pas tranchee ; absente des lignes d'avant. */
  requete: z
    .object({ objet: z.enum(['prolongation', 'report-avocat']), heures: z.number(), requiseA: heure })
    .nullish(),
  /** Obligations encore ouvertes, la plus pressante d'abord. */
  obligations: z.array(obligationDeLigne),
  /** Celles qui sont faites, et quand : « avocat avisé 09:12 ». Une par genre, la derniere. */
  faites: z.array(obligationDeLigne.extend({ accompliA: heure })),
  /** Alarmes non acquittees, passees et a venir. */
  alarmes: z.array(
    z.object({
      id: z.string(),
      a: heure,
      phrase: z.string(),
      proprietaire: z.string(),
      article: z.string(),
      /** Jusqu'ou elle est montee ; nul : elle n'a pas encore sonne. */
      niveau: z.enum(NIVEAUX_D_ALARME).nullable(),
    }),
  ),
  irregularites: z.number().int(),
  /** Faits qu'un acte signe redit autrement que le registre ; absent des lignes d'avant. */
  divergences: z.number().int().default(0),
  incidents: z.number().int(),
  /** Ordre de mettre fin, que l'unite n'a pas encore execute. */
  ordre: z.object({ suite: z.string(), autorite: z.string(), a: heure }).nullable(),
  fin: z.object({ a: heure, suite: z.string() }).nullable(),
  /** Unite qui garde au depot la personne deferee, si ce n'est pas celle de la mesure ; absente des lignes d'avant. */
  gardeAuDepot: z.object({ code: z.string(), libelle: z.string() }).nullish(),
  comparution: schemaComparution.nullable(),
  majA: z.string(),
});
export type LigneDeMesure = z.infer<typeof ligneDeMesure>;

/** Un acte signe de la mesure. */
export const acteDeMesure = z.object({
  acteId: schemaUuid,
  type: z.string(),
  titre: z.string(),
  numero: z.number().int(),
  empreinte: schemaEmpreinte,
  enregistreA: z.string(),
  signataires: z.array(signataireDePiece),
  /** Fichiers joints : le certificat medical verse, par exemple. */
  jointes: z.array(z.object({ id: schemaUuid, titre: z.string(), typeMime: z.string(), taille: z.number() })),
});

/** Ce que l'agent peut faire d'une mesure, hors des actes du catalogue. */
export const gesteDeMesure = z.enum(['consigner', 'rectifier', 'acquitter', 'signer']);

/** Une ligne du registre, telle qu'elle se lit : en francais, rectifications appliquees et visibles. Heures : horodates. */
export const ligneDeRegistre = z.object({
  id: schemaUuid,
  type: z.string(),
  libelle: z.string(),
  detail: z.string(),
  /** Heure du fait, derniere rectification comprise. */
  survenuA: heure,
  survenuAInitiale: heure,
  enregistreA: heure,
  auteur: z.string(),
  qualite: z.string(),
  /** L'acte signe qui la porte ; nul si elle est saisie. */
  acteId: schemaUuid.nullable(),
  /** Vrai : la periode (repos, audition, entretien) dure encore. */
  enCours: z.boolean(),
  annulee: z.boolean(),
  /** Autres dires du meme fait, portes par un acte signe : les deux valeurs, pour toujours. */
  divergences: z.array(
    z.object({
      acteId: schemaUuid.nullable(),
      registre: z.object({ survenuA: heure, detail: z.string() }),
      acte: z.object({ survenuA: heure, detail: z.string() }),
      heure: z.boolean(),
      /** Vrai : une donnee differe, et pas la seule heure. */
      donnees: z.boolean(),
    }),
  ),
  rectifications: z.array(z.object({ id: schemaUuid, a: heure, auteur: z.string(), motif: z.string() })),
});
export type LigneDeRegistre = z.infer<typeof ligneDeRegistre>;

/** La mesure entiere. */
export const vueMesure = z.object({
  ligne: ligneDeMesure,
  mesure: schemaMesure,
  identite: identiteDeMesure,
  ouverteA: heure,
  entrees: z.array(schemaEntree),
  /** Les memes, dites en francais, dans l'ordre des faits. */
  registre: z.array(ligneDeRegistre),
  /** Calculees par le service a l'instant de la lecture. */
  horloge: schemaHorloge,
  obligations: z.array(schemaObligation),
  actes: z.array(acteDeMesure),
  /** Actes de garde a vue en redaction ici. */
  enCours: z.array(acteEnCours),
  /** Types d'actes que l'agent peut commencer maintenant. */
  actesPossibles: z.array(z.object({ type: z.string(), titre: z.string() })),
  peut: z.array(gesteDeMesure),
  /** Reports de l'avocat, tels que la loi les permet au magistrat qui lit ; vide pour tout autre agent. */
  reports: z.array(schemaReportPossible),
  /** Unites qui gardent le depot de la juridiction, a qui remettre la personne deferee ; vide : celle de la mesure la garde. */
  gardesDuDepot: z.array(z.object({ code: z.string(), libelle: z.string() })),
  /** Vrai : l'agent garde la personne au depot. Il ne lit que ce qui suit le deferement, et les actes du depot (803-3 CPP). */
  auDepot: z.boolean(),
  /** Salle de visioconference de la juridiction, reglee par le service ; nulle : aucune. */
  visio: z.string().nullable(),
});
export type VueMesure = z.infer<typeof vueMesure>;
