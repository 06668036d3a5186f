import { horodate } from '@ppn/core';
import { ajouterFaits, lireFlux } from '@ppn/journal';
import type { Tx } from './tables.ts';

type Donnees = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Ajoute un fait au flux, a la suite de ce qu'il porte ; lance si une autre ecriture passe entre-temps. */
export async function inscrireUnFait(
  tx: Tx,
  flux: string,
  {
    type,
    donnees,
    auteur,
    maintenant,
  }: {
    readonly type: string;
    readonly donnees: Donnees;
    readonly auteur: string;
    readonly maintenant: Date;
  },
): Promise<void> {
  const versionAttendue = (await lireFlux(tx, flux)).length;
  const survenuA = horodate(maintenant.toISOString());
  const ajout = await ajouterFaits(tx, {
    flux,
    versionAttendue,
    faits: [{ type, donnees, survenuA }],
    auteur,
  });
  if (!ajout.ok) throw new Error(`Deux écritures simultanées sur le flux ${flux}.`);
}
