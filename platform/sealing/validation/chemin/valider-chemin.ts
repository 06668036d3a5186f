import { ErreurDer, enfant, enfants, lireTout, octetsDe } from '../asn1/der.ts';
import { oid } from '../asn1/valeurs.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { identifiantDeCle, identifiantDeCleEmetteur } from '../asn1/certificat-lu.ts';
import { texteDuNom } from '../asn1/noms.ts';
import { verifierObjet } from './materiel.ts';
import type { Contexte } from './materiel.ts';
import { fauteDeDate, fautesDuChemin } from './regles.ts';
import { revocationDe } from './revocation.ts';

/** Issue de la validation d'un certificat : chaine, revocation, raisons. `chaine` va du certificat a l'ancre. */
export type IssueChemin = {
  readonly chemin: 'valide' | 'inconnu' | 'expire' | 'invalide';
  readonly revocation: 'bonne' | 'revoquee' | 'inconnue';
  readonly faiblesses: readonly string[];
  readonly motifs: readonly string[];
  readonly chaine: readonly CertificatLu[];
};

/** Demande : le certificat juge, l'instant de preuve, et la profondeur (un signataire de CRL se juge a son tour). */
export type DemandeDeChemin = {
  readonly certificat: CertificatLu;
  readonly a: Date;
  readonly profondeur?: number;
};

const LONGUEUR_MAX = 8;
const ESSAIS_MAX = 64;

/** Cherche le meilleur chemin vers une ancre et le juge a l'instant donne (RFC 5280 §6). */
export function jugerChemin(contexte: Contexte, demande: DemandeDeChemin): IssueChemin {
  const chemins = chercherChemins(contexte, demande.certificat);
  let meilleure: IssueChemin = sansAncre(demande.certificat);
  for (const chemin of chemins) {
    const issue = jugerAvecFilet(contexte, chemin, demande);
    if (rangDe(issue) > rangDe(meilleure)) meilleure = issue;
    if (rangDe(issue) === MEILLEUR) break;
  }
  return meilleure;
}

/** Une extension illisible condamne le chemin, pas la verification. */
function jugerAvecFilet(
  contexte: Contexte,
  chemin: readonly CertificatLu[],
  demande: DemandeDeChemin,
): IssueChemin {
  try {
    return jugerUnChemin(contexte, chemin, demande);
  } catch (erreur) {
    if (!(erreur instanceof ErreurDer)) throw erreur;
    return {
      chemin: 'invalide',
      revocation: 'inconnue',
      faiblesses: [],
      motifs: [`certificat de la chaîne illisible (${erreur.message})`],
      chaine: chemin,
    };
  }
}

const MEILLEUR = 7;

function rangDe(issue: IssueChemin): number {
  switch (issue.chemin) {
    case 'valide':
      return issue.revocation === 'revoquee' ? 4 : issue.revocation === 'inconnue' ? 6 : MEILLEUR;
    case 'expire':
      return 3;
    case 'invalide':
      return 2;
    case 'inconnu':
      return 1;
  }
}

const sansAncre = (certificat: CertificatLu): IssueChemin => ({
  chemin: 'inconnu',
  revocation: 'inconnue',
  faiblesses: [],
  chaine: [certificat],
  motifs: [`aucune ancre de confiance connue pour ${texteDuNom(certificat.emetteur)}`],
});

/** Enumere les chemins [certificat, …, ancre] dont les noms et les signatures s'enchainent, en nombre borne. */
function chercherChemins(contexte: Contexte, depart: CertificatLu): readonly (readonly CertificatLu[])[] {
  const trouves: (readonly CertificatLu[])[] = [];
  let essais = 0;
  const prolonger = (chemin: readonly CertificatLu[]): void => {
    const bout = chemin.at(-1);
    if (bout === undefined || essais >= ESSAIS_MAX) return;
    essais += 1;
    if (contexte.materiel.racines.some((racine) => racine.empreinte === bout.empreinte)) {
      trouves.push(chemin);
      return;
    }
    if (chemin.length >= LONGUEUR_MAX) return;
    for (const emetteur of emetteursPossibles(contexte, bout)) {
      if (!chemin.some((deja) => deja.empreinte === emetteur.empreinte)) prolonger([...chemin, emetteur]);
    }
  };
  prolonger([depart]);
  return trouves;
}

function emetteursPossibles(contexte: Contexte, certificat: CertificatLu): readonly CertificatLu[] {
  const { racines, intermediaires } = contexte.materiel;
  const cle = identifiantDeCleEmetteur(certificat);
  const candidats = [...racines, ...intermediaires].filter(
    (candidat) => candidat.sujet.cle === certificat.emetteur.cle,
  );
  const proche = (candidat: CertificatLu): number =>
    cle !== undefined && identifiantDeCle(candidat) === cle ? 0 : 1;
  return [...candidats]
    .sort((a, b) => proche(a) - proche(b))
    .filter(
      (candidat) =>
        sansCleHeritee(certificat, candidat) || verifierObjet(contexte, certificat, candidat.cle).juste,
    );
}

const sansCleHeritee = (certificat: CertificatLu, candidat: CertificatLu): boolean =>
  certificat.empreinte !== candidat.empreinte && cleDsaIncomplete(candidat.cle);

function jugerUnChemin(
  contexte: Contexte,
  chemin: readonly CertificatLu[],
  demande: DemandeDeChemin,
): IssueChemin {
  const ancre = chemin.at(-1);
  if (ancre === undefined) return sansAncre(demande.certificat);
  const descendant = [...chemin].reverse().slice(1);
  const cles = clesEffectives(ancre, descendant);
  const signatures = descendant.map((certificat, rang) =>
    verifierObjet(contexte, certificat, cles[rang] ?? ancre.cle),
  );
  const fautes = fautesDuChemin(descendant, demande.a);
  const dateDeLAncre = fauteDeDate(ancre, demande.a);
  const revocations = descendant.map((certificat, rang) =>
    revocationDe(contexte, {
      certificat,
      emetteur: descendant[rang - 1] ?? ancre,
      cle: cles[rang] ?? ancre.cle,
      a: demande.a,
      profondeur: demande.profondeur ?? 0,
      jugerSignataire: (signataire, a, profondeur) => {
        const issue = jugerChemin(contexte, { certificat: signataire, a, profondeur });
        return issue.chemin === 'valide' && issue.revocation === 'bonne' ? issue.faiblesses : undefined;
      },
    }),
  );
  const expire = [
    ...fautes.expire,
    ...(dateDeLAncre === undefined ? [] : [`${texteDuNom(ancre.sujet)} : ${dateDeLAncre}`]),
  ];
  const invalide = [
    ...fautes.invalide,
    ...(signatures.every((issue) => issue.juste) ? [] : ['signature d’un certificat de la chaîne fausse']),
  ];
  const revocation = revocations.some((r) => r.etat === 'revoquee')
    ? 'revoquee'
    : revocations.every((r) => r.etat === 'bonne')
      ? 'bonne'
      : 'inconnue';
  return {
    chemin: invalide.length > 0 ? 'invalide' : expire.length > 0 ? 'expire' : 'valide',
    revocation,
    chaine: chemin,
    faiblesses: [...new Set([...signatures, ...revocations].flatMap((issue) => issue.faiblesses))],
    motifs: [...invalide, ...expire, ...revocations.flatMap((r) => r.motifs)],
  };
}

/** Cle de l'emetteur de chaque certificat, parametres DSA herites compris (RFC 3279 §2.3.2). */
function clesEffectives(ancre: CertificatLu, descendant: readonly CertificatLu[]): readonly Uint8Array[] {
  const cles: Uint8Array[] = [ancre.cle];
  for (const certificat of descendant) cles.push(completerDsa(certificat.cle, cles.at(-1) ?? ancre.cle));
  return cles;
}

const DSA = '1.2.840.10040.4.1';

function cleDsaIncomplete(cle: Uint8Array): boolean {
  const champs = enfants(enfant(lireTout(cle), 0));
  return oid(champs[0]) === DSA && (champs.length < 2 || champs[1]?.etiquette === 0x05);
}

function completerDsa(cle: Uint8Array, parent: Uint8Array): Uint8Array {
  if (!cleDsaIncomplete(cle)) return cle;
  const algorithme = enfant(lireTout(parent), 0);
  if (oid(enfant(algorithme, 0)) !== DSA) return cle;
  const corps = Buffer.concat([octetsDe(algorithme), octetsDe(enfant(lireTout(cle), 1))]);
  return Buffer.concat([Buffer.from([0x30, 0x82, corps.length >> 8, corps.length & 0xff]), corps]);
}
