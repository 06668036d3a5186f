import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Magasin } from '@ppn/blob-store';
import { empreinte } from '@ppn/core';
import type { Kysely } from 'kysely';
import type { PlaceDeSignataire } from '../domain/recueil-des-signatures.ts';
import { type Traces, tracesEnTexte } from '../domain/traces.ts';
import type { Tables } from '../ports.ts';
import { traces as schemaTraces } from './contrat.ts';

const ALGORITHME = 'aes-256-gcm';
const [NONCE, SCEAU] = [12, 16];
const TAILLE_MAX = 1_048_576;

/** Traces chiffres, ranges au magasin ; leur cle n'est que dans la ligne a inscrire. */
export type TracesRangees = {
  readonly empreinte: string;
  readonly objet: string;
  readonly cle: Buffer;
};

/** Chiffre les traces sous une cle neuve et range le chiffre. A faire avant la transaction : sans ligne, l'objet reste muet. */
export async function rangerTraces(magasin: Magasin, traces: Traces): Promise<TracesRangees> {
  const clair = Buffer.from(tracesEnTexte(traces));
  const cle = randomBytes(32);
  const nonce = randomBytes(NONCE);
  const chiffreur = createCipheriv(ALGORITHME, cle, nonce);
  const chiffre = Buffer.concat([nonce, chiffreur.update(clair), chiffreur.final(), chiffreur.getAuthTag()]);
  const depose = await magasin.deposerOctets(chiffre);
  if (!depose.ok) throw new Error(`Tracés impossibles à garder : ${JSON.stringify(depose.refus)}`);
  return { empreinte: createHash('sha256').update(clair).digest('hex'), objet: depose.valeur.empreinte, cle };
}

/** Les traces d'un signataire, dechiffres et compares a leur empreinte ; lance s'ils sont alteres ou effaces. */
export async function lireLesTraces(
  { db, magasin }: { readonly db: Kysely<Tables>; readonly magasin: Magasin },
  acteId: string,
  place: PlaceDeSignataire,
): Promise<Traces> {
  const ligne = await db
    .selectFrom('trace_de_signature')
    .selectAll()
    .where('acte_id', '=', acteId)
    .where('place', '=', place)
    .executeTakeFirstOrThrow();
  const chiffre = Buffer.from(await magasin.lireOctets(empreinte(ligne.objet), TAILLE_MAX));
  const dechiffreur = createDecipheriv(ALGORITHME, ligne.cle, chiffre.subarray(0, NONCE));
  dechiffreur.setAuthTag(chiffre.subarray(-SCEAU));
  const clair = Buffer.concat([dechiffreur.update(chiffre.subarray(NONCE, -SCEAU)), dechiffreur.final()]);
  if (createHash('sha256').update(clair).digest('hex') !== ligne.empreinte)
    throw new Error(`Les tracés de la signature « ${place} » de l’acte ${acteId} sont altérés.`);
  return schemaTraces.parse(JSON.parse(clair.toString('utf8')));
}
