import { schemaIdj, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';

export const objetDEnvoi = z.enum([
  'convocation',
  'citation',
  'notification',
  'avis-de-classement',
  'avis-d-audience',
  'avis-de-suite',
]);
export const canalDEnvoi = z.enum([
  'avocat-electronique',
  'voie-electronique',
  'chef-d-etablissement',
  'unite',
  'commissaire-de-justice',
  'impression',
]);
export const etatDEnvoi = z.enum(['a-envoyer', 'envoye', 'recu', 'echoue', 'confirme', 'abandonne']);
export const pasDEnvoi = z.enum(['envoye', 'recu', 'echoue', 'confirme', 'abandonne']);

/** Un pas constate d'un envoi : par qui, quand, ce qui le prouve. */
export const etapeDEnvoi = z.object({
  pas: pasDEnvoi,
  /** Jour du fait, AAAA-MM-JJ. */
  le: z.string(),
  par: z.string(),
  trace: z.string(),
  a: z.string(),
});

/** Un envoi qu'une decision appelle, et son sort. */
export const envoi = z.object({
  id: schemaUuid,
  idj: schemaIdj,
  intitule: z.string(),
  acteId: schemaUuid,
  objet: objetDEnvoi,
  qualite: z.enum(['prevenu', 'victime']),
  personne: z.string(),
  nom: z.string(),
  adresse: z.string(),
  canal: canalDEnvoi,
  raison: z.string(),
  article: z.string(),
  echeance: z.string(),
  etat: etatDEnvoi,
  enRetard: z.boolean(),
  /** Pas que l'agent peut constater maintenant. */
  possibles: z.array(pasDEnvoi),
  prevuA: z.string(),
  etapes: z.array(etapeDEnvoi),
});
export type Envoi = z.infer<typeof envoi>;

/** Consentement expres d'une personne a la voie electronique. */
export const voieElectronique = z.object({
  personne: z.string(),
  moyen: z.enum(['courriel', 'sms', 'portail']),
  adresse: z.string(),
  recueilliA: z.string(),
});

/** Convocations et avis, cote Justice. */
export const contratNotification = {
  'GET /api/notifications': {
    resume: 'Envois de la juridiction : ceux qui attendent, les retards d’abord.',
    requete: z.object({ vue: z.enum(['en-retard', 'a-suivre', 'termines']).default('a-suivre') }),
    reponses: {
      200: z.object({
        envois: z.array(envoi),
        comptes: z.object({ enRetard: z.number().int(), aSuivre: z.number().int() }),
        tronquee: z.boolean(),
      }),
    },
  },
  'GET /api/dossiers/:idj/notifications': {
    resume: 'Envois d’un dossier, avec leurs traces, et les consentements recueillis.',
    reponses: { 200: z.object({ envois: z.array(envoi), consentements: z.array(voieElectronique) }) },
  },
  'POST /api/dossiers/:idj/notifications/:id/pas': {
    resume: 'Constate un pas d’un envoi : parti, reçu, échoué, confirmé, abandonné, avec sa trace.',
    corps: z.object({
      pas: pasDEnvoi,
      le: z.iso.date(),
      trace: z
        .string()
        .trim()
        .min(1, 'Dites ce qui le prouve : numéro de suivi, émargement, motif de l’échec…')
        .max(500),
    }),
    reponses: { 200: envoi },
  },
  'POST /api/dossiers/:idj/consentements': {
    resume: 'Recueille, ou retire, le consentement exprès d’une personne à la voie électronique (803-1 II).',
    corps: z.object({
      personne: schemaUuid,
      /** Nul : la personne retire son consentement. */
      moyen: z.enum(['courriel', 'sms', 'portail']).nullable(),
      adresse: z.string().trim().max(300).default(''),
    }),
    reponses: { 204: z.undefined() },
  },
} as const;
