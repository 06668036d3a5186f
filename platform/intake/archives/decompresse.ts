import { refuser, type Contexte } from '../contexte.ts';

/** En deca de ce total, un fort taux est ordinaire (un texte repetitif, une image vide). */
const TAUX_VERIFIE_APRES = 16 * 1024 * 1024;

/** Laisse passer un flux decompresse en comptant : refuse au-dela du budget commun ou d'un taux de bombe. */
export async function* compter(
  flux: AsyncIterable<Uint8Array>,
  compresse: () => number,
  contexte: Contexte,
): AsyncGenerator<Uint8Array> {
  const { bornes, budget } = contexte;
  let total = 0;
  for await (const morceau of flux) {
    total += morceau.length;
    budget.decompresse += morceau.length;
    if (budget.decompresse > bornes.decompresseMax) refuser('archive-dangereuse', BOMBE);
    if (total > TAUX_VERIFIE_APRES && total > compresse() * bornes.tauxMax)
      refuser('archive-dangereuse', BOMBE);
    yield morceau;
  }
}

const BOMBE =
  'Une fois décompressée, cette archive occuperait une place démesurée (« bombe »). Déposez les fichiers utiles un à un.';

/** Rassemble au plus `max` octets d'un flux, puis laisse passer le reste sans le garder. */
export async function debutDuFlux(
  flux: AsyncIterable<Uint8Array>,
  max: number,
): Promise<{ readonly octets: Uint8Array; readonly taille: number }> {
  const gardes: Uint8Array[] = [];
  let garde = 0;
  let taille = 0;
  for await (const morceau of flux) {
    taille += morceau.length;
    if (garde >= max) continue;
    const part = morceau.subarray(0, max - garde);
    gardes.push(part);
    garde += part.length;
  }
  return { octets: Buffer.concat(gardes), taille };
}
