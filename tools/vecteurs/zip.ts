import { crc32, deflateRawSync } from 'node:zlib';

/** Une entree d'archive. `local` et `crc` permettent d'ecrire une archive fausse : autre nom local, somme ou taille annoncee fausse. */
export type EntreeZip = {
  readonly nom: string;
  readonly octets: Uint8Array;
  readonly local?: string;
  readonly crc?: number;
  readonly chiffre?: boolean;
  readonly stocke?: boolean;
};

/** Date DOS fixe (1er janvier 2026, midi) : memes entrees, memes octets. */
const HEURE = 12 << 11;
const JOUR = ((2026 - 1980) << 9) | (1 << 5) | 1;

/** Ecrit une archive ZIP deflate, noms et ordre tels quels : c'est a l'appelant de ne pas mentir, ou de le vouloir. */
export function ecrireZip(entrees: readonly EntreeZip[]): Uint8Array {
  const corps: Uint8Array[] = [];
  const annuaire: Buffer[] = [];
  let place = 0;
  for (const entree of entrees) {
    const comprime = compresser(entree);
    const champs = champsDe(entree, comprime.length);
    const local = Buffer.concat([entete(0x04034b50, champs), longueurs(entree.local ?? entree.nom)]);
    const nomLocal = Buffer.from(entree.local ?? entree.nom, 'utf8');
    annuaire.push(centrale(entree.nom, champs, place));
    corps.push(local, nomLocal, comprime);
    place += local.length + nomLocal.length + comprime.length;
  }
  const central = Buffer.concat(annuaire);
  return Buffer.concat([...corps, central, fin(entrees.length, { taille: central.length, place })]);
}

const compresser = ({ octets, stocke }: EntreeZip): Uint8Array =>
  stocke === true ? octets : deflateRawSync(octets, { level: 9 });

function champsDe(entree: EntreeZip, comprime: number): Buffer {
  const champs = Buffer.alloc(22);
  champs.writeUInt16LE(20, 0);
  champs.writeUInt16LE(entree.chiffre === true ? 1 : 0, 2);
  champs.writeUInt16LE(entree.stocke === true ? 0 : 8, 4);
  champs.writeUInt16LE(HEURE, 6);
  champs.writeUInt16LE(JOUR, 8);
  champs.writeUInt32LE(entree.crc ?? crc32(entree.octets), 10);
  champs.writeUInt32LE(comprime, 14);
  champs.writeUInt32LE(entree.octets.length, 18);
  return champs;
}

function entete(marque: number, champs: Buffer): Buffer {
  const debut = Buffer.alloc(4);
  debut.writeUInt32LE(marque);
  return Buffer.concat([debut, champs]);
}

function longueurs(nom: string): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt16LE(Buffer.byteLength(nom), 0);
  return octets;
}

function centrale(nom: string, champs: Buffer, place: number): Buffer {
  const version = Buffer.from([20, 0]);
  const suite = Buffer.alloc(10);
  const position = Buffer.alloc(4);
  position.writeUInt32LE(place);
  return Buffer.concat([
    entete(0x02014b50, Buffer.concat([version, champs])),
    longueurs(nom),
    suite,
    position,
    Buffer.from(nom, 'utf8'),
  ]);
}

function fin(nombre: number, annuaire: { readonly taille: number; readonly place: number }): Buffer {
  const octets = Buffer.alloc(22);
  octets.writeUInt32LE(0x06054b50, 0);
  octets.writeUInt16LE(nombre, 8);
  octets.writeUInt16LE(nombre, 10);
  octets.writeUInt32LE(annuaire.taille, 12);
  octets.writeUInt32LE(annuaire.place, 16);
  return octets;
}
