import { instantDe } from '@ppn/core';
import { isTypeMime } from './asic-manifeste.ts';
import { poserChamps, type CadreDeSignature } from './champs.ts';
import { compiler } from './compilateur.ts';
import { donneesDuGabarit } from './donnees-du-gabarit.ts';
import { DocumentNonComposable, type ModelePdf } from './modele-pdf.ts';

/**
 * Compose un PDF/A-3a balise (ISO 19005-3), pieces incorporees, puis pose ses champs de signature en une mise a jour incrementale.
 * Deterministe : memes donnees, memes octets. Lance `CaractereNonRepresentable` ou `DocumentNonComposable`.
 */
export async function composerPdfA(modele: ModelePdf): Promise<Uint8Array> {
  verifier(modele);
  const date = Date.parse(instantDe(modele.etabliA)) / 1_000;
  const { pdf, champs } = compiler((deposer) => JSON.stringify(donneesDuGabarit(modele, deposer)), date);
  return poserChamps(pdf, lireCadres(champs), modele.signataires);
}

/** Bornes d'un acte : le compilateur travaille en memoire et d'un trait. */
const TEXTE_MAX = 1_000_000;
const FICHIERS_MAX = 64 * 1_048_576;

function verifier(modele: ModelePdf): void {
  if (JSON.stringify(modele.blocs).length > TEXTE_MAX)
    throw new DocumentNonComposable('Le texte de l’acte est trop long : partagez-le en plusieurs actes.');
  const poids = [...modele.images.values(), ...modele.jointes].reduce(
    (somme, { octets }) => somme + octets.length,
    0,
  );
  if (poids > FICHIERS_MAX)
    throw new DocumentNonComposable(
      'Les images et les pièces de l’acte dépassent 64 Mio : versez-les à part.',
    );
  const champs = modele.signataires.map(({ champ }) => champ);
  if (champs.some((champ) => !/^[A-Za-z0-9-]{1,60}$/.test(champ)))
    throw new DocumentNonComposable(
      'Le nom d’un champ de signature ne tient qu’en lettres, chiffres et tirets.',
    );
  if (new Set(champs).size !== champs.length)
    throw new DocumentNonComposable('Deux signataires ont le même champ de signature.');
  const vide = modele.jointes.find(({ octets, typeMime }) => octets.length === 0 || !isTypeMime(typeMime));
  if (vide !== undefined)
    throw new DocumentNonComposable(`La pièce « ${vide.nom} » est vide ou son type n’est pas un type MIME.`);
  const noms = modele.jointes.map(({ nom }) => nom);
  if (new Set(noms).size !== noms.length)
    throw new DocumentNonComposable('Deux pièces incorporées portent le même nom.');
}

const isNombre = (valeur: unknown): valeur is number => typeof valeur === 'number' && Number.isFinite(valeur);

function isCadre(valeur: unknown): valeur is CadreDeSignature {
  if (
    typeof valeur !== 'object' ||
    valeur === null ||
    !(
      'champ' in valeur &&
      'page' in valeur &&
      'x' in valeur &&
      'y' in valeur &&
      'l' in valeur &&
      'h' in valeur
    )
  )
    return false;
  return (
    typeof valeur.champ === 'string' && [valeur.page, valeur.x, valeur.y, valeur.l, valeur.h].every(isNombre)
  );
}

function lireCadres(valeurs: unknown): readonly CadreDeSignature[] {
  if (!Array.isArray(valeurs) || !valeurs.every(isCadre))
    throw new DocumentNonComposable('La place des signatures n’a pas pu être lue.');
  return valeurs;
}
