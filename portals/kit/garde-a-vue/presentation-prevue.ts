import type { Entree } from '@ppn/garde-a-vue/contract';
import { msDe } from './durees.ts';

/** Une presentation attendue : devant qui, quand, par quel lien. */
export type PresentationPrevue = Extract<Entree, { type: 'presentation-prevue' }>['donnees'];

/** Ce qui dit que la presentation a eu lieu, ou n'aura plus lieu. */
const CLOSENT: ReadonlySet<string> = new Set([
  'presentation',
  'prolongation-decidee',
  'prolongation-refusee',
  'fin',
]);

type Lue = {
  readonly entrees: readonly Entree[];
  readonly registre: readonly { readonly id: string; readonly annulee: boolean }[];
};

/** La derniere presentation prevue, si rien ne l'a close depuis et si elle n'est pas annulee. Pure. */
export function presentationPrevue({ entrees, registre }: Lue): PresentationPrevue | undefined {
  const annulees = new Set(registre.filter(({ annulee }) => annulee).map(({ id }) => id));
  const prevue = entrees.findLast(({ id, type }) => type === 'presentation-prevue' && !annulees.has(id));
  if (prevue?.type !== 'presentation-prevue') return undefined;
  const close = entrees.some(
    ({ type, enregistreA }) => CLOSENT.has(type) && msDe(enregistreA) > msDe(prevue.enregistreA),
  );
  return close ? undefined : prevue.donnees;
}
