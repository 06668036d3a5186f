type Point = [x: number, y: number, pression: number, temps: number];

/** Signature inventee, a partir d'un nom : des boucles et un paraphe, jamais la signature de quelqu'un. */
export function signatureDeDemonstration(nom: string): { outil: 'stylet'; traits: Point[][] } {
  const graine = [...nom].reduce((somme, signe) => (somme * 31 + (signe.codePointAt(0) ?? 0)) % 997, 7) / 997;
  const boucles = Array.from({ length: 170 }, (_, rang): Point => {
    const tour = rang / (7 + 4 * graine);
    const ampleur = 1_050 * Math.exp(-rang / (110 + 60 * graine));
    return [
      Math.round(1_200 + rang * 40 + 380 * Math.cos(tour)),
      Math.round(1_750 - ampleur * Math.sin(tour) + 180 * Math.sin(tour * (1.7 + graine))),
      Math.round(320 + 480 * Math.sin((Math.PI * rang) / 170)),
      rang * 16,
    ];
  });
  const paraphe = Array.from({ length: 40 }, (_, rang): Point => [
    1_500 + rang * 165,
    Math.round(2_950 - rang * 8 + 70 * Math.sin(rang / 4 + 6 * graine)),
    600,
    3_000 + rang * 12,
  ]);
  return { outil: 'stylet', traits: [boucles, paraphe] };
}
