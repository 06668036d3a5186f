import { schemaIdj } from '@ppn/dossier/contract';
import * as z from 'zod';

const nombre = z.number().int();
const stock = z.object({ nombre, ancienne: z.iso.datetime().nullable() });

/** Le tableau de bord d'une juridiction. `ancienne` : reception de la plus ancienne ; `delaiMedian` : jours, de la reception a la decision. */
export const tableau = z.object({
  etabliA: z.iso.datetime(),
  juridiction: z.string(),
  stocks: z.object({ aTrier: stock, aDecider: stock, retournees: stock }),
  ages: z.array(z.object({ cle: z.string(), libelle: z.string(), nombre })),
  /** Par semaine, du lundi (AAAA-MM-JJ), la plus ancienne d'abord. */
  flux: z.array(z.object({ semaine: z.string(), recues: nombre, enregistrees: nombre, decidees: nombre })),
  decisions: z.array(z.object({ type: z.string(), titre: z.string(), nombre, delaiMedian: z.number() })),
  unites: z.array(z.object({ code: z.string(), libelle: z.string(), nombre })),
  /** Gardes a vue que la juridiction controle. */
  gardesAVue: z.object({ enCours: nombre, pressantes: nombre, demandes: nombre }),
  /** Audiences des sept prochains jours ou une affaire est inscrite ; `pretes` : affaires ou rien ne manque. */
  audiences: z.array(
    z.object({
      id: z.string(),
      titre: z.string(),
      debut: z.string(),
      salle: z.string(),
      affaires: nombre,
      pretes: nombre,
    }),
  ),
  /** Comptes rendus a la permanence encore sans reponse ; `attenteMediane` : minutes, des reponses des 7 derniers jours. */
  permanence: z.object({
    sansReponse: nombre,
    depuis: z.iso.datetime().nullable(),
    attenteMediane: z.number().nullable(),
  }),
});
export type Tableau = z.infer<typeof tableau>;

/** La liste qu'un chiffre designe ; toutes les conditions s'ajoutent. */
export const filtreDeListe = z.object({
  etat: z.enum(['a-trier', 'a-decider', 'retournee', 'decidee', 'en-stock']).optional(),
  age: z.string().max(20).optional(),
  /** Evenement de la semaine demandee. */
  quoi: z.enum(['recues', 'enregistrees', 'decidees']).optional(),
  semaine: z.iso.date().optional(),
  decision: z.string().max(60).optional(),
  unite: z.string().max(40).optional(),
  apres: z.string().max(80).optional(),
});

const procedure = z.object({
  idj: schemaIdj,
  numero: z.string(),
  intitule: z.string(),
  unite: z.string(),
  recueA: z.iso.datetime(),
  enregistreeA: z.iso.datetime().nullable(),
  decideeA: z.iso.datetime().nullable(),
  decision: z.string().nullable(),
  etat: z.enum(['a-trier', 'a-decider', 'retournee', 'decidee']),
  sansAuteur: z.boolean(),
});
export type ProcedureListee = z.infer<typeof procedure>;

/** Tableau de bord de la juridiction : parquet et greffe. */
export const contratPilotage = {
  'GET /api/pilotage': {
    resume: 'Flux, stocks, âges, décisions, gardes à vue et permanence de la juridiction de l’agent.',
    reponses: { 200: tableau },
  },
  'GET /api/pilotage/procedures': {
    resume: 'Les procédures qu’un chiffre désigne, les plus anciennes d’abord, par pages de 100.',
    requete: filtreDeListe,
    reponses: {
      200: z.object({ total: nombre, procedures: z.array(procedure), suite: z.string().nullable() }),
    },
  },
  'GET /api/pilotage/export': {
    resume: 'Le tableau en CSV, ou la liste qu’un chiffre désigne (10 000 lignes au plus).',
    flux: 'reponse',
    requete: filtreDeListe.extend({ quoiExporter: z.enum(['tableau', 'liste']).default('tableau') }),
    reponses: { 200: z.unknown() },
  },
} as const;
