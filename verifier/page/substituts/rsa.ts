import { condenser, createHash, tailleDe } from './empreintes.ts';
import {
  enEntier,
  enHexa,
  enOctets,
  entierPositif,
  lireSeul,
  lireSuite,
  nombreDeBits,
} from './der-strict.ts';

/** Cle publique RSA (RFC 8017 §A.1.1). */
export type CleRsa = { readonly n: bigint; readonly e: bigint; readonly bits: number };

/** Ce qu'OpenSSL refuse aussi : module de plus de 16 384 bits, exposant demesure. */
const BITS_MAX = 16_384;
const BITS_ORDINAIRES = 3072;
const EXPOSANT_MAX = 64;

/** Lit une RSAPublicKey DER. */
export function lireCleRsa(der: Uint8Array): CleRsa {
  const [module, exposant, ...autres] = lireSuite(lireSeul(der, 0x30));
  if (autres.length > 0) throw new Error('clé RSA mal formée');
  const n = entierPositif(module);
  return { n, e: entierPositif(exposant), bits: nombreDeBits(n) };
}

/** `DigestInfo` DER (RFC 8017 §9.2) sans l'empreinte, parametres NULL. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['sha1', '3021300906052b0e03021a05000414'],
  ['sha256', '3031300d060960864801650304020105000420'],
  ['sha384', '3041300d060960864801650304020205000430'],
  ['sha512', '3051300d060960864801650304020305000440'],
  ['sha3-256', '3031300d060960864801650304020805000420'],
  ['sha3-384', '3041300d060960864801650304020905000430'],
  ['sha3-512', '3051300d060960864801650304020a05000440'],
]);

/** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2) : le bloc attendu est rebati et compare en entier, rien n'est lu dans celui de la signature. */
export function verifierPkcs1(cle: CleRsa, nom: string, donnees: Uint8Array, signature: Uint8Array): boolean {
  const prefixe = PREFIXES.get(nom);
  if (prefixe === undefined) throw new Error('condensat non admis pour RSA');
  const info = prefixe + enHexa(condenser(nom, donnees));
  const bloc = ouvrir(cle, signature);
  const remplissage = tailleDuModule(cle) - 3 - info.length / 2;
  if (bloc === undefined || remplissage < 8) return false;
  return bloc === BigInt(`0x0001${'ff'.repeat(remplissage)}00${info}`);
}

/** RSASSA-PSS (RFC 8017 §8.1.2), MGF1 de meme condensat, sel d'exactement `sel` octets. */
export function verifierPss(
  cle: CleRsa,
  { nom, sel }: { readonly nom: string; readonly sel: number },
  donnees: Uint8Array,
  signature: Uint8Array,
): boolean {
  const bloc = ouvrir(cle, signature);
  const bitsUtiles = cle.bits - 1;
  const taille = Math.ceil(bitsUtiles / 8);
  const h = tailleDe(nom);
  if (bloc === undefined || nombreDeBits(bloc) > bitsUtiles || taille < h + sel + 2) return false;
  const octets = enOctets(bloc, taille);
  if (octets.at(-1) !== 0xbc) return false;
  const graine = octets.subarray(taille - h - 1, taille - 1);
  const masque = mgf1(nom, graine, taille - h - 1);
  const base = octets.subarray(0, taille - h - 1).map((octet, rang) => octet ^ (masque[rang] ?? 0));
  base[0] = (base[0] ?? 0) & (0xff >> (8 * taille - bitsUtiles));
  const zeros = taille - h - sel - 2;
  if (base.subarray(0, zeros).some((octet) => octet !== 0) || base[zeros] !== 1) return false;
  const attendu = createHash(nom)
    .update(new Uint8Array(8))
    .update(condenser(nom, donnees))
    .update(base.subarray(zeros + 1))
    .digest();
  return attendu.equals(graine);
}

const tailleDuModule = (cle: CleRsa): number => Math.ceil(cle.bits / 8);

/** Signature elevee a l'exposant public ; undefined si elle n'est pas de la taille du module ou si la cle est impossible. */
function ouvrir({ n, e, bits }: CleRsa, signature: Uint8Array): bigint | undefined {
  const impossible =
    n % 2n === 0n ||
    e % 2n === 0n ||
    e >= n ||
    bits > BITS_MAX ||
    (bits > BITS_ORDINAIRES && nombreDeBits(e) > EXPOSANT_MAX);
  if (impossible || signature.length !== Math.ceil(bits / 8)) return undefined;
  const base = enEntier(signature);
  return base >= n ? undefined : puissance(base, e, n);
}

/** `base ^ exposant mod modulo`, bit de poids fort d'abord. */
export function puissance(base: bigint, exposant: bigint, modulo: bigint): bigint {
  let resultat = 1n;
  for (const bit of exposant.toString(2)) {
    resultat = (resultat * resultat) % modulo;
    if (bit === '1') resultat = (resultat * base) % modulo;
  }
  return resultat;
}

function mgf1(nom: string, graine: Uint8Array, taille: number): Uint8Array {
  const sortie = new Uint8Array(Math.ceil(taille / tailleDe(nom)) * tailleDe(nom));
  for (let rang = 0; rang * tailleDe(nom) < taille; rang += 1)
    sortie.set(
      createHash(nom)
        .update(graine)
        .update(enOctets(BigInt(rang), 4))
        .digest(),
      rang * tailleDe(nom),
    );
  return sortie.subarray(0, taille);
}
