import { Bouton, Chargement, ChampTexte, Echec, EtatVide, TitrePage } from '@ppn/kit';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemeDe, useLectures } from './donnees.ts';
import { Fil } from './fil.tsx';
import { ListeDesFils } from './liste-des-fils.tsx';
import { Permanence } from './permanence.tsx';

/** Page « Messages » : mes fils a gauche, celui qui attend a droite, ouvert sans geste. */
export function PageMessages({
  fil,
  choisir,
}: {
  readonly fil: string | undefined;
  readonly choisir: (fil: string | undefined) => void;
}) {
  const [q, poserQ] = useState('');
  const lecture = useQuery({ ...useLectures().fils({ q }), placeholderData: keepPreviousData });
  const fils = lecture.data?.fils ?? [];
  const ouvert = fil ?? (fils.find(({ attend, nonLus }) => attend !== null || nonLus > 0) ?? fils[0])?.id;
  return (
    <div className="pile">
      <div className="rangee-ecartee">
        <TitrePage onglet="Messages">Messages</TitrePage>
        <Permanence />
      </div>
      <div className={`messages ${fil === undefined ? '' : 'messages-fil-choisi'}`}>
        <section className="panneau messages-liste" aria-label="Mes fils">
          <div className="panneau-corps">
            <ChampTexte libelle="Chercher dans mes messages" type="search" value={q} surSaisie={poserQ} />
          </div>
          {lecture.isPending ? <Chargement libelle="Lecture des messages" /> : null}
          {lecture.isError ? (
            <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
          ) : null}
          {lecture.data === undefined ? null : fils.length === 0 ? (
            <EtatVide>
              <p>
                {q === ''
                  ? 'Aucun message. Un fil s’ouvre depuis un dossier, onglet « Messages ».'
                  : `Aucun message ne contient « ${q} ».`}
              </p>
            </EtatVide>
          ) : (
            <ListeDesFils fils={fils} choisi={ouvert} choisir={choisir} />
          )}
        </section>
        <div className="panneau messages-fil">
          {fil === undefined ? null : (
            <div className="messages-retour">
              <Bouton onClick={() => choisir(undefined)}>Tous les fils</Bouton>
            </div>
          )}
          {ouvert === undefined ? (
            <EtatVide>
              <p>Choisissez un fil.</p>
            </EtatVide>
          ) : (
            <Fil fil={ouvert} />
          )}
        </div>
      </div>
    </div>
  );
}
