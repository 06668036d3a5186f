import { Lecteur, type PieceALire, type Position } from '@ppn/lecteur';
import { useMemo, useState } from 'react';
import { client } from '../client.ts';

/** Le brouillon dont on montre l'apercu ; `version` change a chaque enregistrement. */
export type Brouillon = {
  readonly idj: string;
  readonly acteId: string;
  readonly version: number;
  readonly titre: string;
};

/** Apercu vivant de la decision : le PDF que le service compose du brouillon, refait a chaque enregistrement. */
export const Apercu = ({ brouillon }: { readonly brouillon: Brouillon }) => {
  const { idj, acteId, version, titre } = brouillon;
  const [position, setPosition] = useState<Position>({ piece: 1, page: 1 });
  const pieces = useMemo(
    (): readonly PieceALire[] => [
      {
        id: `${acteId}-${version}`,
        numero: 1,
        titre: `${titre} (aperçu sans valeur)`,
        typeMime: 'application/pdf',
        taille: 0,
        empreinte: '',
        pages: null,
        vignette: false,
        integre: true,
      },
    ],
    [acteId, version, titre],
  );
  const adresse = `${client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId })}?v=${version}`;
  return (
    <Lecteur
      pieces={pieces}
      urlPiece={() => adresse}
      urlVignette={() => adresse}
      position={position}
      surPosition={setPosition}
      cleVues={`apercu:${acteId}`}
      raccourcis={false}
      seul
    />
  );
};
