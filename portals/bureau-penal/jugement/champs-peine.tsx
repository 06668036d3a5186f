import { Bouton, ChampChoix, ChampTexte, Puce } from '@ppn/kit';
import { type Contenu, texteDe } from '../decision/contenu.ts';
import type { PeineVue } from './donnees.ts';
import { SaisieDeDuree } from './duree.tsx';
import { lireNombre, nombreEnTexte, objetDe } from './objets.ts';

type Proprietes = {
  readonly peine: Contenu;
  readonly ligne: PeineVue | undefined;
  readonly modifier: (champs: Contenu) => void;
  readonly retirer: () => void;
};

const SURSIS = { aucun: 'sans sursis', simple: 'sursis simple', probatoire: 'sursis probatoire' } as const;

const Montant = ({
  champ,
  libelle,
  peine,
  modifier,
}: Pick<Proprietes, 'peine' | 'modifier'> & { readonly champ: string; readonly libelle: string }) => (
  <ChampTexte
    libelle={libelle}
    inputMode="decimal"
    maxLength={12}
    value={nombreEnTexte(peine, champ)}
    surSaisie={(texte) => modifier({ [champ]: lireNombre(texte) })}
  />
);

const Quantum = ({ peine, ligne, modifier }: Proprietes) => {
  switch (ligne?.mesure) {
    case 'duree':
      return (
        <SaisieDeDuree
          libelle="Durée"
          duree={objetDe(peine, 'duree')}
          surSaisie={(duree) => modifier({ duree })}
        />
      );
    case 'euros':
      return <Montant champ="montant" libelle="Montant en euros" {...{ peine, modifier }} />;
    case 'heures':
      return <Montant champ="nombre" libelle="Nombre d’heures" {...{ peine, modifier }} />;
    case 'jours-amende':
      return (
        <>
          <Montant champ="nombre" libelle="Nombre de jours" {...{ peine, modifier }} />
          <Montant champ="montant" libelle="Euros par jour" {...{ peine, modifier }} />
        </>
      );
    default:
      return null;
  }
};

const Sursis = ({ peine, ligne, modifier }: Proprietes) => {
  const sursis = texteDe(peine, 'sursis');
  if (ligne === undefined || ligne.sursis.length === 0) return null;
  return (
    <>
      <ChampChoix
        libelle="Sursis"
        value={sursis}
        options={(['aucun', ...ligne.sursis] as const).map((valeur) => ({ valeur, libelle: SURSIS[valeur] }))}
        surSaisie={(choisi) =>
          modifier({
            sursis: choisi,
            dureeSursis: null,
            probationMois: choisi === 'probatoire' ? 24 : null,
          })
        }
      />
      {sursis === 'aucun' || ligne.mesure !== 'duree' ? null : (
        <SaisieDeDuree
          libelle="Part avec sursis (vide : toute la peine)"
          duree={objetDe(peine, 'dureeSursis')}
          surSaisie={(part) =>
            modifier({ dureeSursis: Object.values(part).every((valeur) => valeur === 0) ? null : part })
          }
        />
      )}
      {sursis === 'probatoire' ? (
        <Montant champ="probationMois" libelle="Délai de probation (mois)" {...{ peine, modifier }} />
      ) : null}
    </>
  );
};

/** Une peine prononcee : ce que la nomenclature en mesure, son sursis, ses precisions. */
export const ChampsPeine = (proprietes: Proprietes) => {
  const { peine, ligne, modifier, retirer } = proprietes;
  return (
    <li className="peine-prononcee pile-serree">
      <div className="rangee-ecartee">
        <strong>
          {ligne?.libelle ?? texteDe(peine, 'code')}{' '}
          {ligne?.aVerifier === true ? <Puce ton="alerte">à vérifier</Puce> : null}
        </strong>
        <Bouton genre="discret" onClick={retirer}>
          Retirer <span className="hors-ecran">{ligne?.libelle}</span>
        </Bouton>
      </div>
      <span className="petit discret">{ligne?.article}</span>
      <div className="grille-champs">
        <Quantum {...proprietes} />
        <Sursis {...proprietes} />
        {texteDe(peine, 'code') === 'emprisonnement' ? (
          <ChampChoix
            libelle="Aménagement"
            value={texteDe(peine, 'amenagement')}
            options={[
              { valeur: 'aucun', libelle: 'aucun' },
              { valeur: 'ddse', libelle: 'détention à domicile' },
              { valeur: 'semi-liberte', libelle: 'semi-liberté' },
              { valeur: 'placement-exterieur', libelle: 'placement à l’extérieur' },
            ]}
            surSaisie={(amenagement) => modifier({ amenagement })}
          />
        ) : null}
      </div>
      <ChampTexte
        libelle="Précisions"
        maxLength={2_000}
        value={texteDe(peine, 'precisions')}
        surSaisie={(precisions) => modifier({ precisions })}
      />
    </li>
  );
};
