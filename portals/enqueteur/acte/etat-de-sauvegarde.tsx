import { heure } from '@ppn/kit';
import type { Redaction } from '../application/types.ts';
import type { Etat } from './sauvegarde.ts';

/** Ou en est l'enregistrement, en quelques mots ; seule la perte de liaison est annoncee. */
export function EtatDeSauvegarde({ etat }: { readonly etat: Etat<Redaction> }) {
  const texte = PHRASES[etat.etat];
  return (
    <span
      className="etat-sauvegarde"
      data-etat={etat.etat}
      role={etat.etat === 'hors-ligne' ? 'alert' : undefined}
    >
      {etat.etat === 'enregistre' ? `${texte} ${heure(etat.servie.majA)}` : texte}
    </span>
  );
}

const PHRASES: Readonly<Record<Etat<Redaction>['etat'], string>> = {
  enregistre: 'Enregistré à',
  'a-enregistrer': 'Enregistrement…',
  envoi: 'Enregistrement…',
  'hors-ligne': 'Gardé sur ce poste, service injoignable',
  conflit: 'Deux versions : choisissez',
  refuse: 'Non enregistré, gardé sur ce poste',
};
