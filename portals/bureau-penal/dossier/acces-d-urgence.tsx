import type { Probleme } from '@ppn/api-client';
import { Alerte, Bouton, ChampZone, Echec } from '@ppn/kit';
import { useState } from 'react';
import { client } from '../client.ts';

const MOTIF_MIN = 20;

/** Devant un dossier ferme : dire pourquoi le lire est urgent, et l'ouvrir quatre heures ; la hierarchie le saura. */
export const AccesDUrgence = ({
  idj,
  surOuverture,
}: {
  readonly idj: string;
  readonly surOuverture: () => void;
}) => {
  const [motif, setMotif] = useState('');
  const [erreur, setErreur] = useState<string>();
  const [refus, setRefus] = useState<Probleme>();
  const ouvrir = async (): Promise<void> => {
    if (motif.trim().length < MOTIF_MIN)
      return setErreur('Dites pourquoi cet accès est urgent : vingt caractères au moins.');
    const corps = { id: crypto.randomUUID(), motif: motif.trim() };
    const rendu = await client.appeler('POST /api/dossiers/:idj/acces-d-urgence', { idj, corps });
    setErreur(undefined);
    setRefus(rendu.ok ? undefined : rendu.refus);
    if (rendu.ok) surOuverture();
  };
  return (
    <details className="panneau panneau-corps">
      <summary>Accès d’urgence…</summary>
      <div className="pile">
        <Alerte ton="attention">
          Vous pourrez lire ce dossier pendant quatre heures, sans rien y écrire ni en tirer copie. Votre
          motif est inscrit au journal des accès, votre hiérarchie est prévenue aussitôt et devra revoir cet
          accès.
        </Alerte>
        {refus === undefined ? null : <Echec probleme={refus} />}
        <ChampZone
          libelle="Pourquoi est-ce urgent ?"
          value={motif}
          surSaisie={(texte) => {
            setMotif(texte);
            setErreur(undefined);
          }}
          erreur={erreur}
          rows={3}
          maxLength={500}
        />
        <p>
          <Bouton genre="danger" onClick={() => void ouvrir()}>
            Ouvrir en urgence
          </Bouton>
        </p>
      </div>
    </details>
  );
};
