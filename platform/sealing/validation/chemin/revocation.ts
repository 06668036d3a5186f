import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { contraintesDeBase, usagesEtendus } from '../asn1/certificat-lu.ts';
import { verifierObjet } from './materiel.ts';
import type { Contexte } from './materiel.ts';
import { pointConvient } from './crl.ts';
import type { CrlLue } from './crl.ts';
import { estRepondeur, reponsePour } from './ocsp.ts';
import type { OcspLue } from './ocsp.ts';
import { SIGNE_CRL, permet } from './regles.ts';
import { texteDuNom } from '../asn1/noms.ts';

/** Etat de revocation d'un certificat a un instant, et ce qui l'affaiblit. */
export type EtatDeRevocation = {
  readonly etat: 'bonne' | 'revoquee' | 'inconnue';
  readonly motifs: readonly string[];
  readonly faiblesses: readonly string[];
};

/** Un certificat de la chaine, son emetteur et la cle de celui-ci. */
export type DemandeDeRevocation = {
  readonly certificat: CertificatLu;
  readonly emetteur: CertificatLu;
  readonly cle: Uint8Array;
  readonly a: Date;
  readonly profondeur: number;
  /** Juge le chemin d'un autre signataire de liste : ses faiblesses s'il est valide et non revoque. Tendu par qui valide les chemins. */
  readonly jugerSignataire: (
    certificat: CertificatLu,
    a: Date,
    profondeur: number,
  ) => readonly string[] | undefined;
};

type Preuve = {
  readonly etat: 'bonne' | 'revoquee';
  readonly motif?: string;
  readonly faiblesses: readonly string[];
};

/**
 * Consulte toutes les listes et reponses disponibles. Une preuve de revocation l'emporte sur une preuve contraire ;
 * une revocation posterieure a l'instant juge n'efface pas ce qui etait bon alors.
 */
export function revocationDe(contexte: Contexte, demande: DemandeDeRevocation): EtatDeRevocation {
  const nom = texteDuNom(demande.certificat.sujet);
  const preuves = [
    ...contexte.materiel.crls.flatMap((crl) => preuveParCrl(contexte, crl, demande) ?? []),
    ...contexte.materiel.ocsps.flatMap((ocsp) => preuveParOcsp(contexte, ocsp, demande) ?? []),
  ];
  const revoquee = preuves.find((preuve) => preuve.etat === 'revoquee');
  if (revoquee !== undefined)
    return {
      etat: 'revoquee',
      motifs: [`${nom} : ${revoquee.motif ?? 'certificat révoqué'}`],
      faiblesses: [],
    };
  const bonne = preuves.find((preuve) => preuve.faiblesses.length === 0) ?? preuves[0];
  if (bonne === undefined)
    return {
      etat: 'inconnue',
      motifs: [`${nom} : aucune preuve de non-révocation utilisable`],
      faiblesses: [],
    };
  return { etat: 'bonne', motifs: [], faiblesses: bonne.faiblesses };
}

/** Vrai si une preuve datee [le, suivante] vaut pour l'instant juge ; une preuve posterieure vaut tant que le certificat n'etait pas expire. */
function vautPour(demande: DemandeDeRevocation, le: Date, suivante: Date | undefined): boolean {
  if (le > demande.a) return le <= demande.certificat.fin;
  return suivante !== undefined && demande.a <= suivante;
}

function preuveParCrl(contexte: Contexte, crl: CrlLue, demande: DemandeDeRevocation): Preuve | undefined {
  if (crl.emetteur.cle !== demande.certificat.emetteur.cle || !portee(crl, demande.certificat))
    return undefined;
  const entree = crl.chercher(demande.certificat.serie);
  if (entree === 'illisible') return undefined;
  const revoqueAvant = entree !== undefined && entree.raison !== 8 && entree.revoqueLe <= demande.a;
  if (!revoqueAvant && !vautPour(demande, crl.le, crl.suivante)) return undefined;
  const faiblesses = signatureDeCrl(contexte, crl, demande);
  if (faiblesses === undefined) return undefined;
  if (!revoqueAvant) return { etat: 'bonne', faiblesses };
  return {
    etat: 'revoquee',
    motif: `certificat révoqué le ${entree.revoqueLe.toISOString().slice(0, 10)}`,
    faiblesses,
  };
}

function portee(crl: CrlLue, certificat: CertificatLu): boolean {
  if (crl.portee.exclue !== undefined || !pointConvient(crl.portee, certificat.extensions)) return false;
  const ac = contraintesDeBase(certificat)?.ac === true;
  return ac ? !crl.portee.seulementFinales : !crl.portee.seulementAc;
}

/** Faiblesses de la signature de la liste, ou undefined si aucune cle habilitee ne la verifie. */
function signatureDeCrl(
  contexte: Contexte,
  crl: CrlLue,
  demande: DemandeDeRevocation,
): readonly string[] | undefined {
  if (permet(demande.emetteur, SIGNE_CRL)) {
    const issue = verifierObjet(contexte, crl, demande.cle);
    if (issue.juste) return issue.faiblesses;
  }
  if (demande.profondeur >= 2) return undefined;
  const { racines, intermediaires } = contexte.materiel;
  for (const signataire of [...racines, ...intermediaires]) {
    if (
      signataire.sujet.cle !== crl.emetteur.cle ||
      signataire.empreinte === demande.certificat.empreinte ||
      !permet(signataire, SIGNE_CRL)
    )
      continue;
    const issue = verifierObjet(contexte, crl, signataire.cle);
    if (!issue.juste) continue;
    const faiblesses = demande.jugerSignataire(signataire, demande.a, demande.profondeur + 1);
    if (faiblesses !== undefined) return [...issue.faiblesses, ...faiblesses];
  }
  return undefined;
}

function preuveParOcsp(contexte: Contexte, ocsp: OcspLue, demande: DemandeDeRevocation): Preuve | undefined {
  if (ocsp.inutilisable) return undefined;
  const reponse = reponsePour(ocsp, demande.certificat, demande.emetteur);
  if (reponse === undefined || reponse.etat === 'inconnu') return undefined;
  const revoqueAvant = reponse.revoqueLe !== undefined && reponse.revoqueLe <= demande.a;
  if (!revoqueAvant && !vautPour(demande, reponse.le, reponse.suivante)) return undefined;
  const faiblesses = signatureDOcsp(contexte, ocsp, demande);
  if (faiblesses === undefined) return undefined;
  if (!revoqueAvant || reponse.revoqueLe === undefined) return { etat: 'bonne', faiblesses };
  return {
    etat: 'revoquee',
    motif: `certificat révoqué le ${reponse.revoqueLe.toISOString().slice(0, 10)}`,
    faiblesses,
  };
}

const REPONDEUR_OCSP = '1.3.6.1.5.5.7.3.9';

/** La reponse est signee par l'AC elle-meme ou par un delegue qu'elle a emis (RFC 6960 §4.2.2.2). */
function signatureDOcsp(
  contexte: Contexte,
  ocsp: OcspLue,
  demande: DemandeDeRevocation,
): readonly string[] | undefined {
  if (estRepondeur(ocsp, demande.emetteur)) {
    const issue = verifierObjet(contexte, ocsp, demande.cle);
    if (issue.juste) return issue.faiblesses;
  }
  for (const delegue of [...ocsp.certificats, ...contexte.materiel.intermediaires]) {
    if (
      !estRepondeur(ocsp, delegue) ||
      !usagesEtendus(delegue).includes(REPONDEUR_OCSP) ||
      delegue.emetteur.cle !== demande.emetteur.sujet.cle
    )
      continue;
    const emission = verifierObjet(contexte, delegue, demande.cle);
    const issue = verifierObjet(contexte, ocsp, delegue.cle);
    if (emission.juste && issue.juste && delegueEnVie(contexte, delegue, demande))
      return [...emission.faiblesses, ...issue.faiblesses];
  }
  return undefined;
}

function delegueEnVie(contexte: Contexte, delegue: CertificatLu, demande: DemandeDeRevocation): boolean {
  if (demande.a < delegue.debut || demande.a > delegue.fin || demande.profondeur >= 2) return false;
  if (delegue.extensions.has('1.3.6.1.5.5.7.48.1.5')) return true;
  return (
    revocationDe(contexte, { ...demande, certificat: delegue, profondeur: demande.profondeur + 1 }).etat !==
    'revoquee'
  );
}
