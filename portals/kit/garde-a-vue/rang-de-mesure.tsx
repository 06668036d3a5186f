import type { LigneDeMesure } from '@ppn/garde-a-vue/contract';
import { type ComponentType, memo, type ReactNode } from 'react';
import { dateEtHeure, heure } from '../formats.ts';
import { CompteARebours } from './compte-a-rebours.tsx';
import { Frise } from './frise.tsx';
import { RangeeDesDroits } from './rangee-des-droits.tsx';
import { NonLus, Signalements } from './signalements.tsx';
import { natureDe } from './tri.ts';
import { regimeCourt } from './vocabulaire.ts';

/** Le lien d'un portail vers une mesure : son routeur. */
export type LienDeMesure = ComponentType<{
  readonly id: string;
  readonly className?: string;
  readonly onFocus?: () => void;
  readonly children: ReactNode;
}>;
/** Ce qu'on peut faire d'une mesure depuis son rang. */
export type GestesDeMesure = ComponentType<{
  readonly ligne: LigneDeMesure;
  readonly choisie: boolean;
  readonly surFocus: () => void;
}>;

type Proprietes = {
  readonly ligne: LigneDeMesure;
  readonly choisie: boolean;
  readonly surChoix: (id: string) => void;
  /** Le meme composant d'un rendu a l'autre : le rang ne se refait que si sa ligne change. */
  readonly lien: LienDeMesure;
  /** Absent : l'agent suit, il n'agit pas. */
  readonly gestes?: GestesDeMesure | undefined;
  /** Messages non lus de cette mesure. */
  readonly nonLus?: number;
};

/** Le nom de la personne retenue. */
export const nomDeMesure = ({ personne: { nom, prenoms } }: Pick<LigneDeMesure, 'personne'>): string =>
  `${nom.toLocaleUpperCase('fr')} ${prenoms}`;

/** Une mesure du tableau : le temps d'abord, puis qui et pourquoi, l'etat des droits, les gestes. Ne se refait que si sa ligne change. */
export const RangDeMesure = memo(function RangDeMesure({
  ligne,
  choisie,
  surChoix,
  lien: Lien,
  gestes: Gestes,
  nonLus = 0,
}: Proprietes) {
  const { id } = ligne;
  const choisir = (): void => surChoix(id);
  return (
    <li className="mesure" data-rang data-choisie={choisie || undefined}>
      <div className="mesure-temps">
        {ligne.fin === null ? (
          <CompteARebours
            echeance={ligne.echeance}
            objet={`Garde à vue de ${nomDeMesure(ligne)}`}
            taille="grand"
          />
        ) : (
          <span className="discret">terminée le {dateEtHeure(ligne.fin.a)}</span>
        )}
      </div>
      <div className="mesure-qui">
        <p className="rangee mesure-titre">
          <Lien id={id} className="mesure-nom" onFocus={choisir}>
            {nomDeMesure(ligne)}
          </Lien>
          <Signalements ligne={ligne} />
          <NonLus nombre={nonLus} />
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
        {ligne.debut === null ? null : (
          <Frise debut={ligne.debut} echeance={ligne.echeance} fin={ligne.fin?.a ?? null} mince />
        )}
      </div>
      {Gestes === undefined ? null : (
        <div className="mesure-gestes">
          <Gestes ligne={ligne} choisie={choisie} surFocus={choisir} />
        </div>
      )}
    </li>
  );
});
