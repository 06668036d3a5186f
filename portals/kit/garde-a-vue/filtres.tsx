import type { RefObject } from 'react';
import type { LigneDeMesure } from '@ppn/garde-a-vue/contract';
import { useMinute } from './heure.ts';
import { choixDe, estSignalee, type Filtres, SANS_FILTRE, trier } from './tri.ts';

type Proprietes = {
  readonly champ: RefObject<HTMLInputElement | null>;
  readonly lignes: readonly LigneDeMesure[];
  readonly filtres: Filtres;
  readonly surFiltres: (filtres: Filtres) => void;
  /** Ce qui distingue les mesures de cet ecran : les unites d'une juridiction, ou les officiers d'une unite. */
  readonly par: 'unite' | 'opj';
};

/** Filtres du tableau : texte, unite ou officier, nature, et ce qui presse, avec leurs comptes. */
export const FiltresDuTableau = ({ champ, lignes, filtres, surFiltres, par }: Proprietes) => {
  const { unites, natures, opjs } = choixDe(lignes);
  const minute = useMinute();
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
      {par === 'unite' ? (
        <Liste
          libelle="Unité"
          toutes="Toutes les unités"
          valeur={filtres.unite}
          choix={unites}
          surChoix={(unite) => poser({ unite })}
        />
      ) : (
        <Liste
          libelle="Officier"
          toutes="Tous les officiers"
          valeur={filtres.opj}
          choix={opjs.map((opj) => [opj, opj] as const)}
          surChoix={(opj) => poser({ opj })}
        />
      )}
      <Liste
        libelle="Nature des faits"
        toutes="Toutes les natures"
        valeur={filtres.nature}
        choix={natures.map((nature) => [nature, nature] as const)}
        surChoix={(nature) => poser({ nature })}
      />
      <div className="bascule">
        <Bascule
          libelle="Moins de 2 h"
          compte={trier(lignes, { ...SANS_FILTRE, pressantes: true }, minute).length}
          active={filtres.pressantes}
          surBascule={(pressantes) => poser({ pressantes })}
        />
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

const Liste = ({
  libelle,
  toutes,
  valeur,
  choix,
  surChoix,
}: {
  readonly libelle: string;
  readonly toutes: string;
  readonly valeur: string;
  readonly choix: readonly (readonly [string, string])[];
  readonly surChoix: (valeur: string) => void;
}) => (
  <select
    className="saisie filtre-choix"
    aria-label={libelle}
    value={valeur}
    onChange={({ currentTarget }) => surChoix(currentTarget.value)}
  >
    <option value="">{toutes}</option>
    {choix.map(([cle, dit]) => (
      <option key={cle} value={cle}>
        {dit}
      </option>
    ))}
  </select>
);

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
