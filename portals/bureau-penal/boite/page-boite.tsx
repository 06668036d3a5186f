import type { ResumeDossier } from '@ppn/dossier/contract';
import { Chargement, Echec, EtatVide, Liste, pluriel, TitrePage, useRaccourcis } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { problemeDe } from '../client.ts';
import { lectureBoite } from '../donnees.ts';
import { useMaintenant } from '../maintenant.ts';
import { attendDecision, correspond, ordreDAttente, ordreDeDecision, tempsDAttente } from './attente.ts';
import { LaPlusUrgente } from '../garde-a-vue/la-plus-urgente.tsx';
import { EnChiffres } from '../garde-a-vue/en-chiffres.tsx';
import { CarteChoisie } from './carte-choisie.tsx';
import { RangDossier } from './rang-dossier.tsx';

type Vue = 'a-decider' | 'decides';

const doyenne = (dossiers: readonly ResumeDossier[], maintenant: number): string => {
  const plusAncien = dossiers.toSorted((a, b) => (a.recueA ?? '').localeCompare(b.recueA ?? ''))[0];
  return plusAncien === undefined
    ? ''
    : ` · la plus ancienne attend depuis ${tempsDAttente(plusAncien.recueA, maintenant)}`;
};

const Vide = ({ vue, filtre }: { readonly vue: Vue; readonly filtre: string }) => (
  <EtatVide>
    {filtre !== '' ? (
      <p>Aucun dossier ne correspond à « {filtre} ».</p>
    ) : vue === 'a-decider' ? (
      <p>
        Rien à décider. Les procédures transmises par les unités arrivent ici d’elles-mêmes, sans recharger la
        page.
      </p>
    ) : (
      <p>Aucune décision rendue pour l’instant.</p>
    )}
  </EtatVide>
);

/** Accueil du parquet : ce qui attend une decision, le plus neuf puis le plus ancien d'abord ; la carte choisie a droite. */
export const PageBoite = () => {
  const boite = useQuery(lectureBoite);
  const maintenant = useMaintenant();
  const [vue, setVue] = useState<Vue>('a-decider');
  const [filtre, setFiltre] = useState('');
  const [choisi, setChoisi] = useState<string>();
  const champ = useRef<HTMLInputElement>(null);
  useRaccourcis([
    { touche: '/', libelle: 'Filtrer la boîte', groupe: 'Listes', action: () => champ.current?.focus() },
  ]);

  const dossiers = boite.data ?? [];
  const aDecider = ordreDAttente(dossiers.filter(attendDecision));
  const decides = ordreDeDecision(dossiers.filter((dossier) => !attendDecision(dossier)));
  const montres = (vue === 'a-decider' ? aDecider : decides).filter((dossier) => correspond(dossier, filtre));
  const courant = montres.find(({ idj }) => idj === choisi) ?? montres[0];
  const onglet = aDecider.length === 0 ? 'À décider' : `(${aDecider.length}) À décider`;

  return (
    <div className="boite">
      <EnChiffres />
      <LaPlusUrgente />
      <div className="page-tete">
        <div>
          <TitrePage onglet={onglet}>À décider</TitrePage>
          <p className="discret petit">
            {boite.data === undefined
              ? ' '
              : `${pluriel(aDecider.length, 'procédure')} en attente${doyenne(aDecider, maintenant)}`}
          </p>
        </div>
        <div className="rangee">
          <div className="bascule">
            <button type="button" aria-pressed={vue === 'a-decider'} onClick={() => setVue('a-decider')}>
              À décider <span className="chiffres">{aDecider.length}</span>
            </button>
            <button type="button" aria-pressed={vue === 'decides'} onClick={() => setVue('decides')}>
              Décidées <span className="chiffres">{decides.length}</span>
            </button>
          </div>
          <input
            ref={champ}
            className="saisie filtre"
            type="text"
            aria-label="Filtrer la boîte par nom, numéro ou infraction (touche /)"
            placeholder="Filtrer : nom, numéro, infraction"
            autoComplete="off"
            maxLength={100}
            value={filtre}
            onChange={(evenement) => setFiltre(evenement.currentTarget.value)}
          />
        </div>
      </div>
      {boite.isPending ? <Chargement libelle="Chargement de la boîte" /> : null}
      {boite.isError ? (
        <Echec probleme={problemeDe(boite.error)} reessayer={() => void boite.refetch()} />
      ) : null}
      {boite.data === undefined ? null : (
        <div className="boite-colonnes">
          <section
            className="panneau boite-liste"
            aria-label={vue === 'a-decider' ? 'Procédures à décider' : 'Procédures décidées'}
          >
            {montres.length === 0 ? (
              <Vide vue={vue} filtre={filtre} />
            ) : (
              <Liste libelle="Procédures">
                {montres.map((dossier) => (
                  <RangDossier
                    key={dossier.idj}
                    dossier={dossier}
                    maintenant={maintenant}
                    choisi={dossier.idj === courant?.idj}
                    surChoix={() => setChoisi(dossier.idj)}
                  />
                ))}
              </Liste>
            )}
          </section>
          {courant === undefined ? null : <CarteChoisie dossier={courant} maintenant={maintenant} />}
        </div>
      )}
    </div>
  );
};
