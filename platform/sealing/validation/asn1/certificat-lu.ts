import { createHash } from 'node:crypto';
import { empreinte } from '@ppn/core';
import type { Empreinte } from '@ppn/core';
import { ErreurDer, enfant, enfants, exiger, lireTout, octetsDe, valeurDe } from './der.ts';
import type { Noeud } from './der.ts';
import {
  BITS,
  BOOLEEN,
  ENTIER,
  OCTETS,
  SUITE,
  chaineBits,
  enHexa,
  instant,
  oid,
  petitEntier,
} from './valeurs.ts';
import { lireNom } from './noms.ts';
import type { Nom } from './noms.ts';
import { uneFoisParObjet } from './memoire.ts';

/** Une extension X.509 : sa valeur DER est deja sortie de l'OCTET STRING. */
export type Extension = { readonly critique: boolean; readonly valeur: Uint8Array };
export type Extensions = ReadonlyMap<string, Extension>;

/** Un certificat X.509 v3 (RFC 5280 §4.1) lu sur ses octets. */
export type CertificatLu = {
  readonly der: Uint8Array;
  readonly empreinte: Empreinte;
  readonly tbs: Uint8Array;
  readonly algorithme: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithmesConcordants: boolean;
  readonly serie: string;
  readonly emetteur: Nom;
  readonly sujet: Nom;
  readonly debut: Date;
  readonly fin: Date;
  readonly cle: Uint8Array;
  readonly extensions: Extensions;
  readonly extensionsEnDouble: boolean;
};

/** Lit un certificat DER ; ErreurDer si ce n'en est pas un, ou si une extension courante est mal formee. */
export function lireCertificat(der: Uint8Array): CertificatLu {
  const certificat = lireChamps(der);
  for (const lire of [contraintesDeBase, usages, usagesEtendus, identifiantDeCle, identifiantDeCleEmetteur])
    lire(certificat);
  return certificat;
}

function lireChamps(der: Uint8Array): CertificatLu {
  const racine = exiger(lireTout(der), SUITE);
  const [tbs, algorithme, signature] = enfants(racine);
  const champs = enfants(exiger(tbs, SUITE)).filter((champ, rang) => rang > 0 || champ.etiquette !== 0xa0);
  const [serie, interne, emetteur, validite, sujet, cle] = champs;
  if (
    tbs === undefined ||
    algorithme === undefined ||
    emetteur === undefined ||
    sujet === undefined ||
    interne === undefined
  )
    throw new ErreurDer('certificat incomplet');
  const extensions = champs.find((champ) => champ.etiquette === 0xa3);
  const lues = extensions === undefined ? SANS_EXTENSION : lireExtensions(enfant(extensions, 0, SUITE));
  return {
    der,
    empreinte: empreinte(createHash('sha256').update(der).digest('hex')),
    tbs: octetsDe(tbs),
    algorithme: octetsDe(algorithme),
    signature: chaineBits(signature),
    algorithmesConcordants: Buffer.compare(octetsDe(algorithme), octetsDe(interne)) === 0,
    serie: enHexa(valeurDe(exiger(serie, ENTIER))),
    emetteur: lireNom(emetteur),
    sujet: lireNom(sujet),
    debut: instant(enfant(exiger(validite, SUITE), 0)),
    fin: instant(enfant(exiger(validite, SUITE), 1)),
    cle: octetsDe(exiger(cle, SUITE)),
    extensions: lues.extensions,
    extensionsEnDouble: lues.enDouble,
  };
}

/** Comme `lireCertificat`, mais undefined si les octets ne sont pas un certificat. */
export const essayerCertificat = uneFoisParObjet((der): CertificatLu | undefined => {
  try {
    return lireCertificat(der);
  } catch (erreur) {
    if (erreur instanceof ErreurDer || erreur instanceof RangeError) return undefined;
    throw erreur;
  }
});

const SANS_EXTENSION = { extensions: new Map<string, Extension>(), enDouble: false };

/** Lit une SEQUENCE OF Extension ; `enDouble` si un OID revient (interdit, RFC 5280 §4.2). */
export function lireExtensions(suite: Noeud): {
  readonly extensions: Extensions;
  readonly enDouble: boolean;
} {
  const extensions = new Map<string, Extension>();
  const liste = enfants(suite);
  for (const noeud of liste) {
    const parties = enfants(noeud);
    const critique = parties[1]?.etiquette === BOOLEEN && (valeurDe(parties[1])[0] ?? 0) !== 0;
    extensions.set(oid(parties[0]), { critique, valeur: valeurDe(exiger(parties.at(-1), OCTETS)) });
  }
  return { extensions, enDouble: extensions.size !== liste.length };
}

/** basicConstraints (2.5.29.19) ; undefined si l'extension manque. */
export function contraintesDeBase(
  certificat: CertificatLu,
): { readonly ac: boolean; readonly longueur?: number } | undefined {
  const extension = certificat.extensions.get('2.5.29.19');
  if (extension === undefined) return undefined;
  const champs = enfants(exiger(lireTout(extension.valeur), SUITE));
  const ac = champs[0]?.etiquette === BOOLEEN && (valeurDe(champs[0])[0] ?? 0) !== 0;
  const longueur = champs.find((champ) => champ.etiquette === ENTIER);
  return longueur === undefined ? { ac } : { ac, longueur: petitEntier(longueur) };
}

/** keyUsage (2.5.29.15) en bits bruts ; undefined si l'extension manque. */
export function usages(certificat: CertificatLu): Uint8Array | undefined {
  const extension = certificat.extensions.get('2.5.29.15');
  return extension === undefined ? undefined : valeurDe(exiger(lireTout(extension.valeur), BITS));
}

/** extendedKeyUsage (2.5.29.37) : les OID, vides si l'extension manque. */
export function usagesEtendus(certificat: CertificatLu): readonly string[] {
  const extension = certificat.extensions.get('2.5.29.37');
  return extension === undefined ? [] : enfants(exiger(lireTout(extension.valeur), SUITE)).map(oid);
}

/** Identifiant de cle du sujet (2.5.29.14) en hexadecimal. */
export function identifiantDeCle(certificat: CertificatLu): string | undefined {
  const extension = certificat.extensions.get('2.5.29.14');
  return extension === undefined ? undefined : enHexa(valeurDe(exiger(lireTout(extension.valeur), OCTETS)));
}

/** Identifiant de cle de l'emetteur (2.5.29.35, champ keyIdentifier) en hexadecimal. */
export function identifiantDeCleEmetteur(certificat: CertificatLu): string | undefined {
  const extension = certificat.extensions.get('2.5.29.35');
  if (extension === undefined) return undefined;
  const champ = enfants(exiger(lireTout(extension.valeur), SUITE)).find((noeud) => noeud.etiquette === 0x80);
  return champ === undefined ? undefined : enHexa(valeurDe(champ));
}

/** Vrai si sujet et emetteur portent le meme nom (certificat auto-emis, RFC 5280 §6.1). */
export const estAutoEmis = (certificat: CertificatLu): boolean =>
  certificat.sujet.cle === certificat.emetteur.cle;
