// Comme `Combobox` : les roles ARIA du modele APG sont voulus, la liste n'a pas d'equivalent natif.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Champ } from './champs.tsx';
import { type Proposition, propositionsPour } from './propositions.ts';

type Proprietes = {
  readonly libelle: string;
  readonly aide?: string;
  readonly erreur?: string | undefined;
  readonly id?: string;
  readonly value: string;
  /** Toutes les propositions, la plus probable d'abord. */
  readonly propositions: readonly Proposition[];
  readonly surSaisie: (texte: string) => void;
  /** Ce qu'on dit de la valeur, sous le champ. */
  readonly mention?: ReactNode;
};

/** Texte libre, aide de propositions : fleche et Entrée en prennent une, taper en garde le texte. Rien n'est choisi d'office. */
export function ChampAPropositions({ value, propositions, surSaisie, mention, ...champ }: Proprietes) {
  const liste = useId();
  const [ouvert, poserOuvert] = useState(false);
  const [actif, poserActif] = useState(-1);
  const montrees = propositionsPour(propositions, value);
  const fermer = (): void => {
    poserOuvert(false);
    poserActif(-1);
  };
  const prendre = (choisie: Proposition | undefined): void => {
    if (choisie === undefined) return;
    surSaisie(choisie.texte);
    fermer();
  };
  const clavier = (evenement: KeyboardEvent): void => {
    const pas = evenement.key === 'ArrowDown' ? 1 : evenement.key === 'ArrowUp' ? -1 : 0;
    if (pas !== 0 && montrees.length > 0) {
      evenement.preventDefault();
      poserOuvert(true);
      poserActif((actif + pas + montrees.length) % montrees.length);
    } else if (evenement.key === 'Enter' && ouvert && actif >= 0) {
      evenement.preventDefault();
      prendre(montrees[actif]);
    } else if (evenement.key === 'Escape' && ouvert) {
      evenement.preventDefault();
      evenement.stopPropagation();
      fermer();
    }
  };
  const montree = ouvert && montrees.length > 0;
  return (
    <Champ {...champ}>
      {(liens) => (
        <>
          <div className="combo">
            <input
              {...liens}
              className="saisie"
              type="text"
              role="combobox"
              autoComplete="off"
              aria-autocomplete="list"
              aria-expanded={montree}
              aria-controls={liste}
              aria-activedescendant={montree && actif >= 0 ? `${liste}-${actif}` : undefined}
              value={value}
              onChange={(e) => {
                surSaisie(e.target.value);
                poserOuvert(true);
                poserActif(-1);
              }}
              onFocus={() => poserOuvert(true)}
              onBlur={fermer}
              onKeyDown={clavier}
            />
            <div
              id={liste}
              role="listbox"
              aria-label="Propositions"
              className="combo-liste"
              hidden={!montree}
            >
              {montrees.map((proposition, rang) => (
                // Le clavier reste dans le champ (aria-activedescendant) : la souris seule vise une option.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                  key={proposition.cle}
                  id={`${liste}-${rang}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={rang === actif}
                  className="option"
                  onMouseDown={(e) => e.preventDefault()}
                  onClick={() => prendre(proposition)}
                >
                  {proposition.texte} <span className="petit discret">{proposition.precision}</span>
                </div>
              ))}
            </div>
          </div>
          {mention === undefined ? null : <span className="petit champ-mention">{mention}</span>}
        </>
      )}
    </Champ>
  );
}
