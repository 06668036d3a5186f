import * as z from 'zod';
import {
  correspondant,
  depotDepose,
  droitsDeDepot,
  faitRapportable,
  fichierDepose,
  natureDeDepot,
} from '../faits.ts';

/** Ce que PLINE offre a PLEX : un depot qui vise des destinataires de PLEX. */
export const offre = z.object({
  expediteur: correspondant,
  identifieA: z.iso.datetime(),
  objet: z.string().min(1).max(200),
  idj: z.string().nullable(),
  nature: natureDeDepot,
  droits: droitsDeDepot,
  dureeJours: z.number().int().min(1).max(30),
  destinataires: z.array(z.string().min(1).max(100)).min(1).max(50),
  fichiers: z.array(fichierDepose).min(1).max(1_000),
});
export type Offre = z.infer<typeof offre>;

/** Destinataires que PLEX ne prend pas, et pourquoi. */
const refuses = z.array(z.object({ destinataire: z.string(), motif: z.string() }));

/** Ou en est le passage : le depot qui nait la-bas, et ou reprendre chaque fichier. */
export const passageOuvert = z.object({
  depot: z.uuid(),
  etat: z.enum(['en-cours', 'depose']),
  refuses,
  fichiers: z.array(z.object({ origine: z.string(), envoi: z.string(), position: z.number().int() })),
});
export type PassageOuvert = z.infer<typeof passageOuvert>;

/** Tous les fichiers sont la-bas : leur empreinte, que PLEX compare a la sienne. */
export const conclusion = z.object({
  fichiers: z.array(fichierDepose.pick({ id: true, sha256: true })).max(1_000),
});
/** Le depot de PLEX est fait. */
export const passageFait = z.object({ depot: z.uuid(), destinataires: z.array(z.string()) });

/** Les depots que PLEX tient pour des guichets. */
export const retoursRendus = z.object({ depots: z.array(depotDepose) });

/** Ce que PLINE veut de ses depots passes, et jusqu'ou elle sait ce qu'ils deviennent. */
export const demandeDeSuivi = z.object({
  depots: z
    .array(
      z.object({
        depot: z.uuid(),
        vu: z.number().int().min(0),
        echeance: z.iso.date(),
        /** Motif du retrait par l'expediteur ; nul : le depot tient. */
        retrait: z.string().max(300).nullable(),
        relances: z.number().int().min(0).max(10_000),
      }),
    )
    .max(500),
});
export type DemandeDeSuivi = z.infer<typeof demandeDeSuivi>;

/** Ce qui a change : les depots dont rien n'a change n'y sont pas. */
export const suiviRapporte = z.object({
  depots: z.array(
    z.object({
      depot: z.uuid(),
      version: z.number().int(),
      /** Plus rien n'arrivera : clos et efface. */
      fini: z.boolean(),
      faits: z.array(z.object({ rang: z.number().int().positive(), fait: faitRapportable })),
    }),
  ),
});
export type SuiviRapporte = z.infer<typeof suiviRapporte>;

/** Reponse de l'annuaire de PLEX a PLINE. */
export const destinatairesTrouves = z.object({
  destinataires: z.array(correspondant.extend({ consentements: z.array(z.string()) })),
});
