import { nombre, SaisieDeDate } from '@ppn/kit';
import type { Facettes as FacettesTrouvees } from '@ppn/recherche/contract';
import { useState } from 'react';
import { type Demande, facettesPosees, resserrer } from './demande.ts';

const GROUPES = [
  { nom: 'type', cle: 'types', titre: 'Type de pièce' },
  { nom: 'etat', cle: 'etats', titre: 'État de la procédure' },
  { nom: 'natinf', cle: 'natinf', titre: 'Infraction' },
  { nom: 'unite', cle: 'unites', titre: 'Unité' },
] as const;

/** Ce par quoi resserrer, avec ce que chaque valeur laisserait ; une valeur posee s'ote au meme endroit. Repliees a l'etroit. */
export function Facettes({
  facettes,
  auMoins,
  demande,
  changer,
}: {
  readonly facettes: FacettesTrouvees;
  readonly auMoins: boolean;
  readonly demande: Demande;
  readonly changer: (demande: Demande) => void;
}) {
  const [ouvertes, poserOuvertes] = useState(false);
  const posees = facettesPosees(demande).length;
  return (
    <aside className="chercher-facettes" aria-label="Resserrer">
      <button
        type="button"
        className="bouton chercher-replier"
        aria-expanded={ouvertes}
        onClick={() => poserOuvertes(!ouvertes)}
      >
        Resserrer{posees === 0 ? '' : ` (${posees})`}
      </button>
      <div className={`pile ${ouvertes ? '' : 'chercher-repliees'}`}>
        <Periode demande={demande} changer={changer} />
        {GROUPES.map(({ nom, cle, titre }) =>
          facettes[cle].length === 0 ? null : (
            <fieldset key={nom} className="chercher-facette">
              <legend>{titre}</legend>
              {facettes[cle].map(({ code, libelle, nombre: combien }) => (
                <button
                  key={code}
                  type="button"
                  aria-pressed={demande[nom] === code}
                  onClick={() => changer(resserrer(demande, nom, demande[nom] === code ? undefined : code))}
                >
                  <span>{libelle}</span>
                  <span className="chiffres">
                    {nombre(combien)}
                    {auMoins ? '+' : ''}
                  </span>
                </button>
              ))}
            </fieldset>
          ),
        )}
      </div>
    </aside>
  );
}

const Periode = ({
  demande,
  changer,
}: {
  readonly demande: Demande;
  readonly changer: (demande: Demande) => void;
}) => (
  <fieldset className="chercher-facette">
    <legend>Versée</legend>
    {(['du', 'au'] as const).map((borne) => (
      <div key={borne} className="chercher-borne">
        <span aria-hidden="true">{borne}</span>
        <SaisieDeDate
          aria-label={borne === 'du' ? 'Versée à partir du' : 'Versée jusqu’au'}
          valeur={demande[borne] ?? ''}
          surSaisie={(valeur) => changer(resserrer(demande, borne, valeur))}
        />
      </div>
    ))}
  </fieldset>
);
