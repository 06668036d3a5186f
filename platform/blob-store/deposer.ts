import { createHash, randomBytes } from 'node:crypto';
import { empreinte, refus, reussite } from '@ppn/core';
import type { Empreinte, Result } from '@ppn/core';
import { aadDeLObjet, envelopper } from './enveloppe.ts';
import { chiffrerSegment, commencer } from './floe.ts';
import { verifier } from './lire-objet.ts';
import type { Atelier } from './atelier.ts';
import { StockagePlein } from './pilote.ts';
import type { Ecriture } from './pilote.ts';
import { chercher, inscrire, remplacer } from './registre.ts';
import type { LigneDObjet } from './registre.ts';
import { CLAIR_PAR_SEGMENT, decouper, redecouper } from './segments.ts';
import type { Morceau } from './segments.ts';

/** Pourquoi un depot est refuse ; rien n'en reste. */
export type RefusDeDepot = 'trop-volumineux' | 'stockage-plein';

/** Ce qui a ete depose : SHA-256 du clair, taille en octets. */
export type Depot = { readonly empreinte: Empreinte; readonly taille: number };

/**
 * Chiffre et range un flux, sans jamais le tenir en memoire. Un contenu deja range n'est pas range deux fois ;
 * si ce qui est range n'est plus intact (relu en entier), ce depot le repare. Une erreur du flux remonte telle quelle, et rien ne reste.
 */
export async function deposer(
  atelier: Atelier,
  flux: AsyncIterable<Uint8Array>,
  tailleMax: number,
): Promise<Result<Depot, RefusDeDepot>> {
  return ranger(atelier, redecouper(borner(flux, tailleMax), CLAIR_PAR_SEGMENT));
}

/** Comme `deposer`, pour un contenu deja en memoire : aucune copie. */
export const deposerOctets = (atelier: Atelier, octets: Uint8Array): Promise<Result<Depot, RefusDeDepot>> =>
  ranger(atelier, decouper(octets, CLAIR_PAR_SEGMENT));

type Morceaux = AsyncIterable<Morceau> | Iterable<Morceau>;

async function ranger(atelier: Atelier, morceaux: Morceaux): Promise<Result<Depot, RefusDeDepot>> {
  const identifiant = randomBytes(16).toString('hex');
  try {
    const ecriture = await atelier.pilote.ecrire(identifiant);
    try {
      return await remplir(atelier, identifiant, ecriture, morceaux);
    } catch (cause) {
      await ecriture.abandonner().catch(() => undefined);
      throw cause;
    }
  } catch (cause) {
    if (cause instanceof TropVolumineux) return refus('trop-volumineux');
    if (cause instanceof StockagePlein) return refus('stockage-plein');
    throw cause;
  }
}

class TropVolumineux extends Error {}

async function* borner(flux: AsyncIterable<Uint8Array>, tailleMax: number): AsyncGenerator<Uint8Array> {
  let taille = 0;
  for await (const octets of flux) {
    taille += octets.length;
    if (taille > tailleMax) throw new TropVolumineux();
    yield octets;
  }
}

async function remplir(
  atelier: Atelier,
  identifiant: string,
  ecriture: Ecriture,
  morceaux: Morceaux,
): Promise<Result<Depot, RefusDeDepot>> {
  const cle = randomBytes(32);
  const depot = await chiffrer(cle, aadDeLObjet(atelier.environnement, identifiant), ecriture, morceaux);
  const existante = await chercher(atelier.db, depot.empreinte);
  if (existante !== undefined && (await verifier(atelier, depot.empreinte)) === 'intact') {
    await ecriture.abandonner();
    return reussite(depot);
  }
  await ecriture.publier();
  const attestation = { environnement: atelier.environnement, identifiant, ...depot };
  await enregistrer(
    atelier,
    { identifiant, ...depot, enveloppe: envelopper(atelier.trousseau, cle, attestation) },
    existante,
  );
  return reussite(depot);
}

/** L'empreinte voit chaque octet du clair avant tout autre. */
async function chiffrer(
  cle: Uint8Array,
  aad: Uint8Array,
  ecriture: Ecriture,
  morceaux: Morceaux,
): Promise<Depot> {
  const { entete, chiffre } = commencer(cle, aad);
  const somme = createHash('sha256');
  let taille = 0;
  let position = 0;
  for await (const { octets, dernier } of morceaux) {
    somme.update(octets);
    const segment = chiffrerSegment(chiffre, position, dernier, octets);
    await ecriture.ajouter(position === 0 ? Buffer.concat([entete, segment]) : segment);
    taille += octets.length;
    position += 1;
  }
  return { empreinte: empreinte(somme.digest('hex')), taille };
}

/** Le chiffre est publie avant sa ligne : une coupure entre les deux laisse un orphelin que `balayer` efface, jamais une ligne sans objet. */
async function enregistrer(
  { db, pilote }: Atelier,
  neuve: LigneDObjet,
  existante: LigneDObjet | undefined,
): Promise<void> {
  const prise = existante === undefined ? await inscrire(db, neuve) : await remplacer(db, existante, neuve);
  if (!prise) return pilote.supprimer(neuve.identifiant);
  if (existante !== undefined) await pilote.supprimer(existante.identifiant);
}
