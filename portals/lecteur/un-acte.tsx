import { useMemo, useState } from 'react';
import { Lecteur } from './lecteur.tsx';
import type { PieceALire } from './piece-a-lire.ts';
import type { Position } from './position.ts';

type Proprietes = {
  /** Change quand les octets changent : un apercu refait est un autre PDF. */
  readonly id: string;
  readonly titre: string;
  readonly adresse: string;
  readonly cleVues: string;
  readonly raccourcis?: boolean;
};

/** Un seul PDF, sans liste ni empreinte : l'apercu d'un brouillon, ou l'acte a cosigner. */
export function UnActe({ id, titre, adresse, cleVues, raccourcis = false }: Proprietes) {
  const [position, setPosition] = useState<Position>({ piece: 1, page: 1 });
  const pieces = useMemo(
    (): readonly PieceALire[] => [
      {
        id,
        numero: 1,
        titre,
        typeMime: 'application/pdf',
        taille: 0,
        empreinte: '',
        pages: null,
        vignette: false,
        integre: true,
      },
    ],
    [id, titre],
  );
  return (
    <Lecteur
      pieces={pieces}
      urlPiece={() => adresse}
      urlVignette={() => adresse}
      position={position}
      surPosition={setPosition}
      cleVues={cleVues}
      raccourcis={raccourcis}
      seul
    />
  );
}
