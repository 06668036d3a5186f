import type { VueDossier } from '@ppn/dossier/contract';

/** Un instant ou le dossier a change ; `a` : ISO 8601, ce qui s'est enregistre alors y est compris. */
export type Moment = { readonly a: string; readonly libelle: string };

type Source = Pick<VueDossier, 'pieces' | 'plis'>;

/** Ecart sous lequel deux enregistrements sont un seul moment : un acte et ce qu'il entraine, un pli et ses actes. */
const MEME_MOMENT_MS = 1_000;

/** Les moments d'un dossier, du plus ancien au plus recent : pieces versees, pieces retirees, plis partis. */
export function momentsDe({ pieces, plis }: Source): readonly Moment[] {
  const bruts = [
    ...pieces
      .filter(({ genre }) => genre === 'acte')
      .map(({ versee, numero, titre }) => ({ a: versee, libelle: `Pièce ${numero} : ${titre}` })),
    ...pieces.flatMap(({ genre, numero, retrait }) =>
      retrait === null || genre === 'fichier'
        ? []
        : [{ a: retrait.retireeA, libelle: `Pièce ${numero} retirée` }],
    ),
    ...plis
      .filter(({ sens, genre }) => sens === 'emis' && genre === 'procedure')
      .map(({ emisA }) => ({ a: emisA, libelle: 'Procédure transmise' })),
  ].toSorted((a, b) => Date.parse(a.a) - Date.parse(b.a));
  const moments: { a: string; libelles: string[] }[] = [];
  for (const { a, libelle } of bruts) {
    const dernier = moments.at(-1);
    if (dernier && Date.parse(a) - Date.parse(dernier.a) < MEME_MOMENT_MS) {
      dernier.a = a;
      dernier.libelles.push(libelle);
    } else moments.push({ a, libelles: [libelle] });
  }
  return moments.map(({ a, libelles }) => ({ a, libelle: resumer(libelles) }));
}

const resumer = (libelles: readonly string[]): string => {
  const [premier = '', second] = libelles;
  if (second === undefined) return premier;
  return libelles.length === 2 ? `${premier} ; ${second}` : `${premier} et ${libelles.length - 1} autres`;
};

/** Rang du dernier moment enregistre a cet instant ; -1 avant le premier. */
export const rangDuMoment = (moments: readonly Moment[], au: string): number =>
  moments.findLastIndex(({ a }) => Date.parse(a) <= Date.parse(au));
