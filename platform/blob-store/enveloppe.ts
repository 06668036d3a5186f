import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Empreinte } from '@ppn/core';
import type { Trousseau } from './trousseau.ts';

/** Format des objets, lie a chaque chiffre et a chaque cle enveloppee. */
export const FORMAT = 'ppn-objet/1';

/** Ce qu'une cle enveloppee atteste : une ligne qui montre un autre objet, une autre longueur ou un autre environnement ne s'ouvre pas. */
export type Attestation = {
  readonly environnement: string;
  readonly identifiant: string;
  readonly empreinte: Empreinte;
  readonly taille: number;
};

/** Une cle d'objet sous la cle d'enveloppe `kek` : nonce (12) ‖ chiffre (32) ‖ sceau (16), AES-256-GCM. */
export type Enveloppe = { readonly kek: string; readonly octets: Buffer };

/** AAD du chiffre FLOE. L'empreinte et la longueur ne sont connues qu'a la fin du depot : c'est l'enveloppe qui les lie. */
export const aadDeLObjet = (environnement: string, identifiant: string): Buffer =>
  Buffer.from(JSON.stringify([FORMAT, environnement, identifiant]));

/** Enveloppe une cle d'objet (32 octets) sous la cle active. */
export function envelopper(trousseau: Trousseau, cle: Uint8Array, attestation: Attestation): Enveloppe {
  const nonce = randomBytes(12);
  const machine = createCipheriv('aes-256-gcm', trousseau.cle(trousseau.actif), nonce).setAAD(
    aad(trousseau.actif, attestation),
  );
  const octets = Buffer.concat([nonce, machine.update(cle), machine.final(), machine.getAuthTag()]);
  return { kek: trousseau.actif, octets };
}

/** Rend la cle d'objet ; `undefined` si l'enveloppe ou ce qu'elle atteste a change. Lance `CleAbsente` si la cle d'enveloppe manque. */
export function developper(
  trousseau: Trousseau,
  { kek, octets }: Enveloppe,
  attestation: Attestation,
): Buffer | undefined {
  const machine = createDecipheriv('aes-256-gcm', trousseau.cle(kek), octets.subarray(0, 12), {
    authTagLength: 16,
  });
  machine.setAAD(aad(kek, attestation)).setAuthTag(octets.subarray(44, 60));
  const cle = machine.update(octets.subarray(12, 44));
  try {
    machine.final();
    return cle;
  } catch {
    return undefined;
  }
}

const aad = (kek: string, { environnement, identifiant, empreinte, taille }: Attestation): Buffer =>
  Buffer.from(JSON.stringify([FORMAT, kek, environnement, identifiant, empreinte, taille]));
