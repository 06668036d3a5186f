import type { LigneDeRegistre } from '@ppn/garde-a-vue/contract';
import { Puce } from '../etats.tsx';
import { dateCourte, heure } from '../formats.ts';

type Divergence = LigneDeRegistre['divergences'][number];

/** Ce qu'un acte signe dit autrement que le registre : les deux valeurs, en toutes lettres. Rien si tout concorde. */
export const Divergences = ({ divergences }: { readonly divergences: readonly Divergence[] | undefined }) =>
  (divergences ?? []).map((une, rang) => (
    // Une divergence n'a pas d'identifiant : un meme acte peut en porter deux sur une entree.
    <span key={`${une.acteId ?? ''} ${rang}`} className="petit">
      <Puce ton="danger">divergence</Puce> le registre dit {dire(une.registre, une)} ; l’acte signé dit{' '}
      {dire(une.acte, une)}
    </span>
  ));

const dire = ({ survenuA, detail }: Divergence['acte'], { heure: autreHeure, donnees }: Divergence): string =>
  [autreHeure ? `${dateCourte(survenuA)} à ${heure(survenuA)}` : '', donnees ? detail : '']
    .filter((dit) => dit !== '')
    .join(', ');
