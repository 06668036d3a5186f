// Une liste de propositions riche n’a pas d’équivalent natif : les rôles ARIA du modèle APG sont voulus.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Champ } from './champs.tsx';

/** Une proposition ; `cle` unique, `texte` remplit le champ une fois choisie. */
export type OptionDeCombobox = { readonly cle: string; readonly texte: string; readonly rendu: ReactNode };

type Proprietes = {
  readonly libelle: string;
  readonly aide?: string;
  readonly erreur?: string | undefined;
  readonly id?: string;
  readonly plein?: boolean;
  /** Ce qu'on dit tant qu'il n'y a pas de quoi chercher ; `minimum` : le nombre de caracteres qu'il faut. */
  readonly invite?: string;
  readonly minimum?: number;
  /** Texte montre quand rien n'est tape (valeur deja choisie). */
  readonly texteChoisi: string;
  /** Cherche les propositions ; les reponses en retard sont ignorees. */
  readonly chercher: (texte: string) => Promise<readonly OptionDeCombobox[]>;
  readonly surChoix: (cle: string) => void;
};

/**
 * Champ avec propositions (modele ARIA APG « combobox », liste et `aria-activedescendant`). Ecrit ici : celui de React
 * Aria insere un element <style>, refuse par notre CSP, et pese 50 ko compresses.
 */
export function Combobox({
  texteChoisi,
  chercher,
  surChoix,
  invite = 'Tapez un code ou des mots…',
  minimum = 1,
  ...champ
}: Proprietes) {
  const liste = useId();
  const tour = useRef(0);
  const [texte, poserTexte] = useState<string | undefined>(undefined);
  const [options, poserOptions] = useState<readonly OptionDeCombobox[]>([]);
  const [actif, poserActif] = useState(0);
  const [cherche, poserCherche] = useState(false);
  const ouvert = texte !== undefined;

  useEffect(() => {
    if (texte === undefined) return undefined;
    tour.current += 1;
    const monTour = tour.current;
    const minuteur = setTimeout(async () => {
      poserCherche(true);
      const trouvees = await chercher(texte);
      if (tour.current !== monTour) return;
      poserOptions(trouvees);
      poserActif(0);
      poserCherche(false);
    }, 120);
    return () => clearTimeout(minuteur);
    // `chercher` change a chaque rendu du parent : seul le texte relance la recherche.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [texte]);

  const fermer = (): void => {
    tour.current += 1;
    poserTexte(undefined);
    poserOptions([]);
  };
  const choisir = (option: OptionDeCombobox | undefined): void => {
    if (option === undefined) return;
    surChoix(option.cle);
    fermer();
  };
  const clavier = (evenement: KeyboardEvent): void => {
    const pas = evenement.key === 'ArrowDown' ? 1 : evenement.key === 'ArrowUp' ? -1 : 0;
    if (pas !== 0) {
      evenement.preventDefault();
      if (!ouvert) poserTexte('');
      else if (options.length > 0) poserActif((actif + pas + options.length) % options.length);
    } else if (evenement.key === 'Enter' && ouvert) {
      evenement.preventDefault();
      choisir(options[actif]);
    } else if (evenement.key === 'Escape' && ouvert) {
      evenement.preventDefault();
      evenement.stopPropagation();
      fermer();
    }
  };
  return (
    <Champ {...champ}>
      {(liens) => (
        <div className="combo">
          <input
            {...liens}
            className="saisie"
            type="text"
            role="combobox"
            autoComplete="off"
            aria-autocomplete="list"
            aria-expanded={ouvert}
            aria-controls={liste}
            aria-activedescendant={ouvert && options[actif] !== undefined ? `${liste}-${actif}` : undefined}
            value={texte ?? texteChoisi}
            onChange={(e) => poserTexte(e.target.value)}
            onFocus={(e) => e.target.select()}
            onBlur={fermer}
            onKeyDown={clavier}
          />
          <div id={liste} role="listbox" aria-label="Propositions" className="combo-liste" hidden={!ouvert}>
            {options.map((option, rang) => (
              // Le clavier reste dans le champ (aria-activedescendant) : la souris seule vise une option.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={option.cle}
                id={`${liste}-${rang}`}
                role="option"
                tabIndex={-1}
                aria-selected={rang === actif}
                className="option"
                onMouseDown={(e) => e.preventDefault()}
                onClick={() => choisir(option)}
              >
                {option.rendu}
              </div>
            ))}
            {ouvert && options.length === 0 ? (
              <div
                className="option discret"
                role="option"
                aria-selected="false"
                aria-disabled="true"
                tabIndex={-1}
              >
                {cherche || (texte ?? '').trim().length < minimum
                  ? invite
                  : 'Aucun résultat : essayez un autre mot ou un code.'}
              </div>
            ) : null}
          </div>
        </div>
      )}
    </Champ>
  );
}
