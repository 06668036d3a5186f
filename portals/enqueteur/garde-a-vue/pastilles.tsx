import { useId } from 'react';

type Option = { readonly valeur: string; readonly libelle: string; readonly titre?: string };

/** Choix en pastilles : une a la fois (`radio`), ou plusieurs (`cases`) ; un clic, une fleche ou Espace. */
export function Pastilles({
  legende,
  options,
  choisies,
  surChoix,
  genre = 'radio',
  id,
  enLigne = false,
  legendeCachee = false,
}: {
  readonly legende: string;
  readonly options: readonly Option[];
  readonly choisies: readonly string[];
  readonly surChoix: (valeur: string) => void;
  readonly genre?: 'radio' | 'cases';
  readonly id?: string;
  /** Legende a gauche, pastilles a droite : pour une suite de choix courts. */
  readonly enLigne?: boolean;
  readonly legendeCachee?: boolean;
}) {
  const propre = useId();
  const nom = id ?? propre;
  return (
    <fieldset id={nom} className={`pastilles ${enLigne ? 'pastilles-en-ligne' : ''}`} tabIndex={-1}>
      <legend className={legendeCachee ? 'hors-ecran' : 'champ-libelle'}>{legende}</legend>
      <div className="pastilles-rang">
        {options.map(({ valeur, libelle, titre }) => (
          <label key={valeur} className="pastille" title={titre}>
            <input
              type={genre === 'radio' ? 'radio' : 'checkbox'}
              name={nom}
              checked={choisies.includes(valeur)}
              onChange={() => surChoix(valeur)}
              // Entrée valide le formulaire, comme dans un champ : rien a viser de plus.
              onKeyDown={(evenement) => {
                if (evenement.key !== 'Enter') return;
                evenement.preventDefault();
                evenement.currentTarget.form?.requestSubmit();
              }}
            />
            <span>{libelle}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
