import { randomBytes } from 'node:crypto';
import { type Horodate, isUuid, nouvelUuid, type Uuid } from '@ppn/core';
import type { NatureDAudience } from './contract.ts';
import { registreDesAudiences } from './registre.ts';
import type { Tx } from './tables.ts';

/** Une affaire qu'une decision signee envoie a une audience. */
export type AffaireDecidee = {
  readonly idj: string;
  readonly acteId: Uuid;
  readonly mode: string;
  readonly personnes: readonly string[];
  readonly dureeMinutes: number;
  readonly juridiction: string;
  /** Horodate de l'audience. */
  readonly audience: Horodate;
  /** Audience choisie au calendrier ; vide : la date seule est donnee. */
  readonly creneau: string;
  readonly nature: NatureDAudience;
  readonly salle: string;
};

/** Duree d'une audience nee d'une date donnee a la main, a revoir par le greffe. */
const DUREE_PAR_DEFAUT = 240;

/**
 * Inscrit l'affaire a son audience, dans la transaction du scellement : celle choisie, sinon celle de la juridiction a
 * cette heure, sinon une audience nouvelle, a confirmer. Une decision n'envoie jamais dans le vide.
 */
export async function inscrireUneAffaire(
  tx: Tx,
  affaire: AffaireDecidee,
  ecrit: { readonly auteur: string; readonly maintenant: Date },
): Promise<Uuid> {
  const connue = await audienceVisee(tx, affaire);
  const id = connue ?? nouvelUuid(ecrit.maintenant.getTime(), randomBytes(10));
  const { idj, acteId, mode, personnes, dureeMinutes } = affaire;
  await registreDesAudiences.consigner(
    tx,
    id,
    [
      ...(connue === undefined
        ? [
            {
              type: 'audience-fixee' as const,
              donnees: {
                id,
                juridiction: affaire.juridiction,
                nature: affaire.nature,
                debut: affaire.audience,
                salle: affaire.salle,
                dureeMinutes: DUREE_PAR_DEFAUT,
                origine: 'decision' as const,
              },
            },
          ]
        : []),
      {
        type: 'affaire-inscrite' as const,
        donnees: { idj, acteId, mode, personnes: [...personnes], dureeMinutes },
      },
    ],
    ecrit,
  );
  return id;
}

async function audienceVisee(
  tx: Tx,
  { creneau, juridiction, audience, nature }: AffaireDecidee,
): Promise<Uuid | undefined> {
  const trouvee = await tx
    .selectFrom('audience')
    .select('id')
    .where('juridiction', '=', juridiction)
    .where('annulee_a', 'is', null)
    .where((eb) =>
      creneau === ''
        ? eb.and([eb('debut', '=', new Date(audience.replace(/\[.*$/, ''))), eb('nature', '=', nature)])
        : eb('id', '=', creneau),
    )
    .executeTakeFirst();
  return isUuid(trouvee?.id) ? trouvee.id : undefined;
}
