import { Bouton, type GestesDeMesure, type LienDeMesure, nomDeMesure } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { createContext, use } from 'react';
import type { Geste } from './decision.tsx';

/** Ce que le tableau fait d'un geste ; le meme rappel d'un rendu a l'autre. */
export const ContexteDesGestes = createContext<(geste: Geste, id: string) => void>(() => undefined);

/** Ce qu'un magistrat decide depuis le rang. */
export const GestesDuParquet: GestesDeMesure = ({ ligne, choisie, surFocus }) => {
  const surGeste = use(ContexteDesGestes);
  const nom = nomDeMesure(ligne);
  return (
    <>
      <Bouton
        {...(choisie ? { touche: 'P' } : {})}
        onFocus={surFocus}
        onClick={() => surGeste('prolongation', ligne.id)}
      >
        Prolonger<span className="hors-ecran"> {nom}</span>
      </Bouton>
      <Bouton
        {...(choisie ? { touche: 'L' } : {})}
        onFocus={surFocus}
        onClick={() => surGeste('mainlevee', ligne.id)}
      >
        Lever<span className="hors-ecran"> {nom}</span>
      </Bouton>
    </>
  );
};

/** Le lien du bureau vers une mesure. */
export const LienVersLaMesure: LienDeMesure = ({ id, ...lien }) => (
  <Link to="/gardes-a-vue/$id" params={{ id }} {...lien} />
);
