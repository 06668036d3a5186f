import type { Probleme } from '@ppn/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Preparation, usePoste } from '../contexte.tsx';
import type { Moteur } from '../moteur/moteur.ts';

/** On ne demande pas au service a chaque lettre tapee. */
const REPIT_MS = 300;
const REESSAI_MS = 3_000;

/**
 * Tient la preparation du service egale a la demande de l'ecran, et ouvre les envois des qu'elle existe. `prete` : le
 * service tient exactement cette demande.
 */
export function usePreparation(
  demande: Preparation['demande'] | undefined,
  moteur: Moteur,
): { readonly prete: boolean; readonly refus: Probleme | undefined } {
  const { client } = usePoste();
  const cache = useQueryClient();
  const [tenue, poserTenue] = useState('');
  const [refus, poserRefus] = useState<Probleme>();
  const voulue = demande === undefined ? '' : JSON.stringify(demande);
  useEffect(() => {
    if (demande === undefined || voulue === tenue) return undefined;
    let minuteur: ReturnType<typeof setTimeout>;
    let actuelle = true;
    const preparer = async (): Promise<void> => {
      const rendu = await client.appeler('POST /api/depots', { corps: demande });
      if (!actuelle) return;
      poserRefus(rendu.ok || rendu.refus.status === 0 ? undefined : rendu.refus);
      if (rendu.ok) {
        poserTenue(voulue);
        moteur.commencer(rendu.valeur.televersements);
        void cache.invalidateQueries({ queryKey: ['preparations'] });
      } else if (rendu.refus.status === 0 || rendu.refus.status >= 500)
        minuteur = setTimeout(() => void preparer(), REESSAI_MS);
    };
    minuteur = setTimeout(() => void preparer(), REPIT_MS);
    return () => {
      actuelle = false;
      clearTimeout(minuteur);
    };
    // La demande ne change qu'avec sa forme ecrite.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [voulue, tenue]);
  return { prete: voulue !== '' && voulue === tenue, refus };
}
