import { Alerte, Bouton } from '@ppn/kit';
import type { ReactNode } from 'react';

/** Un bouton pour entrer, et au-dessus pourquoi il n'a pas ouvert. */
export const BoutonDEntree = ({
  erreur,
  icone,
  enCours,
  entrer,
  children,
}: {
  readonly erreur: string | undefined;
  readonly icone: ReactNode;
  readonly enCours: boolean;
  readonly entrer: () => Promise<void>;
  readonly children: ReactNode;
}) => (
  <>
    {erreur === undefined ? null : (
      <Alerte ton="danger" vive>
        {erreur}
      </Alerte>
    )}
    <Bouton icone={icone} enCours={enCours} onClick={() => void entrer()}>
      {children}
    </Bouton>
  </>
);
