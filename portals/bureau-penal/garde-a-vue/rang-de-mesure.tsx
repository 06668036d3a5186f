import { Bouton, CompteARebours, Frise, heure, RangeeDesDroits, regimeCourt } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { LigneDeMesure } from './donnees.ts';
import { Signalements } from './signalements.tsx';
import { natureDe } from './tri.ts';

type Proprietes = {
  readonly ligne: LigneDeMesure;
  readonly choisie: boolean;
  readonly decide: boolean;
  readonly surChoix: (id: string) => void;
  readonly surGeste: (geste: 'prolongation' | 'mainlevee', id: string) => void;
};

/** Le nom de la personne retenue. */
export const nomDe = ({ personne: { nom, prenoms } }: Pick<LigneDeMesure, 'personne'>): string =>
  `${nom.toLocaleUpperCase('fr')} ${prenoms}`;

/** Une mesure du tableau : le temps d'abord, puis qui et pourquoi, l'etat des droits, les gestes. Ne se refait que si sa ligne change. */
export const RangDeMesure = memo(function RangDeMesure({
  ligne,
  choisie,
  decide,
  surChoix,
  surGeste,
}: Proprietes) {
  const { id } = ligne;
  const choisir = (): void => surChoix(id);
  return (
    <li className="mesure" data-rang data-choisie={choisie || undefined}>
      <div className="mesure-temps">
        <CompteARebours echeance={ligne.echeance} objet={`Garde à vue de ${nomDe(ligne)}`} taille="grand" />
      </div>
      <div className="mesure-qui">
        <p className="rangee mesure-titre">
          <Link to="/gardes-a-vue/$id" params={{ id }} className="mesure-nom" onFocus={choisir}>
            {nomDe(ligne)}
          </Link>
          <Signalements ligne={ligne} />
        </p>
        <p className="mesure-nature">{natureDe(ligne)}</p>
        <p className="petit discret mesure-lieu">
          {ligne.unite.libelle} · {regimeCourt(ligne.regime)}
          {ligne.debut === null ? ' · non commencée' : ` · depuis ${heure(ligne.debut)}`}
          {ligne.opj === '' ? '' : ` · ${ligne.opj}`}
        </p>
      </div>
      <div className="mesure-droits">
        <RangeeDesDroits droits={[...ligne.obligations, ...ligne.faites]} />
        {ligne.debut === null ? null : <Frise debut={ligne.debut} echeance={ligne.echeance} mince />}
      </div>
      {decide ? (
        <div className="mesure-gestes">
          <Bouton
            {...(choisie ? { touche: 'P' } : {})}
            onFocus={choisir}
            onClick={() => surGeste('prolongation', id)}
          >
            Prolonger<span className="hors-ecran"> {nomDe(ligne)}</span>
          </Bouton>
          <Bouton
            {...(choisie ? { touche: 'L' } : {})}
            onFocus={choisir}
            onClick={() => surGeste('mainlevee', id)}
          >
            Lever<span className="hors-ecran"> {nomDe(ligne)}</span>
          </Bouton>
        </div>
      ) : null}
    </li>
  );
});
