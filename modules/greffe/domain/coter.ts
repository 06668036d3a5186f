import { type Result, refus, reussite } from '@ppn/core';

/** Cote d'un acte : lettre de serie et rang, « D42 ». Un fichier joint suit la cote de son acte. */
export type Cote = { readonly serie: string; readonly numero: number };

/** Un acte et sa cote ; `certifiee` : elle ne change plus. */
export type CoteDePiece = { readonly piece: string; readonly cote: Cote; readonly certifiee: boolean };

/** Une serie de la juridiction : sa lettre, et les types d'actes qui y vont d'office ; la derniere prend le reste. */
export type Serie = { readonly lettre: string; readonly types: readonly string[] };

/** Raisons de refuser une cotation. */
export type RefusDeCotation =
  | 'piece-inconnue'
  | 'serie-inconnue'
  | 'cote-certifiee'
  | 'cote-en-double'
  | 'numero-saute'
  | 'rien-a-certifier';

/** « D42 ». */
export const ecrireCote = ({ serie, numero }: Cote): string => `${serie}${numero}`;

/** Cote d'office les actes qui ne le sont pas, dans leur ordre, a la suite de leur serie : un numero donne ne sert qu'une fois. */
export function coterDOffice(
  actes: readonly { readonly id: string; readonly type: string }[],
  deja: readonly CoteDePiece[],
  series: readonly Serie[],
): readonly { readonly piece: string; readonly cote: Cote }[] {
  const connues = new Set(deja.map(({ piece }) => piece));
  const derniers = new Map(series.map(({ lettre }) => [lettre, dernierDe(lettre, deja)]));
  return actes
    .filter(({ id }) => !connues.has(id))
    .map(({ id, type }) => {
      const serie = (series.find(({ types }) => types.includes(type)) ?? series.at(-1))?.lettre ?? 'D';
      const numero = (derniers.get(serie) ?? 0) + 1;
      derniers.set(serie, numero);
      return { piece: id, cote: { serie, numero } };
    });
}

const dernierDe = (lettre: string, cotes: readonly CoteDePiece[]): number =>
  Math.max(0, ...cotes.filter(({ cote }) => cote.serie === lettre).map(({ cote }) => cote.numero));

/**
 * Juge une nouvelle cotation des pieces pas encore certifiees. Refuse : toucher une cote certifiee (circulaire de 1993,
 * C.81 : jamais renumerotee), deux fois la meme cote, un numero saute, une serie que la juridiction n'a pas.
 */
export function ajuster(
  deja: readonly CoteDePiece[],
  voulues: readonly { readonly piece: string; readonly cote: Cote }[],
  series: readonly Serie[],
): Result<readonly { readonly piece: string; readonly cote: Cote }[], RefusDeCotation> {
  const connues = new Map(deja.map((une) => [une.piece, une]));
  for (const { piece, cote } of voulues) {
    const connue = connues.get(piece);
    if (!connue) return refus('piece-inconnue');
    if (!series.some(({ lettre }) => lettre === cote.serie)) return refus('serie-inconnue');
    if (connue.certifiee && ecrireCote(connue.cote) !== ecrireCote(cote)) return refus('cote-certifiee');
  }
  const nouvelles = new Map(voulues.map(({ piece, cote }) => [piece, cote]));
  const apres = deja.map(({ piece, cote }) => nouvelles.get(piece) ?? cote);
  if (new Set(apres.map(ecrireCote)).size !== apres.length) return refus('cote-en-double');
  if (series.some(({ lettre }) => aUnTrou(lettre, apres))) return refus('numero-saute');
  return reussite(
    voulues.filter(({ piece, cote }) => {
      const connue = connues.get(piece);
      return connue !== undefined && ecrireCote(connue.cote) !== ecrireCote(cote);
    }),
  );
}

const aUnTrou = (lettre: string, cotes: readonly Cote[]): boolean => {
  const numeros = cotes.filter(({ serie }) => serie === lettre).map(({ numero }) => numero);
  return numeros.some((numero) => numero < 1 || numero > numeros.length);
};
