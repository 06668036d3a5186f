import { schemaEmpreinte, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import { adresse, auteur, contenuDeMessage, genreDeMessage, lienDeFil, typeDeFil } from './contract.ts';
import type { FaitDeMessagerie } from './faits.ts';

const instant = z.iso.datetime();

/** Un fil, tel qu'il voyage avec chaque message : le destinataire l'ouvre au premier. */
export const filPorte = z.object({
  id: schemaUuid,
  type: typeDeFil,
  lien: lienDeFil,
  participants: z.array(adresse).min(1).max(10),
  ouvertA: instant,
});
export type FilPorte = z.infer<typeof filPorte>;

/** Le fait d'ouverture d'un fil porte. */
export const filEnFait = ({
  id,
  ...fil
}: FilPorte): Extract<FaitDeMessagerie, { type: 'fil-ouvert' }>['donnees'] => ({ fil: id, ...fil });

/** Corps des depeches de messagerie, par genre. */
export const corpsMessage = z.object({
  fil: filPorte,
  message: z.object({
    fil: schemaUuid,
    message: schemaUuid,
    genre: genreDeMessage,
    auteur,
    emisA: instant,
    repondA: schemaUuid.nullable(),
    empreinte: schemaEmpreinte,
    jointes: z.array(schemaEmpreinte).max(20),
    sel: z.string().regex(/^[0-9a-f]{32}$/),
    contenu: contenuDeMessage,
  }),
});
export type CorpsMessage = z.infer<typeof corpsMessage>;

export const corpsTranche = z.object({
  fil: schemaUuid,
  fichier: z.object({
    id: schemaUuid,
    nom: z.string().max(300),
    typeMime: z.string().max(100),
    taille: z
      .number()
      .int()
      .nonnegative()
      .max(2 * 1024 * 1024),
    empreinte: schemaEmpreinte,
  }),
  debut: z.number().int().nonnegative(),
  octets: z.base64(),
});
export type CorpsTranche = z.infer<typeof corpsTranche>;

export const corpsLus = z.object({ fil: schemaUuid, par: auteur, jusqua: schemaUuid, a: instant });
export const corpsAcceptee = z.object({ fil: schemaUuid, message: schemaUuid, par: auteur, a: instant });
export const corpsPermanence = z.object({
  code: z.string().max(40),
  libelle: z.string().max(200),
  tenant: auteur,
  de: auteur.nullable(),
  a: instant,
});
export const corpsPresence = z.object({
  agent: auteur,
  enLigne: z.boolean(),
  a: instant,
});
