import type { Probleme } from '@ppn/api-client';
import { annoncer, Alerte, Bouton, Champ, ChampZone, Dialogue, jourCivil, SaisieDeDate } from '@ppn/kit';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ADRESSES, usePoste, type VueDeDepot } from '../contexte.tsx';
import { nouvelIdentifiant } from '../moteur/identifiant.ts';
import { Relancer } from './suivi.tsx';

/** Ce que l'expediteur peut faire d'un depot : relancer, prolonger, retirer ; ferme, le redeposer. */
export function Gestes({ depot }: { readonly depot: VueDeDepot }) {
  const [ouvert, ouvrir] = useState<'prolonger' | 'retirer'>();
  if (depot.etat !== 'disponible') return <Redeposer depot={depot} />;
  const fermer = (): void => ouvrir(undefined);
  return (
    <span className="rangee">
      {depot.suivis.some(({ etat }) => etat !== 'remis') ? <Relancer depot={depot} /> : null}
      {depot.echeance < depot.echeanceMax ? (
        <Bouton onClick={() => ouvrir('prolonger')}>Prolonger</Bouton>
      ) : null}
      <Redeposer depot={depot} />
      <Bouton genre="danger" onClick={() => ouvrir('retirer')}>
        Retirer
      </Bouton>
      {ouvert === 'prolonger' ? <Prolonger depot={depot} surFermeture={fermer} /> : null}
      {ouvert === 'retirer' ? <Retirer depot={depot} surFermeture={fermer} /> : null}
    </span>
  );
}

/** Un depot neuf, aux memes destinataires ; ouvert, l'ancien donne ses fichiers. Coupe, le geste reprend le meme depot neuf. */
function Redeposer({ depot }: { readonly depot: VueDeDepot }) {
  const { client, aller } = usePoste();
  const cache = useQueryClient();
  const [neuf] = useState(nouvelIdentifiant);
  const [enCours, poserEnCours] = useState(false);
  const redeposer = async (): Promise<void> => {
    poserEnCours(true);
    const rendu = await client.appeler('POST /api/depots/:id/redepot', {
      id: depot.id,
      corps: { id: neuf },
    });
    poserEnCours(false);
    if (!rendu.ok) return annoncer(rendu.refus.detail);
    const { remplace } = rendu.valeur;
    void cache.invalidateQueries({ queryKey: ['preparations'] });
    annoncer(
      (remplace?.aRenvoyer.length ?? 0) === 0
        ? 'Un dépôt neuf est prêt, avec les mêmes fichiers : vérifiez, puis déposez.'
        : 'Un dépôt neuf est prêt ; ses fichiers sont à choisir de nouveau.',
    );
    return aller(ADRESSES.preparation(neuf));
  };
  return (
    <Bouton enCours={enCours} onClick={() => void redeposer()}>
      Redéposer
    </Bouton>
  );
}

type DUnGeste = { readonly depot: VueDeDepot; readonly surFermeture: () => void };

function Prolonger({ depot, surFermeture }: DUnGeste) {
  const { client } = usePoste();
  const [echeance, poser] = useState(depot.echeanceMax);
  const { mener, refus, enCours } = useGeste(depot, surFermeture);
  const prolonger = (): void =>
    void mener(
      () => client.appeler('POST /api/depots/:id/prolongation', { id: depot.id, corps: { echeance } }),
      `Le dépôt est disponible jusqu’au ${jourCivil(echeance)} inclus ; les destinataires en sont avisés.`,
    );
  return (
    <Dialogue titre="Prolonger le dépôt" surFermeture={surFermeture}>
      <p>
        Échéance actuelle : {jourCivil(depot.echeance)}. Au plus tard : {jourCivil(depot.echeanceMax)} (trente
        jours après le dépôt, ou moins si la plate-forme est très sollicitée).
      </p>
      <Champ libelle="Nouvelle échéance">
        {(liens) => <SaisieDeDate {...liens} valeur={echeance} surSaisie={poser} />}
      </Champ>
      <Refus refus={refus} />
      <div className="dialogue-pied">
        <Bouton onClick={surFermeture}>Annuler</Bouton>
        <Bouton genre="primaire" enCours={enCours} onClick={prolonger}>
          Prolonger
        </Bouton>
      </div>
    </Dialogue>
  );
}

function Retirer({ depot, surFermeture }: DUnGeste) {
  const { client } = usePoste();
  const [motif, poserMotif] = useState('');
  const [manque, poserManque] = useState(false);
  const { mener, refus, enCours } = useGeste(depot, surFermeture);
  const retirer = (): void => {
    poserManque(motif.trim() === '');
    if (motif.trim() === '') return;
    void mener(
      () => client.appeler('POST /api/depots/:id/retrait', { id: depot.id, corps: { motif: motif.trim() } }),
      'Le dépôt est retiré ; les destinataires en sont avisés.',
    );
  };
  return (
    <Dialogue titre="Retirer le dépôt" surFermeture={surFermeture}>
      <p>
        Les fichiers s’effacent et ne se reprennent plus. La trace du dépôt, ce qui a été remis et les
        récépissés restent.
      </p>
      <ChampZone
        libelle="Motif"
        rows={2}
        maxLength={300}
        value={motif}
        surSaisie={poserMotif}
        erreur={manque ? 'Dites pourquoi le dépôt est retiré : le motif est consigné.' : undefined}
      />
      <Refus refus={refus} />
      <div className="dialogue-pied">
        <Bouton onClick={surFermeture}>Annuler</Bouton>
        <Bouton genre="danger" enCours={enCours} onClick={retirer}>
          Retirer le dépôt
        </Bouton>
      </div>
    </Dialogue>
  );
}

const Refus = ({ refus }: { readonly refus: Probleme | undefined }) =>
  refus === undefined ? null : (
    <Alerte ton="danger" vive>
      {refus.detail}
    </Alerte>
  );

type Rendu =
  | { readonly ok: true; readonly valeur: VueDeDepot }
  | { readonly ok: false; readonly refus: Probleme };

/** Mene un geste : la vue rendue remplace l'ancienne, ou le refus s'affiche. */
function useGeste(depot: VueDeDepot, surFermeture: () => void) {
  const cache = useQueryClient();
  const [refus, poserRefus] = useState<Probleme>();
  const [enCours, poserEnCours] = useState(false);
  const mener = async (geste: () => Promise<Rendu>, phrase: string): Promise<void> => {
    poserEnCours(true);
    const rendu = await geste();
    poserEnCours(false);
    if (!rendu.ok) return poserRefus(rendu.refus);
    cache.setQueryData(['depot', depot.id], rendu.valeur);
    void cache.invalidateQueries({ queryKey: ['depots'] });
    annoncer(phrase);
    return surFermeture();
  };
  return { mener, refus, enCours };
}
