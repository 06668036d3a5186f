import { Bouton, Chargement, Echec, EtatVide, useRaccourcis } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CompteRendu } from './compte-rendu.tsx';
import { usePoste } from './contexte.tsx';
import { problemeDe, useLectures } from './donnees.ts';
import { Fil } from './fil.tsx';
import { ListeDesFils } from './liste-des-fils.tsx';
import { NouveauFil } from './nouveau-fil.tsx';

/** Panneau « Messages » d'un dossier : ses fils, et ce qu'on peut y ouvrir. `unite` : celle qui en est saisie. */
export function MessagesDuDossier({
  idj,
  unite,
}: {
  readonly idj: string;
  readonly unite: { readonly code: string; readonly libelle: string };
}) {
  const { moi } = usePoste();
  const [choisi, poserChoisi] = useState<string>();
  const [mode, poserMode] = useState<'lire' | 'compte-rendu' | 'nouveau'>('lire');
  const lecture = useQuery(useLectures().fils({ idj }));
  const enquete = moi.service === 'interieur';
  useRaccourcis(
    enquete
      ? [
          {
            touche: 'm c',
            libelle: 'Compte rendu au parquet',
            groupe: 'Messages',
            action: () => poserMode('compte-rendu'),
          },
        ]
      : [],
  );
  const ouvrir = (fil: string): void => {
    poserChoisi(fil);
    poserMode('lire');
  };
  const fermer = (): void => poserMode('lire');
  if (mode === 'compte-rendu')
    return (
      <div className="panneau-corps">
        <CompteRendu idj={idj} surEnvoi={ouvrir} surAbandon={fermer} />
      </div>
    );
  if (mode === 'nouveau')
    return (
      <div className="panneau-corps">
        <NouveauFil idj={idj} unite={unite} surEnvoi={ouvrir} surAbandon={fermer} />
      </div>
    );
  const fils = lecture.data?.fils ?? [];
  const ouvert = choisi ?? fils[0]?.id;
  return (
    <div className="panneau-corps messages-du-dossier">
      <div className="rangee">
        {enquete ? (
          <Bouton genre="primaire" onClick={() => poserMode('compte-rendu')}>
            Compte rendu au parquet
          </Bouton>
        ) : null}
        <Bouton onClick={() => poserMode('nouveau')}>
          {enquete ? 'Nouveau message' : 'Écrire à l’unité'}
        </Bouton>
      </div>
      {lecture.isPending ? <Chargement libelle="Lecture des messages" /> : null}
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {lecture.data !== undefined && fils.length === 0 ? (
        <EtatVide>
          <p>Aucun message sur ce dossier.</p>
        </EtatVide>
      ) : null}
      {fils.length > 1 ? <ListeDesFils fils={fils} choisi={ouvert} choisir={ouvrir} /> : null}
      {ouvert === undefined ? null : <Fil fil={ouvert} lienDossier={false} />}
    </div>
  );
}
