import { Palette } from '@ppn/kit';
import { useNavigate } from '@tanstack/react-router';
import type { Vue } from '../application/types.ts';

/** `T` : aller a une piece par son numero ou un mot de son titre. */
export function AllerALaPiece({
  vue,
  surFermeture,
}: {
  readonly vue: Vue;
  readonly surFermeture: () => void;
}) {
  const naviguer = useNavigate();
  return (
    <Palette
      invite="Aller à la pièce : numéro ou mot du titre"
      surFermeture={surFermeture}
      commandes={vue.pieces.map((piece) => ({
        cle: piece.id,
        libelle: `${piece.numero}. ${piece.titre}`,
        groupe: 'Pièces',
        action: () =>
          void naviguer({
            to: '/dossiers/$idj/pieces/$pieceId',
            params: { idj: vue.idj, pieceId: piece.id },
          }),
      }))}
    />
  );
}
