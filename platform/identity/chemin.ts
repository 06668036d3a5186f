import { verify } from 'node:crypto';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { AsnConvert } from '@peculiar/asn1-schema';
import { CertificateList } from '@peculiar/asn1-x509';
import { estAutorite, lireCertificat } from './certificat.ts';
import type { CertificatLu } from './certificat.ts';

/** Autorités reconnues, en DER : racines et intermédiaires (les `racine.pem` et `intermediaires.pem` du dossier d'ancres). */
export type AncresDIdentite = {
  readonly racines: readonly Uint8Array[];
  readonly intermediaires: readonly Uint8Array[];
};
/** Un chemin du certificat (premier) à la racine (dernière). */
export type Chemin = readonly CertificatLu[];

const LONGUEUR_MAX = 4;
const EXTENSIONS_CONNUES: ReadonlySet<string> = new Set([
  '2.5.29.15',
  '2.5.29.19',
  '2.5.29.37',
  '2.5.29.32',
  '2.5.29.17',
]);
const EXTENSIONS_DE_LISTE: ReadonlySet<string> = new Set(['2.5.29.20', '2.5.29.35']);
const CONDENSATS: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
]);

/** Le chemin vers une racine reconnue, signatures et droits vérifiés, dates comprises (RFC 5280 §6, chaînes courtes sans contrainte de nom). */
export function cheminDe(
  certificat: CertificatLu,
  ancres: AncresDIdentite,
  a: Date,
): Result<Chemin, 'certificat-inconnu' | 'certificat-expire'> {
  const racines = lireTous(ancres.racines);
  const chemin = prolonger([certificat], racines, [...racines, ...lireTous(ancres.intermediaires)]);
  if (chemin === undefined || chemin.some(aDeLInconnu)) return refus('certificat-inconnu');
  return chemin.every(({ x509 }) => x509.validFromDate <= a && a <= x509.validToDate)
    ? reussite(chemin)
    : refus('certificat-expire');
}

/** L'état de révocation de tout le chemin, d'après des listes encore valables à l'instant donné (RFC 5280 §6.3, listes complètes). */
export function revocationDuChemin(
  chemin: Chemin,
  listes: readonly Uint8Array[],
  a: Date,
): Result<'bonne', 'certificat-revoque' | 'revocation-indisponible'> {
  const lues = listes.flatMap((der) => lireListe(der) ?? []);
  const etats = chemin.slice(0, -1).map((certificat, rang) => {
    const emetteur = chemin[rang + 1];
    const liste = emetteur && lues.filter((lue) => vautPour(lue, emetteur, a)).toSorted(parFraicheur)[0];
    if (liste === undefined) return 'revocation-indisponible';
    return estRevoque(liste, certificat) ? 'certificat-revoque' : 'bonne';
  });
  if (etats.includes('certificat-revoque')) return refus('certificat-revoque');
  return etats.includes('revocation-indisponible') ? refus('revocation-indisponible') : reussite('bonne');
}

function prolonger(
  chemin: readonly CertificatLu[],
  racines: readonly CertificatLu[],
  autorites: readonly CertificatLu[],
): Chemin | undefined {
  const bout = chemin.at(-1);
  if (bout === undefined || chemin.length > LONGUEUR_MAX) return undefined;
  if (chemin.length > 1 && racines.some(({ der }) => Buffer.compare(der, bout.der) === 0)) return chemin;
  for (const autorite of autorites) {
    if (
      !estAutorite(autorite) ||
      !bout.x509.checkIssued(autorite.x509) ||
      !bout.x509.verify(autorite.x509.publicKey)
    )
      continue;
    const trouve = prolonger([...chemin, autorite], racines, autorites);
    if (trouve !== undefined) return trouve;
  }
  return undefined;
}

const lireTous = (ders: readonly Uint8Array[]): readonly CertificatLu[] =>
  ders.flatMap((der) => lireCertificat(der) ?? []);
const aDeLInconnu = ({ structure }: CertificatLu): boolean =>
  (structure.tbsCertificate.extensions ?? []).some(
    ({ critical, extnID }) => critical && !EXTENSIONS_CONNUES.has(extnID),
  );

type ListeLue = { readonly der: Uint8Array; readonly liste: CertificateList };

function lireListe(der: Uint8Array): ListeLue | undefined {
  try {
    return { der, liste: AsnConvert.parse(der, CertificateList) };
  } catch {
    return undefined;
  }
}

/** Signée par cet émetteur, en cours de validité, sans extension que l'on ne sait pas lire (delta, portée partielle). */
function vautPour({ liste }: ListeLue, emetteur: CertificatLu, a: Date): boolean {
  const { tbsCertList, tbsCertListRaw, signatureAlgorithm, signature } = liste;
  const memeNom = Buffer.from(AsnConvert.serialize(tbsCertList.issuer)).equals(
    Buffer.from(AsnConvert.serialize(emetteur.structure.tbsCertificate.subject)),
  );
  const condensat = CONDENSATS.get(signatureAlgorithm.algorithm);
  if (!memeNom || condensat === undefined || tbsCertListRaw === undefined) return false;
  const enCours =
    tbsCertList.thisUpdate.getTime() <= new Date(a.getTime() + 60_000) &&
    a < (tbsCertList.nextUpdate?.getTime() ?? new Date(0));
  const lisible = (tbsCertList.crlExtensions ?? []).every(
    ({ critical, extnID }) => !critical || EXTENSIONS_DE_LISTE.has(extnID),
  );
  return (
    enCours &&
    lisible &&
    verify(condensat, new Uint8Array(tbsCertListRaw), emetteur.x509.publicKey, new Uint8Array(signature))
  );
}

const parFraicheur = (une: ListeLue, autre: ListeLue): number =>
  autre.liste.tbsCertList.thisUpdate.getTime().getTime() -
  une.liste.tbsCertList.thisUpdate.getTime().getTime();

function estRevoque({ liste }: ListeLue, { structure }: CertificatLu): boolean {
  const serie = Buffer.from(structure.tbsCertificate.serialNumber);
  return (liste.tbsCertList.revokedCertificates ?? []).some(({ userCertificate }) =>
    Buffer.from(userCertificate).equals(serie),
  );
}
