/** Annule le predicteur TIFF (2) : chaque octet est un ecart avec le precedent de sa composante. */
export function tiff(octets: Uint8Array, ligne: number, pas: number): Uint8Array {
  const rendu = Uint8Array.from(octets);
  for (let i = 0; i < rendu.length; i += 1) {
    if (i % ligne >= pas) rendu[i] = (rendu[i] ?? 0) + (rendu[i - pas] ?? 0);
  }
  return rendu;
}

/** Annule les predicteurs PNG (10 a 15) : un octet de genre ouvre chaque ligne. */
export function png(octets: Uint8Array, ligne: number, pas: number): Uint8Array {
  const lignes = Math.ceil(octets.length / (ligne + 1));
  const rendu = new Uint8Array(lignes * ligne);
  for (let rang = 0; rang < lignes; rang += 1) {
    const depart = rang * (ligne + 1);
    const genre = octets[depart] ?? 0;
    for (let i = 0; i < ligne; i += 1) {
      const ici = rang * ligne + i;
      const gauche = i >= pas ? (rendu[ici - pas] ?? 0) : 0;
      const haut = rang > 0 ? (rendu[ici - ligne] ?? 0) : 0;
      const coin = rang > 0 && i >= pas ? (rendu[ici - ligne - pas] ?? 0) : 0;
      rendu[ici] = (octets[depart + 1 + i] ?? 0) + predit(genre, gauche, haut, coin);
    }
  }
  return rendu;
}

function predit(genre: number, gauche: number, haut: number, coin: number): number {
  if (genre === 1) return gauche;
  if (genre === 2) return haut;
  if (genre === 3) return (gauche + haut) >> 1;
  if (genre !== 4) return 0;
  const base = gauche + haut - coin;
  const [a, b, c] = [Math.abs(base - gauche), Math.abs(base - haut), Math.abs(base - coin)];
  if (a <= b && a <= c) return gauche;
  return b <= c ? haut : coin;
}
