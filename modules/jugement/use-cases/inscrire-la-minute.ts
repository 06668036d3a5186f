import type { ActeJson } from '@ppn/acte/contract';
import { consigner, fluxDossier, type PortsDossier, type TxDossier } from '@ppn/dossier';
import { sql } from 'kysely';
import { contenuJugement } from '../contract.ts';
import { anneeDeLaMinute, numeroDeMinute } from '../domain/minute.ts';

/** Ce que l'inscription demande : le dossier, et la zone de chaque juridiction. */
export type PortsDesMinutes = {
  readonly dossier: PortsDossier;
  readonly juridictions: readonly { readonly code: string; readonly zone: string }[];
};

/**
 * Donne son numero de minute au jugement qui vient d'etre scelle, dans la meme transaction : le rang suivant de la
 * chambre dans l'annee du prononce, sous le verrou de la serie. Un jugement abandonne n'en prend pas (docs/decisions/0130).
 */
export async function inscrireLaMinute(
  tx: TxDossier,
  { dossier, juridictions }: PortsDesMinutes,
  acte: ActeJson,
): Promise<void> {
  if (acte.type !== 'jugement') return;
  const { prononceA, chambre } = contenuJugement.parse(acte.contenu);
  const { code, libelle } = acte.redacteur.rattachement;
  const zone = juridictions.find((une) => une.code === code)?.zone ?? acte.procedure.unite.zone;
  const annee = anneeDeLaMinute(prononceA, zone);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`minutes/${code}/${chambre}/${annee}`}, 7206044))`.execute(
    tx,
  );
  const { dernier } = await tx
    .selectFrom('minute')
    .select((eb) => eb.fn.max('rang').as('dernier'))
    .where('juridiction', '=', code)
    .where('chambre', '=', chambre)
    .where('annee', '=', annee)
    .executeTakeFirstOrThrow();
  const rang = (dernier ?? 0) + 1;
  await consigner(
    tx,
    fluxDossier(acte.idj),
    [
      {
        type: 'minute-inscrite',
        donnees: {
          acteId: acte.acteId,
          juridiction: { code, libelle },
          chambre,
          annee,
          rang,
          numero: numeroDeMinute(rang, annee),
        },
      },
    ],
    acte.redacteur.matricule,
    dossier,
  );
}
