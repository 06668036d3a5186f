import { faitDossier, projeter } from '@ppn/dossier';
import { lireDepuis } from '@ppn/journal';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import type { Compose } from './composer.ts';

/** Vide les projections et les refait depuis le journal et les actes scelles. Rend le nombre de faits rejoues. */
export async function reconstruire({ base, dossier }: Compose): Promise<number> {
  return dansUneTransaction(dossier.db, async (tx) => {
    await tx.deleteFrom('incident').execute();
    await tx.deleteFrom('piece').execute();
    await tx.deleteFrom('dossier').execute();
    let position = 0;
    let rejoues = 0;
    for (
      let faits = await lireDepuis(base.db, 0, 500);
      faits.length > 0;
      faits = await lireDepuis(base.db, position, 500)
    ) {
      for (const { flux, type, donnees, enregistreA, position: rang } of faits) {
        await projeter(
          vueTypee(tx),
          { flux, a: enregistreA, fait: faitDossier.parse({ type, donnees }) },
          dossier,
        );
        position = rang;
        rejoues += 1;
      }
    }
    return rejoues;
  });
}
