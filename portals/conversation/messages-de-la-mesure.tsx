import type { ResumeDeFil } from '@ppn/messagerie/contract';
import { Bouton, Chargement, Echec, Panneau, pluriel, Puce, useRaccourcis } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CompteRendu } from './compte-rendu.tsx';
import { usePoste } from './contexte.tsx';
import { problemeDe, useLectures } from './donnees.ts';
import { Fil } from './fil.tsx';
import { filDeLAutreMinistere, filsDeLaMesure, nonLusDe } from './fils-de-la-mesure.ts';
import { ListeDesFils } from './liste-des-fils.tsx';
import { NouveauFil } from './nouveau-fil.tsx';

type Proprietes = {
  readonly mesure: string;
  readonly idj: string;
  readonly unite: { readonly code: string; readonly libelle: string };
  /** Celle qui controle la mesure : sa permanence recoit. */
  readonly juridiction: string;
  /** Ecrit a l'autre ministere : va au fil qui attend, ou en ouvre un. */
  readonly touche: string;
};
type Mode = 'liste' | 'lire' | 'compte-rendu' | 'nouveau';

/**
 * Les messages d'une garde a vue, dans sa page. Un fil ne s'ouvre, donc ne se marque lu, que sur un geste : la page reste
 * ouverte des heures sans que personne ne la lise.
 */
export function MessagesDeLaMesure({ mesure, idj, unite, juridiction, touche }: Proprietes) {
  const enquete = usePoste().moi.service === 'interieur';
  const [choisi, poserChoisi] = useState<string>();
  const [mode, poserMode] = useState<Mode>('liste');
  const lecture = useQuery(useLectures().fils({ idj }));
  const fils = filsDeLaMesure(lecture.data?.fils ?? [], mesure);
  const ouvrir = (fil: string): void => {
    poserChoisi(fil);
    poserMode('lire');
  };
  const fermer = (): void => poserMode('liste');
  const ecrire = (): void => {
    const fil = filDeLAutreMinistere(fils);
    if (fil === undefined) poserMode('nouveau');
    else ouvrir(fil.id);
  };
  const libelle = enquete ? 'Écrire à la permanence du parquet' : 'Écrire à l’unité';
  useRaccourcis([{ touche, libelle, groupe: 'Messages', action: ecrire }]);
  return (
    <Panneau
      titre="Messages"
      actions={
        <div className="rangee">
          <NonLus fils={fils} />
          {mode === 'nouveau' ? null : (
            <Bouton touche={touche.toUpperCase()} onClick={ecrire}>
              {enquete ? 'Écrire au parquet' : 'Écrire à l’unité'}
            </Bouton>
          )}
        </div>
      }
    >
      <div className="messages-du-dossier">
        {lecture.isPending ? <Chargement libelle="Lecture des messages" /> : null}
        {lecture.isError ? (
          <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
        ) : null}
        {lecture.data !== undefined && fils.length === 0 && mode === 'liste' ? (
          <p className="petit discret">Aucun message sur cette garde à vue.</p>
        ) : null}
        {fils.length === 0 ? null : (
          <ListeDesFils
            fils={fils}
            choisi={mode === 'lire' ? choisi : undefined}
            choisir={ouvrir}
            auClavier={false}
          />
        )}
        {mode === 'lire' && choisi !== undefined ? (
          <>
            <Fil key={choisi} fil={choisi} lienDossier={false} clavier={{ touche, viser: true }} />
            <div>
              <Bouton genre="discret" onClick={fermer}>
                Replier ce fil
              </Bouton>
            </div>
          </>
        ) : null}
        {mode === 'nouveau' ? (
          <NouveauFil {...{ idj, mesure, juridiction, unite }} surEnvoi={ouvrir} surAbandon={fermer} />
        ) : null}
        {mode === 'compte-rendu' ? (
          <CompteRendu idj={idj} mesure={mesure} surEnvoi={ouvrir} surAbandon={fermer} />
        ) : null}
        {enquete && mode === 'liste' ? (
          <div>
            <Bouton genre="discret" onClick={() => poserMode('compte-rendu')}>
              Compte rendu au parquet
            </Bouton>
          </div>
        ) : null}
      </div>
    </Panneau>
  );
}

function NonLus({ fils }: { readonly fils: readonly ResumeDeFil[] }) {
  const nombre = nonLusDe(fils);
  return nombre === 0 ? null : (
    <Puce ton="accent">{pluriel(nombre, 'message non lu', 'messages non lus')}</Puce>
  );
}
