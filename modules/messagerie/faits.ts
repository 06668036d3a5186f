import { schemaEmpreinte, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import { adresse, auteur, genreDeMessage, lienDeFil, typeDeFil } from './contract.ts';

const instant = z.iso.datetime();

/** Faits des flux `fil/<id>` et `permanence/<code>`. Aucun texte de message : il s'efface, un fait jamais. */
export const faitDeMessagerie = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('fil-ouvert'),
    donnees: z.object({
      fil: schemaUuid,
      type: typeDeFil,
      lien: lienDeFil,
      participants: z.array(adresse),
      ouvertA: instant,
    }),
  }),
  z.object({
    type: z.literal('message-depose'),
    donnees: z.object({
      fil: schemaUuid,
      message: schemaUuid,
      genre: genreDeMessage,
      auteur,
      emisA: instant,
      repondA: schemaUuid.nullable(),
      empreinte: schemaEmpreinte,
      jointes: z.array(schemaEmpreinte),
      /** Vrai : un participant est dans l'autre ministere, sa remise s'attend. */
      distant: z.boolean(),
    }),
  }),
  z.object({
    type: z.literal('message-remis'),
    donnees: z.object({ message: schemaUuid, a: instant }),
  }),
  z.object({
    type: z.literal('message-refuse'),
    donnees: z.object({ message: schemaUuid, motif: z.string() }),
  }),
  z.object({
    type: z.literal('messages-lus'),
    donnees: z.object({ fil: schemaUuid, par: auteur, jusqua: z.number().int(), a: instant }),
  }),
  z.object({
    type: z.literal('instruction-acceptee'),
    donnees: z.object({ message: schemaUuid, par: auteur, a: instant }),
  }),
  z.object({
    type: z.literal('fil-verse'),
    donnees: z.object({ fil: schemaUuid, acteId: schemaUuid, a: instant }),
  }),
  z.object({
    /** Fin de conservation : les contenus sont effaces, l'article dit pourquoi. */
    type: z.literal('contenu-efface'),
    donnees: z.object({ fil: schemaUuid, messages: z.number().int(), regle: z.string(), a: instant }),
  }),
  z.object({
    type: z.literal('permanence-prise'),
    donnees: z.object({
      id: schemaUuid,
      code: z.string(),
      service: z.enum(['interieur', 'justice']),
      libelle: z.string(),
      tenant: auteur,
      de: auteur.nullable(),
      a: instant,
      note: schemaUuid.nullable(),
      fils: z.array(schemaUuid),
    }),
  }),
]);
export type FaitDeMessagerie = z.infer<typeof faitDeMessagerie>;

/** Flux d'un fil, et d'une permanence. */
export const fluxFil = (fil: string): string => `fil/${fil}`;
export const fluxPermanence = (code: string): string => `permanence/${code}`;

/** Le fil, ou la permanence, d'un flux ; `undefined` pour un autre flux. */
export function deFlux(
  flux: string,
): { readonly genre: 'fil' | 'permanence'; readonly cle: string } | undefined {
  const [genre, cle] = [flux.slice(0, flux.indexOf('/')), flux.slice(flux.indexOf('/') + 1)];
  return genre === 'fil' || genre === 'permanence' ? { genre, cle } : undefined;
}
