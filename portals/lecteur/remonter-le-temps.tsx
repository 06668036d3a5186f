import './temps.css';
import { Bouton, ChampChoix, Champ, dateEtHeure, SaisieDeDate, SaisieDHeure } from '@ppn/kit';
import type { VueDossier } from '@ppn/dossier/contract';
import { useState } from 'react';
import { type Moment, rangDuMoment } from './moments.ts';

/** Ce qu'on regarde du passe : l'instant (ISO 8601), et le matricule dont on prend les yeux. */
export type Passe = { readonly au?: string; readonly par?: string };

/** Une personne dont on peut prendre les yeux. */
export type LecteurPossible = { readonly matricule: string; readonly nom: string; readonly qualite: string };

type Proprietes = {
  readonly moments: readonly Moment[];
  readonly passe: Passe;
  /** Absent : l'agent ne peut pas voir par les yeux d'un autre. */
  readonly lecteurs?: readonly LecteurPossible[] | undefined;
  readonly surChoix: (passe: Passe) => void;
  readonly surFermeture: () => void;
};

const QUALITES: Readonly<Record<string, string>> = {
  opj: 'OPJ',
  apj: 'APJ',
  procureur: 'procureur',
  substitut: 'substitut',
  greffier: 'greffier',
  'chef-unite': 'chef d’unité',
  jld: 'JLD',
  'juge-instruction': 'juge d’instruction',
  interprete: 'interprète',
};

/** Réglette des moments, date et heure, et par les yeux de qui ; rien ne se modifie ici, tout se regarde. */
export const RemonterLeTemps = ({ moments, passe, lecteurs, surChoix, surFermeture }: Proprietes) => {
  const [jour, setJour] = useState('');
  const [heure, setHeure] = useState('');
  const [sansDate, setSansDate] = useState(false);
  const rang = passe.au === undefined ? moments.length : rangDuMoment(moments, passe.au);
  const moment = moments[rang];
  const instant = instantDe(jour, heure);
  const choisirRang = (voulu: number): void => {
    const choisi = moments[voulu];
    if (choisi === undefined) surChoix(passe.par === undefined ? {} : { par: passe.par });
    else surChoix({ ...passe, au: choisi.a });
  };
  const texte = moment === undefined ? 'Aujourd’hui' : `${dateEtHeure(moment.a)}, ${moment.libelle}`;
  return (
    <section className="temps panneau" aria-label="Remonter le temps">
      <div className="temps-reglette">
        <Champ libelle={`Moment : ${texte}`}>
          {(liens) => (
            <input
              {...liens}
              type="range"
              min={0}
              max={moments.length}
              step={1}
              value={Math.max(0, rang)}
              aria-valuetext={texte}
              onChange={(evenement) => choisirRang(Number(evenement.currentTarget.value))}
            />
          )}
        </Champ>
      </div>
      <form
        className="temps-saisie"
        noValidate
        onSubmit={(evenement) => {
          evenement.preventDefault();
          setSansDate(instant === undefined);
          if (instant !== undefined) surChoix({ ...passe, au: instant });
        }}
      >
        <Champ libelle="Au (date)" erreur={sansDate ? 'Donnez une date passée.' : undefined}>
          {(liens) => <SaisieDeDate {...liens} valeur={jour} surSaisie={setJour} />}
        </Champ>
        <Champ libelle="Heure">
          {(liens) => <SaisieDHeure {...liens} valeur={heure} surSaisie={setHeure} />}
        </Champ>
        <Bouton type="submit">Voir</Bouton>
        {lecteurs === undefined ? null : (
          <ChampChoix
            libelle="Tel que pouvait le voir"
            value={passe.par ?? ''}
            options={[
              { valeur: '', libelle: 'moi, aujourd’hui' },
              ...lecteurs.map(({ matricule, nom, qualite }) => ({
                valeur: matricule,
                libelle: `${nom}, ${QUALITES[qualite] ?? qualite}`,
              })),
            ]}
            surSaisie={(par) => {
              const { par: _, ...reste } = passe;
              surChoix(par === '' ? reste : { ...reste, par });
            }}
          />
        )}
        <Bouton genre="discret" onClick={surFermeture}>
          Fermer
        </Bouton>
      </form>
    </section>
  );
};

/** Instant d'un jour et d'une heure du poste ; une heure absente : la fin du jour. */
function instantDe(jour: string, heure: string): string | undefined {
  if (jour === '') return undefined;
  const instant = new Date(`${jour}T${heure === '' ? '23:59:59' : heure}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

/** Bandeau d'un dossier passe : quand, par quels yeux, et comment revenir. */
export const BandeauDuPasse = ({
  instant,
  surRetour,
}: {
  readonly instant: NonNullable<VueDossier['instant']>;
  readonly surRetour: () => void;
}) => (
  <div className="temps-bandeau" aria-live="polite">
    <p>
      <strong>Dossier tel qu’il était le {dateEtHeure(instant.au)}</strong>
      {instant.par === null
        ? ''
        : `, tel que pouvait le voir ${instant.par.nom} (${QUALITES[instant.par.qualite] ?? instant.par.qualite}, d’après ${instant.par.preuve === 'journal' ? 'le journal des accès' : 'l’annuaire d’aujourd’hui'})`}
      . <span className="petit">Ce que ce service avait enregistré à cet instant ; rien ne s’y modifie.</span>
    </p>
    <Bouton genre="primaire" touche="H" onClick={surRetour}>
      Revenir à aujourd’hui
    </Bouton>
  </div>
);
