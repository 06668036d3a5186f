import { schemaUuid } from '@ppn/dossier/contract';
import { creerRegistre } from '@ppn/journal';
import { sql } from 'kysely';
import * as z from 'zod';
import { canalDEnvoi, objetDEnvoi, pasDEnvoi } from './contract.ts';
import type { TablesDesNotifications, Tx } from './tables.ts';

/** Faits du flux `notification/<id>` : l'envoi prevu par une decision, puis chaque pas constate. */
export const faitDeNotification = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('envoi-prevu'),
    donnees: z.object({
      id: schemaUuid,
      idj: z.string(),
      juridiction: z.string(),
      acteId: schemaUuid,
      objet: objetDEnvoi,
      qualite: z.enum(['prevenu', 'victime']),
      /** Identifiant de la personne au dossier : aucun nom au journal. */
      personne: z.string(),
      canal: canalDEnvoi,
      raison: z.string(),
      article: z.string(),
      echeance: z.string(),
    }),
  }),
  z.object({
    type: z.literal('pas-constate'),
    donnees: z.object({ pas: pasDEnvoi, le: z.string(), par: z.string(), trace: z.string() }),
  }),
]);
export type FaitDeNotification = z.infer<typeof faitDeNotification>;

/** Le registre des envois. */
export const registreDesEnvois = creerRegistre<TablesDesNotifications, FaitDeNotification>({
  prefixe: 'notification',
  lire: (fait) => faitDeNotification.parse(fait),
  projeter,
  effacer: async (tx, id) => void (await tx.deleteFrom('notification').where('id', '=', id).execute()),
});

async function projeter(tx: Tx, id: string, fait: FaitDeNotification, a: string): Promise<void> {
  if (fait.type === 'envoi-prevu') {
    const { acteId, ...envoi } = fait.donnees;
    return void (await tx
      .insertInto('notification')
      .values({ ...envoi, acte_id: acteId, etat: 'a-envoyer', prevue_a: a, maj_a: a })
      .execute());
  }
  await tx
    .updateTable('notification')
    .set({
      etat: fait.donnees.pas,
      maj_a: a,
      etapes: sql<string>`etapes || ${JSON.stringify([{ ...fait.donnees, a }])}::jsonb`,
    })
    .where('id', '=', id)
    .execute();
}

/** Faits du flux `voie-electronique/<idj>` : consentements donnes et retires (803-1 II CPP). */
export const faitDeConsentement = z.object({
  type: z.literal('consentement'),
  donnees: z.object({
    personne: schemaUuid,
    moyen: z.enum(['courriel', 'sms', 'portail']).nullable(),
    adresse: z.string(),
  }),
});
export type FaitDeConsentement = z.infer<typeof faitDeConsentement>;

/** Le registre des consentements. */
export const registreDesConsentements = creerRegistre<TablesDesNotifications, FaitDeConsentement>({
  prefixe: 'voie-electronique',
  lire: (fait) => faitDeConsentement.parse(fait),
  async projeter(tx, idj, { donnees: { personne, moyen, adresse } }, a) {
    await tx
      .deleteFrom('voie_electronique')
      .where('idj', '=', idj)
      .where('personne', '=', personne)
      .execute();
    if (moyen !== null)
      await tx
        .insertInto('voie_electronique')
        .values({ idj, personne, moyen, adresse, recueilli_a: a })
        .execute();
  },
  effacer: async (tx, idj) =>
    void (await tx.deleteFrom('voie_electronique').where('idj', '=', idj).execute()),
});
