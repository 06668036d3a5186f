import { Bouton, dateEtHeure, type GestesDeMesure, type LienDeMesure, nomDeMesure, Puce } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { createContext, use } from 'react';
import type { LigneDeMesure } from './donnees.ts';

/** Ce que la hierarchie fait d'une mesure. */
export type GesteDUnite = 'confier' | 'viser';

/** Qui agit, et ce que le tableau en fait ; le meme rappel d'un rendu a l'autre. */
export const ContexteDeLUnite = createContext<{
  readonly chef: boolean;
  readonly agir: (geste: GesteDUnite, id: string) => void;
}>({ chef: false, agir: () => undefined });

/** Confier la mesure, viser son registre. */
export const GestesDeLUnite: GestesDeMesure = ({ ligne, choisie, surFocus }) => {
  const { chef, agir } = use(ContexteDeLUnite);
  const nom = nomDeMesure(ligne);
  return (
    <>
      {ligne.fin === null ? (
        <Bouton
          {...(choisie ? { touche: 'O' } : {})}
          onFocus={surFocus}
          onClick={() => agir('confier', ligne.id)}
        >
          Confier<span className="hors-ecran"> {nom}</span>
        </Bouton>
      ) : null}
      {chef ? (
        <Bouton
          {...(choisie ? { touche: 'X' } : {})}
          onFocus={surFocus}
          onClick={() => agir('viser', ligne.id)}
        >
          Viser<span className="hors-ecran"> le registre de {nom}</span>
        </Bouton>
      ) : null}
      <EtatDuVisa ligne={ligne} />
    </>
  );
};

/** Quand le registre a ete vise, et s'il l'a ete depuis la fin. */
export const EtatDuVisa = ({
  ligne: { visa, fin },
}: {
  readonly ligne: Pick<LigneDeMesure, 'visa' | 'fin'>;
}) =>
  visa ? (
    <span className="petit discret">visé le {dateEtHeure(visa.a)}</span>
  ) : fin === null ? null : (
    <Puce ton="alerte">à viser</Puce>
  );

/** Le lien de l'enqueteur vers une mesure. */
export const LienVersLaMesure: LienDeMesure = ({ id, ...lien }) => (
  <Link to="/gardes-a-vue/$id" params={{ id }} {...lien} />
);
