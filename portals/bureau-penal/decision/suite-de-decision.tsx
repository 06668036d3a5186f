import { Champ, ChampChoix, ChampTexte, ChampZone, Puce, SaisieDeDate, SaisieDHeure } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lectureMotifs } from '../donnees.ts';
import { type Creneau, creneauDe, horodateDe, jourCourt, jourEnFrancais } from './creneaux.ts';
import { estProposition, explicationProposee } from './explications.ts';
import { lectureCreneaux, type ModeOffert, type Suite } from './orientation.ts';

type Proprietes = {
  readonly mode: ModeOffert;
  readonly suite: Suite;
  readonly erreurDe: (champ: string) => string | undefined;
  readonly surSuite: (champs: Partial<Suite>) => void;
};

/** Ce qu'une decision fixe : son audience, ses mesures, son texte. */
export const SuiteDeDecision = ({ mode, suite, erreurDe, surSuite }: Proprietes) => {
  const erreur = (champ: string): string | undefined => erreurDe(`suites.${mode.mode}.${champ}`);
  return (
    <section className="pile suite-de-decision" aria-label={mode.titre}>
      <h3>
        {mode.titre} <span className="petit discret">art. {mode.article}</span>
      </h3>
      {mode.audiences.length === 0 ? null : (
        <AudienceDeLaSuite mode={mode} suite={suite} erreur={erreur('audience')} surSuite={surSuite} />
      )}
      {mode.champs.map((champ) => {
        const libelle = champ.obligatoire ? champ.libelle : `${champ.libelle} (facultatif)`;
        if (champ.cle === 'mois' || champ.cle === 'montant') {
          const { cle } = champ;
          return (
            <ChampTexte
              key={cle}
              libelle={libelle}
              inputMode="numeric"
              erreur={erreur(cle)}
              value={suite[cle] === null ? '' : String(suite[cle])}
              surSaisie={(texte) => surSuite({ [cle]: /^\d{1,7}$/.test(texte) ? Number(texte) : null })}
            />
          );
        }
        if (champ.cle === 'texte')
          return (
            <ChampZone
              key="texte"
              libelle={libelle}
              erreur={erreur('texte')}
              rows={3}
              maxLength={8_000}
              value={suite.texte}
              surSaisie={(texte) => surSuite({ texte })}
            />
          );
        return mode.mode === 'classement-sans-suite' ? (
          <MotifDeClassement key="motif" suite={suite} erreur={erreur('mesure')} surSuite={surSuite} />
        ) : champ.choix === undefined ? (
          <ChampTexte
            key="mesure"
            libelle={libelle}
            erreur={erreur('mesure')}
            maxLength={300}
            value={suite.mesure}
            surSaisie={(mesure) => surSuite({ mesure })}
          />
        ) : (
          <ChampChoix
            key="mesure"
            libelle={libelle}
            erreur={erreur('mesure')}
            value={suite.mesure}
            options={[
              { valeur: '', libelle: 'Choisir…' },
              ...champ.choix.map((mesure) => ({ valeur: mesure, libelle: mesure })),
            ]}
            surSaisie={(mesure) => surSuite({ mesure })}
          />
        );
      })}
    </section>
  );
};

const MotifDeClassement = ({
  suite,
  erreur,
  surSuite,
}: Pick<Proprietes, 'suite' | 'surSuite'> & { readonly erreur: string | undefined }) => {
  const motifs = useQuery(lectureMotifs);
  return (
    <ChampChoix
      libelle="Motif"
      erreur={erreur}
      value={suite.mesure}
      options={[
        { valeur: '', libelle: 'Choisir…' },
        ...(motifs.data ?? []).map(({ code, libelle, aVerifier }) => ({
          valeur: code,
          libelle: `${code} ${libelle}${aVerifier ? ' (à vérifier)' : ''}`,
        })),
      ]}
      surSaisie={(mesure) =>
        surSuite({ mesure, ...(estProposition(suite.texte) ? { texte: explicationProposee(mesure) } : {}) })
      }
    />
  );
};

/** « Du 1er décembre au 20 mai » : quand la loi permet l'audience. */
const phraseDesBornes = ({ auPlusTot, auPlusTard, articlesDesDelais }: ModeOffert): string =>
  `Au plus tôt le ${jourEnFrancais(auPlusTot)}${auPlusTard === '' ? '' : `, au plus tard le ${jourEnFrancais(auPlusTard)}`}${articlesDesDelais.length === 0 ? '' : ` (art. ${articlesDesDelais.join(', ')})`}.`;

/** L'audience : trois places du calendrier, ou une date a la main ; le terme legal se lit a cote. */
const AudienceDeLaSuite = ({
  mode,
  suite,
  erreur,
  surSuite,
}: Pick<Proprietes, 'mode' | 'suite' | 'surSuite'> & { readonly erreur: string | undefined }) => {
  const creneaux = useQuery(lectureCreneaux(mode));
  const [saisi, setSaisi] = useState<Creneau>(() => creneauDe(suite.audience));
  const ecrire = (creneau: Creneau): void => {
    setSaisi(creneau);
    surSuite({ audience: horodateDe(creneau.jour, creneau.heure) ?? '', creneau: '' });
  };
  return (
    <fieldset className="pile-serree">
      <legend>Audience</legend>
      <p className="champ-aide">{phraseDesBornes(mode)}</p>
      <div className="creneaux">
        {(creneaux.data ?? []).map((audience) => {
          const { jour, heure } = creneauDe(audience.debut);
          const pleine = audience.prises + mode.duree > audience.dureeMinutes;
          return (
            <button
              key={audience.id}
              type="button"
              className="bouton creneau"
              aria-pressed={suite.creneau === audience.id}
              onClick={() => {
                setSaisi({ jour, heure });
                surSuite({ audience: audience.debut, creneau: audience.id, salle: audience.salle });
              }}
            >
              {jourCourt(jour)}, {heure}{' '}
              <span className="petit discret">
                {audience.prises} / {audience.dureeMinutes} min
              </span>
              {pleine ? <Puce ton="alerte">pleine</Puce> : null}
            </button>
          );
        })}
        {creneaux.isSuccess && creneaux.data.length === 0 ? (
          <span className="petit discret">Aucune audience ouverte au calendrier : donnez une date.</span>
        ) : null}
      </div>
      <div className="grille-champs">
        <Champ libelle="Date de l’audience" erreur={erreur}>
          {(liens) => (
            <SaisieDeDate {...liens} valeur={saisi.jour} surSaisie={(jour) => ecrire({ ...saisi, jour })} />
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
          maxLength={200}
          value={suite.salle}
          surSaisie={(salle) => surSuite({ salle })}
        />
      </div>
    </fieldset>
  );
};
