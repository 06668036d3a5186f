import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ErreurDer } from './asn1/der.ts';
import { uneFoisParObjet } from './asn1/memoire.ts';
import { essayerCertificat, estAutoEmis } from './asn1/certificat-lu.ts';
import type { CertificatLu } from './asn1/certificat-lu.ts';
import { lireCrl } from './chemin/crl.ts';
import type { CrlLue } from './chemin/crl.ts';
import { lireOcsp } from './chemin/ocsp.ts';
import type { OcspLue } from './chemin/ocsp.ts';
import type { Materiel } from './chemin/materiel.ts';

/** Materiel de confiance en DER : racines admises, intermediaires, listes et reponses de revocation. */
export type Ancres = {
  readonly racines: readonly Uint8Array[];
  readonly intermediaires: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
};

const TAILLE_MAX = 32 * 1024 * 1024;
const FICHIERS_MAX = 2000;

/**
 * Lit un dossier d'ancres (`.pem .crt .cer .der .crl .ocsp`, DER ou PEM, sans descendre). Un certificat auto-signe est une
 * racine, les autres sont des intermediaires ; un fichier illisible est passe. Lance l'erreur du systeme si le dossier manque.
 */
export async function lireAncres(dossier: string): Promise<Ancres> {
  const noms = (await readdir(dossier))
    .filter((nom) => /\.(pem|crt|cer|der|crl|ocsp)$/iu.test(nom))
    .sort()
    .slice(0, FICHIERS_MAX);
  const blocs = (
    await Promise.all(noms.map(async (nom) => blocsDe(await readFile(join(dossier, nom)))))
  ).flat();
  return classer(blocs);
}

function blocsDe(octets: Buffer): readonly Uint8Array[] {
  if (octets.length > TAILLE_MAX) return [];
  const texte = octets.subarray(0, 4096).includes('-----BEGIN') ? octets.toString('latin1') : '';
  const pem = [...texte.matchAll(/-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END/gu)].map(
    (bloc) => new Uint8Array(Buffer.from(bloc[1] ?? '', 'base64')),
  );
  return texte === '' ? [new Uint8Array(octets)] : pem;
}

function classer(blocs: readonly Uint8Array[]): Ancres {
  const certificats = blocs.map((bloc) => ({ bloc, certificat: essayerCertificat(bloc) }));
  const racine = (certificat: CertificatLu | undefined): boolean =>
    certificat !== undefined && estAutoEmis(certificat);
  const autres = certificats.filter(({ certificat }) => certificat === undefined).map(({ bloc }) => bloc);
  return {
    racines: certificats.filter(({ certificat }) => racine(certificat)).map(({ bloc }) => bloc),
    intermediaires: certificats
      .filter(({ certificat }) => certificat !== undefined && !racine(certificat))
      .map(({ bloc }) => bloc),
    crls: autres.filter((bloc) => essayerCrl(bloc) !== undefined),
    ocsps: autres.filter((bloc) => essayerCrl(bloc) === undefined && essayerOcsp(bloc) !== undefined),
  };
}

/** Lit les octets d'un jeu d'ancres ; ce qui est illisible est ecarte. */
export const materielDesAncres = (ancres: Ancres): Materiel => ({
  racines: ancres.racines.flatMap((der) => essayerCertificat(der) ?? []),
  intermediaires: ancres.intermediaires.flatMap((der) => essayerCertificat(der) ?? []),
  crls: ancres.crls.flatMap((der) => essayerCrl(der) ?? []),
  ocsps: ancres.ocsps.flatMap((der) => essayerOcsp(der) ?? []),
});

/** Une CRL, ou undefined si les octets n'en sont pas une. */
export const essayerCrl = uneFoisParObjet((der): CrlLue | undefined => essayer(() => lireCrl(der)));
/** Une reponse OCSP, ou undefined si les octets n'en sont pas une. */
export const essayerOcsp = uneFoisParObjet((der): OcspLue | undefined => essayer(() => lireOcsp(der)));

function essayer<T>(lire: () => T): T | undefined {
  try {
    return lire();
  } catch (erreur) {
    if (erreur instanceof ErreurDer) return undefined;
    throw erreur;
  }
}
