import { Rang } from '@ppn/kit';
import type { ReactNode } from 'react';

/** Un acces dans sa liste : son nom, ce qu'on en sait, ce qu'on en fait ; `apres` : un dialogue ouvert de la. */
export const RangDAcces = ({
  titre,
  suite,
  apres = null,
  children,
}: {
  readonly titre: string;
  readonly suite: ReactNode;
  readonly apres?: ReactNode;
  readonly children: ReactNode;
}) => (
  <Rang>
    <div className="rang">
      <span className="rang-titre">{titre}</span>
      <span className="rang-suite">{suite}</span>
      <span className="rang-fin">{children}</span>
    </div>
    {apres}
  </Rang>
);
