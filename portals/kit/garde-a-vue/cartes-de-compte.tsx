import type { ComponentType, ReactNode } from 'react';
import type { Ton } from '../etats.tsx';

/** Un compte et la liste qu'il ouvre. `lien` : du routeur du portail. */
export type CarteDeCompte = {
  readonly cle: string;
  /** Au singulier, au pluriel. */
  readonly libelle: readonly [string, string];
  /** `undefined` : pas encore lu. */
  readonly compte: number | undefined;
  /** Ton quand il y en a ; la couleur double le chiffre. */
  readonly ton?: Ton;
  readonly lien: ComponentType<{ readonly className: string; readonly children: ReactNode }>;
};

/** Ce qui attend, en chiffres ; chaque chiffre ouvre sa liste. */
export const CartesDeCompte = ({
  libelle,
  cartes,
}: {
  readonly libelle: string;
  readonly cartes: readonly CarteDeCompte[];
}) => (
  <nav aria-label={libelle}>
    <ul className="cartes-de-compte">
      {cartes.map(({ cle, libelle: dit, compte, ton = 'neutre', lien: Lien }) => (
        <li key={cle}>
          <Lien className={`carte-de-compte carte-${compte === undefined || compte === 0 ? 'neutre' : ton}`}>
            <strong className="chiffres">{compte ?? '…'}</strong>
            <span>{compte === 1 ? dit[0] : dit[1]}</span>
          </Lien>
        </li>
      ))}
    </ul>
  </nav>
);
