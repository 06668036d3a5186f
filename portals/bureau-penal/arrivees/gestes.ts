import { annoncer, focusTitre, pluriel } from '@ppn/kit';
import { client } from '../client.ts';
import { memoire } from '../donnees.ts';
import type { Arrivee } from './donnees.ts';

/** Ce qu'un geste a donne : une phrase, et les procedures qu'il n'a pas pu traiter. */
export type Bilan = {
  readonly phrase: string;
  readonly refus: readonly { readonly idj: string; readonly phrase: string }[];
};

const relire = (): void => void memoire.invalidateQueries({ queryKey: ['arrivees'] });

/** Enregistre un lot, dit les numeros donnes, et ce qui n'a pas pu l'etre. */
export async function enregistrerAuBureauDOrdre(lot: readonly Arrivee[]): Promise<Bilan> {
  const rendu = await client.appeler('POST /api/arrivees/enregistrement', {
    corps: { arrivees: lot.map(({ idj, pli }) => ({ idj, pli })) },
  });
  relire();
  if (!rendu.ok) return { phrase: rendu.refus.title, refus: [{ idj: '', phrase: rendu.refus.detail }] };
  const numeros = rendu.valeur.resultats.flatMap(({ numero }) => (numero === null ? [] : [numero]));
  const phrase = phraseDesNumeros(numeros);
  if (phrase !== '') annoncer(phrase);
  return {
    phrase,
    refus: rendu.valeur.resultats
      .filter(({ numero }) => numero === null)
      .map(({ idj, refus }) => ({ idj, phrase: refus })),
  };
}

/** « Enregistrée sous le n° 26326000001 », « 50 procédures enregistrées, du n° … au n° … ». */
export const phraseDesNumeros = (numeros: readonly string[]): string => {
  const [premier] = numeros;
  if (premier === undefined) return '';
  return numeros.length === 1
    ? `Enregistrée sous le n° ${premier}`
    : `${pluriel(numeros.length, 'procédure')} enregistrées, du n° ${premier} au n° ${numeros.at(-1) ?? premier}`;
};

/** Met de cote, sans raison a donner. */
export async function mettreDeCote({ idj, pli, intitule }: Arrivee): Promise<Bilan> {
  const rendu = await client.appeler('POST /api/arrivees/:idj/attente', { idj, corps: { pli, motif: '' } });
  relire();
  if (!rendu.ok) return { phrase: '', refus: [{ idj, phrase: rendu.refus.detail }] };
  return { phrase: `Mise de côté : ${intitule}`, refus: [] };
}

/** L'arrivee suivante, une fois celles-ci traitees : celle d'apres, sinon celle d'avant. */
export function suivante(arrivees: readonly Arrivee[], traitees: ReadonlySet<string>): string | undefined {
  const derniere = arrivees.findLastIndex(({ idj }) => traitees.has(idj));
  const restantes = (de: readonly Arrivee[]): Arrivee | undefined => de.find(({ idj }) => !traitees.has(idj));
  return (restantes(arrivees.slice(derniere + 1)) ?? restantes(arrivees.slice(0, derniere + 1).toReversed()))
    ?.idj;
}

/** Porte le foyer sur une arrivee de la liste, ou sur le titre s'il n'en reste plus. */
export function viser(idj: string | undefined): void {
  const lien = idj === undefined ? null : document.querySelector<HTMLElement>(`[data-arrivee="${idj}"]`);
  if (lien === null) focusTitre();
  else lien.focus();
}
