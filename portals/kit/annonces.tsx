import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { BoutonIcone } from './bouton.tsx';

type Annonce = { readonly id: number; readonly texte: string };
let courantes: readonly Annonce[] = [];
let rang = 0;
const abonnes = new Set<() => void>();

const poser = (suite: readonly Annonce[]): void => {
  courantes = suite;
  for (const prevenir of abonnes) prevenir();
};

/** Montre et fait dire une courte phrase, 6 secondes ; trois au plus a l'ecran. */
export function annoncer(texte: string): void {
  rang += 1;
  const id = rang;
  poser([...courantes.filter((annonce) => annonce.texte !== texte).slice(-2), { id, texte }]);
  setTimeout(() => poser(courantes.filter((annonce) => annonce.id !== id)), 6_000);
}

/** Region des annonces ; a poser une fois dans l'application (la coquille le fait). */
export function Annonces() {
  const annonces = useSyncExternalStore(abonner, () => courantes);
  return (
    <output className="annonces" aria-live="polite">
      {annonces.map(({ id, texte }) => (
        <span key={id} className="annonce">
          <span>{texte}</span>
          <BoutonIcone
            libelle="Fermer l’annonce"
            onClick={() => poser(courantes.filter((annonce) => annonce.id !== id))}
          >
            <X size={16} aria-hidden="true" />
          </BoutonIcone>
        </span>
      ))}
    </output>
  );
}

function abonner(prevenir: () => void): () => void {
  abonnes.add(prevenir);
  return () => abonnes.delete(prevenir);
}
