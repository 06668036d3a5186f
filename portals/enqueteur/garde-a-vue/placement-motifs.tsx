import { Case, ChampChoix, ChampTexte, ChampZone, heure, Panneau } from '@ppn/kit';
import { useEffect, useRef } from 'react';
import type { Vue } from '../application/types.ts';
import { nomComplet } from '../application/vocabulaire.ts';
import { quandEtOu } from '../dossier/fiche.tsx';
import { basculer, OBJECTIFS_62_2 } from './motifs.ts';
import { Pastilles } from './pastilles.tsx';
import { ChampDuMagistrat } from './champ-du-magistrat.tsx';
import type { AuditionLibre } from './donnees.ts';
import { DebutDeLaMesure } from './placement-debut.tsx';
import { apprehendeA, choisir, type Placement } from './placement-saisi.ts';

type Proprietes = {
  readonly placement: Placement;
  readonly changer: (change: Partial<Placement>) => void;
  readonly erreur: (champ: string) => string | undefined;
};

const PEINES = [
  ['', 'peine encourue'],
  ['0.5', '6 mois'],
  ['1', '1 an'],
  ['2', '2 ans'],
  ['3', '3 ans'],
  ['5', '5 ans'],
  ['7', '7 ans'],
  ['10', '10 ans'],
  ['15', '15 ans'],
  ['20', '20 ans'],
  ['30', '30 ans'],
  ['100', 'perpétuité'],
  ['0', 'aucun emprisonnement'],
].map(([valeur = '', libelle = '']) => ({ valeur, libelle }));

/** Qui, pour quels faits, depuis quand, sous quel controle. */
export function PersonneEtFaits({
  vue,
  placement,
  changer,
  erreur,
  juridictions,
  auditions,
}: Proprietes & {
  readonly auditions: readonly AuditionLibre[];
  readonly vue: Vue;
  readonly juridictions: readonly { readonly code: string; readonly libelle: string }[];
}) {
  const personnes = vue.personnes.filter(({ genre }) => genre === 'physique');
  return (
    <Panneau titre="Personne, faits, appréhension">
      <div className="pile">
        <div className="grille-champs">
          <ChampChoix
            id="champ-personne"
            libelle="Personne placée"
            value={placement.personne}
            erreur={erreur('personne')}
            options={[
              ...(placement.personne === '' ? [{ valeur: '', libelle: 'choisissez' }] : []),
              ...personnes.map((une) => ({ valeur: une.id, libelle: nomComplet(une) })),
            ]}
            surSaisie={(personne) => changer(choisir(vue, personne))}
          />
          <ChampChoix
            id="champ-juridiction"
            libelle="Parquet de contrôle"
            value={placement.juridiction}
            options={juridictions.map(({ code, libelle }) => ({ valeur: code, libelle }))}
            surSaisie={(juridiction) => changer({ juridiction })}
          />
        </div>
        <Faits {...{ vue, placement, changer, erreur }} />
        <DebutDeLaMesure {...{ placement, changer, auditions }} />
        {placement.audition === '' ? <Apprehension {...{ placement, changer, erreur }} /> : null}
      </div>
    </Panneau>
  );
}

function Apprehension({ placement, changer, erreur }: Proprietes) {
  const a = apprehendeA(placement);
  return (
    <div className="grille-champs">
      <ChampTexte
        id="champ-heure"
        libelle="Heure d’appréhension"
        inputMode="numeric"
        placeholder="maintenant"
        aide={a === undefined ? '' : `La mesure court du ${a.slice(8, 10)}/${a.slice(5, 7)} à ${heure(a)}.`}
        value={placement.heure}
        erreur={erreur('heure')}
        surSaisie={(tapee) => changer({ heure: tapee })}
      />
      <ChampChoix
        libelle="Contrainte"
        aide="Ce qui a commencé à priver de liberté."
        value={placement.contrainte}
        options={[
          { valeur: 'interpellation', libelle: 'interpellation' },
          { valeur: 'ordre-de-comparaitre', libelle: 'ordre de comparaître' },
          { valeur: 'mandat', libelle: 'mandat' },
          { valeur: 'degrisement', libelle: 'dégrisement' },
          { valeur: 'verification-identite', libelle: 'vérification d’identité' },
          { valeur: 'retenue-temoin', libelle: 'retenue comme témoin' },
          { valeur: 'autre', libelle: 'autre' },
        ]}
        surSaisie={(contrainte) => changer({ contrainte })}
      />
    </div>
  );
}

function Faits({ vue, placement, changer, erreur }: Proprietes & { readonly vue: Vue }) {
  return (
    <fieldset id="champ-faits" tabIndex={-1} className="placement-faits">
      <legend className="champ-libelle">Faits reprochés</legend>
      {vue.faits.map((fait) => {
        const choisi = placement.faits.includes(fait.id);
        return (
          <div key={fait.id} className="placement-fait">
            <Case coche={choisi} surCoche={() => changer({ faits: basculer(placement.faits, fait.id) })}>
              {fait.qualification}{' '}
              <span className="discret petit">
                (NATINF {fait.natinf}, {quandEtOu(fait)})
              </span>
            </Case>
            {choisi ? (
              <ChampChoix
                id={`champ-peine-${fait.id}`}
                libelle="Emprisonnement encouru"
                value={placement.peines[fait.id] ?? ''}
                erreur={erreur(`peine-${fait.id}`)}
                options={PEINES}
                surSaisie={(peine) => changer({ peines: { ...placement.peines, [fait.id]: peine } })}
              />
            ) : null}
          </div>
        );
      })}
      {erreur('faits') === undefined ? null : <span className="champ-erreur">{erreur('faits')}</span>}
    </fieldset>
  );
}

/** Raisons plausibles, objectifs de l'article 62-2, magistrat avise. */
export function Motifs({
  vue,
  placement,
  changer,
  erreur,
}: Proprietes & { readonly vue: Pick<Vue, 'cadre'> }) {
  const cadre = useRef<HTMLDivElement>(null);
  // Le premier champ a ecrire recoit le focus : personne et faits sont deja choisis.
  useEffect(() => cadre.current?.querySelector('textarea')?.focus({ preventScroll: true }), []);
  return (
    <Panneau titre="Raisons et objectifs, avis au parquet">
      <div className="pile" ref={cadre}>
        <ChampZone
          id="champ-raisons"
          libelle="Raisons plausibles de soupçonner (62-2)"
          rows={3}
          lang="fr"
          value={placement.raisons}
          erreur={erreur('raisons')}
          surSaisie={(raisons) => changer({ raisons })}
        />
        <Pastilles
          id="champ-objectifs"
          genre="cases"
          legende="Unique moyen de parvenir à l’un au moins de ces objectifs"
          options={OBJECTIFS_62_2}
          choisies={placement.objectifs}
          surChoix={(valeur) => changer({ objectifs: basculer(placement.objectifs, valeur) })}
        />
        {erreur('objectifs') === undefined ? null : (
          <span className="champ-erreur">{erreur('objectifs')}</span>
        )}
        <div className="grille-champs">
          <ChampDuMagistrat
            id="champ-magistrat"
            libelle="Magistrat avisé"
            juridiction={placement.juridiction}
            autorite={vue.cadre === 'commission-rogatoire' ? 'juge-instruction' : 'procureur'}
            value={placement.magistrat}
            erreur={erreur('magistrat')}
            surSaisie={(magistrat) => changer({ magistrat })}
          />
          <Pastilles
            legende="Moyen"
            options={[
              { valeur: 'téléphone', libelle: 'téléphone' },
              { valeur: 'messagerie', libelle: 'messagerie' },
            ]}
            choisies={[placement.moyen]}
            surChoix={(moyen) => changer({ moyen })}
          />
        </div>
      </div>
    </Panneau>
  );
}
