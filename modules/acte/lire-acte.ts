import { isDeepStrictEqual } from 'node:util';
import { formeComparable, type Result, refus, reussite, texteDesBlocs } from '@ppn/core';
import { lireJointe, texteDuPdf } from '@ppn/sealing';
import { type ActeJson, acteJson } from './contract.ts';
import type { ActeInscrit, Catalogue } from './inscrire.ts';

/** Donnees embarquees d'un acte, ou la raison pour laquelle elles ne se lisent pas. */
export async function lireActeJson(pdf: Uint8Array): Promise<Result<ActeJson, string>> {
  const octets = await lireJointe(pdf, 'acte.json');
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
  const definition = catalogue.acte(acte.type);
  if (!definition) return `Type d’acte inconnu : ${acte.type}.`;
  if (definition.gabarit !== acte.gabarit) return `Gabarit inconnu : ${acte.gabarit}.`;
  const enTrop = donneesEnTrop(acte, definition);
  if (enTrop !== undefined) return enTrop;
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

/** Une donnee qu'aucun texte ne montre n'a pas a etre signee ni lue : champs inconnus, personnes, faits ou fichiers non cites. */
function donneesEnTrop(acte: ActeJson, definition: ActeInscrit): string | undefined {
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

function premiereDifference(lu: string, attendu: string): string {
  let rang = 0;
  while (rang < lu.length && lu.charAt(rang) === attendu.charAt(rang)) rang++;
  return lu.slice(Math.max(0, rang - 10), rang + 30);
}
