import * as z from 'zod';
import type { FaitDeTransfert } from './domain/faits.ts';

const instant = z.iso.datetime();
const empreinte = z.string().regex(/^[0-9a-f]{64}$/);
const jour = z.iso.date();

/** Qui depose ou recoit. */
export const correspondant = z.object({
  id: z.string(),
  genre: z.enum([
    'agent',
    'avocat',
    'commissaire-de-justice',
    'expert',
    'personne',
    'collaborateur',
    'guichet',
  ]),
  nom: z.string(),
  qualite: z.string(),
  organisation: z.string(),
  courriel: z.string(),
});
/** Un ministere. */
export const ministere = z.enum(['interieur', 'justice']);
/** Nature juridique. */
export const natureDeDepot = z.enum([
  'copie-de-dossier',
  'convocation',
  'avis',
  'decision',
  'demande',
  'fichier',
]);
/** Droits du destinataire. */
export const droitsDeDepot = z.enum(['consulter', 'telecharger']);
/** Un fichier depose. */
export const fichierDepose = z.object({
  id: z.string(),
  nom: z.string(),
  longueur: z.number().int(),
  sha256: empreinte,
  /** Type d’après le contenu, et réserves de l’examen. */
  mime: z.string().optional(),
  reserves: z.array(z.string()).readonly().optional(),
});
/** Genres d'avis. */
export const genreDAvis = z.enum([
  'mise-a-disposition',
  'rappel-j2',
  'rappel-j8',
  'rappel-avant-echeance',
  'relance',
  'prolongation',
  'retrait',
  'echeance',
  'passage-refuse',
]);
/** Genres de recepisse. */
export const genreDeRecepisse = z.enum(['depot', 'remise', 'fin']);

const avis = { destinataire: z.string(), genre: genreDAvis, courriel: z.string(), a: instant };
/** Qui agit par delegation. */
const par = z.object({ id: z.string(), nom: z.string(), delegation: z.string() }).optional();
const remise = { par, destinataire: z.string(), fichier: z.string(), mode: droitsDeDepot, a: instant };

const ailleurs = z.object({ zone: z.enum(['pline', 'plex']), depot: z.uuid() });

const rapportables = [
  z.object({ type: z.literal('avis-parti'), donnees: z.object({ ...avis, reference: z.string() }) }),
  z.object({ type: z.literal('avis-refuse'), donnees: z.object({ ...avis, motif: z.string() }) }),
  z.object({
    type: z.literal('depot-ouvert'),
    donnees: z.object({ destinataire: z.string(), par, identifieA: instant, a: instant }),
  }),
  z.object({ type: z.literal('remise-commencee'), donnees: z.object({ ...remise, identifieA: instant }) }),
  z.object({
    type: z.literal('remise-complete'),
    donnees: z.object({ ...remise, octets: z.number().int() }),
  }),
] as const;
/** Un fait que l'autre zone rapporte. */
export const faitRapportable = z.discriminatedUnion('type', rapportables);

/** Ce qui est depose, par qui, a qui, jusqu'a quand : le meme au fait et au recepisse. */
export const contenuDuDepot = {
  depot: z.uuid(),
  zone: z.enum(['pline', 'plex']),
  objet: z.string(),
  idj: z.string().nullable(),
  nature: natureDeDepot,
  droits: droitsDeDepot,
  expediteur: correspondant,
  identifieA: instant,
  destinataires: z.array(correspondant),
  fichiers: z.array(fichierDepose),
  deposeA: instant,
  echeance: jour,
} as const;

/** Le contenu d'un depot. */
export const depotDepose = z.object({
  ...contenuDuDepot,
  ministere: ministere.optional(),
  offerte: z.number().int().optional(),
  prepare: z.object({ par: ministere, a: instant }).optional(),
  remplace: z.uuid().optional(),
  passage: ailleurs.optional(),
});

/** Un fait lu du journal. */
export const faitDeTransfert = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('depot-depose'),
    donnees: depotDepose,
  }),
  ...rapportables,
  z.object({
    type: z.literal('depot-prolonge'),
    donnees: z.object({ de: jour, echeance: jour, a: instant }),
  }),
  z.object({ type: z.literal('depot-retire'), donnees: z.object({ motif: z.string(), a: instant }) }),
  z.object({
    type: z.literal('depot-expire'),
    donnees: z.object({ sansRemise: z.array(z.string()), a: instant }),
  }),
  z.object({
    type: z.literal('depot-efface'),
    donnees: z.object({ jour, declaration: z.string(), jeton: z.string(), a: instant }),
  }),
  z.object({
    type: z.literal('recepisse-scelle'),
    donnees: z.object({
      genre: genreDeRecepisse,
      destinataire: z.string().nullable(),
      empreinte,
      taille: z.number().int(),
      a: instant,
    }),
  }),
  z.object({
    type: z.literal('depot-passe'),
    donnees: ailleurs.extend({
      destinataires: z.array(z.string()),
      fichiers: z.record(z.string(), z.string()),
      a: instant,
    }),
  }),
  z.object({
    type: z.literal('passage-refuse'),
    donnees: z.object({
      zone: z.enum(['pline', 'plex']),
      destinataires: z.array(z.string()),
      motif: z.string(),
      a: instant,
    }),
  }),
  z.object({
    type: z.literal('fait-rapporte'),
    donnees: ailleurs.extend({ rang: z.number().int().positive(), fait: faitRapportable }),
  }),
]) satisfies z.ZodType<FaitDeTransfert>;

/** Flux d'un depot. */
export const fluxDepot = (depot: string): string => `depot/${depot}`;
