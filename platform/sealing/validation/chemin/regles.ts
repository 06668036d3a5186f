import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { contraintesDeBase, estAutoEmis, usages } from '../asn1/certificat-lu.ts';
import { bitsNommes } from '../asn1/valeurs.ts';
import { texteDuNom } from '../asn1/noms.ts';
import { ajouterContraintes, violationDeNom } from './contraintes-de-nom.ts';
import type { Contraintes } from './contraintes-de-nom.ts';
import { lirePolitiques, politiquesFinales, politiquesInitiales, preparerPolitiques } from './politiques.ts';
import type { EtatDesPolitiques } from './politiques.ts';

/** Rangs des bits de keyUsage (RFC 5280 §4.2.1.3). */
export const SIGNATURE_NUMERIQUE = 0;
export const NON_REPUDIATION = 1;
export const SIGNE_CERTIFICATS = 5;
export const SIGNE_CRL = 6;

/** Vrai si le certificat ne restreint pas ses usages, ou permet celui-ci. */
export function permet(certificat: CertificatLu, rang: number): boolean {
  const bits = usages(certificat);
  return bits === undefined || bitsNommes(bits)(rang);
}

const EXTENSIONS_CONNUES: ReadonlySet<string> = new Set([
  '2.5.29.14',
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.18',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.33',
  '2.5.29.35',
  '2.5.29.36',
  '2.5.29.37',
  '2.5.29.54',
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.5.5.7.1.3',
  '1.3.6.1.5.5.7.48.1.5',
]);

type Etat = { readonly reste: number; readonly noms: Contraintes; readonly politiques: EtatDesPolitiques };
type Fautes = { readonly expire: readonly string[]; readonly invalide: readonly string[] };

/**
 * Applique RFC 5280 §6.1 (hors signatures et revocation) a un chemin ordonne de la racine exclue au certificat juge.
 * Rend les fautes de dates et les autres, en francais.
 */
export function fautesDuChemin(chemin: readonly CertificatLu[], a: Date): Fautes {
  let etat: Etat = { reste: chemin.length, noms: [], politiques: politiquesInitiales(chemin.length) };
  const expire: string[] = [];
  const invalide: string[] = [];
  chemin.forEach((certificat, rang) => {
    const dernier = rang === chemin.length - 1;
    const nom = texteDuNom(certificat.sujet);
    const date = fauteDeDate(certificat, a);
    if (date !== undefined) expire.push(`${nom} : ${date}`);
    const suite = etapeSuivante(etat, certificat, dernier);
    if (typeof suite === 'string') invalide.push(`${nom} : ${suite}`);
    else etat = suite;
  });
  return { expire, invalide };
}

/** Motif si la date est hors de la validite du certificat. */
export function fauteDeDate(certificat: CertificatLu, a: Date): string | undefined {
  if (a < certificat.debut) return `certificat pas encore valable le ${jour(a)}`;
  return a > certificat.fin ? `certificat expiré le ${jour(certificat.fin)}` : undefined;
}

const jour = (date: Date): string => date.toISOString().slice(0, 10);

function etapeSuivante(etat: Etat, certificat: CertificatLu, dernier: boolean): Etat | string {
  const forme = fauteDeForme(certificat);
  if (forme !== undefined) return forme;
  const libre = estAutoEmis(certificat) && !dernier;
  const nom = libre ? undefined : violationDeNom(etat.noms, certificat);
  if (nom !== undefined) return nom;
  const politiques = lirePolitiques(etat.politiques, certificat, dernier);
  if (politiques === undefined) return 'aucune politique de certification commune';
  if (dernier)
    return politiquesFinales(politiques, certificat)
      ? { ...etat, politiques }
      : 'aucune politique de certification commune';
  return passerAc({ ...etat, politiques }, certificat);
}

function fauteDeForme(certificat: CertificatLu): string | undefined {
  if (!certificat.algorithmesConcordants) return 'deux algorithmes de signature différents';
  if (certificat.extensionsEnDouble) return 'extension répétée';
  const inconnue = [...certificat.extensions].find(
    ([oid, extension]) => extension.critique && !EXTENSIONS_CONNUES.has(oid),
  );
  return inconnue === undefined ? undefined : `extension critique inconnue ${inconnue[0]}`;
}

function passerAc(etat: Etat, certificat: CertificatLu): Etat | string {
  const base = contraintesDeBase(certificat);
  if (base?.ac !== true) return 'ce certificat n’est pas celui d’une autorité';
  if (!permet(certificat, SIGNE_CERTIFICATS)) return 'cette autorité ne peut pas signer de certificat';
  const auto = estAutoEmis(certificat);
  if (!auto && etat.reste <= 0) return 'chaîne plus longue que permis';
  const reste = auto ? etat.reste : etat.reste - 1;
  return {
    reste: base.longueur === undefined ? reste : Math.min(reste, base.longueur),
    noms: ajouterContraintes(etat.noms, certificat),
    politiques: preparerPolitiques(etat.politiques, certificat),
  };
}
