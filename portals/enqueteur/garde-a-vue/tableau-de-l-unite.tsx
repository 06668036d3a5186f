import {
  annoncer,
  BoutonDuSon,
  Chargement,
  Echec,
  EtatVide,
  type Filtres,
  FiltresDuTableau,
  Liste,
  RangDeMesure,
  SANS_FILTRE,
  trier,
  useMinute,
  useMontrees,
  useRaccourcis,
} from '@ppn/kit';
import { useNonLusParMesure } from '@ppn/conversation';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { clientDeMessagerie } from '../application/client.ts';
import { problemeDe } from '../application/donnees.ts';
import { type LigneDeMesure, lectureMesures } from './donnees.ts';
import { EtatDeLaFile, LiaisonAvecLeParquet } from './etat-de-la-file.tsx';
import {
  ContexteDeLUnite,
  type GesteDUnite,
  GestesDeLUnite,
  LienVersLaMesure,
} from './gestes-de-l-unite.tsx';
import { type EtatMontre, TeteDesMesures } from './tete-des-mesures.tsx';
import {
  AlarmesMontees,
  Comptes,
  DialogueDuGeste,
  type GesteOuvert,
  useDroits,
} from './volets-de-l-unite.tsx';

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

function Tableau({ lignes }: { readonly lignes: readonly LigneDeMesure[] }) {
  const { filtre } = useSearch({ from: '/gardes-a-vue/unite' });
  const [filtres, poserFiltres] = useState<Filtres>({
    ...SANS_FILTRE,
    pressantes: filtre === 'pressantes',
    aDecider: filtre === 'demandes',
  });
  const [choix, poserChoix] = useState<string>();
  const [ouvert, poserOuvert] = useState<GesteOuvert>();
  const champ = useRef<HTMLInputElement>(null);
  const minute = useMinute();
  const triees = useMemo(() => trier(lignes, filtres, minute), [lignes, filtres, minute]);
  const { montrees, sentinelle } = useMontrees(triees);
  const choisie = triees.find(({ id }) => id === choix) ?? triees[0];
  const { chef, officier } = useDroits();
  const nonLus = useNonLusParMesure(clientDeMessagerie);
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
                  nonLus={nonLus.get(ligne.id) ?? 0}
                />
              ))}
            </ContexteDeLUnite>
          </Liste>
        )}
        {sentinelle}
      </section>
      {ouvert === undefined ? null : (
        <DialogueDuGeste {...ouvert} surFermeture={() => poserOuvert(undefined)} />
      )}
    </>
  );
}
