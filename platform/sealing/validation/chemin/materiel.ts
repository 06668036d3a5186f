import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { verifierSignature } from '../asn1/algorithmes.ts';
import type { Verification } from '../asn1/algorithmes.ts';
import type { CrlLue } from './crl.ts';
import type { OcspLue } from './ocsp.ts';

/** Tout ce qui sert a juger un certificat : ancres de confiance, certificats utiles, preuves de non-revocation. */
export type Materiel = {
  readonly racines: readonly CertificatLu[];
  readonly intermediaires: readonly CertificatLu[];
  readonly crls: readonly CrlLue[];
  readonly ocsps: readonly OcspLue[];
};

/** Reunit deux ensembles ; une ancre reste une ancre, un doublon ne compte qu'une fois. */
export function reunir(a: Materiel, b: Materiel): Materiel {
  return {
    racines: uniques([...a.racines, ...b.racines]),
    intermediaires: uniques([...a.intermediaires, ...b.intermediaires]),
    crls: [...a.crls, ...b.crls],
    ocsps: [...a.ocsps, ...b.ocsps],
  };
}

const uniques = (liste: readonly CertificatLu[]): readonly CertificatLu[] => [
  ...new Map(liste.map((certificat) => [certificat.empreinte, certificat])).values(),
];

/** Un materiel vide. */
export const MATERIEL_VIDE: Materiel = { racines: [], intermediaires: [], crls: [], ocsps: [] };

/** Ce qui est partage par une validation : le materiel, et les signatures deja verifiees (bornees). */
export type Contexte = {
  readonly materiel: Materiel;
  readonly vues: Map<string, Verification>;
  readonly budget: { reste: number };
};

/** Nombre de verifications de signature au plus par document juge : au-dela, rien n'est plus reconnu. */
const VERIFICATIONS_MAX = 2000;

export const ouvrirContexte = (materiel: Materiel): Contexte => ({
  materiel,
  vues: new Map(),
  budget: { reste: VERIFICATIONS_MAX },
});

/** Un objet signe a la X.509 : certificat, CRL ou reponse OCSP. */
export type ObjetSigne = {
  readonly empreinte: string;
  readonly tbs: Uint8Array;
  readonly algorithme: Uint8Array;
  readonly signature: Uint8Array;
};

/** Verifie la signature d'un objet par une cle (SubjectPublicKeyInfo), une seule fois par couple. */
export function verifierObjet(contexte: Contexte, objet: ObjetSigne, cle: Uint8Array): Verification {
  const couple = `${objet.empreinte}/${Buffer.from(cle).toString('base64')}`;
  const vue = contexte.vues.get(couple);
  if (vue !== undefined) return vue;
  contexte.budget.reste -= 1;
  if (contexte.budget.reste < 0)
    return { juste: false, faiblesses: [], motif: 'trop de certificats à comparer' };
  const issue = dejaCalculee(couple) ?? calculer(couple, objet, cle);
  contexte.vues.set(couple, issue);
  return issue;
}

/**
 * Verifications faites par ce processus : fonction pure de l'objet entier (son SHA-256) et de la cle, donc sans peremption.
 * Les memes AC et listes reviennent dans chaque acte : 7 ms de calcul P-384 epargnes par document.
 */
const MEMOIRE = new Map<string, Verification>();
const MEMOIRE_MAX = 4096;

function dejaCalculee(couple: string): Verification | undefined {
  const issue = MEMOIRE.get(couple);
  if (issue === undefined) return undefined;
  MEMOIRE.delete(couple);
  MEMOIRE.set(couple, issue);
  return issue;
}

function calculer(couple: string, objet: ObjetSigne, cle: Uint8Array): Verification {
  const issue = verifierSignature({
    donnees: objet.tbs,
    signature: objet.signature,
    algorithme: objet.algorithme,
    cle,
  });
  const ancienne = MEMOIRE.keys().next();
  if (MEMOIRE.size >= MEMOIRE_MAX && ancienne.done !== true) MEMOIRE.delete(ancienne.value);
  MEMOIRE.set(couple, issue);
  return issue;
}
