import { isUuid } from '@ppn/core';
import { schemaEmpreinte, schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import { acteVise } from '@ppn/mention/contract';
import { duree } from '@ppn/nomenclature/contract';
import * as z from 'zod';

/** Types d'actes de ce contexte. */
export const TYPES_DU_SIEGE = [
  'notes-d-audience',
  'jugement',
  'declaration-recours',
  'extrait-ecrou',
  'extrait-tresor',
  'fiche-casier',
] as const;

/** Vrai pour un acte du siege ou de son greffe : il ne part pas a l'unite (domaine-penal §2.8). */
export const estDuSiege = (type: string): boolean => TYPES_DU_SIEGE.some((connu) => connu === type);

const long = (max: number) => z.string().max(max, `Ce texte dépasse ${max} caractères.`);
const obligatoire = (max: number, phrase: string) => long(max).trim().min(1, phrase);
const choisie = (phrase: string) => z.string().refine(isUuid, phrase);
const horodateConnue = z.union([schemaHorodate, z.literal('')]).default('');

/** Comment chaque prevenu est juge (410 a 412, 487 CPP), et ce qui l'accompagne. */
export const prevenuJuge = z.object({
  personne: schemaUuid,
  comparution: z.enum(['comparant', 'represente', 'non-comparant']).default('comparant'),
  jugement: z.enum(['contradictoire', 'a-signifier', 'defaut', 'iteratif-defaut']).default('contradictoire'),
  avocat: long(300).default(''),
  mandat: z.enum(['aucun', 'depot', 'arret', 'depot-differe']).default('aucun'),
  executionProvisoire: z.boolean().default(false),
});

/** L'issue d'un fait pour une personne. */
export const issueDuFait = z.object({
  personne: schemaUuid,
  fait: schemaUuid,
  issue: z.enum(['relaxe', 'culpabilite', 'dispense', 'ajournement']),
});

/** Une peine prononcee : son code est celui de la nomenclature, datee du prononce. */
export const peinePrononcee = z.object({
  personne: schemaUuid,
  code: z.string().min(1, 'Choisissez la peine.').max(40),
  duree: duree.nullable().default(null),
  nombre: z.number().int().min(0).max(10_000).nullable().default(null),
  montant: z.number().min(0).max(1_000_000_000).nullable().default(null),
  sursis: z.enum(['aucun', 'simple', 'probatoire']).default('aucun'),
  dureeSursis: duree.nullable().default(null),
  probationMois: z.number().int().min(0).max(120).nullable().default(null),
  amenagement: z.enum(['aucun', 'ddse', 'semi-liberte', 'placement-exterieur']).default('aucun'),
  precisions: long(2_000).default(''),
});

/** Les interets civils d'une victime (2, 3, 418, 464 CPP). `euros` : montant alloue. */
export const interetsCivils = z.object({
  victime: schemaUuid,
  constituee: z.boolean().default(false),
  recevable: z.boolean().default(true),
  demande: long(2_000).default(''),
  sommes: z
    .array(
      z.object({
        poste: obligatoire(200, 'Nommez le poste de préjudice.'),
        euros: z.number().min(0).max(1_000_000_000),
      }),
    )
    .max(30)
    .default([]),
  debiteurs: z.array(schemaUuid).max(50).default([]),
  renvoi: horodateConnue,
});

/** Contenu d'un jugement correctionnel (485, 486 CPP). */
export const contenuJugement = z.object({
  audience: schemaHorodate,
  prononceA: schemaHorodate,
  chambre: obligatoire(80, 'Indiquez la chambre : la minute prend un numéro dans sa série.'),
  formation: z.enum(['collegiale', 'juge-unique']),
  assesseurs: z.array(obligatoire(200, 'Nommez l’assesseur.')).max(4).default([]),
  ministerePublic: obligatoire(200, 'Indiquez qui représentait le ministère public (486 CPP).'),
  prevenus: z.array(prevenuJuge).min(1, 'Aucun prévenu : le tribunal n’est saisi contre personne.').max(50),
  issues: z.array(issueDuFait).max(2_000).default([]),
  peines: z.array(peinePrononcee).max(500).default([]),
  civils: z.array(interetsCivils).max(500).default([]),
  motifs: obligatoire(60_000, 'Écrivez les motifs (485 CPP).'),
  /** L'autre signataire de la minute : le greffier, ou le president. */
  cosignataire: z
    .string()
    .max(40)
    .min(1, 'Choisissez qui signe la minute avec vous : le président et le greffier la signent (486 CPP).'),
});
export type ContenuJugement = z.infer<typeof contenuJugement>;

/** Phases des debats, dans l'ordre ou elles se suivent (406, 442, 460 CPP). */
export const phaseDesDebats = z.enum([
  'identite',
  'faits',
  'personnalite',
  'partie-civile',
  'requisitions',
  'plaidoiries',
  'dernier-mot',
  'incident',
]);

/** Une note prise a l'audience : son heure, la phase, qui parle, ce qui est dit. L'identifiant est celui du poste : deux notes ne se confondent jamais. */
export const noteDAudience = z.object({
  id: schemaUuid,
  a: schemaHorodate,
  phase: phaseDesDebats,
  qui: long(200).default(''),
  texte: obligatoire(8_000, 'Écrivez la note, ou ôtez-la.'),
  /** Piece montree pendant la note : son numero et sa page. */
  piece: long(60).default(''),
});
export type NoteDAudience = z.infer<typeof noteDAudience>;

/** Contenu des notes d'audience (453 CPP). */
export const contenuNotes = z.object({
  audience: schemaHorodate,
  chambre: obligatoire(80, 'Indiquez la chambre.'),
  presents: z
    .array(
      z.object({ qui: obligatoire(200, 'Nommez la personne.'), qualite: long(100), present: z.boolean() }),
    )
    .max(200)
    .default([]),
  notes: z.array(noteDAudience).min(1, 'Aucune note n’est prise.').max(3_000),
  suite: z.enum(['juge', 'delibere', 'renvoi'], { error: 'Dites la suite : jugé, délibéré ou renvoi.' }),
  /** Date du delibere ou du renvoi ; vide si l'affaire est jugee. */
  suiteA: horodateConnue,
  cosignataire: z
    .string()
    .max(40)
    .min(1, 'Choisissez le président : il vise les notes dans les trois jours (453 CPP).'),
});
export type ContenuNotes = z.infer<typeof contenuNotes>;

/** Recours qui se declarent au greffe. */
export const recoursDeclare = z.enum([
  'appel',
  'appel-incident',
  'opposition',
  'pourvoi',
  'desistement',
  'retrait-de-limitation',
]);

/** Declaration de recours faite au greffier (502, 489, 568 CPP) : qui, sur quoi, par qui. */
export const contenuDeclaration = z.object({
  vise: acteVise,
  survenuA: schemaHorodate,
  recours: recoursDeclare,
  auteur: z.enum(['prevenu', 'partie-civile', 'procureur', 'procureur-general']),
  personne: z.union([schemaUuid, z.literal('')]).default(''),
  /** Qui se presente au greffier (502 al. 4 CPP). */
  par: z.enum(['lui-meme', 'avocat', 'fonde-de-pouvoir']).default('lui-meme'),
  declarant: long(300).default(''),
  /** L'appelant signe la declaration ; a defaut, mention (502 al. 4 CPP). */
  signature: z.enum(['recueillie', 'ne-peut-signer']).default('recueillie'),
  /** Action publique, action civile, ou les deux (502 al. 2 CPP). */
  portee: z.enum(['tout', 'action-publique', 'peines-seules', 'action-civile']).default('tout'),
  precisions: long(2_000).default(''),
});
export type ContenuDeclaration = z.infer<typeof contenuDeclaration>;

/** A quoi sert un extrait. */
export const natureDExtrait = z.enum(['ecrou', 'tresor', 'casier']);

/** Extrait pour execution : recopie du jugement, pour une personne (707-1, 709, 768 CPP). */
export const contenuExtrait = z.object({
  vise: acteVise,
  nature: natureDExtrait,
  personne: choisie('Choisissez la personne condamnée.'),
  minute: z.string().max(40),
  prononceA: schemaHorodate,
  jugement: prevenuJuge.shape.jugement,
  mandat: prevenuJuge.shape.mandat,
  executionProvisoire: z.boolean(),
  /** Depuis quand la condamnation est executoire, en toutes lettres. */
  executoire: obligatoire(500, 'Le jugement n’est pas encore exécutoire pour cette personne.'),
  issues: z.array(issueDuFait).max(500),
  peines: z.array(peinePrononcee).max(100),
  cosignataire: z.string().max(40).optional(),
});
export type ContenuExtrait = z.infer<typeof contenuExtrait>;

/** Une voie de recours, pour une personne ou le ministere public, telle que montree. */
export const voieOuverte = z.object({
  code: z.string(),
  libelle: z.string(),
  /** La personne qui peut l'exercer ; vide : le ministere public. */
  personne: z.string(),
  nom: z.string(),
  etat: z.enum(['ouverte', 'expiree', 'exercee', 'attend-signification', 'sans-objet']),
  /** D'ou court le delai ; vide s'il ne court pas encore. */
  depart: z.string(),
  raison: z.string(),
  /** Dernier jour utile, AAAA-MM-JJ ; vide si le delai ne court pas. */
  echeance: z.string(),
  article: z.string(),
  aVerifier: z.boolean(),
  note: z.string(),
});
export type VoieOuverte = z.infer<typeof voieOuverte>;

/** Ou en est le jugement pour une personne. */
export const sortDUnePersonne = z.object({
  personne: z.string(),
  nom: z.string(),
  condamnee: z.boolean(),
  dispositif: z.array(z.string()),
  /** Comment elle a eu connaissance du jugement. */
  connaissance: z.enum(['prononce', 'a-signifier', 'signifie']),
  signifieA: z.string(),
  executoire: z.object({ oui: z.boolean(), phrase: z.string() }),
  definitif: z.object({ oui: z.boolean(), phrase: z.string(), le: z.string() }),
});

/** Un jugement du dossier, ce qu'il est devenu. */
export const jugementVu = z.object({
  acteId: schemaUuid,
  numero: z.number().int(),
  empreinte: schemaEmpreinte,
  titre: z.string(),
  minute: z.string().nullable(),
  chambre: z.string(),
  audience: z.string(),
  prononceA: z.string(),
  resume: z.string(),
  personnes: z.array(sortDUnePersonne),
  voies: z.array(voieOuverte),
  /** Vrai : plus aucune voie de recours ordinaire, pour personne. */
  definitif: z.boolean(),
  recours: z.array(z.object({ phrase: z.string(), acteId: z.string(), numero: z.number().int() })),
});
export type JugementVu = z.infer<typeof jugementVu>;

/** Jugements d'un dossier et leurs voies de recours. */
export const contratJugement = {
  'GET /api/dossiers/:idj/jugements': {
    resume:
      'Jugements du dossier : minute, dispositif par personne, voies de recours et leurs délais, définitif ou non.',
    reponses: { 200: z.object({ jugements: z.array(jugementVu), aujourdhui: z.string() }) },
  },
} as const;
