import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';

/** Parametres d'un chiffre FLOE (c2sp.org/FLOE) : longueur d'un segment chiffre, et nombre de bits bas effaces pour tirer sa cle. */
export type Parametres = { readonly longueurDeSegment: number; readonly bitsDeRotation: number };

/** Ce qu'un segment ajoute a son clair : 4 (longueur) + 12 (nonce) + 16 (sceau GCM). */
export const SURCOUT = 32;

/** Longueur de l'en-tete : 10 (parametres) + 32 (IV) + 32 (sceau). */
export const LONGUEUR_ENTETE = 74;

/** Les notres : 256 Kio de clair par segment, cle renouvelee tous les 2^20 segments. */
export const PARAMETRES: Parametres = { longueurDeSegment: 256 * 1024 + SURCOUT, bitsDeRotation: 20 };

/** Un chiffre ouvert : de quoi traiter ses segments dans n'importe quel ordre. */
export type Chiffre = {
  readonly parametres: Parametres;
  readonly cleDuSegment: (position: number) => Buffer;
};

/** Commence un chiffre neuf sous `cle` (32 octets, un seul objet) ; `entete` s'ecrit avant les segments. */
export function commencer(
  cle: Uint8Array,
  aad: Uint8Array,
  parametres: Parametres = PARAMETRES,
): { readonly entete: Buffer; readonly chiffre: Chiffre } {
  const debut = Buffer.concat([enOctets(parametres), randomBytes(32)]);
  return {
    entete: Buffer.concat([debut, sceau(cle, debut, aad)]),
    chiffre: chiffreDe(cle, debut, aad, parametres),
  };
}

/** Ouvre un chiffre par son en-tete ; `undefined` si la cle, l'AAD, les parametres ou l'en-tete ne vont pas ensemble. */
export function ouvrir(
  cle: Uint8Array,
  aad: Uint8Array,
  entete: Uint8Array,
  parametres: Parametres = PARAMETRES,
): Chiffre | undefined {
  if (entete.length !== LONGUEUR_ENTETE) return undefined;
  const debut = Buffer.from(entete.subarray(0, 42));
  const attendu = enOctets(parametres);
  if (!attendu.equals(debut.subarray(0, 10)) || !timingSafeEqual(sceau(cle, debut, aad), entete.subarray(42)))
    return undefined;
  return chiffreDe(cle, debut, aad, parametres);
}

/** Chiffre le segment `position` ; tous sauf le dernier sont pleins. Le nonce est tire : recommencer une position est sur. */
export const chiffrerSegment = (
  chiffre: Chiffre,
  position: number,
  dernier: boolean,
  clair: Uint8Array,
): Buffer => Buffer.concat(chiffrerEnMorceaux(chiffre, { position, dernier }, clair));

/** Le meme segment en trois morceaux a ecrire bout a bout (longueur et nonce, chiffre, sceau) : une copie de moins. */
export function chiffrerEnMorceaux(
  { parametres, cleDuSegment }: Chiffre,
  { position, dernier }: { readonly position: number; readonly dernier: boolean },
  clair: Uint8Array,
): readonly [Buffer, Buffer, Buffer] {
  const plein = parametres.longueurDeSegment - SURCOUT;
  if (dernier ? clair.length > plein : clair.length !== plein)
    throw new RangeError('Longueur de segment impossible.');
  const tete = Buffer.allocUnsafe(16);
  tete.writeUInt32BE(dernier ? clair.length + SURCOUT : INTERMEDIAIRE, 0);
  randomFillSync(tete, 4, 12);
  const machine = createCipheriv('aes-256-gcm', cleDuSegment(position), tete.subarray(4, 16)).setAAD(
    aadDuSegment(position, dernier),
  );
  const corps = machine.update(clair);
  machine.final();
  return [tete, corps, machine.getAuthTag()];
}

/** Dechiffre le segment `position` ; `undefined` si un bit, la place ou la qualite de dernier ne sont pas ceux d'origine. */
export function dechiffrerSegment(
  { parametres, cleDuSegment }: Chiffre,
  position: number,
  dernier: boolean,
  segment: Buffer,
): Buffer | undefined {
  const longueur = segment.length;
  if (
    longueur < SURCOUT ||
    longueur > parametres.longueurDeSegment ||
    (!dernier && longueur !== parametres.longueurDeSegment)
  )
    return undefined;
  if (segment.readUInt32BE(0) !== (dernier ? longueur : INTERMEDIAIRE)) return undefined;
  const machine = createDecipheriv('aes-256-gcm', cleDuSegment(position), segment.subarray(4, 16), {
    authTagLength: 16,
  });
  machine.setAAD(aadDuSegment(position, dernier)).setAuthTag(segment.subarray(longueur - 16));
  const clair = machine.update(segment.subarray(16, longueur - 16));
  try {
    machine.final();
    return clair;
  } catch {
    return undefined;
  }
}

const INTERMEDIAIRE = 0xffffffff;

function enOctets({ longueurDeSegment }: Parametres): Buffer {
  const octets = Buffer.alloc(10);
  octets.writeUInt32BE(longueurDeSegment, 2);
  octets.writeUInt32BE(32, 6);
  return octets;
}

/** HKDF-Expand-SHA-384 (RFC 5869 §2.3), un seul bloc : 48 octets au plus. `debut` : parametres puis IV. */
function deriver(
  cle: Uint8Array,
  debut: Uint8Array,
  usage: Uint8Array,
  aad: Uint8Array,
  longueur: number,
): Buffer {
  return createHmac('sha384', cle)
    .update(debut)
    .update(usage)
    .update(aad)
    .update(UN)
    .digest()
    .subarray(0, longueur);
}

const UN = Buffer.of(1);

const sceau = (cle: Uint8Array, debut: Uint8Array, aad: Uint8Array): Buffer =>
  deriver(cle, debut, Buffer.from('HEADER_TAG:'), aad, 32);

function chiffreDe(cle: Uint8Array, debut: Uint8Array, aad: Uint8Array, parametres: Parametres): Chiffre {
  const cleDuMessage = deriver(cle, debut, Buffer.from('MESSAGE_KEY:'), aad, 48);
  const masque = (1n << BigInt(parametres.bitsDeRotation)) - 1n;
  let connue: { readonly rang: bigint; readonly cle: Buffer } | undefined;
  const cleDuSegment = (position: number): Buffer => {
    const rang = BigInt(position) & ~masque;
    if (connue?.rang !== rang)
      connue = {
        rang,
        cle: deriver(cleDuMessage, debut, Buffer.concat([Buffer.from('DEK:'), u64(rang)]), aad, 32),
      };
    return connue.cle;
  };
  return { parametres, cleDuSegment };
}

const aadDuSegment = (position: number, dernier: boolean): Buffer =>
  Buffer.concat([u64(BigInt(position)), Buffer.of(dernier ? 1 : 0)]);

function u64(valeur: bigint): Buffer {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64BE(valeur);
  return octets;
}
