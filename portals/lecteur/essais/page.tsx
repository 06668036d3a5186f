import '@ppn/kit/styles.css';
import './page.css';
import { initialiserTheme } from '@ppn/kit';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ecrirePosition, Lecteur, lirePosition, type PieceALire } from '../index.ts';

const Page = ({ pieces }: { readonly pieces: readonly PieceALire[] }) => {
  const [position, setPosition] = useState(() => lirePosition(location.hash.slice(1)));
  return (
    <main className="essai">
      <h1>Lecture du dossier d’essai</h1>
      <Lecteur
        pieces={pieces}
        urlPiece={(id, options) => `/pieces/${id}${options?.telecharger === true ? '?telecharger=1' : ''}`}
        urlVignette={(id) => `/pieces/${id}/vignette?grand=1`}
        position={position}
        surPosition={(lue) => {
          setPosition(lue);
          history.replaceState(null, '', `#${ecrirePosition(lue)}`);
        }}
        cleVues="essai"
      />
    </main>
  );
};

const estPiece = (valeur: unknown): valeur is PieceALire =>
  typeof valeur === 'object' && valeur !== null && 'numero' in valeur;

const demarrer = async (): Promise<void> => {
  initialiserTheme();
  const reponse = await fetch('/pieces.json');
  const lues: unknown = await reponse.json();
  const pieces = Array.isArray(lues) ? lues.filter(estPiece) : [];
  const racine = document.getElementById('racine');
  if (racine !== null) createRoot(racine).render(<Page pieces={pieces} />);
};
void demarrer();
