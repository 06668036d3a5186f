import type { ResumeDossier } from '@ppn/dossier/contract';
import { Bouton, Chargement, Echec, EtatVide, Liste, pluriel, TitrePage, useRaccourcis } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { problemeDe } from '../client.ts';
import { lectureBoite } from '../donnees.ts';
import { useMaintenant } from '../maintenant.ts';
import { attendDecision, correspond, ordreDAttente, ordreDeDecision, tempsDAttente } from './attente.ts';
import { LaPlusUrgente } from '../garde-a-vue/la-plus-urgente.tsx';
import { EnChiffres } from '../garde-a-vue/en-chiffres.tsx';
import { useSession } from '../session.ts';
import { CarteChoisie } from './carte-choisie.tsx';
import { DialogueLot } from './dialogue-lot.tsx';
import { RangDossier } from './rang-dossier.tsx';

type Vue = 'a-decider' | 'petits-x' | 'les-miens' | 'decides';

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
    ) : vue === 'petits-x' ? (
      <p>Aucune procédure contre auteur inconnu n’attend.</p>
    ) : vue === 'les-miens' ? (
      <p>Aucune procédure ne vous est confiée. « Confier », dans un dossier, en change le suivi.</p>
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

const VUES: readonly { readonly cle: Vue; readonly libelle: string }[] = [
  { cle: 'a-decider', libelle: 'À décider' },
  { cle: 'petits-x', libelle: 'Petits X' },
  { cle: 'les-miens', libelle: 'Les miennes' },
  { cle: 'decides', libelle: 'Décidées' },
];

/** Accueil du parquet : ce qui attend une decision, le plus neuf puis le plus ancien d'abord ; la carte choisie a droite. */
export const PageBoite = () => {
  const boite = useQuery(lectureBoite);
  const maintenant = useMaintenant();
  const [vue, setVue] = useState<Vue>('a-decider');
  const [filtre, setFiltre] = useState('');
  const [choisi, setChoisi] = useState<string>();
  const champ = useRef<HTMLInputElement>(null);
  const [coches, setCoches] = useState<ReadonlySet<string>>(() => new Set());
  const [lot, setLot] = useState<readonly ResumeDossier[]>();
  const { agent } = useSession();
  const parquet = agent.qualite === 'procureur' || agent.qualite === 'substitut';
  const cocher = (idj: string, coche: boolean): void =>
    setCoches(new Set(coche ? [...coches, idj] : [...coches].filter((un) => un !== idj)));
  const montrer = (voulue: Vue): void => {
    setVue(voulue);
    setCoches(new Set());
  };

  const dossiers = boite.data ?? [];
  const aDecider = ordreDAttente(dossiers.filter(attendDecision));
  const decides = ordreDeDecision(dossiers.filter((dossier) => !attendDecision(dossier)));
  const vues: Readonly<Record<Vue, readonly ResumeDossier[]>> = {
    'a-decider': aDecider,
    'petits-x': aDecider.filter(({ misEnCause }) => misEnCause.length === 0),
    'les-miens': aDecider.filter(({ magistrat }) => magistrat?.matricule === agent.matricule),
    decides,
  };
  const montres = vues[vue].filter((dossier) => correspond(dossier, filtre));
  const choisis = montres.filter(({ idj }) => coches.has(idj));
  const decidable = parquet && vue !== 'decides';
  const courant = montres.find(({ idj }) => idj === choisi) ?? montres[0];
  useRaccourcis([
    { touche: '/', libelle: 'Filtrer la boîte', groupe: 'Listes', action: () => champ.current?.focus() },
    ...(decidable
      ? [
          {
            touche: 'x',
            libelle: 'Choisir pour un lot',
            groupe: 'Listes',
            action: () => (courant === undefined ? undefined : cocher(courant.idj, !coches.has(courant.idj))),
          },
          {
            touche: 'ctrl+a',
            libelle: 'Tout choisir',
            groupe: 'Listes',
            action: () => setCoches(new Set(montres.map(({ idj }) => idj))),
          },
          {
            touche: 'd',
            libelle: 'Décider le lot',
            groupe: 'Listes',
            action: () => (choisis.length === 0 ? undefined : setLot(choisis)),
          },
        ]
      : []),
  ]);
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
            {VUES.filter(({ cle }) => parquet || (cle !== 'les-miens' && cle !== 'petits-x')).map(
              ({ cle, libelle }) => (
                <button key={cle} type="button" aria-pressed={vue === cle} onClick={() => montrer(cle)}>
                  {libelle} <span className="chiffres">{vues[cle].length}</span>
                </button>
              ),
            )}
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
      {choisis.length === 0 ? null : (
        <div className="rangee lot">
          <strong>{pluriel(choisis.length, 'procédure choisie', 'procédures choisies')}</strong>
          <Bouton genre="primaire" touche="D" onClick={() => setLot(choisis)}>
            Décider le lot
          </Bouton>
          <Bouton genre="discret" onClick={() => setCoches(new Set())}>
            Ne rien choisir
          </Bouton>
        </div>
      )}
      {boite.isPending ? <Chargement libelle="Chargement de la boîte" /> : null}
      {boite.isError ? (
        <Echec probleme={problemeDe(boite.error)} reessayer={() => void boite.refetch()} />
      ) : null}
      {boite.data === undefined ? null : (
        <div className="boite-colonnes">
          <section
            className="panneau boite-liste"
            aria-label={vue === 'decides' ? 'Procédures décidées' : 'Procédures à décider'}
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
                    coche={coches.has(dossier.idj)}
                    surCoche={decidable ? (coche) => cocher(dossier.idj, coche) : undefined}
                  />
                ))}
              </Liste>
            )}
          </section>
          {courant === undefined ? null : <CarteChoisie dossier={courant} maintenant={maintenant} />}
        </div>
      )}
      {lot === undefined ? null : (
        <DialogueLot
          dossiers={lot}
          surFermeture={() => {
            setLot(undefined);
            setCoches(new Set());
            void boite.refetch();
          }}
        />
      )}
    </div>
  );
};
