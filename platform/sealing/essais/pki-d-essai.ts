import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Cachet } from '../cades.ts';
import { lireCertificat } from '../certificat.ts';
import { chaineOctets, element, ensemble, entier, lireDer, nul, oid, sequence, vrai } from '../der.ts';
import type { Horodateur } from '../tsp.ts';

/** Une cle et son certificat d'essai, avec la chaine qui le porte (lui d'abord). */
export type Titulaire = {
  readonly cle: KeyObject;
  readonly certificat: Uint8Array;
  readonly chaine: readonly Uint8Array[];
};

/** Profils d'essai : autorite, agent (nonRepudiation critique), unite d'horodatage (EKU seul et critique). */
export type Profil = 'autorite' | 'agent' | 'horodatage';

type Emission = {
  readonly nom: string;
  readonly profil: Profil;
  readonly emetteur?: Titulaire;
  readonly cle?: KeyObject;
  readonly matricule?: string;
  readonly validite?: readonly [debut: string, fin: string];
};

const DIX_ANS = ['250101000000Z', '350101000000Z'] as const;

/** Emet un certificat d'essai, valable de 2025 a 2035 par defaut ; sans emetteur, autosigne. */
export function emettre({
  nom,
  profil,
  emetteur,
  cle = cleEc('P-256'),
  matricule,
  validite = DIX_ANS,
}: Emission): Titulaire {
  const sujet = nomDer(nom, matricule);
  const signataire = emetteur?.cle ?? cle;
  const tbs = sequence(
    element(0xa0, entier(2)),
    entier(createHash('sha256').update(nom).update(publique(cle)).digest().subarray(0, 15)),
    algorithme(signataire),
    emetteur === undefined ? sujet : lireCertificat(emetteur.certificat).sujetDer,
    sequence(utc(validite[0]), utc(validite[1])),
    sujet,
    publique(cle),
    element(0xa3, sequence(...extensions(profil))),
  );
  const certificat = signer(tbs, signataire);
  return { cle, certificat, chaine: [certificat, ...(emetteur?.chaine ?? [])] };
}

/** CRL d'essai, sans certificat revoque, valable de 2025 a 2035 par defaut. */
export function crlDe(autorite: Titulaire, [le, suivante]: readonly [string, string] = DIX_ANS): Uint8Array {
  const { sujetDer } = lireCertificat(autorite.certificat);
  const tbs = sequence(
    entier(1),
    algorithme(autorite.cle),
    sujetDer,
    utc(le),
    utc(suivante),
    element(0xa0, sequence(sequence(oid('2.5.29.20'), chaineOctets(entier(1))))),
  );
  return signer(tbs, autorite.cle);
}

/** Horodateur d'essai : TimeStampToken complet (RFC 3161), heure fixe. */
export const horodateurDe =
  (unite: Titulaire, heure = '20261121091500Z'): Horodateur =>
  async (empreinte) =>
    jetonDe(unite, { empreinte, heure });

/** Jeton RFC 3161 signe par l'unite ; `nonce` repris de la demande. */
export function jetonDe(
  unite: Titulaire,
  {
    empreinte,
    heure,
    nonce,
  }: { readonly empreinte: Uint8Array; readonly heure: string; readonly nonce?: Uint8Array },
): Uint8Array {
  const tstInfo = sequence(
    entier(1),
    oid('1.3.6.1.4.1.99999.1'),
    sequence(sequence(oid(empreinte.length === 64 ? SHA_512 : SHA_256)), chaineOctets(empreinte)),
    entier(createHash('sha256').update(empreinte).digest().subarray(0, 8)),
    element(0x18, Buffer.from(heure, 'latin1')),
    ...(nonce === undefined ? [] : [entier(nonce)]),
  );
  const attributs = ensemble([
    attribut('1.2.840.113549.1.9.3', oid(TST_INFO)),
    attribut('1.2.840.113549.1.9.4', chaineOctets(sha256(tstInfo))),
    attribut(
      '1.2.840.113549.1.9.16.2.47',
      sequence(sequence(sequence(chaineOctets(sha256(unite.certificat))))),
    ),
  ]);
  const { emetteurDer, serieDer } = lireCertificat(unite.certificat);
  const signerInfo = sequence(
    entier(1),
    sequence(emetteurDer, serieDer),
    sequence(oid(SHA_256)),
    element(0xa0, lireDer(attributs).contenu),
    algorithme(unite.cle),
    chaineOctets(sign('sha256', attributs, unite.cle)),
  );
  const signedData = sequence(
    entier(3),
    ensemble([sequence(oid(SHA_256))]),
    sequence(oid(TST_INFO), element(0xa0, chaineOctets(tstInfo))),
    ensemble(unite.chaine, 0xa0),
    ensemble([signerInfo]),
  );
  return sequence(oid('1.2.840.113549.1.7.2'), element(0xa0, signedData));
}

/** Une petite infrastructure complete : racine P-384, autorite, agent EC, agent RSA-3072, agent P-384, unite d'horodatage. */
export function pkiDEssai() {
  const racine = emettre({ nom: 'Racine d’essai', profil: 'autorite', cle: cleEc('P-384') });
  const autorite = emettre({
    nom: 'Autorité d’essai',
    profil: 'autorite',
    emetteur: racine,
    cle: cleEc('P-384'),
  });
  const agent = emettre({ nom: 'Claire MARTEL', profil: 'agent', emetteur: autorite, matricule: '1042371' });
  const agentRsa = emettre({
    nom: 'Jean DURAND',
    profil: 'agent',
    emetteur: autorite,
    cle: generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey,
  });
  const agentP384 = emettre({
    nom: 'Inès LE GALL',
    profil: 'agent',
    emetteur: autorite,
    cle: cleEc('P-384'),
  });
  const unite = emettre({ nom: 'Horodatage d’essai', profil: 'horodatage', emetteur: autorite });
  const crls = [crlDe(racine), crlDe(autorite)];
  return { racine, autorite, agent, agentRsa, agentP384, unite, crls, horodateur: horodateurDe(unite) };
}

/** Le cachet d'un titulaire, avec des CRL a joindre. */
export const cachetDe = ({ cle, chaine }: Titulaire, crls: readonly Uint8Array[] = []): Cachet => ({
  cle,
  certificats: chaine,
  crls: async () => crls,
});

const SHA_256 = '2.16.840.1.101.3.4.2.1';
const SHA_512 = '2.16.840.1.101.3.4.2.3';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';

const sha256 = (octets: Uint8Array): Uint8Array => createHash('sha256').update(octets).digest();
const publique = (cle: KeyObject): Uint8Array => createPublicKey(cle).export({ format: 'der', type: 'spki' });
const cleEc = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
const utc = (texte: string): Uint8Array => element(0x17, Buffer.from(texte, 'latin1'));
const attribut = (type: string, valeur: Uint8Array): Uint8Array => sequence(oid(type), ensemble([valeur]));
const algorithme = (cle: KeyObject): Uint8Array =>
  cle.asymmetricKeyType === 'rsa'
    ? sequence(oid('1.2.840.113549.1.1.11'), nul())
    : sequence(oid('1.2.840.10045.4.3.2'));
const signer = (tbs: Uint8Array, cle: KeyObject): Uint8Array =>
  sequence(tbs, algorithme(cle), element(0x03, Uint8Array.of(0), sign('sha256', tbs, cle)));
const nomDer = (nom: string, matricule: string | undefined): Uint8Array =>
  sequence(
    rdn('2.5.4.6', element(0x13, Buffer.from('FR'))),
    rdn('2.5.4.10', element(0x0c, Buffer.from('Ministère d’essai'))),
    ...(matricule === undefined ? [] : [rdn('2.5.4.5', element(0x13, Buffer.from(matricule)))]),
    rdn('2.5.4.3', element(0x0c, Buffer.from(nom))),
  );
const rdn = (type: string, valeur: Uint8Array): Uint8Array => ensemble([sequence(oid(type), valeur)]);

function extensions(profil: Profil): readonly Uint8Array[] {
  const critique = (type: string, valeur: Uint8Array): Uint8Array =>
    sequence(oid(type), vrai(), chaineOctets(valeur));
  switch (profil) {
    case 'autorite':
      return [
        critique('2.5.29.19', sequence(vrai())),
        critique('2.5.29.15', element(0x03, Uint8Array.of(1, 0x06))),
      ];
    case 'agent':
      return [critique('2.5.29.15', element(0x03, Uint8Array.of(6, 0x40)))];
    case 'horodatage':
      return [
        critique('2.5.29.15', element(0x03, Uint8Array.of(7, 0x80))),
        critique('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.8'))),
      ];
  }
}
