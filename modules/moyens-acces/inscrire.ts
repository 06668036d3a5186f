import { horodate } from '@ppn/core';
import { ajouterFaits, type FaitNouveau, lireFlux } from '@ppn/journal';
import type { Tx } from './tables.ts';

/** Un fait a inscrire au journal scelle de PLEX. */
export type AInscrire = {
  readonly flux: string;
  readonly type: string;
  readonly donnees: FaitNouveau['donnees'];
  readonly auteur: string;
  readonly maintenant: Date;
};

/** Inscrit un fait a la suite de son flux ; l'appelant tient deja le verrou de ce qu'il change. */
export async function inscrire(
  tx: Tx,
  { flux, type, donnees, auteur, maintenant }: AInscrire,
): Promise<void> {
  const versionAttendue = (await lireFlux(tx, flux)).length;
  const faits = [{ type, donnees, survenuA: horodate(maintenant.toISOString()) }];
  const ajout = await ajouterFaits(tx, { flux, versionAttendue, faits, auteur });
  if (!ajout.ok) throw new Error(`Deux écritures simultanées sur ${flux}.`);
}
