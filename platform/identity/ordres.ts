import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';

/** Charge utile d'un ordre avant signature : `jti`, `iat` et `exp` sont posés par `emettreOrdre`. */
export type ChargeOrdre =
  | { readonly op: 'authentifier'; readonly origin: string; readonly defi: string }
  | {
      readonly op: 'signer';
      readonly origin: string;
      readonly titre: string;
      readonly empreinte: string;
      readonly attributs: string;
      readonly certificat: string;
    };
/** Un ordre signé : le JWS compact à relayer et son identifiant à usage unique. */
export type OrdreEmis = { readonly jws: string; readonly jti: string; readonly exp: number };
/** Signe un ordre pour l'agent ; échéance 5 minutes au plus (protocole de l'agent). */
export type EmettreOrdre = (charge: ChargeOrdre) => Promise<OrdreEmis>;
/** Clés d'ordres d'un service : la privée signe, la JWK publique (avec `kid`) est épinglée dans l'agent. */
export type ClesOrdres = { readonly kid: string; readonly privee: KeyObject; readonly publique: JWK };

/** Crée une paire ES256 neuve et son PEM PKCS#8 (à garder 0600). */
export async function creerCles(): Promise<ClesOrdres & { readonly pem: string }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { ...(await lireCles(pem)), pem };
}

/** Relit une paire ES256 depuis son PEM PKCS#8 ; `kid` est l'empreinte de la clé (RFC 7638). Lance si ce n'est pas P-256. */
export async function lireCles(pem: string): Promise<ClesOrdres> {
  const privee = createPrivateKey(pem);
  if (privee.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error('La clé des ordres doit être une clé EC P-256.');
  const { kty, crv, x, y } = await exportJWK(privee);
  if (kty === undefined || crv === undefined || x === undefined || y === undefined)
    throw new Error('Clé des ordres illisible.');
  const nue = { kty, crv, x, y };
  const kid = await calculateJwkThumbprint(nue);
  return { kid, privee, publique: { ...nue, kid, alg: 'ES256', use: 'sig' } };
}

/** Prépare la signature des ordres d'un service. `dureeS` : 300 au plus. */
export const creerEmetteurOrdres =
  ({
    cles,
    horloge = () => new Date(),
    dureeS = 300,
  }: {
    readonly cles: ClesOrdres;
    readonly horloge?: () => Date;
    readonly dureeS?: number;
  }): EmettreOrdre =>
  async (charge) => {
    const jti = randomUUID();
    const iat = Math.floor(horloge().getTime() / 1000);
    const exp = iat + Math.min(dureeS, 300);
    const jws = await new SignJWT({ ...charge, jti, iat, exp })
      .setProtectedHeader({ alg: 'ES256', kid: cles.kid, typ: 'ppn-ordre+jwt' })
      .sign(cles.privee);
    return { jws, jti, exp };
  };
