import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import { ADRESSES, usePoste } from '../contexte.tsx';
import { fichiersLaches } from '../moteur/fichiers-laches.ts';
import { nouvelIdentifiant } from '../moteur/identifiant.ts';

/** Des fichiers laches n'importe ou rejoignent le depot ouvert, ou en commencent un. */
export function LacherPartout({ children }: { readonly children: ReactNode }) {
  const { client, moi, aller } = usePoste();
  const [survol, poserSurvol] = useState(false);
  const recevoir = async (transfert: DataTransfer): Promise<void> => {
    const ouvert = /^\/deposer\/([0-9a-f-]{36})/.exec(location.pathname)?.[1];
    const choisis = await fichiersLaches(transfert);
    if (choisis.length === 0) return;
    const depot = ouvert ?? nouvelIdentifiant();
    // Charge au premier depot : qui vient seulement lire ne le paie pas.
    const { moteurDuDepot } = await import('../moteur/moteurs.ts');
    const moteur = await moteurDuDepot(client, depot, moi);
    if (ouvert === undefined) aller(ADRESSES.preparation(depot));
    await moteur.ajouter(choisis);
  };
  return (
    // Le depot a la souris double les boutons « Choisir… » : tout reste possible au clavier.
    <div
      className={survol ? 'echange-lieu echange-survol' : 'echange-lieu'}
      onDragOver={(evenement) => {
        if (!porteDesFichiers(evenement)) return;
        evenement.preventDefault();
        poserSurvol(true);
      }}
      onDragLeave={(evenement) => {
        const { relatedTarget, currentTarget } = evenement;
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) poserSurvol(false);
      }}
      onDrop={(evenement) => {
        if (!porteDesFichiers(evenement)) return;
        evenement.preventDefault();
        poserSurvol(false);
        void recevoir(evenement.dataTransfer);
      }}
    >
      {children}
    </div>
  );
}

const porteDesFichiers = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');
