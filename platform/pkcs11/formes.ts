import { createPublicKey, X509Certificate } from 'node:crypto';

const entierDer = (octets: Buffer): Buffer => {
  let debut = 0;
  while (debut < octets.length - 1 && octets[debut] === 0) debut += 1;
  const utile = octets.subarray(debut);
  const signe = ((utile[0] ?? 0) & 0x80) !== 0;
  const valeur = signe ? Buffer.concat([Buffer.of(0), utile]) : utile;
  return Buffer.concat([Buffer.of(0x02, valeur.length), valeur]);
};

/** `r‖s` brut de CKM_ECDSA en `SEQUENCE { r, s }` DER (RFC 3279 §2.2.3), la forme qu'attendent CMS et X.509. */
export function ecdsaEnDer(brut: Uint8Array): Buffer {
  if (brut.length === 0 || brut.length % 2 !== 0 || brut.length > 96)
    throw new RangeError('Une signature ECDSA P-256 ou P-384 était attendue.');
  const octets = Buffer.from(brut);
  const moitie = octets.length / 2;
  const contenu = Buffer.concat([entierDer(octets.subarray(0, moitie)), entierDer(octets.subarray(moitie))]);
  return Buffer.concat([Buffer.of(0x30, contenu.length), contenu]);
}

const DIGEST_INFO_SHA256 = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** DigestInfo SHA-256 (RFC 8017 §9.2) : CKM_RSA_PKCS ne le met pas lui-meme. */
export function digestInfo(condensat: Uint8Array): Buffer {
  if (condensat.length !== 32) throw new RangeError('Un condensat SHA-256 était attendu.');
  return Buffer.concat([DIGEST_INFO_SHA256, condensat]);
}

/** Le point de CKA_EC_POINT, sans l'OCTET STRING dont la norme l'enveloppe ; quelques modules l'omettent. */
export function pointEc(valeur: Uint8Array): Buffer {
  const octets = Buffer.from(valeur);
  const enveloppe = octets[0] === 0x04 && octets[1] === octets.length - 2;
  return enveloppe ? octets.subarray(2) : octets;
}

/** Ce qui identifie la cle publique d'un certificat dans un jeton : module RSA ou point EC non compresse. */
export function cleDuCertificat(
  certificat: Uint8Array,
): { readonly type: 'rsa' | 'ec'; readonly valeur: Buffer } | undefined {
  const jwk = createPublicKey(
    new X509Certificate(certificat).publicKey.export({ type: 'spki', format: 'pem' }),
  ).export({
    format: 'jwk',
  });
  if (jwk.kty === 'RSA' && typeof jwk.n === 'string')
    return { type: 'rsa', valeur: Buffer.from(jwk.n, 'base64url') };
  if (jwk.kty === 'EC' && typeof jwk.x === 'string' && typeof jwk.y === 'string')
    return {
      type: 'ec',
      valeur: Buffer.concat([Buffer.of(4), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')]),
    };
  return undefined;
}
