import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { formeComparable, type Result, refus, reussite, texteDesBlocs } from '@ppn/core';
import { lireJointe, lireJointeComposee, texteDuPdf } from '@ppn/sealing';
import { type ActeJson, acteJson } from './contract.ts';
import type { Catalogue, GabaritInscrit } from './inscrire.ts';
import { nomDeLImage } from './signatures-tierces/contrat.ts';

/** Donnees embarquees d'un acte, ou la raison pour laquelle elles ne se lisent pas. */
export const lireActeJson = async (pdf: Uint8Array): Promise<Result<ActeJson, string>> =>
  actesDe(await lireJointe(pdf, 'acte.json'));

/** Les memes donnees, d'un PDF que ce service vient de composer lui-meme. */
export const lireActeCompose = async (pdf: Uint8Array): Promise<Result<ActeJson, string>> =>
  actesDe(await lireJointeComposee(pdf, 'acte.json'));

function actesDe(octets: Uint8Array | undefined): Result<ActeJson, string> {
  if (!octets) return refus('Ce PDF ne contient pas les données de l’acte (acte.json).');
  try {
    const lu = acteJson.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets)));
    return lu.success
      ? reussite(lu.data)
      : refus(
          `Les données de l’acte ne suivent pas leur schéma : ${lu.error.issues
            .slice(0, 3)
            .map(({ path }) => path.join('.'))
            .join(', ')}.`,
        );
  } catch {
    return refus('Les données de l’acte (acte.json) sont illisibles.');
  }
}

/** Le texte recompose des donnees est-il celui du PDF ? Sinon la raison, avec le premier endroit qui differe. */
export async function comparerTexte(
  pdf: Uint8Array,
  acte: ActeJson,
  catalogue: Catalogue,
): Promise<string | undefined> {
  if (!catalogue.acte(acte.type)) return `Type d’acte inconnu : ${acte.type}.`;
  const definition = catalogue.gabarit(acte);
  if (!definition) return `Gabarit inconnu : ${acte.gabarit}.`;
  const faux =
    donneesEnTrop(acte, definition) ??
    attentionsFausses(acte, definition) ??
    cosignatairesFaux(acte, definition) ??
    signaturesFausses(acte, definition) ??
    (await imageFausse(pdf, acte));
  if (faux !== undefined) return faux;
  try {
    const attendu = formeComparable(texteDesBlocs(definition.blocs(acte)));
    const lu = formeComparable(await texteDuPdf(pdf));
    return attendu === lu
      ? undefined
      : `Le texte de l’acte n’est pas celui de ses données, à partir de « ${premiereDifference(lu, attendu)} ».`;
  } catch {
    return 'Le contenu de l’acte ne permet pas d’en recomposer le texte.';
  }
}

/** Les cosignataires nommes sont ceux que le contenu designe. */
const cosignatairesFaux = (acte: ActeJson, definition: GabaritInscrit): string | undefined =>
  isDeepStrictEqual(
    (acte.cosignataires ?? []).map(({ matricule }) => matricule),
    [...definition.cosignataires(acte.contenu)],
  )
    ? undefined
    : 'Les cosignataires de l’acte ne sont pas ceux que son contenu désigne.';

/** Des points d'attention ne se gardent que dans un acte qui les montre, avec le motif de passer outre. */
function attentionsFausses(
  { attentions, contenu }: ActeJson,
  definition: GabaritInscrit,
): string | undefined {
  if (attentions === undefined) return undefined;
  const motif = definition.passerOutre(contenu) ?? '';
  return attentions.length > 0 && motif.trim() !== ''
    ? undefined
    : 'L’acte garde des points d’attention que son gabarit ne montre pas, ou qu’aucun motif n’accompagne.';
}

/** Une donnee qu'aucun texte ne montre n'a pas a etre signee ni lue : champs inconnus, personnes, faits ou fichiers non cites. */
function donneesEnTrop(acte: ActeJson, definition: GabaritInscrit): string | undefined {
  if (!isDeepStrictEqual(definition.lire(acte.contenu), acte.contenu))
    return 'Les données de l’acte contiennent des champs que son texte ne montre pas.';
  const cite = definition.cite(acte.contenu);
  const nonCites = [
    [acte.personnes, cite.personnes],
    [acte.faits, cite.faits],
    [acte.jointes, cite.fichiers],
  ] as const;
  return nonCites.some(([tous, ids]) => !ids.includes('*') && tous.some(({ id }) => !ids.includes(id)))
    ? 'Les données de l’acte contiennent une personne, un fait ou un fichier que son texte ne cite pas.'
    : undefined;
}

/** Chaque personne qui devait signer a signe, ou son refus ou son impossibilite est mentionne ; personne d'autre (D.589-4 CPP). */
function signaturesFausses(acte: ActeJson, definition: GabaritInscrit): string | undefined {
  const attendus = definition.signataires(acte.contenu, acte);
  const recueillies = (acte.signatures ?? []).map(({ place, nom, qualite }) => ({ place, nom, qualite }));
  return isDeepStrictEqual(recueillies, [...attendus])
    ? undefined
    : 'Les signatures manuscrites de l’acte ne sont pas celles des personnes qui devaient le signer.';
}

/** L'image de chaque signature est dans le PDF, et c'est celle que les donnees disent. */
async function imageFausse(pdf: Uint8Array, acte: ActeJson): Promise<string | undefined> {
  for (const { place, nom, issue } of acte.signatures ?? []) {
    if (issue.etat !== 'signee') continue;
    const image = await lireJointe(pdf, nomDeLImage(place));
    if (!image || createHash('sha256').update(image).digest('hex') !== issue.image)
      return `L’image de la signature de ${nom} manque, ou n’est pas celle que les données de l’acte désignent.`;
  }
  return undefined;
}

function premiereDifference(lu: string, attendu: string): string {
  let rang = 0;
  while (rang < lu.length && lu.charAt(rang) === attendu.charAt(rang)) rang++;
  return lu.slice(Math.max(0, rang - 10), rang + 30);
}
