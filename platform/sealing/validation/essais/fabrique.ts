import { createHash, sign } from 'node:crypto';
import { empreinte, horodate } from '@ppn/core';
import type { Ancres } from '../ancres.ts';
import { lireCertificat } from '../asn1/certificat-lu.ts';
import { ouvrirPdf } from '../pdf/document.ts';
import { assemblerCms, attributsSignes } from '../../cms.ts';
import { insererCms, preparerSignature } from '../../pades.ts';
import { chaineOctets, element, entier, oid, sequence } from '../../der.ts';
import type { Titulaire } from '../../essais/pki-d-essai.ts';
import type { Horodateur } from '../../tsp.ts';

/** Instant de verification des essais : peu apres l'heure du jeton d'essai. */
export const MAINTENANT = new Date('2026-11-21T10:00:00Z');

/** Ancres reduites a une racine : tout le reste doit venir du fichier. */
export const ancresDe = (racine: Titulaire): Ancres => ({
  racines: [racine.certificat],
  intermediaires: [],
  crls: [],
  ocsps: [],
});

/** Ce qui fait une signature d'essai ; `designe` remplace le certificat de l'attribut signing-certificate-v2. */
export type Signature = {
  readonly titulaire: Titulaire;
  readonly crls: readonly Uint8Array[];
  readonly horodateur?: Horodateur;
  readonly designe?: Uint8Array;
};

/** Signe un champ du PDF d'essai. */
export async function signerChamp(pdf: Uint8Array, champ: string, signature: Signature): Promise<Uint8Array> {
  const prepare = await preparerSignature({
    pdf,
    champ,
    signeA: horodate('2026-11-21T09:14:00Z'),
    nom: 'Essai',
  });
  return insererCms(prepare.octets, await cmsDe(prepare.empreinte, signature));
}

/** CMS detache d'une empreinte SHA-256. */
export async function cmsDe(
  condensat: string,
  { titulaire, crls, horodateur, designe }: Signature,
): Promise<Uint8Array> {
  const attributs = attributsSignes({
    empreinte: empreinte(condensat),
    certificat: designe ?? titulaire.certificat,
  });
  const valeur = sign('sha256', attributs, titulaire.cle);
  const jeton = await horodateur?.(createHash('sha256').update(valeur).digest());
  return assemblerCms({
    attributsSignes: attributs,
    signature: valeur,
    certificats: titulaire.chaine,
    crls,
    ...(jeton === undefined ? {} : { jeton }),
  });
}

/** CRL d'essai qui revoque des certificats a une date (UTCTime), publiee de 2025 a 2035. */
export function crlRevoquant(autorite: Titulaire, revoques: readonly Titulaire[], le: string): Uint8Array {
  const ecdsa = sequence(oid('1.2.840.10045.4.3.2'));
  const utc = (texte: string): Uint8Array => element(0x17, Buffer.from(texte, 'latin1'));
  const entrees = revoques.map((titulaire) =>
    sequence(entier(Buffer.from(lireCertificat(titulaire.certificat).serie, 'hex')), utc(le)),
  );
  const tbs = sequence(
    entier(1),
    ecdsa,
    lireCertificat(autorite.certificat).sujet.der,
    utc('250101000000Z'),
    utc('350101000000Z'),
    sequence(...entrees),
    element(0xa0, sequence(sequence(oid('2.5.29.20'), chaineOctets(entier(2))))),
  );
  return sequence(tbs, ecdsa, element(0x03, Uint8Array.of(0), sign('sha256', tbs, autorite.cle)));
}

/** Ajoute une revision au PDF : des objets ecrits en clair, par numero. `neuf` est le premier numero libre. */
export function ajouterRevision(
  pdf: Uint8Array,
  ecrire: (neuf: number) => Readonly<Record<number, string>>,
): Uint8Array {
  const document = ouvrirPdf(pdf);
  const taille = Math.max(...document.numeros) + 1;
  const morceaux = [Buffer.from(pdf), Buffer.from('\n')];
  const places: string[] = [];
  for (const [numero, corps] of Object.entries(ecrire(taille))) {
    const place = morceaux.reduce((somme, morceau) => somme + morceau.length, 0);
    places.push(`${numero} 1\n${String(place).padStart(10, '0')} 00000 n \n`);
    morceaux.push(Buffer.from(`${numero} 0 obj\n${corps}\nendobj\n`, 'latin1'));
  }
  const table = morceaux.reduce((somme, morceau) => somme + morceau.length, 0);
  morceaux.push(
    Buffer.from(
      `xref\n${places.join('')}trailer\n<< /Size ${taille + 50} /Root ${document.numeroDuCatalogue} 0 R /Prev ${document.depart} >>\nstartxref\n${table}\n%%EOF\n`,
      'latin1',
    ),
  );
  return new Uint8Array(Buffer.concat(morceaux));
}

/** Le texte PDF d'un objet existant, pour le reecrire avec une difference. */
export function texteDeLObjet(pdf: Uint8Array, numero: number): string {
  const document = ouvrirPdf(pdf);
  const entree = document.entree(numero);
  if (entree?.genre !== 'place') throw new RangeError(`L’objet ${numero} n’est pas écrit en clair.`);
  const texte = Buffer.from(pdf.subarray(entree.position)).toString('latin1');
  return texte.slice(texte.indexOf('obj') + 3, texte.indexOf('endobj')).trim();
}

/** Remplace un motif unique par un autre de meme longueur, ou lance. */
export function alterer(octets: Uint8Array, motif: string, par: string): Uint8Array {
  const copie = Buffer.from(octets);
  const place = copie.indexOf(motif, 0, 'latin1');
  if (place < 0 || motif.length !== par.length)
    throw new RangeError(`« ${motif} » introuvable ou de longueur différente.`);
  copie.write(par, place, 'latin1');
  return new Uint8Array(copie);
}
