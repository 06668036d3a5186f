import { horodate } from '@ppn/core';
import { ajouterFaits, type Json } from '@ppn/journal';
import { sql } from 'kysely';
import type { FaitDossier } from './faits.ts';
import { projeter } from './projeter.ts';
import { pierresTombales } from './retirer.ts';
import type { PortsDossier, Tx } from './ports.ts';

/** Verrouille un dossier jusqu'a la fin de la transaction : ses ecrivains passent l'un apres l'autre. */
export const verrouiller = async (tx: Tx, cle: string): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended(${cle}, 7206010))`.execute(tx));

type PortsDeConsignation = Pick<
  PortsDossier,
  | 'lireActe'
  | 'titreDe'
  | 'resumerDecision'
  | 'resumerMention'
  | 'resumerJugement'
  | 'resumerRenvoi'
  | 'maintenant'
  | 'service'
>;

/**
 * Ajoute des faits a un flux et met a jour les projections, dans la meme transaction. Un acte qui ordonne un retrait
 * pose aussitot ses pierres tombales : nul ne l'enregistre sans elles.
 */
export async function consigner(
  tx: Tx,
  flux: string,
  faits: readonly FaitDossier[],
  auteur: string,
  ports: PortsDeConsignation,
): Promise<void> {
  await verrouiller(tx, flux);
  await ajouter(tx, flux, faits, auteur, ports);
  const tombes = await pierresTombales(tx, flux, faits, ports);
  if (tombes.length > 0) await ajouter(tx, flux, tombes, auteur, ports);
}

async function ajouter(
  tx: Tx,
  flux: string,
  faits: readonly FaitDossier[],
  auteur: string,
  ports: PortsDeConsignation,
): Promise<void> {
  const survenuA = horodate(ports.maintenant().toISOString());
  const ajoutes = await ajouterFaits(tx, {
    flux,
    versionAttendue: 'derniere',
    faits: faits.map(({ type, donnees }) => ({
      type,
      donnees: JSON.parse(JSON.stringify(donnees)) as Json,
      survenuA,
    })),
    auteur,
  });
  if (!ajoutes.ok) throw new Error(`Deux écritures simultanées sur ${flux}.`);
  for (const [rang, { enregistreA, version }] of ajoutes.valeur.entries()) {
    const fait = faits[rang];
    if (fait) await projeter(tx, { flux, a: enregistreA, version, fait }, ports);
  }
}
