import type { RefObject } from 'react';
import type { LigneDeMesure } from './donnees.ts';
import { choixDe, estSignalee, type Filtres } from './tri.ts';

type Proprietes = {
  readonly champ: RefObject<HTMLInputElement | null>;
  readonly lignes: readonly LigneDeMesure[];
  readonly filtres: Filtres;
  readonly surFiltres: (filtres: Filtres) => void;
};

/** Filtres du tableau : texte, unite, nature, et ce qui presse, avec leurs comptes. */
export const FiltresDuTableau = ({ champ, lignes, filtres, surFiltres }: Proprietes) => {
  const { unites, natures } = choixDe(lignes);
  const poser = (champs: Partial<Filtres>): void => surFiltres({ ...filtres, ...champs });
  return (
    <search className="rangee filtres">
      <input
        ref={champ}
        className="saisie filtre"
        type="text"
        aria-label="Filtrer par nom, numéro, unité ou infraction (touche /)"
        placeholder="Filtrer : nom, numéro, infraction"
        autoComplete="off"
        maxLength={100}
        value={filtres.texte}
        onChange={({ currentTarget }) => poser({ texte: currentTarget.value })}
      />
      <select
        className="saisie filtre-choix"
        aria-label="Unité"
        value={filtres.unite}
        onChange={({ currentTarget }) => poser({ unite: currentTarget.value })}
      >
        <option value="">Toutes les unités</option>
        {unites.map(([code, libelle]) => (
          <option key={code} value={code}>
            {libelle}
          </option>
        ))}
      </select>
      <select
        className="saisie filtre-choix"
        aria-label="Nature des faits"
        value={filtres.nature}
        onChange={({ currentTarget }) => poser({ nature: currentTarget.value })}
      >
        <option value="">Toutes les natures</option>
        {natures.map((nature) => (
          <option key={nature} value={nature}>
            {nature}
          </option>
        ))}
      </select>
      <div className="bascule">
        <Bascule
          libelle="À décider"
          compte={lignes.filter(({ demande }) => demande !== null).length}
          active={filtres.aDecider}
          surBascule={(aDecider) => poser({ aDecider })}
        />
        <Bascule
          libelle="Mineurs"
          compte={lignes.filter(({ personne }) => personne.mineure).length}
          active={filtres.mineurs}
          surBascule={(mineurs) => poser({ mineurs })}
        />
        <Bascule
          libelle="Signalées"
          compte={lignes.filter(estSignalee).length}
          active={filtres.signalees}
          surBascule={(signalees) => poser({ signalees })}
        />
      </div>
    </search>
  );
};

const Bascule = ({
  libelle,
  compte,
  active,
  surBascule,
}: {
  readonly libelle: string;
  readonly compte: number;
  readonly active: boolean;
  readonly surBascule: (active: boolean) => void;
}) => (
  <button type="button" aria-pressed={active} onClick={() => surBascule(!active)}>
    {libelle} <span className="chiffres">{compte}</span>
  </button>
);
