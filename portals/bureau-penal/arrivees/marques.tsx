import { Puce, type Ton } from '@ppn/kit';
import type { Arrivee } from './donnees.ts';

type Marque = Arrivee['marques'][number];

/** Ce que chaque famille de controles regarde, en un mot. */
const FAMILLES: Readonly<Record<Marque['famille'], string>> = {
  signatures: 'signatures',
  completude: 'complétude',
  annoncees: 'pièces annoncées',
  doublons: 'doublons',
  nomenclature: 'nomenclature',
};
const TONS: Readonly<Record<Marque['etat'], Ton>> = {
  bon: 'succes',
  attention: 'alerte',
  anomalie: 'danger',
};

/** « ✓ signatures », « ⚠ complétude : 1 » : la couleur double toujours le signe et le mot. */
export const texteDeLaMarque = ({ famille, etat, constats }: Marque): string =>
  etat === 'bon' ? `✓ ${FAMILLES[famille]}` : `⚠ ${FAMILLES[famille]} : ${constats}`;

/** Les controles de la machine : sur une ligne, seulement ce qui ne va pas ; sur la carte, les cinq. */
export const Marques = ({
  marques,
  toutes,
}: {
  readonly marques: readonly Marque[];
  readonly toutes: boolean;
}) => {
  const montrees = toutes ? marques : marques.filter(({ etat }) => etat !== 'bon');
  if (montrees.length === 0) return <Puce ton="succes">✓ complète</Puce>;
  return montrees.map((marque) => (
    <Puce key={marque.famille} ton={TONS[marque.etat]}>
      {texteDeLaMarque(marque)}
    </Puce>
  ));
};
