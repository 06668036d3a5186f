import { Bouton, Chargement, Echec, EtatVide, Liste, Panneau, TitrePage } from '@ppn/kit';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { ADRESSES, Lien, type LigneDeDepot } from '../contexte.tsx';
import { problemeDe, useLectures } from '../donnees.ts';
import { RangDeDepot } from './rang-de-depot.tsx';

const PAGE = 100;
const TITRES = { recus: 'Dépôts reçus', envoyes: 'Dépôts envoyés' } as const;

/** Les depots recus, ou envoyes, du plus recent au plus ancien, filtres a la frappe. */
export function PageListe({ sens }: { readonly sens: 'recus' | 'envoyes' }) {
  const lectures = useLectures();
  const [avants, poserAvants] = useState<readonly (string | undefined)[]>([undefined]);
  const [filtre, poserFiltre] = useState('');
  const pages = useQueries({ queries: avants.map((avant) => lectures.depots(sens, avant)) });
  const echec = pages.find(({ isError }) => isError);
  const depots = pages.flatMap(({ data }) => data ?? []);
  const montres = depots.filter((ligne) => correspond(ligne, filtre));
  const derniere = pages.at(-1)?.data;
  const plusAnciens = derniere?.length === PAGE ? derniere.at(-1)?.deposeA : undefined;
  return (
    <div className="pile">
      <div className="rangee-ecartee">
        <TitrePage onglet={TITRES[sens]}>{TITRES[sens]}</TitrePage>
        <input
          type="search"
          className="saisie echange-filtre"
          aria-label="Filtrer les dépôts"
          placeholder="Objet, personne, procédure"
          value={filtre}
          onChange={({ target }) => poserFiltre(target.value)}
        />
      </div>
      {echec === undefined ? null : (
        <Echec probleme={problemeDe(echec.error)} reessayer={() => void echec.refetch()} />
      )}
      <Panneau titre={TITRES[sens]} nu>
        {pages.some(({ isPending }) => isPending) && depots.length === 0 ? (
          <Chargement />
        ) : montres.length === 0 ? (
          <Vide sens={sens} filtre={filtre} />
        ) : (
          <Liste libelle={TITRES[sens]}>
            {montres.map((ligne) => (
              <RangDeDepot key={ligne.id} ligne={ligne} sens={sens} />
            ))}
          </Liste>
        )}
      </Panneau>
      {plusAnciens === undefined ? null : (
        <Bouton onClick={() => poserAvants([...avants, plusAnciens])}>Plus anciens</Bouton>
      )}
    </div>
  );
}

const comparable = (texte: string): string =>
  texte.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('fr');

const correspond = (ligne: LigneDeDepot, filtre: string): boolean =>
  [ligne.objet, ligne.expediteur, ligne.idj ?? '', ...ligne.destinataires].some((texte) =>
    comparable(texte).includes(comparable(filtre.trim())),
  );

const Vide = ({ sens, filtre }: { readonly sens: 'recus' | 'envoyes'; readonly filtre: string }) => (
  <EtatVide>
    {filtre.trim() !== '' ? (
      <p>Aucun dépôt ne contient « {filtre.trim()} ».</p>
    ) : sens === 'recus' ? (
      <p>Rien ne vous attend. Un courriel vous avise de chaque dépôt.</p>
    ) : (
      <p>
        Vous n’avez encore rien déposé. <Lien vers={ADRESSES.deposer}>Déposer des fichiers</Lien>
      </p>
    )}
  </EtatVide>
);
