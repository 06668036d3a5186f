import { useEffect, useState, useSyncExternalStore } from 'react';
import { usePoste } from '../contexte.tsx';
import type { EtatDuMoteur, Moteur } from '../moteur/moteur.ts';
import { moteurDuDepot } from '../moteur/moteurs.ts';

/** Le moteur d'un depot ; `undefined` le temps de retrouver ce que le poste et le service en gardent. */
export function useMoteur(depot: string): Moteur | undefined {
  const { client, moi } = usePoste();
  const [ouvert, poser] = useState<{ readonly depot: string; readonly moteur: Moteur }>();
  useEffect(() => {
    let actuel = true;
    void moteurDuDepot(client, depot, moi).then((moteur) => {
      if (actuel) poser({ depot, moteur });
    });
    return () => {
      actuel = false;
    };
  }, [client, depot, moi]);
  return ouvert?.depot === depot ? ouvert.moteur : undefined;
}

/** Ou en est le moteur, suivi par React. */
export const useEtatDuMoteur = (moteur: Moteur): EtatDuMoteur =>
  useSyncExternalStore(moteur.abonner, moteur.etat);
