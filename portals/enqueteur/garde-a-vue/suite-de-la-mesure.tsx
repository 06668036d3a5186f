import { CompteARebours, Puce, suiteEnMots } from '@ppn/kit';
import type { LigneDeMesure } from './donnees.ts';

/** Ce que la personne est devenue ; deferee, le temps qui reste avant sa comparution (803-3 CPP), seul s'il y a peu de place. */
export function SuiteDeLaMesure({
  ligne: { fin, comparution },
  nom,
  taille = 'normal',
}: {
  readonly ligne: LigneDeMesure;
  readonly nom: string;
  readonly taille?: 'grand' | 'normal';
}) {
  if (fin === null) return null;
  const attendue = comparution !== null && comparution.comparueA === null;
  return (
    <>
      {attendue ? (
        <CompteARebours echeance={comparution.echeance} objet={`Comparution de ${nom}`} taille={taille} />
      ) : null}
      {attendue && taille === 'normal' ? null : <Puce>{`terminée : ${suiteEnMots(fin.suite)}`}</Puce>}
    </>
  );
}
