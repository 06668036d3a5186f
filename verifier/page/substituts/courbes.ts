import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { condenser } from './empreintes.ts';
import { enHexa, lireSeul } from './der-strict.ts';
import { inverse, lireCouple, tronquer } from './couple.ts';

type Courbe = typeof p256.Point;
type Point = InstanceType<Courbe>;

/** Cle publique ECDSA : sa courbe (nom d'OpenSSL) et son point. */
export type CleEc = { readonly courbe: string; readonly groupe: Courbe; readonly point: Point };

/** Courbes admises, par OID (contenu DER en hexadecimal). */
const COURBES: ReadonlyMap<string, { readonly courbe: string; readonly groupe: Courbe }> = new Map([
  ['2a8648ce3d030107', { courbe: 'prime256v1', groupe: p256.Point }],
  ['2b81040022', { courbe: 'secp384r1', groupe: p384.Point }],
  ['2b81040023', { courbe: 'secp521r1', groupe: p521.Point }],
  ['2b8104000a', { courbe: 'secp256k1', groupe: secp256k1.Point }],
  ['2b2403030208010107', { courbe: 'brainpoolP256r1', groupe: brainpoolP256r1.Point }],
  ['2b240303020801010b', { courbe: 'brainpoolP384r1', groupe: brainpoolP384r1.Point }],
  ['2b240303020801010d', { courbe: 'brainpoolP512r1', groupe: brainpoolP512r1.Point }],
]);

const MEMOIRE_MAX = 200;
const lues = new Map<string, CleEc>();

/** Lit une cle EC : OID de courbe nommee et point SEC 1, compresse ou non ; lance pour un point hors de la courbe. */
export function lireCleEc(parametres: Uint8Array, point: Uint8Array): CleEc {
  const nom = enHexa(lireSeul(parametres, 0x06));
  const connue = lues.get(nom + enHexa(point));
  if (connue !== undefined) return connue;
  const definition = COURBES.get(nom);
  if (definition === undefined) throw new Error('courbe inconnue');
  const cle = { ...definition, point: definition.groupe.fromBytes(point) };
  if (lues.size >= MEMOIRE_MAX) lues.clear();
  lues.set(nom + enHexa(point), cle);
  return cle;
}

/** A la deuxieme verification d'une cle, ses multiples sont gardes : un horodateur signe des milliers de jetons. */
const FENETRE = 6;
const usages = new WeakMap<CleEc, number>();

function compterUnUsage(cle: CleEc): void {
  const nombre = (usages.get(cle) ?? 0) + 1;
  usages.set(cle, nombre);
  if (nombre === 2) cle.point.precompute(FENETRE);
}

/** ECDSA (FIPS 186-5 §6.4.2) ; la signature doit etre en DER exact, comme l'exige OpenSSL. */
export function verifierEcdsa(cle: CleEc, nom: string, donnees: Uint8Array, signature: Uint8Array): boolean {
  const couple = lireCouple(signature);
  const { ORDER } = cle.groupe.Fn;
  if (couple === undefined || couple.some((valeur) => valeur < 1n || valeur >= ORDER)) return false;
  compterUnUsage(cle);
  const [r, s] = couple;
  const w = inverse(s, ORDER);
  const u1 = (tronquer(condenser(nom, donnees), ORDER) * w) % ORDER;
  const u2 = (r * w) % ORDER;
  const point = multiple(cle.groupe.BASE, u1, cle).add(multiple(cle.point, u2, cle));
  return !point.is0() && point.toAffine().x % ORDER === r;
}

const multiple = (point: Point, facteur: bigint, { groupe }: CleEc): Point =>
  facteur === 0n ? groupe.ZERO : point.multiplyUnsafe(facteur);
