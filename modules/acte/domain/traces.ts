import { type Result, refus, reussite } from '@ppn/core';

/** Un point : abscisse et ordonnee dans le cadre, pression (0 a 1 000), temps depuis le premier point (ms). Entiers. */
export type Point = readonly [x: number, y: number, pression: number, temps: number];

/** Traces d'une signature : donnee biometrique, chiffree, qui ne quitte jamais le service (A.53-4 CPP : seule l'image entre dans l'acte). */
export type Traces = {
  readonly outil: 'stylet' | 'doigt' | 'souris';
  readonly traits: readonly (readonly Point[])[];
};

/** Cadre de signature, en unites : le rapport du cadre a l'ecran et de l'image est le meme. */
export const LARGEUR = 10_000;
export const HAUTEUR = 3_750;
/** Bornes : une signature tient largement dedans. */
export const TRAITS_MAX = 80;
export const POINTS_MAX = 6_000;
export const DUREE_MAX_MS = 300_000;
/** En deca, ce n'est pas une signature mais une touche. */
const POINTS_MIN = 6;
const ENCRE_MIN = 600;

/** Les traces, s'ils sont dans le cadre, dans l'ordre du temps, et assez longs pour etre une signature. */
export function lireTraces(traces: Traces): Result<Traces, 'traces-incoherents' | 'traces-vides'> {
  const points = traces.traits.flat();
  if (traces.traits.length > TRAITS_MAX || points.length > POINTS_MAX || !points.every(estDansLeCadre))
    return refus('traces-incoherents');
  if (points.some(([, , , temps], rang) => temps < (points[rang - 1]?.[3] ?? 0)))
    return refus('traces-incoherents');
  return points.length < POINTS_MIN || encre(traces) < ENCRE_MIN ? refus('traces-vides') : reussite(traces);
}

/** Forme unique des traces, pour leur empreinte. */
export const tracesEnTexte = ({ outil, traits }: Traces): string =>
  JSON.stringify({ schema: 'ppn/traces@1', largeur: LARGEUR, hauteur: HAUTEUR, outil, traits });

const entre = (valeur: number, max: number): boolean =>
  Number.isInteger(valeur) && valeur >= 0 && valeur <= max;

const estDansLeCadre = ([x, y, pression, temps]: Point): boolean =>
  entre(x, LARGEUR) && entre(y, HAUTEUR) && entre(pression, 1_000) && entre(temps, DUREE_MAX_MS);

/** Longueur tracee, en unites du cadre. */
const encre = ({ traits }: Traces): number =>
  traits
    .flatMap((trait) =>
      trait.map(([x, y], rang) =>
        Math.hypot(x - (trait[rang - 1]?.[0] ?? x), y - (trait[rang - 1]?.[1] ?? y)),
      ),
    )
    .reduce((somme, longueur) => somme + longueur, 0);
