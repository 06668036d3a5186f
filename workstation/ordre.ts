import { isEmpreinte, refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { lireAttributsSignes } from '@ppn/sealing';
import { decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';
import type { JWK, JWTVerifyResult } from 'jose';
import { z } from 'zod';
import { DUREE_MAX_ORDRE } from './protocole.ts';
import type { CodeRefus, Ordre } from './protocole.ts';

/**
 * Clés publiques ES256 des services, par `kid`. Une clé peut porter `origines` : elle ne commande alors que ces portails
 * (membre supplémentaire permis par la RFC 7517 §4).
 */
export type ClesServeur = Readonly<Record<string, JWK & { readonly origines?: readonly string[] }>>;

const DERIVE_S = 60;
const commun = {
  origin: z.url().max(300),
  jti: z.string().min(8).max(100),
  iat: z.number().int(),
  exp: z.number().int(),
};
const schemaOrdre = z.discriminatedUnion('op', [
  z.object({ ...commun, op: z.literal('authentifier'), defi: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
  z.object({
    ...commun,
    op: z.literal('signer'),
    titre: z.string().min(1).max(300),
    empreinte: z.string().refine(isEmpreinte),
    attributs: z.base64().max(4096),
    certificat: z.string().refine(isEmpreinte),
  }),
]);

/** Vérifie un ordre : signé par un service épinglé, pour cette origine, encore valable, et jamais un condensat nu. */
export async function verifierOrdre(
  jws: string,
  {
    cles,
    origine,
    maintenant,
  }: {
    readonly cles: ClesServeur;
    readonly origine: string;
    readonly maintenant: Date;
  },
): Promise<Result<Ordre, CodeRefus>> {
  const verifie = await verifierSignature(jws, cles, maintenant);
  if (!verifie.ok) return verifie;
  const { payload, origines } = verifie.valeur;
  const lu = schemaOrdre.safeParse(payload);
  if (!lu.success) return refus('ordre-mal-forme');
  const ordre = lu.data;
  if (ordre.origin !== origine || (origines !== undefined && !origines.includes(origine)))
    return refus('origine-refusee');
  const seconde = Math.floor(maintenant.getTime() / 1000);
  if (ordre.exp - ordre.iat > DUREE_MAX_ORDRE || ordre.iat > seconde + DERIVE_S) return refus('ordre-expire');
  if (ordre.op === 'signer' && !attributsConcordent(ordre)) return refus('attributs-discordants');
  return reussite(ordre);
}

/** Vrai tant que l'ordre n'a pas atteint son échéance. */
export const estValable = ({ exp }: Ordre, maintenant: Date): boolean => exp * 1000 > maintenant.getTime();

function attributsConcordent({
  attributs,
  empreinte,
  certificat,
}: Extract<Ordre, { op: 'signer' }>): boolean {
  const lus = lireAttributsSignes(Buffer.from(attributs, 'base64'));
  return lus?.messageDigest === empreinte && lus.certificat === certificat;
}

async function verifierSignature(
  jws: string,
  cles: ClesServeur,
  maintenant: Date,
): Promise<
  Result<
    { readonly payload: JWTVerifyResult['payload']; readonly origines: readonly string[] | undefined },
    CodeRefus
  >
> {
  try {
    const { kid } = decodeProtectedHeader(jws);
    const cle = kid !== undefined && Object.hasOwn(cles, kid) ? cles[kid] : undefined;
    if (cle === undefined) return refus('ordre-faux');
    const publique = await importJWK(cle, 'ES256');
    const { payload } = await jwtVerify(jws, publique, {
      algorithms: ['ES256'],
      typ: 'ppn-ordre+jwt',
      currentDate: maintenant,
      requiredClaims: ['exp', 'iat', 'jti'],
    });
    return reussite({ payload, origines: cle.origines });
  } catch (cause) {
    return refus(cause instanceof errors.JWTExpired ? 'ordre-expire' : 'ordre-faux');
  }
}
