import { CalendarDays } from 'lucide-react';
import { useRef, useState } from 'react';
import type { InputHTMLAttributes } from 'react';
import { BoutonIcone } from './bouton.tsx';
import { dateEnTexte, lireDate, lireHeure } from './date-saisie.ts';

type Commun = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'type'> & {
  readonly valeur: string;
  /** Recoit la forme ISO (`AAAA-MM-JJ`, `HH:MM`), ou vide tant que la saisie ne se lit pas. */
  readonly surSaisie: (valeur: string) => void;
};

/**
 * Date tapee a la francaise (`25/10/2026`, `251026`), quelle que soit la langue du navigateur, calendrier natif a un
 * clic. Le texte tape reste tel quel jusqu'a la sortie du champ.
 */
export function SaisieDeDate({ valeur, surSaisie, className = '', ...reste }: Commun) {
  const [texte, poserTexte] = useState<string | undefined>(undefined);
  const [annee] = useState(() => new Date().getFullYear());
  const calendrier = useRef<HTMLInputElement>(null);
  const lue = texte === undefined ? valeur : (lireDate(texte, annee) ?? '');
  const fausse = texte !== undefined && texte !== '' && lue === '';
  return (
    <span className={`saisie-date ${className}`}>
      <input
        {...reste}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder="jj/mm/aaaa"
        className="saisie"
        aria-invalid={reste['aria-invalid'] ?? (fausse || undefined)}
        value={texte ?? dateEnTexte(valeur)}
        onChange={(evenement) => {
          poserTexte(evenement.target.value);
          surSaisie(lireDate(evenement.target.value, annee) ?? '');
        }}
        onBlur={() => poserTexte(fausse ? texte : undefined)}
      />
      {reste.readOnly === true ? null : (
        <BoutonIcone
          libelle="Ouvrir le calendrier"
          tabIndex={-1}
          onClick={() => calendrier.current?.showPicker()}
        >
          <CalendarDays size={16} aria-hidden="true" />
        </BoutonIcone>
      )}
      <input
        ref={calendrier}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        className="saisie-date-calendrier"
        value={lue}
        onChange={(evenement) => {
          poserTexte(undefined);
          surSaisie(evenement.target.value);
        }}
      />
    </span>
  );
}

/** Heure tapee (`0230`, `2h30`, `02:30`), 24 heures, quelle que soit la langue du navigateur. */
export function SaisieDHeure({ valeur, surSaisie, className = '', ...reste }: Commun) {
  const [texte, poserTexte] = useState<string | undefined>(undefined);
  const fausse = texte !== undefined && texte !== '' && lireHeure(texte) === undefined;
  return (
    <input
      {...reste}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      placeholder="hh:mm"
      className={`saisie saisie-heure ${className}`}
      aria-invalid={reste['aria-invalid'] ?? (fausse || undefined)}
      value={texte ?? valeur}
      onChange={(evenement) => {
        poserTexte(evenement.target.value);
        surSaisie(lireHeure(evenement.target.value) ?? '');
      }}
      onBlur={() => poserTexte(fausse ? texte : undefined)}
    />
  );
}
