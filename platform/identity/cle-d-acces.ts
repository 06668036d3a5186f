import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { refus, reussite, type Result } from '@ppn/core';
import * as z from 'zod';

/** Ce que le navigateur rend d'une cle d'acces presentee (WebAuthn niveau 3, §7.2). Octets en base64url. */
export type PresentationDeCle = {
  readonly id: string;
  readonly donneesClient: string;
  readonly donneesAuthentificateur: string;
  readonly signature: string;
};

/** Ce que le navigateur rend d'une cle d'acces creee (§7.1), sans attestation. `clePublique` : SPKI (`getPublicKey()`). */
export type CreationDeCle = {
  readonly id: string;
  readonly donneesClient: string;
  readonly donneesAuthentificateur: string;
  readonly clePublique: string;
};

/** Ou la cle vaut : l'origine exacte du portail, son domaine, et la consommation du defi (vrai une seule fois). */
export type Portail = {
  readonly origine: string;
  readonly domaine: string;
  readonly consommer: (defi: string) => boolean;
};

export type RefusDeCle =
  | 'cle-illisible'
  | 'defi-inconnu'
  | 'origine-etrangere'
  | 'porteur-non-verifie'
  | 'signature-fausse'
  | 'compteur-recule';

/** Une cle creee, a garder. `sauvegardee` : elle peut vivre sur plusieurs appareils. */
export type CleCreee = {
  readonly id: string;
  readonly clePublique: Uint8Array;
  readonly compteur: number;
  readonly sauvegardee: boolean;
};

/** Juge une cle d'acces creee : defi et origine d'ici, porteur verifie (biometrie ou code), algorithme admis. */
export function jugerLaCreation(creation: CreationDeCle, portail: Portail): Result<CleCreee, RefusDeCle> {
  const admise = jugerLeContexte(creation, 'webauthn.create', portail);
  if (!admise.ok) return admise;
  const { octets, drapeaux, compteur } = admise.valeur;
  const clePublique = octetsDe(creation.clePublique);
  if ((drapeaux & CREEE) === 0 || octets.length < 55 || cleDe(clePublique) === undefined)
    return refus('cle-illisible');
  const longueur = octets.readUInt16BE(53);
  if (!octets.subarray(55, 55 + longueur).equals(octetsDe(creation.id))) return refus('cle-illisible');
  return reussite({
    id: creation.id,
    clePublique: new Uint8Array(clePublique),
    compteur,
    sauvegardee: (drapeaux & SAUVEGARDEE) !== 0,
  });
}

/** Juge une cle d'acces presentee ; rend son nouveau compteur. Un compteur qui recule est celui d'une cle copiee. */
export function jugerLaPresentation(
  presentee: PresentationDeCle,
  connue: { readonly clePublique: Uint8Array; readonly compteur: number },
  portail: Portail,
): Result<number, RefusDeCle> {
  const admise = jugerLeContexte(presentee, 'webauthn.get', portail);
  if (!admise.ok) return admise;
  const { octets, compteur } = admise.valeur;
  const cle = cleDe(connue.clePublique);
  if (cle === undefined) return refus('cle-illisible');
  const empreinte = createHash('sha256').update(octetsDe(presentee.donneesClient)).digest();
  const condensat = cle.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  if (!verify(condensat, Buffer.concat([octets, empreinte]), cle, octetsDe(presentee.signature)))
    return refus('signature-fausse');
  if ((compteur !== 0 || connue.compteur !== 0) && compteur <= connue.compteur)
    return refus('compteur-recule');
  return reussite(compteur);
}

/** Drapeaux des donnees de l'authentificateur (§6.1) : present, verifie, cle jointe, cle sauvegardee. */
const [PRESENT, VERIFIE, SAUVEGARDEE, CREEE] = [0x01, 0x04, 0x10, 0x40];

const donneesDuClient = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

type Contexte = { readonly octets: Buffer; readonly drapeaux: number; readonly compteur: number };

/** Ce que creer et presenter ont en commun ; le defi est consomme meme si la suite est refusee. */
function jugerLeContexte(
  {
    donneesClient,
    donneesAuthentificateur,
  }: Pick<PresentationDeCle, 'donneesClient' | 'donneesAuthentificateur'>,
  type: 'webauthn.create' | 'webauthn.get',
  { origine, domaine, consommer }: Portail,
): Result<Contexte, RefusDeCle> {
  const client = donneesDuClient.safeParse(enJson(octetsDe(donneesClient).toString('utf8')));
  const octets = octetsDe(donneesAuthentificateur);
  if (!client.success || octets.length < 37) return refus('cle-illisible');
  if (!consommer(client.data.challenge)) return refus('defi-inconnu');
  const duDomaine = octets.subarray(0, 32).equals(createHash('sha256').update(domaine).digest());
  if (
    client.data.type !== type ||
    client.data.origin !== origine ||
    client.data.crossOrigin === true ||
    !duDomaine
  )
    return refus('origine-etrangere');
  const drapeaux = octets.readUInt8(32);
  if ((drapeaux & PRESENT) === 0 || (drapeaux & VERIFIE) === 0) return refus('porteur-non-verifie');
  return reussite({ octets, drapeaux, compteur: octets.readUInt32BE(33) });
}

const octetsDe = (texte: string): Buffer => Buffer.from(texte, 'base64url');

function enJson(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}

const RSA_MIN = 2048;

/** La cle publique, si son algorithme est admis : P-256 (ES256), Ed25519 (EdDSA), RSA d'au moins 2048 bits (RS256). */
function cleDe(spki: Uint8Array): KeyObject | undefined {
  try {
    const cle = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const { namedCurve, modulusLength = 0 } = cle.asymmetricKeyDetails ?? {};
    const admise =
      cle.asymmetricKeyType === 'ed25519' ||
      (cle.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') ||
      (cle.asymmetricKeyType === 'rsa' && modulusLength >= RSA_MIN);
    return admise ? cle : undefined;
  } catch {
    return undefined;
  }
}
