import {
  annoncer,
  BoutonDuSon,
  Chargement,
  compterLesBandes,
  Echec,
  EtatVide,
  type Filtres,
  FiltresDuTableau,
  Liste,
  pluriel,
  RangDeMesure,
  SANS_FILTRE,
  TitrePage,
  trier,
  useMinute,
  useMontrees,
  useRaccourcis,
  useSeconde,
} from '@ppn/kit';
import { useNonLusParMesure } from '@ppn/conversation';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { clientDeMessagerie, problemeDe } from '../client.ts';
import { useSession } from '../session.ts';
import { AlarmesDuParquet } from './alarmes-du-parquet.tsx';
import { BandeauDeLUnite, TemoinDeFraicheur } from './bandeaux.tsx';
import { type Geste, Decision } from './decision.tsx';
import { type LigneDeMesure, lectureTableau } from './donnees.ts';
import { magistratDe } from './droits-du-magistrat.ts';
import { ContexteDesGestes, GestesDuParquet, LienVersLaMesure } from './gestes-du-tableau.tsx';
import { obstacleAuGeste } from './obstacle.ts';
import { alarmesDuParquet } from './tri.ts';

/** Le tableau des gardes a vue de la juridiction : celle qui expire la premiere d'abord, tenu a jour par le flux vif. */
export const PageTableau = () => {
  const tableau = useQuery(lectureTableau);
  const lignes = useMemo(() => tableau.data?.mesures ?? [], [tableau.data]);
  return (
    <div className="pile gav">
      <Tete lignes={lignes} />
      <BandeauDeLUnite />
      {tableau.isPending ? <Chargement libelle="Chargement des gardes à vue" /> : null}
      {tableau.isError ? (
        <Echec probleme={problemeDe(tableau.error)} reessayer={() => void tableau.refetch()} />
      ) : null}
      {tableau.data === undefined ? null : <Tableau lignes={lignes} />}
    </div>
  );
};

const Tete = ({ lignes }: { readonly lignes: readonly LigneDeMesure[] }) => {
  const { ms } = useSeconde();
  const { depassees, rouges, oranges } = compterLesBandes(lignes, ms);
  return (
    <div className="page-tete">
      <div>
        <TitrePage onglet={`(${lignes.length}) Gardes à vue`}>Gardes à vue</TitrePage>
        <p className="discret petit">
          {pluriel(lignes.length, 'mesure')} en cours
          {depassees > 0
            ? ` · ${depassees} échéance${depassees > 1 ? 's' : ''} dépassée${depassees > 1 ? 's' : ''}`
            : ''}
          {` · ${rouges} à moins de 2 h · ${oranges} à moins de 6 h`}
        </p>
      </div>
      <div className="rangee">
        <TemoinDeFraicheur />
        <BoutonDuSon />
        <Link to="/gardes-a-vue/mur" className="bouton">
          Écran mural
        </Link>
      </div>
    </div>
  );
};

const Tableau = ({ lignes }: { readonly lignes: readonly LigneDeMesure[] }) => {
  const { filtre } = useSearch({ from: '/gardes-a-vue' });
  const { agent } = useSession();
  const magistrat = magistratDe(agent);
  const nonLus = useNonLusParMesure(clientDeMessagerie);
  const [filtres, setFiltres] = useState<Filtres>({
    ...SANS_FILTRE,
    pressantes: filtre === 'pressantes',
    aDecider: filtre === 'demandes',
  });
  const [choix, setChoix] = useState<string>();
  const [geste, setGeste] = useState<{ readonly genre: Geste; readonly ligne: LigneDeMesure }>();
  const champ = useRef<HTMLInputElement>(null);
  const minute = useMinute();
  const triees = useMemo(() => trier(lignes, filtres, minute), [lignes, filtres, minute]);
  const { montrees, sentinelle } = useMontrees(triees);
  const choisie = triees.find(({ id }) => id === choix) ?? triees[0];
  const agir = (genre: Geste, ligne: LigneDeMesure | undefined): void => {
    if (ligne === undefined) return;
    const obstacle = obstacleAuGeste(genre, ligne, magistrat);
    if (obstacle === undefined) setGeste({ genre, ligne });
    else annoncer(obstacle);
  };
  const courantes = useRef({ triees, agir });
  useEffect(() => {
    courantes.current = { triees, agir };
  });
  const surGeste = useCallback(
    (genre: Geste, id: string) =>
      courantes.current.agir(
        genre,
        courantes.current.triees.find((ligne) => ligne.id === id),
      ),
    [],
  );
  useRaccourcis([
    { touche: '/', libelle: 'Filtrer le tableau', groupe: 'Listes', action: () => champ.current?.focus() },
    {
      touche: 'p',
      libelle: 'Prolonger la mesure choisie',
      groupe: 'Garde à vue',
      action: () => agir('prolongation', choisie),
    },
    {
      touche: 'l',
      libelle: 'Lever la mesure choisie',
      groupe: 'Garde à vue',
      action: () => agir('mainlevee', choisie),
    },
  ]);
  return (
    <>
      <Alarmes lignes={lignes} peutAcquitter={magistrat !== undefined} />
      <FiltresDuTableau par="unite" {...{ champ, lignes, filtres }} surFiltres={setFiltres} />
      <section className="panneau" aria-label="Mesures en cours">
        {triees.length === 0 ? (
          <EtatVide>
            <p>
              {lignes.length === 0
                ? 'Aucune garde à vue en cours. Une mesure ouverte par une unité apparaît ici d’elle-même.'
                : 'Aucune mesure ne passe ces filtres.'}
            </p>
          </EtatVide>
        ) : (
          <Liste libelle="Gardes à vue, celle qui expire la première d’abord">
            <ContexteDesGestes value={surGeste}>
              {montrees.map((ligne) => (
                <RangDeMesure
                  key={ligne.id}
                  ligne={ligne}
                  choisie={ligne.id === choisie?.id}
                  lien={LienVersLaMesure}
                  gestes={magistrat === undefined ? undefined : GestesDuParquet}
                  surChoix={setChoix}
                  nonLus={nonLus.get(ligne.id) ?? 0}
                />
              ))}
            </ContexteDesGestes>
          </Liste>
        )}
        {sentinelle}
      </section>
      {geste === undefined ? null : (
        <Decision genre={geste.genre} ligne={geste.ligne} surFermeture={() => setGeste(undefined)} />
      )}
    </>
  );
};

/** Recalcule chaque seconde, seul : le tableau, lui, ne se refait que si une ligne change. */
const Alarmes = ({
  lignes,
  peutAcquitter,
}: {
  readonly lignes: readonly LigneDeMesure[];
  readonly peutAcquitter: boolean;
}) => {
  const { ms } = useSeconde();
  const seconde = Math.floor(ms / 1_000) * 1_000;
  const alarmes = useMemo(() => alarmesDuParquet(lignes, seconde), [lignes, seconde]);
  return <AlarmesDuParquet alarmes={alarmes} peutAcquitter={peutAcquitter} />;
};
