import {
  AlarmesDesMesures,
  alarmesDesMesures,
  annoncer,
  BoutonDuSon,
  Chargement,
  compterLesBandes,
  Echec,
  EtatVide,
  type Filtres,
  FiltresDuTableau,
  Liste,
  monteeALaHierarchie,
  nomDeMesure,
  pluriel,
  RangDeMesure,
  SANS_FILTRE,
  trier,
  useMinute,
  useMontrees,
  useRaccourcis,
  useSeconde,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { problemeDe } from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';
import { DialogueDeRemiseDeMesure } from './confier.tsx';
import { DialogueDePrecision } from './dialogue-de-precision.tsx';
import { type LigneDeMesure, lectureMesures } from './donnees.ts';
import { EtatDeLaFile, LiaisonAvecLeParquet } from './etat-de-la-file.tsx';
import {
  ContexteDeLUnite,
  type GesteDUnite,
  GestesDeLUnite,
  LienVersLaMesure,
} from './gestes-de-l-unite.tsx';
import { type EtatMontre, TeteDesMesures } from './tete-des-mesures.tsx';
import type { AConsigner } from './precisions.ts';
import { acquitter, consigner, useMaFile } from './saisir.ts';
import { precisionDeVisa } from './visa.ts';

/** Le tableau de l'unite : les mesures de tous ses officiers, les alarmes montees a la hierarchie, la remise et le visa. */
export function TableauDeLUnite() {
  const [etat, poserEtat] = useState<EtatMontre>('en-cours');
  const { data, isError, error, refetch } = useQuery(lectureMesures(etat));
  return (
    <div className="pile">
      <TeteDesMesures titre="Tableau de l’unité" etat={etat} surEtat={poserEtat}>
        <BoutonDuSon />
      </TeteDesMesures>
      {data === undefined || etat === 'terminees' ? null : <Comptes lignes={data.mesures} />}
      <LiaisonAvecLeParquet />
      <EtatDeLaFile />
      {isError && data === undefined ? (
        <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} />
      ) : null}
      {data === undefined && !isError ? <Chargement /> : null}
      {data === undefined ? null : <Tableau key={etat} lignes={data.mesures} />}
    </div>
  );
}

/** Combien de mesures, et combien pressent. */
function Comptes({ lignes }: { readonly lignes: readonly LigneDeMesure[] }) {
  const { depassees, rouges, oranges } = compterLesBandes(lignes, useMinute());
  return (
    <p className="discret petit">
      {pluriel(lignes.length, 'mesure')} en cours
      {depassees > 0 ? ` · ${pluriel(depassees, 'échéance dépassée', 'échéances dépassées')}` : ''}
      {` · ${rouges} à moins de 2 h · ${oranges} à moins de 6 h`}
    </p>
  );
}

type Ouvert = { readonly geste: GesteDUnite; readonly ligne: LigneDeMesure };

function Tableau({ lignes }: { readonly lignes: readonly LigneDeMesure[] }) {
  const { filtre } = useSearch({ from: '/gardes-a-vue/unite' });
  const [filtres, poserFiltres] = useState<Filtres>({
    ...SANS_FILTRE,
    pressantes: filtre === 'pressantes',
    aDecider: filtre === 'demandes',
  });
  const [choix, poserChoix] = useState<string>();
  const [ouvert, poserOuvert] = useState<Ouvert>();
  const champ = useRef<HTMLInputElement>(null);
  const minute = useMinute();
  const triees = useMemo(() => trier(lignes, filtres, minute), [lignes, filtres, minute]);
  const { montrees, sentinelle } = useMontrees(triees);
  const choisie = triees.find(({ id }) => id === choix) ?? triees[0];
  const { chef, officier } = useDroits();
  const agir = (geste: GesteDUnite, ligne: LigneDeMesure | undefined): void => {
    if (ligne === undefined) return;
    if (geste === 'viser' && !chef) return annoncer('Le registre est visé par le chef de l’unité.');
    if (geste === 'confier' && ligne.fin !== null) return annoncer('La mesure est terminée.');
    poserOuvert({ geste, ligne });
  };
  const courantes = useRef({ lignes, agir });
  useEffect(() => {
    courantes.current = { lignes, agir };
  });
  const surGeste = useCallback((geste: GesteDUnite, id: string) => {
    const { lignes: toutes, agir: faire } = courantes.current;
    faire(
      geste,
      toutes.find((ligne) => ligne.id === id),
    );
  }, []);
  const contexte = useMemo(() => ({ chef, agir: surGeste }), [chef, surGeste]);
  useRaccourcis([
    { touche: '/', libelle: 'Filtrer le tableau', groupe: 'Listes', action: () => champ.current?.focus() },
    ...(officier
      ? [
          {
            touche: 'o',
            libelle: 'Confier la mesure choisie',
            groupe: 'Garde à vue',
            action: () => agir('confier', choisie),
          },
          {
            touche: 'x',
            libelle: 'Viser le registre de la mesure choisie',
            groupe: 'Garde à vue',
            action: () => agir('viser', choisie),
          },
        ]
      : []),
  ]);
  return (
    <>
      <AlarmesMontees lignes={lignes} />
      <FiltresDuTableau par="opj" {...{ champ, lignes, filtres }} surFiltres={poserFiltres} />
      <section className="panneau" aria-label="Mesures de l’unité">
        {triees.length === 0 ? (
          <EtatVide>
            <p>{lignes.length === 0 ? 'Aucune garde à vue.' : 'Aucune mesure ne passe ces filtres.'}</p>
          </EtatVide>
        ) : (
          <Liste libelle="Gardes à vue de l’unité, celle qui expire la première d’abord">
            <ContexteDeLUnite value={contexte}>
              {montrees.map((ligne) => (
                <RangDeMesure
                  key={ligne.id}
                  ligne={ligne}
                  choisie={ligne.id === choisie?.id}
                  lien={LienVersLaMesure}
                  gestes={officier ? GestesDeLUnite : undefined}
                  surChoix={poserChoix}
                />
              ))}
            </ContexteDeLUnite>
          </Liste>
        )}
        {sentinelle}
      </section>
      {ouvert === undefined ? null : <Dialogue {...ouvert} surFermeture={() => poserOuvert(undefined)} />}
    </>
  );
}

function useDroits(): { readonly chef: boolean; readonly officier: boolean } {
  const { qualite } = useCadre().session.agent;
  return { chef: qualite === 'chef-unite', officier: qualite === 'chef-unite' || qualite === 'opj' };
}

function Dialogue({ geste, ligne, surFermeture }: Ouvert & { readonly surFermeture: () => void }) {
  const file = useMaFile();
  const ecrire = (entree: AConsigner): void => {
    consigner(file, { id: ligne.id, zone: ligne.zone }, entree);
    surFermeture();
  };
  return geste === 'confier' ? (
    <DialogueDeRemiseDeMesure
      nom={nomDeMesure(ligne)}
      tenuePar={ligne.opj}
      surChoix={ecrire}
      surFermeture={surFermeture}
    />
  ) : (
    <DialogueDePrecision
      precision={precisionDeVisa(nomDeMesure(ligne))}
      surChoix={ecrire}
      surFermeture={surFermeture}
    />
  );
}

/** Les alarmes que l'officier n'a pas acquittees et qui sont montees ; recalculees chaque seconde, seules. */
function AlarmesMontees({ lignes }: { readonly lignes: readonly LigneDeMesure[] }) {
  const file = useMaFile();
  const { officier } = useDroits();
  const seconde = Math.floor(useSeconde().ms / 1_000) * 1_000;
  const alarmes = useMemo(() => alarmesDesMesures(lignes, seconde, monteeALaHierarchie), [lignes, seconde]);
  return (
    <AlarmesDesMesures
      titre="Alarmes montées à la hiérarchie"
      alarmes={alarmes}
      lien={LienVersLaMesure}
      surVu={officier ? ({ id, ligne }) => acquitter(file, ligne.id, [id]) : undefined}
    />
  );
}
