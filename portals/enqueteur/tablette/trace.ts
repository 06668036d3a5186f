/** Un point : x, y dans le cadre, pression (0 a 1 000), temps en ms depuis le premier point ; entiers. */
export type Point = [x: number, y: number, pression: number, temps: number];
export type Outil = 'stylet' | 'doigt' | 'souris';
/** Traces d'une signature, tels que le service les attend (`ppn/traces@1`). */
export type Traces = { outil: Outil; traits: Point[][] };

/** Cadre de signature, en unites : celui du service. */
export const LARGEUR = 10_000;
export const HAUTEUR = 3_750;
const [TRAITS_MAX, POINTS_MAX, DUREE_MAX_MS] = [80, 6_000, 300_000];

/** Un geste releve par le navigateur : x et y de 0 a 1 dans le cadre, pression de 0 a 1, temps absolu en ms. */
export type Geste = {
  readonly x: number;
  readonly y: number;
  readonly pression: number;
  readonly temps: number;
};

/** Un releve de signature : il grandit geste apres geste ; `lire` rend ce qui part au service. */
export type Releve = {
  readonly commencer: (outil: Outil, geste: Geste) => void;
  readonly suivre: (geste: Geste) => void;
  readonly vider: () => void;
  readonly lire: () => Traces;
  /** Vrai des qu'un trait existe. */
  readonly entame: () => boolean;
};

const entre = (valeur: number, max: number): number => Math.min(max, Math.max(0, Math.round(valeur * max)));

/** Releve neuf. Hors bornes (trop de points, trop long), les gestes suivants sont laisses. */
export function creerReleve(): Releve {
  let traces: Traces = { outil: 'souris', traits: [] };
  let depart: number | undefined;
  let points = 0;
  const pointDe = ({ x, y, pression, temps }: Geste): Point | undefined => {
    depart ??= temps;
    const ecoule = Math.round(temps - depart);
    if (points >= POINTS_MAX || ecoule > DUREE_MAX_MS) return undefined;
    const dernier = traces.traits.at(-1)?.at(-1)?.[3] ?? 0;
    points += 1;
    return [entre(x, LARGEUR), entre(y, HAUTEUR), entre(pression, 1_000), Math.max(dernier, ecoule)];
  };
  return {
    commencer(outil, geste) {
      if (traces.traits.length >= TRAITS_MAX) return;
      const point = pointDe(geste);
      if (point === undefined) return;
      traces = { outil, traits: [...traces.traits, [point]] };
    },
    suivre(geste) {
      const trait = traces.traits.at(-1);
      const point = trait === undefined ? undefined : pointDe(geste);
      if (point !== undefined) trait?.push(point);
    },
    vider() {
      traces = { outil: 'souris', traits: [] };
      depart = undefined;
      points = 0;
    },
    lire: () => traces,
    entame: () => traces.traits.length > 0,
  };
}

/** L'outil d'un pointeur ; la paume posee pendant qu'un stylet ecrit ne compte pas. */
export const outilDe = (pointerType: string): Outil =>
  pointerType === 'pen' ? 'stylet' : pointerType === 'touch' ? 'doigt' : 'souris';
