import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { validerEnveloppe, validerPdf } from '@ppn/sealing';
import type { Ancres, Rapport } from '@ppn/sealing';

/** Combien d'octets signes ont ete changes, et ou le fichier restait « valide » (aucun n'est admis). */
export type Mutations = { readonly essais: number; readonly valides: readonly number[] };

/** Un fichier valide sous une confiance, a un instant : de quoi le changer et le rejuger. */
export type FichierValide = { readonly chemin: string; readonly ancres: Ancres; readonly a: Date };

/**
 * Change un octet couvert a la fois, a des places tirees du contenu lui-meme (donc les memes a chaque passage), et rejuge.
 * PDF : les plages de ByteRange. CMS : tout le fichier.
 */
export async function eprouver(fichier: FichierValide, combien: number): Promise<Mutations> {
  const octets = new Uint8Array(await readFile(fichier.chemin));
  const pdf = Buffer.from(octets.subarray(0, 5)).toString('latin1') === '%PDF-';
  const plages = pdf ? plagesSignees(octets) : [[0, octets.length] as const];
  const valides: number[] = [];
  for (const place of placesDe(octets, plages, combien)) {
    const copie = Uint8Array.from(octets);
    copie[place] = (copie[place] ?? 0) ^ (1 << (place % 8));
    if ((await rejuger(copie, pdf, fichier)).verdict === 'valide') valides.push(place);
  }
  return { essais: combien, valides };
}

const rejuger = (octets: Uint8Array, pdf: boolean, { ancres, a }: FichierValide): Promise<Rapport> =>
  pdf ? validerPdf(octets, ancres, { a }) : validerEnveloppe({ cms: octets, ancres, a });

type Plage = readonly [debut: number, fin: number];

/** Les plages de la premiere signature : toutes les suivantes les couvrent aussi. */
function plagesSignees(octets: Uint8Array): readonly Plage[] {
  const trouve = [
    ...Buffer.from(octets)
      .toString('latin1')
      .matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/gu),
  ].map(([, ...bornes]) => bornes.map(Number));
  const [a = 0, b = 0, c = 0, d = 0] = trouve.sort((un, autre) => (un[2] ?? 0) - (autre[2] ?? 0))[0] ?? [];
  return [
    [a, a + b],
    [c, c + d],
  ];
}

function placesDe(octets: Uint8Array, plages: readonly Plage[], combien: number): readonly number[] {
  const total = plages.reduce((somme, [debut, fin]) => somme + fin - debut, 0);
  const graine = createHash('sha256').update(octets).digest('hex');
  return Array.from({ length: total === 0 ? 0 : combien }, (_, rang) => {
    const tirage = createHash('sha256').update(`${graine}/${rang}`).digest().readUInt32BE() % total;
    const [[debut, fin] = [0, 0], [suite] = [0]] = plages;
    return tirage < fin - debut ? debut + tirage : suite + tirage - (fin - debut);
  });
}
