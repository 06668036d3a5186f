import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';

type Commun = {
  readonly libelle: string;
  readonly aide?: string | undefined;
  /** Phrase du refus ; le champ est alors dit invalide. */
  readonly erreur?: string | undefined;
  /** Occupe toute la largeur de la grille. */
  readonly plein?: boolean;
};
type Liens = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
};

/** Enveloppe d'un champ : libelle, aide, erreur relies par `aria-describedby`. `id` sert d'ancre aux liens « à compléter ». */
export function Champ({
  libelle,
  aide,
  erreur,
  plein = false,
  id: impose,
  children,
}: Commun & {
  readonly id?: string | undefined;
  readonly children: (liens: Liens) => ReactNode;
}) {
  const propre = useId();
  const id = impose ?? propre;
  const decrits = [aide === undefined ? '' : `${id}-aide`, erreur === undefined ? '' : `${id}-erreur`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={plein ? 'champ plein' : 'champ'}>
      <label htmlFor={id}>{libelle}</label>
      {aide === undefined ? null : (
        <span id={`${id}-aide`} className="champ-aide">
          {aide}
        </span>
      )}
      {children({
        id,
        'aria-describedby': decrits === '' ? undefined : decrits,
        'aria-invalid': erreur === undefined ? undefined : true,
      })}
      {erreur === undefined ? null : (
        <span id={`${id}-erreur`} className="champ-erreur">
          {erreur}
        </span>
      )}
    </div>
  );
}

type Texte = Commun &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
    readonly value: string;
    readonly surSaisie: (texte: string) => void;
  };

/** Champ d'une ligne. */
export function ChampTexte({ libelle, aide, erreur, plein, surSaisie, id, ...reste }: Texte) {
  return (
    <Champ {...{ libelle, aide, erreur, id }} plein={plein ?? false}>
      {(liens) => (
        <input
          type="text"
          autoComplete="off"
          {...reste}
          {...liens}
          className="saisie"
          onChange={(e) => surSaisie(e.target.value)}
        />
      )}
    </Champ>
  );
}

type Zone = Commun &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> & {
    readonly value: string;
    readonly surSaisie: (texte: string) => void;
  };

/** Champ de texte long, qui grandit avec le texte. */
export function ChampZone({ libelle, aide, erreur, plein, surSaisie, id, ...reste }: Zone) {
  return (
    <Champ {...{ libelle, aide, erreur, id }} plein={plein ?? true}>
      {(liens) => (
        <textarea
          style={{ minHeight: `calc(${(reste.rows ?? 4) * 1.55}em + 12px)` }}
          rows={4}
          spellCheck
          {...reste}
          {...liens}
          className="saisie"
          onChange={(e) => surSaisie(e.target.value)}
        />
      )}
    </Champ>
  );
}

type Selection = Commun &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> & {
    readonly value: string;
    readonly options: readonly { readonly valeur: string; readonly libelle: string }[];
    readonly surSaisie: (valeur: string) => void;
  };

/** Liste de choix native. */
export function ChampChoix({ libelle, aide, erreur, plein, surSaisie, options, id, ...reste }: Selection) {
  return (
    <Champ {...{ libelle, aide, erreur, id }} plein={plein ?? false}>
      {(liens) => (
        <select {...reste} {...liens} className="saisie" onChange={(e) => surSaisie(e.target.value)}>
          {options.map((option) => (
            <option key={option.valeur} value={option.valeur}>
              {option.libelle}
            </option>
          ))}
        </select>
      )}
    </Champ>
  );
}

/** Case a cocher et son texte. */
export function Case({
  coche,
  surCoche,
  id,
  children,
}: {
  readonly coche: boolean;
  readonly surCoche: (coche: boolean) => void;
  readonly id?: string;
  readonly children: ReactNode;
}) {
  const propre = useId();
  const cle = id ?? propre;
  return (
    <label className="case" htmlFor={cle}>
      <input id={cle} type="checkbox" checked={coche} onChange={(e) => surCoche(e.target.checked)} />
      <span>{children}</span>
    </label>
  );
}

/** Boutons radio d'un meme choix. */
export function Choix<V extends string>({
  legende,
  valeur,
  options,
  surChoix,
  id,
}: {
  readonly legende: string;
  readonly valeur: V | undefined;
  readonly options: readonly { readonly valeur: V; readonly libelle: string }[];
  readonly surChoix: (valeur: V) => void;
  readonly id?: string;
}) {
  const propre = useId();
  const nom = id ?? propre;
  return (
    <fieldset id={nom} tabIndex={-1}>
      <legend className="champ-libelle">{legende}</legend>
      <div className="choix">
        {options.map((option) => (
          <label key={option.valeur} className="case" htmlFor={`${nom}-${option.valeur}`}>
            <input
              id={`${nom}-${option.valeur}`}
              type="radio"
              name={nom}
              checked={valeur === option.valeur}
              onChange={() => surChoix(option.valeur)}
            />
            <span>{option.libelle}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
