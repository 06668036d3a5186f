import sharp from 'sharp';

/** Une photographie inventee : octets JPEG, nom, legende. */
export type PhotoDeDemonstration = {
  readonly nom: string;
  readonly legende: string;
  readonly octets: Uint8Array<ArrayBuffer>;
};

const SCENES = [
  {
    nom: 'rayon.jpg',
    legende: 'Vue générale du rayon, l’emplacement vide est au centre.',
    ciel: '#c9d6df',
    objet: '#8a6f4d',
  },
  {
    nom: 'antivol.jpg',
    legende: 'Antivol retrouvé au sol, à deux mètres du rayon.',
    ciel: '#d7d2c4',
    objet: '#3f4a56',
  },
  {
    nom: 'sortie.jpg',
    legende: 'Sortie du magasin, vue depuis le rayon.',
    ciel: '#bfd0c2',
    objet: '#70573f',
  },
] as const;

/** Fabrique des photographies de demonstration (2 400 × 1 600) ; aucune image reelle n'est employee. */
export const photographies = (nombre: number): Promise<readonly PhotoDeDemonstration[]> =>
  Promise.all(SCENES.slice(0, nombre).map(fabriquer));

async function fabriquer({
  nom,
  legende,
  ciel,
  objet,
}: (typeof SCENES)[number]): Promise<PhotoDeDemonstration> {
  const etageres = Array.from(
    { length: 5 },
    (_, rang) =>
      `<rect x="160" y="${260 + rang * 230}" width="2080" height="26" fill="#5b4a3a"/>${boites(rang, objet)}`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1600"><rect width="2400" height="1600" fill="${ciel}"/><rect y="1380" width="2400" height="220" fill="#9a9186"/>${etageres}</svg>`;
  const octets = await sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();
  return { nom, legende, octets: new Uint8Array(octets) };
}

const boites = (rang: number, couleur: string): string =>
  Array.from({ length: 9 }, (_, place) =>
    rang === 2 && place === 4
      ? ''
      : `<rect x="${190 + place * 230}" y="${100 + rang * 230}" width="170" height="150" rx="8" fill="${couleur}" opacity="${0.55 + ((rang + place) % 4) * 0.12}"/>`,
  ).join('');
