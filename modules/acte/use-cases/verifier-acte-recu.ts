import { type Result, refus, reussite } from '@ppn/core';
import type { SignataireDePiece } from '@ppn/dossier';
import { type Ancres, validerPdf } from '@ppn/sealing';
import { QUALITES } from '../actes/proces-verbal.ts';
import type { ActeJson } from '../contract.ts';
import type { Catalogue } from '../inscrire.ts';
import { comparerTexte, lireActeJson } from '../lire-acte.ts';

/** Un acte recu et verifie : ses donnees, ses signataires tels que leurs certificats les nomment. */
export type ActeVerifie = { readonly acte: ActeJson; readonly signataires: readonly SignataireDePiece[] };

type Attendu = { readonly idj: string; readonly ancres: Ancres; readonly catalogue: Catalogue };

/**
 * Verifie un acte venu de l'autre ministere : signatures (revisions comparees), redacteur = signataire,
 * donnees lisibles, texte identique a celui recompose des donnees. Sinon tous les motifs, en francais.
 * Un fichier qui met la verification en defaut est refuse : rien n'est lu ici que lui, ce n'est pas une panne.
 */
export const verifierActeRecu = (
  pdf: Uint8Array,
  attendu: Attendu,
): Promise<Result<ActeVerifie, readonly string[]>> =>
  verifier(pdf, attendu).catch(() => refus(['L’acte est illisible : sa structure sort de toute norme.']));

async function verifier(pdf: Uint8Array, attendu: Attendu): Promise<Result<ActeVerifie, readonly string[]>> {
  const rapport = await validerPdf(pdf, attendu.ancres, {});
  if (rapport.verdict !== 'valide')
    return refus([
      ...new Set([
        ...rapport.motifs,
        ...rapport.signatures.flatMap(({ motifs }) => motifs),
        rapport.verdict === 'non-signe'
          ? 'L’acte n’est pas signé.'
          : `La signature de l’acte n’est pas valide (${rapport.verdict}).`,
      ]),
    ]);
  const lu = await lireActeJson(pdf);
  if (!lu.ok) return refus([lu.refus]);
  const acte = lu.valeur;
  const difference = await comparerTexte(pdf, acte, attendu.catalogue);
  const motifs = [
    ...(acte.idj === attendu.idj ? [] : [`L’acte porte l’IDJ ${acte.idj}, le pli porte ${attendu.idj}.`]),
    ...(attendu.catalogue.acte(acte.type)?.qualites.includes(acte.redacteur.qualite) === false
      ? [`La qualité « ${QUALITES[acte.redacteur.qualite]} » ne permet pas de rédiger cet acte.`]
      : []),
    ...(rapport.signatures.some(({ signataire }) => signataire.matricule === acte.redacteur.matricule)
      ? []
      : ['L’acte n’est pas signé par son rédacteur.']),
    ...(memes(
      (acte.cosignataires ?? []).map(({ matricule }) => matricule),
      attendu.catalogue.gabarit(acte)?.cosignataires(acte.contenu) ?? [],
    )
      ? []
      : ['Les cosignataires nommés par l’acte ne sont pas ceux que son contenu désigne.']),
    ...(acte.cosignataires ?? [])
      .filter(
        ({ matricule }) => !rapport.signatures.some(({ signataire }) => signataire.matricule === matricule),
      )
      .map(({ prenom, nom }) => `La cosignature de ${prenom} ${nom} manque.`),
    ...(rapport.signatures.some(({ genre, horodateA }) => genre === 'signature' && horodateA === undefined)
      ? ['Une signature de l’acte n’est pas horodatée.']
      : []),
    ...(difference === undefined ? [] : [difference]),
  ];
  if (motifs.length > 0) return refus(motifs);
  const signataires = rapport.signatures
    .filter(({ genre }) => genre !== 'horodatage')
    .map(({ signataire, signeA, horodateA }) => ({
      nom: signataire.nom,
      qualite: qualiteDe(acte, signataire.matricule),
      matricule: signataire.matricule ?? '',
      signeA: signeA ?? '',
      horodateA: horodateA ?? '',
    }));
  return reussite({ acte, signataires });
}

const memes = (uns: readonly string[], autres: readonly string[]): boolean =>
  uns.length === autres.length && uns.every((un, rang) => un === autres[rang]);

/** Qualite sous laquelle ce matricule signe l'acte ; vide s'il n'y est pas nomme. */
function qualiteDe({ redacteur, cosignataires }: ActeJson, matricule: string | undefined): string {
  const agent = [redacteur, ...(cosignataires ?? [])].find((candidat) => candidat.matricule === matricule);
  return agent ? QUALITES[agent.qualite] : '';
}
