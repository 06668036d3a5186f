import { annoncer, sonner } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { alarmesQuiSonnent, nouvellesAlarmes } from './alarmes-nouvelles.ts';
import { lectureMesures } from './donnees.ts';

/** Les mesures dont une alarme a sonne, ou qu'on soit dans le portail ; une nouvelle se dit a voix haute et sonne, une fois. */
export function useAlarmesAnnoncees(permis: boolean): number {
  const mesures = useQuery({ ...lectureMesures(), enabled: permis }).data?.mesures;
  const connues = useRef<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => {
    if (mesures === undefined) return;
    const sonnees = alarmesQuiSonnent(mesures);
    const nouvelles = nouvellesAlarmes(sonnees, connues.current);
    connues.current = new Set(sonnees.map(({ cle }) => cle));
    for (const { phrase } of nouvelles) annoncer(phrase);
    if (nouvelles.length > 0) void sonner();
  }, [mesures]);
  return mesures?.filter(({ alarmes }) => alarmes.some(({ niveau }) => niveau !== null)).length ?? 0;
}
