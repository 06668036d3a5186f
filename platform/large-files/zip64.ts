/** Une entree stockee : son nom (chemin), sa longueur et le CRC-32 de son clair, connus d'avance. */
export type EntreeZip = { readonly nom: string; readonly longueur: number; readonly crc32: number };

/** Un bout du ZIP : des octets a lui, ou le clair de l'entree `entree`. */
export type MorceauDeZip =
  | { readonly debut: number; readonly longueur: number; readonly octets: Buffer }
  | { readonly debut: number; readonly longueur: number; readonly entree: number };

/** Le plan d'un ZIP : chaque octet a sa place avant qu'un seul soit lu. Memes entrees, meme date : memes octets. */
export type PlanDeZip = { readonly longueur: number; readonly morceaux: readonly MorceauDeZip[] };

const MAX32 = 0xffffffff;
const MAX16 = 0xffff;

/** Planifie un ZIP64 (APPNOTE 6.3.10) d'entrees stockees ; les noms sont uniques, en UTF-8. */
export function planifierZip(entrees: readonly EntreeZip[], date: Date): PlanDeZip {
  const morceaux: MorceauDeZip[] = [];
  const moment = dateDos(date);
  let longueur = 0;
  const poser = (octets: Buffer): void => {
    morceaux.push({ debut: longueur, longueur: octets.length, octets });
    longueur += octets.length;
  };
  const centraux = entrees.map((entree, rang) => {
    const debut = longueur;
    poser(enteteLocal(entree, moment));
    if (entree.longueur > 0) morceaux.push({ debut: longueur, longueur: entree.longueur, entree: rang });
    longueur += entree.longueur;
    return enteteCentral(entree, moment, debut);
  });
  const debut = longueur;
  const central = Buffer.concat(centraux);
  poser(central);
  poser(fin({ nombre: entrees.length, debut, taille: central.length }));
  return { longueur, morceaux };
}

/** Rend chaque nom unique : le second `a.pdf` devient `a (2).pdf` ; la casse ne distingue pas. */
export function nomsUniques(noms: readonly string[]): readonly string[] {
  const pris = new Set<string>();
  return noms.map((nom) => {
    const point = nom.lastIndexOf('.');
    const coupe = point > nom.lastIndexOf('/') + 1 ? point : nom.length;
    let choisi = nom;
    for (let rang = 2; pris.has(choisi.toLocaleLowerCase('fr')); rang += 1)
      choisi = `${nom.slice(0, coupe)} (${rang})${nom.slice(coupe)}`;
    pris.add(choisi.toLocaleLowerCase('fr'));
    return choisi;
  });
}

/** UTF-8 (bit 11), stocke ; au-dela de 4 Gio, les longueurs passent dans le champ 0x0001. */
function enteteLocal({ nom, longueur, crc32 }: EntreeZip, moment: number): Buffer {
  const octets = Buffer.from(nom);
  const grand = longueur >= MAX32;
  const extra = grand ? champ64(longueur, longueur) : Buffer.alloc(0);
  const tete = Buffer.alloc(30);
  tete.writeUInt32LE(0x04034b50, 0);
  tete.writeUInt16LE(grand ? 45 : 20, 4);
  tete.writeUInt16LE(0x0800, 6);
  tete.writeUInt32LE(moment, 10);
  tete.writeUInt32LE(crc32, 14);
  tete.writeUInt32LE(grand ? MAX32 : longueur, 18);
  tete.writeUInt32LE(grand ? MAX32 : longueur, 22);
  tete.writeUInt16LE(octets.length, 26);
  tete.writeUInt16LE(extra.length, 28);
  return Buffer.concat([tete, octets, extra]);
}

function enteteCentral({ nom, longueur, crc32 }: EntreeZip, moment: number, debut: number): Buffer {
  const octets = Buffer.from(nom);
  const grand = longueur >= MAX32;
  const loin = debut >= MAX32;
  const extra =
    grand || loin
      ? champ64(...(grand ? [longueur, longueur] : []), ...(loin ? [debut] : []))
      : Buffer.alloc(0);
  const tete = Buffer.alloc(46);
  tete.writeUInt32LE(0x02014b50, 0);
  // Fait sous Unix (3) : fichier ordinaire, lisible.
  tete.writeUInt16LE((3 << 8) | 45, 4);
  tete.writeUInt16LE(grand || loin ? 45 : 20, 6);
  tete.writeUInt16LE(0x0800, 8);
  tete.writeUInt32LE(moment, 12);
  tete.writeUInt32LE(crc32, 16);
  tete.writeUInt32LE(grand ? MAX32 : longueur, 20);
  tete.writeUInt32LE(grand ? MAX32 : longueur, 24);
  tete.writeUInt16LE(octets.length, 28);
  tete.writeUInt16LE(extra.length, 30);
  tete.writeUInt32LE((0o100644 << 16) >>> 0, 38);
  tete.writeUInt32LE(loin ? MAX32 : debut, 42);
  return Buffer.concat([tete, octets, extra]);
}

function champ64(...valeurs: readonly number[]): Buffer {
  const champ = Buffer.alloc(4 + 8 * valeurs.length);
  champ.writeUInt16LE(0x0001, 0);
  champ.writeUInt16LE(8 * valeurs.length, 2);
  valeurs.forEach((valeur, rang) => champ.writeBigUInt64LE(BigInt(valeur), 4 + 8 * rang));
  return champ;
}

type Centre = { readonly nombre: number; readonly debut: number; readonly taille: number };

function fin({ nombre, debut, taille }: Centre): Buffer {
  const bref = Buffer.alloc(22);
  bref.writeUInt32LE(0x06054b50, 0);
  bref.writeUInt16LE(Math.min(nombre, MAX16), 8);
  bref.writeUInt16LE(Math.min(nombre, MAX16), 10);
  bref.writeUInt32LE(Math.min(taille, MAX32), 12);
  bref.writeUInt32LE(Math.min(debut, MAX32), 16);
  if (nombre < MAX16 && debut < MAX32 && taille < MAX32) return bref;
  const long = Buffer.alloc(56);
  long.writeUInt32LE(0x06064b50, 0);
  long.writeBigUInt64LE(44n, 4);
  long.writeUInt16LE((3 << 8) | 45, 12);
  long.writeUInt16LE(45, 14);
  long.writeBigUInt64LE(BigInt(nombre), 24);
  long.writeBigUInt64LE(BigInt(nombre), 32);
  long.writeBigUInt64LE(BigInt(taille), 40);
  long.writeBigUInt64LE(BigInt(debut), 48);
  const repere = Buffer.alloc(20);
  repere.writeUInt32LE(0x07064b50, 0);
  repere.writeBigUInt64LE(BigInt(debut + taille), 8);
  repere.writeUInt32LE(1, 16);
  return Buffer.concat([long, repere, bref]);
}

/** Heure MS-DOS (UTC, deux secondes) ; ni avant 1980 ni apres 2107. */
function dateDos(date: Date): number {
  const annee = Math.min(127, Math.max(0, date.getUTCFullYear() - 1980));
  const jour = (annee << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const heure = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return ((jour << 16) | heure) >>> 0;
}
