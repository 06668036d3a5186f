import { createHash, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creerConfiance, type Identite, uniteHorodatage } from '@ppn/confiance';
import { horodate } from '@ppn/core';
import {
  assemblerCms,
  attributsSignes,
  composerPdfA,
  demandeHorodatage,
  insererCms,
  preparerSignature,
  validerPdf,
  verifierReponse,
} from '@ppn/sealing';
import { arrondi } from './statistiques.ts';
import { acteTemoin, secondes } from './acte-temoin.ts';

/** PAdES-B-T par seconde de processeur d'un coeur, sur un PDF de `octets` octets. */
export type DebitPades = { readonly parCoeur: number; readonly octets: number };

type Jeton = (empreinte: Uint8Array) => Uint8Array;

/**
 * Mesure la signature seule d'un PDF deja compose : champ rempli, signature P-256 logicielle, jeton RFC 3161 fabrique et
 * verifie dans ce processus, CMS, insertion. Ni base, ni reseau. Lance si le dernier PDF signe n'est pas valide.
 */
export async function mesurerPades(signatures: number): Promise<DebitPades> {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-pades-'));
  try {
    const confiance = await creerConfiance({ dossier });
    const cachet = await confiance.cachet('interieur');
    const unite = uniteHorodatage({ identite: confiance.horodatage, horloge: confiance.horloge });
    const nonce = new Uint8Array(8).fill(5);
    const jeton: Jeton = (empreinte) =>
      verifierReponse(unite(demandeHorodatage(empreinte, nonce)), empreinte, nonce);
    const acte = acteTemoin(1);
    const jointes = acte.jointes.map((jointe) => ({ ...jointe, octets: randomBytes(9_000) }));
    const pdf = await composerPdfA({ ...acte, jointes });
    for (let rang = 0; rang < 200; rang += 1) await signer(pdf, cachet, jeton);
    const avant = process.cpuUsage();
    for (let rang = 1; rang < signatures; rang += 1) await signer(pdf, cachet, jeton);
    const dernier = await signer(pdf, cachet, jeton);
    const duree = secondes(process.cpuUsage(avant));
    const crls = await Promise.all((['racine', 'services'] as const).map((ac) => confiance.liste(ac)));
    const rapport = await validerPdf(dernier, {
      racines: [confiance.racine],
      intermediaires: [],
      crls,
      ocsps: [],
    });
    if (rapport.verdict !== 'valide') throw new Error(`PDF signé non valide : ${rapport.motifs.join(' ')}`);
    return { parCoeur: arrondi(signatures / duree, 0), octets: pdf.length };
  } finally {
    rmSync(dossier, { recursive: true, force: true });
  }
}

async function signer(pdf: Uint8Array, { cle, certificats }: Identite, jeton: Jeton): Promise<Uint8Array> {
  const [certificat = new Uint8Array()] = certificats;
  const { octets, empreinte } = await preparerSignature({
    pdf,
    champ: 'signature-1',
    signeA: horodate('2026-11-21T14:30:00Z'),
    nom: 'Camille MOREAU',
  });
  const attributs = attributsSignes({ empreinte, certificat });
  const signature = sign('sha256', attributs, cle);
  const horodatage = jeton(createHash('sha256').update(signature).digest());
  return insererCms(
    octets,
    assemblerCms({ attributsSignes: attributs, signature, certificats, crls: [], jeton: horodatage }),
  );
}
