import { Case, Champ, ChampChoix, ChampTexte, ChampZone, SaisieDeDate, SaisieDHeure } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lectureRegles } from '../donnees.ts';
import { natures, nomComplet, roles } from '../vocabulaire.ts';
import { listeDe, texteDe } from './contenu.ts';
import {
  type Creneau,
  creneauDe,
  creneauxProposes,
  horodateDe,
  jourA,
  jourCourt,
  jourEnFrancais,
  premierJour,
} from './creneaux.ts';
import type { ProprietesChamps } from './proprietes-des-champs.ts';

/** Une audience est a venir : « 05/01/27 » veut dire 2027. */
const auSiecle = (jour: string): string => (jour.startsWith('19') ? `20${jour.slice(2)}` : jour);

const memeCreneau = (a: Creneau, b: Creneau): boolean => a.jour === b.jour && a.heure === b.heure;

/** La regle du delai, servie et datee ; jamais ecrite ici (conception : le droit est une donnee). */
const useDelai = () => {
  const regles = useQuery(lectureRegles);
  const [aujourdhui] = useState(() => jourA(Date.now()));
  const regle = regles.data?.find(
    ({ id, validiteDebut, validiteFin }) =>
      id === 'copj-delai-minimal' &&
      validiteDebut <= aujourdhui &&
      (validiteFin === null || aujourdhui <= validiteFin),
  );
  return { aujourdhui, regle };
};

const Audience = ({ contenu, erreurDe, modifier }: ProprietesChamps) => {
  const { aujourdhui, regle } = useDelai();
  const [saisi, setSaisi] = useState<Creneau>(() => creneauDe(texteDe(contenu, 'audience')));
  const ecrire = (creneau: Creneau): void => {
    setSaisi(creneau);
    modifier({ audience: horodateDe(creneau.jour, creneau.heure) ?? '' });
  };
  const minimum = regle === undefined ? undefined : premierJour(aujourdhui, regle.valeur);
  const tropTot = minimum !== undefined && saisi.jour !== '' && saisi.jour < minimum;
  const refus =
    erreurDe('audience') ??
    (tropTot && regle !== undefined
      ? `Trop tôt : l’audience se tient au plus tôt le ${jourEnFrancais(minimum)}, ${regle.valeur} jours au moins après la convocation (art. ${regle.article}).`
      : undefined);
  return (
    <fieldset className="pile-serree">
      <legend>Audience</legend>
      {minimum === undefined || regle === undefined ? null : (
        <>
          <p className="champ-aide">
            Au plus tôt le {jourEnFrancais(minimum)} : {regle.valeur} jours au moins (art. {regle.article}
            {regle.aVerifier ? ', à vérifier' : ''}).
          </p>
          <div className="creneaux">
            {creneauxProposes(aujourdhui, regle.valeur).map((creneau) => (
              <button
                key={creneau.jour + creneau.heure}
                type="button"
                className="bouton creneau"
                aria-pressed={memeCreneau(creneau, saisi)}
                onClick={() => ecrire(creneau)}
              >
                {jourCourt(creneau.jour)}, {creneau.heure}
              </button>
            ))}
          </div>
        </>
      )}
      <div className="grille-champs">
        <Champ libelle="Date de l’audience" erreur={refus} id="audience">
          {(liens) => (
            <SaisieDeDate
              {...liens}
              valeur={saisi.jour}
              surSaisie={(jour) => ecrire({ ...saisi, jour: auSiecle(jour) })}
            />
          )}
        </Champ>
        <Champ libelle="Heure (Paris)">
          {(liens) => (
            <SaisieDHeure
              {...liens}
              valeur={saisi.heure}
              surSaisie={(heure) => ecrire({ ...saisi, heure })}
            />
          )}
        </Champ>
        <ChampTexte
          libelle="Salle (facultatif)"
          value={texteDe(contenu, 'salle')}
          maxLength={200}
          surSaisie={(salle) => modifier({ salle })}
        />
      </div>
      {saisi.jour === '' || saisi.heure === '' || refus !== undefined ? null : (
        <p className="petit">
          Audience le <strong>{jourEnFrancais(saisi.jour)}</strong> à <strong>{saisi.heure}</strong>.
        </p>
      )}
    </fieldset>
  );
};

/** Convocation par OPJ : qui, pour quels faits, quand ; le refus du service se lit a cote de la date. */
export const ChampsCopj = (proprietes: ProprietesChamps) => {
  const { dossier, contenu, erreurDe, modifier } = proprietes;
  const poursuivis = listeDe(contenu, 'faits');
  const erreurFaits = erreurDe('faits');
  const personnes = dossier.personnes.toSorted(
    (a, b) => Number(b.roles.includes('mis-en-cause')) - Number(a.roles.includes('mis-en-cause')),
  );
  return (
    <>
      <ChampChoix
        libelle="Personne convoquée"
        erreur={erreurDe('prevenu')}
        value={texteDe(contenu, 'prevenu')}
        options={[
          { valeur: '', libelle: 'Choisir…' },
          ...personnes.map((personne) => ({
            valeur: personne.id,
            libelle: `${nomComplet(personne)}, ${personne.roles.map((role) => roles[role]).join(' et ')}`,
          })),
        ]}
        surSaisie={(prevenu) => modifier({ prevenu })}
      />
      <fieldset aria-describedby={erreurFaits === undefined ? undefined : 'faits-erreur'}>
        <legend>Faits poursuivis</legend>
        {erreurFaits === undefined ? null : (
          <span id="faits-erreur" className="champ-erreur">
            {erreurFaits}
          </span>
        )}
        {dossier.faits.map((fait) => (
          <Case
            key={fait.id}
            coche={poursuivis.includes(fait.id)}
            surCoche={(coche) =>
              modifier({
                faits: coche ? [...poursuivis, fait.id] : poursuivis.filter((id) => id !== fait.id),
              })
            }
          >
            {fait.qualification}{' '}
            <span className="petit discret">
              NATINF {fait.natinf} · {natures[fait.nature] ?? fait.nature}
            </span>
          </Case>
        ))}
      </fieldset>
      <Audience {...proprietes} />
      <ChampZone
        libelle="Instructions à l’unité (facultatif)"
        rows={2}
        maxLength={4_000}
        value={texteDe(contenu, 'instructions')}
        surSaisie={(instructions) => modifier({ instructions })}
      />
    </>
  );
};
