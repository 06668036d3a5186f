import { readFileSync } from 'node:fs';
import { importerNatinf, NATINF_DE_DEMONSTRATION, type Natinf } from '@ppn/nomenclature';
import { ConfigurationFausse } from './configuration.ts';

/** Infractions en service : la nomenclature officielle si elle est donnee, sinon celle de demonstration. */
export function infractionsEnService(
  chemin: string,
  avertir: (message: string, details: { readonly [cle: string]: unknown }) => void,
): readonly Natinf[] {
  if (chemin === '') return NATINF_DE_DEMONSTRATION;
  const { infractions, ecartees } = importerNatinf(lire(chemin));
  if (infractions.length === 0)
    throw new ConfigurationFausse(
      `PPN_NATINF_CSV : aucune infraction lisible dans ${chemin}. ${ecartees[0]?.raison ?? ''}`,
    );
  if (ecartees.length > 0)
    avertir(`Nomenclature NATINF : ${ecartees.length} ligne(s) écartée(s)`, {
      premieres: ecartees.slice(0, 10),
    });
  return infractions;
}

function lire(chemin: string): Uint8Array {
  try {
    return readFileSync(chemin);
  } catch {
    throw new ConfigurationFausse(`PPN_NATINF_CSV désigne un fichier illisible : ${chemin}.`);
  }
}
