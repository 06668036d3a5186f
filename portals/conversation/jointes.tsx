import type { JointeDeMessage } from '@ppn/messagerie/contract';
import { Bouton, ChampChoix, type ProblemeVu } from '@ppn/kit';
import { Paperclip, X } from 'lucide-react';
import { useRef } from 'react';
import { usePoste } from './contexte.tsx';

type Proprietes = {
  readonly jointes: readonly JointeDeMessage[];
  readonly surJointes: (jointes: readonly JointeDeMessage[]) => void;
  readonly surRefus: (refus: ProblemeVu) => void;
};

/** Pieces jointes d'un message en cours : un petit fichier, ou une piece du dossier par son empreinte. */
export function Jointes({ jointes, surJointes, surRefus }: Proprietes) {
  const { client, pieces = [] } = usePoste();
  const fichier = useRef<HTMLInputElement>(null);
  const joindre = async (choisi: File): Promise<void> => {
    const octets = new Uint8Array(await choisi.arrayBuffer());
    const rendu = await client.deposer('POST /api/fils/fichiers', {
      nom: choisi.name,
      octets,
      typeMime: choisi.type || 'application/octet-stream',
    });
    if (rendu.ok) surJointes([...jointes, rendu.valeur]);
    else surRefus(rendu.refus);
  };
  const joindreLaPiece = (id: string): void => {
    const piece = pieces.find((candidate) => candidate.id === id);
    if (piece === undefined || jointes.some((jointe) => jointe.id === id)) return;
    const { titre: nom, empreinte, taille, typeMime } = piece;
    surJointes([...jointes, { genre: 'piece', id: piece.id, nom, empreinte, taille, typeMime }]);
  };
  return (
    <>
      {jointes.length === 0 ? null : (
        <ul className="bulle-jointes" aria-label="Fichiers joints">
          {jointes.map((jointe) => (
            <li key={jointe.id}>
              {jointe.nom}{' '}
              <button
                type="button"
                className="bouton bouton-icone"
                aria-label={`Retirer ${jointe.nom}`}
                onClick={() => surJointes(jointes.filter((autre) => autre !== jointe))}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {pieces.length === 0 ? null : (
        <ChampChoix
          libelle="Joindre une pièce du dossier"
          value=""
          surSaisie={joindreLaPiece}
          options={[
            { valeur: '', libelle: 'Choisir une pièce…' },
            ...pieces.map(({ id, titre }) => ({ valeur: id, libelle: titre })),
          ]}
        />
      )}
      <Bouton icone={<Paperclip size={16} aria-hidden="true" />} onClick={() => fichier.current?.click()}>
        Joindre un fichier
      </Bouton>
      <input
        ref={fichier}
        type="file"
        hidden
        aria-label="Fichier à joindre"
        onChange={({ target }) => {
          const [choisi] = target.files ?? [];
          target.value = '';
          if (choisi !== undefined) void joindre(choisi);
        }}
      />
    </>
  );
}
