import type { Point, Traces } from '../domain/traces.ts';

/** Une signature tracee au stylet : boucles, pression qui monte puis baisse, un point toutes les seize millisecondes. */
export function signatureDEssai(graine = 1): Traces {
  const points = Array.from({ length: 160 }, (_, rang): Point => {
    const tour = rang / 9;
    return [
      Math.round(900 + rang * 50 + 420 * Math.cos(tour * graine)),
      Math.round(1_900 - 900 * Math.sin(tour) * Math.exp(-rang / 140) + 250 * Math.sin(tour * 2.3)),
      Math.round(300 + 500 * Math.sin((Math.PI * rang) / 160)),
      rang * 16,
    ];
  });
  const paraphe = Array.from({ length: 40 }, (_, rang): Point => [
    1_200 + rang * 190,
    Math.round(3_100 - rang * 9 + 60 * Math.sin(rang / 3)),
    650,
    2_900 + rang * 12,
  ]);
  return { outil: 'stylet', traits: [points, paraphe] };
}
