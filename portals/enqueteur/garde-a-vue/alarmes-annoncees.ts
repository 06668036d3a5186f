import { annoncer } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { lectureMesures } from './donnees.ts';
import { nomDe } from './identite.tsx';

/**
 * Les mesures dont une alarme a sonne, ou qu'on soit dans le portail ; une nouvelle se dit a voix haute. Le service dit
 * lui-meme quand une alarme sonne (`niveau`) : rien a compter ici.
 */
export function useAlarmesAnnoncees(permis: boolean): number {
  const mesures = useQuery({ ...lectureMesures(), enabled: permis }).data?.mesures;
  const connues = useRef<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => {
    if (mesures === undefined) return;
    const sonnees = mesures.flatMap(({ id, alarmes, personne }) =>
      alarmes
        .filter(({ niveau }) => niveau !== null)
        .map((alarme) => ({ cle: `${id} ${alarme.id}`, phrase: `${nomDe(personne)} : ${alarme.phrase}` })),
    );
    for (const { cle, phrase } of sonnees)
      if (connues.current !== undefined && !connues.current.has(cle)) annoncer(phrase);
    connues.current = new Set(sonnees.map(({ cle }) => cle));
  }, [mesures]);
  return mesures?.filter(({ alarmes }) => alarmes.some(({ niveau }) => niveau !== null)).length ?? 0;
}
