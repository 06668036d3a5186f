import { useSyncExternalStore } from 'react';
import { accorder, type Accord, heureAccordee, type Releve } from './horloge-du-service.ts';

/** L'heure a montrer : celle du service (ms), et si elle est sure. */
export type HeureMontree = {
  readonly ms: number;
  /** Faux : le service n'a encore rien dit, ou le poste sort de veille ; l'heure est alors celle du poste. */
  readonly sure: boolean;
};

/** Un poste en veille arrete son horloge monotone, pas la civile : au-dela de cet ecart, on attend que le service parle. */
const SAUT = 2_000;

let accord: Accord | undefined;
let civileMoinsMonotone = 0;
let courante: HeureMontree = { ms: Date.now(), sure: false };
const abonnes = new Set<() => void>();
let minuteur: ReturnType<typeof setTimeout> | undefined;

/** Cale l'heure des ecrans sur une reponse du service : `creerClient({ surHeure: calerSurLeService })`. */
export function calerSurLeService(releve: Releve): void {
  accord = accorder(accord, releve);
  civileMoinsMonotone = Date.now() - performance.now();
  battre();
}

/** L'heure du service a cet instant (ms) ; celle du poste tant que le service n'a rien dit. */
export function heureDuService(): HeureMontree {
  const monotone = performance.now();
  if (accord === undefined) return { ms: Date.now(), sure: false };
  const saut = Date.now() - monotone - civileMoinsMonotone;
  const ms = heureAccordee(accord, monotone);
  // Apres une veille, la civile a avance : on compte le temps passe plutot que de l'oublier.
  return saut > SAUT ? { ms: ms + saut, sure: false } : { ms, sure: true };
}

/** L'heure du service, a la seconde pres : un seul minuteur pour tout l'ecran, arrete quand rien ne la montre. */
export const useSeconde = (): HeureMontree => useSyncExternalStore(abonner, () => courante);

/** La meme, a la minute pleine : un tableau se refait une fois par minute, pas a chaque seconde. */
export const useMinute = (): number =>
  useSyncExternalStore(abonner, () => Math.floor(courante.ms / 60_000) * 60_000);

function battre(): void {
  courante = heureDuService();
  for (const prevenir of abonnes) prevenir();
}

function abonner(prevenir: () => void): () => void {
  if (abonnes.size === 0) courante = heureDuService();
  abonnes.add(prevenir);
  if (minuteur === undefined) programmer();
  return () => {
    abonnes.delete(prevenir);
    if (abonnes.size > 0) return;
    clearTimeout(minuteur);
    minuteur = undefined;
  };
}

/** Au changement de seconde du service, pas une seconde apres le rendu : les chiffres ne sautent pas. */
function programmer(): void {
  minuteur = setTimeout(
    () => {
      battre();
      programmer();
    },
    1_000 - (heureDuService().ms % 1_000),
  );
}
