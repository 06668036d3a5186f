import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { lireLeZip, type EntreeLue } from './essais/lire-zip.ts';
import { octetsDEssai } from './essais/octets.ts';
import { sourceDuZip } from './servir.ts';
import { nomsUniques, planifierZip } from './zip64.ts';

const DATE = new Date('2026-11-22T09:30:20Z');
const contenus = [octetsDEssai(100_003, 1), Buffer.alloc(0), octetsDEssai(7, 3)];
const noms = ['D1/audition é.wav', 'vide.txt', 'photo.jpg'];
const plan = planifierZip(
  contenus.map((octets, rang) => ({ nom: noms[rang] ?? '', longueur: octets.length, crc32: crc32(octets) })),
  DATE,
);
const source = sourceDuZip(plan, 'copie.zip', async function* (entree, debut, fin) {
  yield (contenus[entree] ?? Buffer.alloc(0)).subarray(debut, fin);
});
const lire = async (debut: number, fin: number): Promise<Buffer> => {
  const morceaux: Buffer[] = [];
  for await (const octets of source.lire(debut, fin)) morceaux.push(octets);
  return Buffer.concat(morceaux);
};

test('un lecteur de ZIP y retrouve chaque fichier, son nom accentué, son dossier et ses octets', async () => {
  const lus: readonly EntreeLue[] = await lireLeZip(await lire(0, source.longueur));
  expect(lus.map(({ nom }) => nom)).toEqual(noms);
  lus.forEach(({ octets }, rang) => expect(octets.equals(contenus[rang] ?? Buffer.alloc(1))).toBe(true));
});

test('deux plages bout à bout refont le ZIP, quel que soit l’endroit de la coupure', async () => {
  const entier = await lire(0, source.longueur);
  expect(entier.length).toBe(plan.longueur);
  const bords = plan.morceaux.flatMap(({ debut, longueur }) => [
    debut,
    debut + 1,
    debut + Math.floor(longueur / 2),
  ]);
  for (const bord of bords)
    expect(Buffer.concat([await lire(0, bord), await lire(bord, source.longueur)]).equals(entier)).toBe(true);
});

test('au-delà de quatre gigaoctets et de 65 535 fichiers, les champs ZIP64 portent les vraies valeurs', () => {
  const GRAND = 5 * 1024 ** 3;
  const { morceaux, longueur } = planifierZip(
    [
      { nom: 'a', longueur: GRAND, crc32: 1 },
      { nom: 'b', longueur: 3, crc32: 2 },
    ],
    DATE,
  );
  const fin = morceaux.at(-1);
  const central = morceaux.at(-2);
  if (fin === undefined || !('octets' in fin) || central === undefined || !('octets' in central))
    throw new Error('plan vide');
  expect(longueur).toBe(fin.debut + fin.longueur);
  expect(fin.octets.readUInt32LE(0)).toBe(0x06064b50);
  expect(Number(fin.octets.readBigUInt64LE(48))).toBe(central.debut);
  // Entree a : longueurs en 64 bits ; entree b : seule sa place l'est.
  expect(central.octets.readUInt32LE(20)).toBe(0xffffffff);
  expect(Number(central.octets.readBigUInt64LE(46 + 1 + 4))).toBe(GRAND);
  const b = 46 + 1 + 4 + 16;
  expect(central.octets.readUInt32LE(b + 20)).toBe(3);
  expect(Number(central.octets.readBigUInt64LE(b + 46 + 1 + 4))).toBe(GRAND + 30 + 1 + 20);
  const foule = planifierZip(
    Array.from({ length: 70_000 }, (_, rang) => ({ nom: String(rang), longueur: 0, crc32: 0 })),
    DATE,
  ).morceaux.at(-1);
  expect(foule !== undefined && 'octets' in foule && Number(foule.octets.readBigUInt64LE(32))).toBe(70_000);
});

test('deux fichiers du même nom sont tous deux dans le ZIP', () => {
  expect(nomsUniques(['a.pdf', 'A.pdf', 'd/a.pdf', 'a.pdf', 'a (2).pdf', '.x', '.x'])).toEqual([
    'a.pdf',
    'A (2).pdf',
    'd/a.pdf',
    'a (3).pdf',
    'a (2) (2).pdf',
    '.x',
    '.x (2)',
  ]);
});
