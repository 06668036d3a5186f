import { TitrePage } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Pastilles } from './pastilles.tsx';

export type EtatMontre = 'en-cours' | 'terminees' | 'au-depot';

const ETATS: readonly { readonly valeur: EtatMontre; readonly libelle: string }[] = [
  { valeur: 'en-cours', libelle: 'en cours' },
  { valeur: 'terminees', libelle: 'terminées' },
  { valeur: 'au-depot', libelle: 'au dépôt' },
];

/** Tete des pages de mesures : titre, en cours, terminees ou gardees au depot, et les autres vues de l'unite. */
export const TeteDesMesures = ({
  titre,
  etat,
  surEtat,
  children,
}: {
  readonly titre: string;
  readonly etat: EtatMontre;
  readonly surEtat: (etat: EtatMontre) => void;
  readonly children?: ReactNode;
}) => (
  <div className="rangee-ecartee">
    <TitrePage onglet="Gardes à vue">{titre}</TitrePage>
    <div className="rangee">
      {children}
      <Link to="/gardes-a-vue" className="bouton bouton-discret" activeOptions={{ exact: true }}>
        Cartes
      </Link>
      <Link to="/gardes-a-vue/unite" search={{}} className="bouton bouton-discret">
        Tableau
      </Link>
      <Link to="/gardes-a-vue/registre" className="bouton bouton-discret">
        Registre
      </Link>
      <Pastilles
        legende="Mesures"
        legendeCachee
        options={ETATS}
        choisies={[etat]}
        surChoix={(choisi) => surEtat(ETATS.find(({ valeur }) => valeur === choisi)?.valeur ?? 'en-cours')}
      />
    </div>
  </div>
);
