import { ChampTexte } from '@ppn/kit';
import type { Contenu } from '../decision/contenu.ts';
import { lireNombre, nombreEnTexte } from './objets.ts';

const PARTS = [
  ['ans', 'ans'],
  ['mois', 'mois'],
  ['jours', 'jours'],
] as const;

/** Une duree de peine : ans, mois, jours. */
export const SaisieDeDuree = ({
  libelle,
  duree,
  erreur,
  surSaisie,
}: {
  readonly libelle: string;
  readonly duree: Contenu;
  readonly erreur?: string | undefined;
  readonly surSaisie: (duree: Contenu) => void;
}) => (
  <fieldset className="duree-de-peine">
    <legend className="champ-libelle">{libelle}</legend>
    {PARTS.map(([part, mot]) => (
      <ChampTexte
        key={part}
        libelle={mot}
        inputMode="numeric"
        maxLength={3}
        erreur={part === 'ans' ? erreur : undefined}
        value={nombreEnTexte(duree, part) === '0' ? '' : nombreEnTexte(duree, part)}
        surSaisie={(texte) =>
          surSaisie({ ans: 0, mois: 0, jours: 0, ...duree, [part]: Math.floor(lireNombre(texte) ?? 0) })
        }
      />
    ))}
  </fieldset>
);
