import { curseurA, exigerMot, lireMot, lireObjet, lireOctet, passerBlancs } from './lexeur.ts';
import type { Curseur } from './lexeur.ts';
import { ErreurPdf, entierDe, valeur } from './objets.ts';
import type { Dictionnaire, Objet } from './objets.ts';

/** Un objet indirect lu a sa place. */
export type ObjetIndirect = { readonly numero: number; readonly generation: number; readonly objet: Objet };

const ENDSTREAM = Buffer.from('endstream', 'latin1');

/** Lit `n g obj …` ; `longueur` resout un /Length indirect. Lance ErreurPdf. */
export function lireFluxOuObjet(
  octets: Uint8Array,
  position: number,
  longueur: (objet: Objet) => number | undefined,
): ObjetIndirect {
  const curseur = curseurA(octets, position);
  passerBlancs(curseur);
  const numero = lireMot(curseur);
  passerBlancs(curseur);
  const generation = lireMot(curseur);
  exigerMot(curseur, 'obj');
  if (!/^\d{1,10}$/u.test(numero) || !/^\d{1,5}$/u.test(generation))
    throw new ErreurPdf(`objet illisible à la position ${position}`);
  const lu = lireObjet(curseur);
  const objet = lu.genre === 'dictionnaire' ? suivreFlux(curseur, lu, longueur) : lu;
  return { numero: Number(numero), generation: Number(generation), objet };
}

function suivreFlux(
  curseur: Curseur,
  dictionnaire: Dictionnaire,
  longueur: (objet: Objet) => number | undefined,
): Objet {
  passerBlancs(curseur);
  const retour = curseur.position;
  if (lireMot(curseur) !== 'stream') {
    curseur.position = retour;
    return dictionnaire;
  }
  if (lireOctet(curseur) === 13) curseur.position += 1;
  if (lireOctet(curseur) === 10) curseur.position += 1;
  const debut = curseur.position;
  const brut = valeur(dictionnaire, 'Length');
  const annoncee = entierDe(brut) ?? longueur(brut);
  const fin =
    annoncee !== undefined && finitBien(curseur, debut + annoncee)
      ? debut + annoncee
      : chercherFin(curseur, debut);
  return { genre: 'flux', dictionnaire, octets: curseur.octets.subarray(debut, fin) };
}

function finitBien(curseur: Curseur, fin: number): boolean {
  if (fin > curseur.limite) return false;
  const suite = curseurA(curseur.octets, fin);
  passerBlancs(suite);
  return suite.position - fin <= 4 && lireMot(suite) === 'endstream';
}

function chercherFin(curseur: Curseur, debut: number): number {
  const vue = Buffer.from(curseur.octets.buffer, curseur.octets.byteOffset, curseur.octets.byteLength);
  const fin = vue.indexOf(ENDSTREAM, debut);
  if (fin < 0) throw new ErreurPdf(`flux sans fin à la position ${debut}`);
  return fin;
}
