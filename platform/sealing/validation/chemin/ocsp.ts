import { createHash } from 'node:crypto';
import { ErreurDer, enfant, enfants, exiger, lireTout, octetsDe, valeurDe } from '../asn1/der.ts';
import type { Noeud } from '../asn1/der.ts';
import { ENTIER, OCTETS, SUITE, chaineBits, chaineOctets, enHexa, instant, oid } from '../asn1/valeurs.ts';
import { condensatDe } from '../asn1/algorithmes.ts';
import { essayerCertificat, lireExtensions } from '../asn1/certificat-lu.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { lireNom } from '../asn1/noms.ts';

/** Une reponse OCSP de base (RFC 6960 §4.2.1). */
export type OcspLue = {
  readonly empreinte: string;
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly algorithme: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificats: readonly CertificatLu[];
  readonly repondeur: { readonly nom: string } | { readonly cle: string };
  readonly reponses: readonly ReponseUnitaire[];
  /** Une extension critique que nous ne connaissons pas : la reponse ne peut servir. */
  readonly inutilisable: boolean;
};
export type ReponseUnitaire = {
  readonly condensat: string | undefined;
  readonly nomEmetteur: string;
  readonly cleEmetteur: string;
  readonly serie: string;
  readonly etat: 'bon' | 'revoque' | 'inconnu';
  readonly revoqueLe: Date | undefined;
  readonly le: Date;
  readonly suivante: Date | undefined;
};

/** Lit une OCSPResponse ou une BasicOCSPResponse DER ; ErreurDer si ce n'en est pas une (ou si le service a refuse). */
export function lireOcsp(der: Uint8Array): OcspLue {
  const racine = exiger(lireTout(der), SUITE);
  const premier = enfants(racine)[0];
  if (premier?.etiquette !== 0x0a) return lireBase(der);
  if ((valeurDe(premier)[0] ?? 1) !== 0) throw new ErreurDer('réponse OCSP en échec');
  const octets = enfant(enfant(racine, 1, 0xa0), 0, SUITE);
  if (oid(enfant(octets, 0)) !== '1.3.6.1.5.5.7.48.1.1') throw new ErreurDer('type de réponse OCSP inconnu');
  return lireBase(chaineOctets(enfant(octets, 1, OCTETS)));
}

function lireBase(der: Uint8Array): OcspLue {
  const [tbs, algorithme, signature, certificats] = enfants(exiger(lireTout(der), SUITE));
  if (tbs === undefined || algorithme === undefined) throw new ErreurDer('réponse OCSP incomplète');
  const champs = enfants(exiger(tbs, SUITE)).filter((champ, rang) => rang > 0 || champ.etiquette !== 0xa0);
  const [repondeur, , reponses, extensions] = champs;
  const liste =
    certificats === undefined
      ? []
      : enfants(enfant(certificats, 0, SUITE)).flatMap((noeud) => essayerCertificat(octetsDe(noeud)) ?? []);
  return {
    empreinte: createHash('sha256').update(der).digest('hex'),
    der,
    tbs: octetsDe(tbs),
    algorithme: octetsDe(algorithme),
    signature: chaineBits(signature),
    certificats: liste,
    repondeur: lireRepondeur(repondeur),
    reponses: enfants(exiger(reponses, SUITE)).map(lireReponse),
    inutilisable:
      extensions !== undefined &&
      [...lireExtensions(enfant(extensions, 0, SUITE)).extensions.values()].some(
        (extension) => extension.critique,
      ),
  };
}

function lireRepondeur(noeud: Noeud | undefined): OcspLue['repondeur'] {
  if (noeud?.etiquette === 0xa1) return { nom: lireNom(enfant(noeud, 0)).cle };
  if (noeud?.etiquette === 0xa2) return { cle: enHexa(valeurDe(enfant(noeud, 0, OCTETS))) };
  throw new ErreurDer('répondeur OCSP illisible');
}

function lireReponse(noeud: Noeud): ReponseUnitaire {
  const [identifiant, etat, le, ...reste] = enfants(noeud);
  const [condensat, nom, cle, serie] = enfants(exiger(identifiant, SUITE));
  const suivante = reste.find((champ) => champ.etiquette === 0xa0);
  const revoque = etat?.etiquette === 0xa1;
  return {
    condensat: condensat === undefined ? undefined : condensatDe(condensat),
    nomEmetteur: enHexa(valeurDe(exiger(nom, OCTETS))),
    cleEmetteur: enHexa(valeurDe(exiger(cle, OCTETS))),
    serie: enHexa(valeurDe(exiger(serie, ENTIER))),
    etat: revoque ? 'revoque' : etat?.etiquette === 0x80 ? 'bon' : 'inconnu',
    revoqueLe: revoque ? instant(enfant(etat, 0)) : undefined,
    le: instant(le),
    suivante: suivante === undefined ? undefined : instant(enfant(suivante, 0)),
  };
}

/** La reponse qui vise ce certificat emis par cet emetteur (nom et cle condenses comme annonce). */
export function reponsePour(
  ocsp: OcspLue,
  certificat: CertificatLu,
  emetteur: CertificatLu,
): ReponseUnitaire | undefined {
  return ocsp.reponses.find((reponse) => {
    if (reponse.condensat === undefined || reponse.serie !== certificat.serie) return false;
    const nom = createHash(reponse.condensat).update(emetteur.sujet.der).digest('hex');
    const cle = createHash(reponse.condensat).update(bitsDeCle(emetteur)).digest('hex');
    return nom === reponse.nomEmetteur && cle === reponse.cleEmetteur;
  });
}

/** Vrai si ce certificat est celui que la reponse designe comme repondeur. */
export const estRepondeur = (ocsp: OcspLue, certificat: CertificatLu): boolean =>
  'nom' in ocsp.repondeur
    ? ocsp.repondeur.nom === certificat.sujet.cle
    : ocsp.repondeur.cle === createHash('sha1').update(bitsDeCle(certificat)).digest('hex');

const bitsDeCle = (certificat: CertificatLu): Uint8Array => chaineBits(enfant(lireTout(certificat.cle), 1));
