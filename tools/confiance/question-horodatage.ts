import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { AsnConvert } from '@peculiar/asn1-schema';
import { TimeStampReq } from '@peculiar/asn1-tsp';
import { POLITIQUE_HORODATAGE } from './profils.ts';

/** Raisons de refus d'une question, par leur bit dans PKIFailureInfo (RFC 3161 §2.4.2). */
export const BITS_REFUS = {
  'algorithme-inconnu': 0,
  'question-fausse': 2,
  'format-faux': 5,
  'politique-refusee': 15,
  'extension-refusee': 16,
} as const;
export type RefusHorodatage = keyof typeof BITS_REFUS;
/** Une question acceptée : l'empreinte à dater et ce que la réponse doit répéter. */
export type QuestionHorodatage = {
  readonly algorithme: string;
  readonly empreinte: Uint8Array;
  readonly nonce: Uint8Array | undefined;
  readonly certificatsDemandes: boolean;
};

/** Empreintes acceptées et leur longueur en octets ; SHA-1 et MD5 sont refusés. */
const LONGUEURS: ReadonlyMap<string, number> = new Map([
  ['2.16.840.1.101.3.4.2.1', 32],
  ['2.16.840.1.101.3.4.2.2', 48],
  ['2.16.840.1.101.3.4.2.3', 64],
]);
const NONCE_MAX = 64;

/** Lit et contrôle une TimeStampReq. */
export function lireQuestion(octets: Uint8Array): Result<QuestionHorodatage, RefusHorodatage> {
  const question = decoder(octets);
  if (question === undefined) return refus('format-faux');
  const { version, messageImprint, reqPolicy, nonce, certReq, extensions } = question;
  const algorithme = messageImprint.hashAlgorithm.algorithm;
  const empreinte = new Uint8Array(messageImprint.hashedMessage.buffer);
  const longueur = LONGUEURS.get(algorithme);
  if (version !== 1) return refus('question-fausse');
  if (longueur === undefined) return refus('algorithme-inconnu');
  if (empreinte.length !== longueur) return refus('format-faux');
  if (reqPolicy !== undefined && reqPolicy !== POLITIQUE_HORODATAGE) return refus('politique-refusee');
  if (extensions !== undefined && extensions.length > 0) return refus('extension-refusee');
  if (nonce !== undefined && nonce.byteLength > NONCE_MAX) return refus('question-fausse');
  return reussite({
    algorithme,
    empreinte,
    nonce: nonce && new Uint8Array(nonce),
    certificatsDemandes: certReq,
  });
}

function decoder(octets: Uint8Array): TimeStampReq | undefined {
  try {
    return AsnConvert.parse(octets, TimeStampReq);
  } catch {
    return undefined;
  }
}
