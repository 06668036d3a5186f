import { Chargement, Echec } from '@ppn/kit';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemeDe } from './donnees.ts';

type Proprietes<T> = { readonly lecture: UseQueryResult<T>; readonly children: (lu: T) => ReactNode };

/** Ce qui est lu ; avant, qu'on le lit ; en echec, pourquoi, et de quoi reessayer. */
export function SelonLaLecture<T>({ lecture, children }: Proprietes<T>) {
  if (lecture.isError)
    return <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />;
  return lecture.data === undefined ? <Chargement /> : children(lecture.data);
}
