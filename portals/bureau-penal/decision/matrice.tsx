import type { VueDossier } from '@ppn/dossier/contract';
import { Bouton, ChampTexte } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { nomComplet } from '../vocabulaire.ts';
import {
  type CaseExaminee,
  fermee,
  lectureNatinf,
  type Ligne,
  type ModeOffert,
  raisonsRestantes,
  type Situation,
} from './orientation.ts';

/** Nom de la personne d'une case ; « Personne non dénommée » si elle n'en designe pas. */
export const nomDeLaCase = (dossier: Pick<VueDossier, 'personnes'>, id: string): string => {
  const personne = dossier.personnes.find((une) => une.id === id);
  return personne === undefined ? 'Personne non dénommée' : nomComplet(personne);
};

type Proprietes = {
  readonly dossier: VueDossier;
  readonly modes: readonly ModeOffert[];
  readonly cases: readonly CaseExaminee[];
  readonly lignes: readonly Ligne[];
  readonly situations: readonly Situation[];
  readonly erreur: string | undefined;
  readonly surLignes: (lignes: readonly Ligne[]) => void;
};

/** La matrice : une ligne par personne et par fait ; sa qualification, sa decision, celles qui sont fermees et pourquoi. */
export const Matrice = ({ dossier, modes, cases, lignes, situations, erreur, surLignes }: Proprietes) => {
  const changer = (voulue: Ligne, champs: Partial<Ligne>): void =>
    surLignes(lignes.map((ligne) => (ligne === voulue ? { ...ligne, ...champs } : ligne)));
  return (
    <fieldset className="pile-serree" aria-describedby={erreur === undefined ? undefined : 'lignes-erreur'}>
      <legend>Une décision par personne et par fait</legend>
      {erreur === undefined ? null : (
        <span id="lignes-erreur" className="champ-erreur">
          {erreur}
        </span>
      )}
      <ul className="matrice">
        {lignes.map((ligne) => {
          const examinee = cases.find(
            ({ personne, fait }) => personne === ligne.personne && fait === ligne.fait,
          );
          const situation = situations.find(({ personne }) => personne === ligne.personne);
          const raisons = raisonsRestantes(examinee?.raisons[ligne.mode], situation).filter(
            ({ effet }) => effet === 'interdit',
          );
          const nom = nomDeLaCase(dossier, ligne.personne);
          return (
            <li key={ligne.personne + ligne.fait} className="case-de-matrice">
              <p className="case-de-qui">
                <strong>{nom}</strong>
                <span className="petit">
                  {ligne.qualification}{' '}
                  <span className="discret">
                    NATINF {ligne.natinf}
                    {examinee === undefined ? '' : `, ${peineEnClair(examinee)}`}
                  </span>
                </span>
              </p>
              <select
                className="saisie"
                aria-label={`Décision pour ${nom}, ${ligne.qualification}`}
                aria-invalid={raisons.length > 0 || (erreur !== undefined && ligne.mode === '') || undefined}
                value={ligne.mode}
                onChange={(evenement) => changer(ligne, { mode: evenement.currentTarget.value })}
              >
                <option value="">Choisir une décision…</option>
                {modes.map(({ mode, titre }) => {
                  const raison = fermee(raisonsRestantes(examinee?.raisons[mode], situation));
                  return (
                    <option key={mode} value={mode} disabled={raison !== undefined}>
                      {raison === undefined
                        ? titre
                        : `${titre} : fermée. ${raison.phrase} (${raison.article})`}
                    </option>
                  );
                })}
              </select>
              <Requalifier
                ligne={ligne}
                surChoix={({ code, qualification, nature, reprimeePar }) =>
                  changer(ligne, { natinf: code, qualification, nature, reprimeePar })
                }
              />
              {raisons.map(({ phrase, article }) => (
                <p key={phrase} className="champ-erreur petit">
                  {phrase} ({article})
                </p>
              ))}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
};

/** « trois ans encourus », ou que la table ne le dit pas. */
const peineEnClair = ({ peineMois, nature }: Pick<CaseExaminee, 'peineMois' | 'nature'>): string => {
  if (peineMois === null) return 'peine encourue à vérifier';
  if (peineMois === 0) return 'amende seule';
  const ans = peineMois / 12;
  const duree = ans >= 1 ? `${ans} an${ans > 1 ? 's' : ''}` : `${peineMois} mois`;
  return nature === 'crime' ? `${duree} de réclusion encourus` : `${duree} encourus`;
};

type Infraction = {
  readonly code: number;
  readonly qualification: string;
  readonly nature: string;
  readonly reprimeePar: string;
};

/** Changer la qualification : chercher par code ou par mots, choisir. */
const Requalifier = ({
  ligne,
  surChoix,
}: {
  readonly ligne: Ligne;
  readonly surChoix: (infraction: Infraction) => void;
}) => {
  const [ouvert, setOuvert] = useState(false);
  const [q, setQ] = useState('');
  const trouvees = useQuery({ ...lectureNatinf(q), enabled: ouvert && q.trim().length > 1 });
  if (!ouvert)
    return (
      <button type="button" className="bouton-lien petit" onClick={() => setOuvert(true)}>
        Requalifier<span className="hors-ecran"> {ligne.qualification}</span>
      </button>
    );
  return (
    <div className="pile-serree requalifier">
      <ChampTexte
        libelle="Autre infraction : code NATINF ou mots"
        value={q}
        maxLength={100}
        surSaisie={setQ}
      />
      <ul className="pile-serree">
        {(trouvees.data ?? []).slice(0, 6).map((infraction) => (
          <li key={infraction.code}>
            <button
              type="button"
              className="bouton-lien petit"
              onClick={() => {
                surChoix(infraction);
                setOuvert(false);
              }}
            >
              {infraction.qualification} (NATINF {infraction.code})
            </button>
          </li>
        ))}
      </ul>
      <Bouton genre="discret" onClick={() => setOuvert(false)}>
        Garder {ligne.natinf}
      </Bouton>
    </div>
  );
};
