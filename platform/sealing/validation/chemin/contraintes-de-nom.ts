import { enfants, exiger, lireTout, octetsDe, valeurDe } from '../asn1/der.ts';
import type { Noeud } from '../asn1/der.ts';
import { SUITE } from '../asn1/valeurs.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { estSousNom, lireNom } from '../asn1/noms.ts';
import type { Nom } from '../asn1/noms.ts';

/** Un nom general reduit a ce que les contraintes comparent ; `autre` garde son etiquette. */
type NomGeneral =
  | { readonly genre: 'annuaire'; readonly nom: Nom }
  | { readonly genre: 'courriel' | 'dns' | 'uri'; readonly texte: string }
  | { readonly genre: 'ip'; readonly octets: Uint8Array }
  | { readonly genre: 'autre'; readonly etiquette: number };

/** Contraintes accumulees le long d'un chemin : chaque AC ajoute les siennes (RFC 5280 §6.1.4 g). */
export type Contraintes = readonly {
  readonly permis: readonly NomGeneral[];
  readonly exclus: readonly NomGeneral[];
}[];

const CONTRAINTES = '2.5.29.30';

/** Les contraintes d'une AC, ajoutees a celles deja vues. */
export function ajouterContraintes(contraintes: Contraintes, certificat: CertificatLu): Contraintes {
  const extension = certificat.extensions.get(CONTRAINTES);
  if (extension === undefined) return contraintes;
  const champs = enfants(exiger(lireTout(extension.valeur), SUITE));
  const lire = (etiquette: number): readonly NomGeneral[] =>
    champs
      .filter((champ) => champ.etiquette === etiquette)
      .flatMap(enfants)
      .flatMap((arbre) => enfants(arbre).slice(0, 1))
      .map(lireNomGeneral);
  return [...contraintes, { permis: lire(0xa0), exclus: lire(0xa1) }];
}

/** undefined si les noms du certificat respectent toutes les contraintes, sinon le motif. */
export function violationDeNom(contraintes: Contraintes, certificat: CertificatLu): string | undefined {
  if (contraintes.length === 0) return undefined;
  const noms = nomsDuCertificat(certificat);
  for (const { permis, exclus } of contraintes) {
    for (const nom of noms) {
      if (nom.genre === 'autre') {
        const vise = [...permis, ...exclus].some(
          (base) => base.genre === 'autre' && base.etiquette === nom.etiquette,
        );
        if (vise) return 'contrainte de nom d’un type non pris en charge';
        continue;
      }
      if (exclus.some((base) => couvre(base, nom))) return 'nom exclu par les contraintes de l’autorité';
      const memeGenre = permis.filter((base) => base.genre === nom.genre);
      if (memeGenre.length > 0 && !memeGenre.some((base) => couvre(base, nom)))
        return 'nom hors des contraintes de l’autorité';
    }
  }
  return undefined;
}

function nomsDuCertificat(certificat: CertificatLu): readonly NomGeneral[] {
  const alternatifs = certificat.extensions.get('2.5.29.17');
  const autres =
    alternatifs === undefined ? [] : enfants(exiger(lireTout(alternatifs.valeur), SUITE)).map(lireNomGeneral);
  const sujet: readonly NomGeneral[] =
    certificat.sujet.rdns.length === 0 ? [] : [{ genre: 'annuaire', nom: certificat.sujet }];
  const courriels: readonly NomGeneral[] = autres.some((nom) => nom.genre === 'courriel')
    ? []
    : certificat.sujet.rdns
        .flat()
        .filter((attribut) => attribut.type === '1.2.840.113549.1.9.1')
        .map((attribut) => ({ genre: 'courriel', texte: attribut.texte }));
  return [...sujet, ...courriels, ...autres];
}

function lireNomGeneral(noeud: Noeud): NomGeneral {
  const texte = (): string => Buffer.from(valeurDe(noeud)).toString('latin1');
  switch (noeud.etiquette) {
    case 0xa4:
      return { genre: 'annuaire', nom: lireNom(lireTout(octetsDe(exiger(enfants(noeud)[0], SUITE)))) };
    case 0x81:
      return { genre: 'courriel', texte: texte() };
    case 0x82:
      return { genre: 'dns', texte: texte() };
    case 0x86:
      return { genre: 'uri', texte: texte() };
    case 0x87:
      return { genre: 'ip', octets: valeurDe(noeud) };
    default:
      return { genre: 'autre', etiquette: noeud.etiquette };
  }
}

function couvre(base: NomGeneral, nom: NomGeneral): boolean {
  if (base.genre === 'annuaire' && nom.genre === 'annuaire') return estSousNom(nom.nom, base.nom);
  if (base.genre === 'courriel' && nom.genre === 'courriel')
    return courrielSous(nom.texte.toLowerCase(), base.texte.toLowerCase());
  if (base.genre === 'dns' && nom.genre === 'dns')
    return dnsSous(nom.texte.toLowerCase(), base.texte.toLowerCase());
  if (base.genre === 'uri' && nom.genre === 'uri')
    return hoteSous(hoteDe(nom.texte), base.texte.toLowerCase());
  return base.genre === 'ip' && nom.genre === 'ip' && ipSous(nom.octets, base.octets);
}

function courrielSous(adresse: string, base: string): boolean {
  if (base.includes('@')) return adresse === base;
  return hoteSous(adresse.slice(adresse.lastIndexOf('@') + 1), base);
}

const dnsSous = (nom: string, base: string): boolean =>
  base === '' || nom === base || nom.endsWith(`.${base}`);
const hoteSous = (hote: string, base: string): boolean =>
  base.startsWith('.') ? hote.endsWith(base) : hote === base;
const hoteDe = (uri: string): string => (URL.canParse(uri) ? new URL(uri).hostname.toLowerCase() : '');

function ipSous(adresse: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== adresse.length * 2) return false;
  return adresse.every(
    (octet, rang) =>
      (octet & (base[adresse.length + rang] ?? 0)) ===
      ((base[rang] ?? 0) & (base[adresse.length + rang] ?? 0)),
  );
}
