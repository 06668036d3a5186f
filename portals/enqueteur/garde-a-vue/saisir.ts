import { annoncer, heure, heureDuService } from '@ppn/kit';
import { nouvelIdentifiant } from '../application/identifiant.ts';
import { useCadre } from '../application/session.ts';
import { type FileLocale, fileDe } from './file-locale.ts';
import { heureDuFait } from './heure-du-fait.ts';
import type { AConsigner } from './precisions.ts';

type Mesure = { readonly id: string; readonly zone: string };

/** La file de l'agent connecte. */
export const useMaFile = (): FileLocale => fileDe(useCadre().session.agent.matricule);

/** Consigne a l'heure dite (vide : maintenant) ; faux, et la raison annoncee, si cette heure ne se lit pas. */
export function consigner(
  file: FileLocale,
  mesure: Mesure,
  { type, donnees, libelle }: AConsigner,
  tapee = '',
): boolean {
  const survenuA = heureDuFait(tapee, heureDuService().ms, mesure.zone);
  if (survenuA === undefined) {
    annoncer('Cette heure ne se lit pas, ou elle est à venir : corrigez l’heure du fait.');
    return false;
  }
  file.consigner({
    genre: 'entree',
    id: nouvelIdentifiant(),
    mesure: mesure.id,
    type,
    survenuA,
    donnees,
    libelle,
  });
  annoncer(`${libelle}, ${heure(survenuA)}.`);
  return true;
}

/** Acquitte des alarmes : qui les a vues, et quand, reste au registre. */
export function acquitter(file: FileLocale, mesure: string, alarmes: readonly string[]): void {
  for (const alarme of alarmes)
    file.consigner({ genre: 'acquittement', id: nouvelIdentifiant(), mesure, alarme, libelle: 'Alarme vue' });
}
