import { composer, signerActe } from './actes.ts';
import { HEURES, type Contexte } from './contexte.ts';
import { synthese, uuid } from './donnees.ts';
import { designer, fabriquer, pieceDActe, type Fabrique } from './fabriquer.ts';

/** Un dossier conforme de `nombre` actes de plus que le dossier ordinaire, chacun compose, signe et horodate : pour mesurer. */
export async function fabriquerGrand(contexte: Contexte, nombre: number): Promise<Fabrique> {
  const { atelier, opj } = contexte;
  atelier.regler(HEURES.signature);
  const actes: { readonly id: string; readonly pdf: Uint8Array }[] = [];
  for (let rang = 0; rang < nombre; rang += 1) {
    const donnees = synthese(1_000 + rang, `Le témoin numéro ${rang + 1} est entendu.`);
    actes.push({
      id: uuid(1_000 + rang),
      pdf: await signerActe(atelier, await composer(donnees), { carte: opj }),
    });
  }
  return fabriquer(contexte, {
    faits: (faits) => [
      ...faits,
      ...actes.map(({ id, pdf }) => ({
        type: 'acte-scelle',
        donnees: designer(id, pdf),
        a: '2026-11-16T10:00:00.000Z',
      })),
    ],
    contenu: (contenu) => ({
      ...contenu,
      pieces: [...contenu.pieces, ...actes.map(({ id, pdf }) => pieceDActe(id, 'Synthèse', pdf))],
    }),
  });
}
