import { isHorodate, isUuid } from '@ppn/core';
import { refuser } from '@ppn/http';
import type { AuditionLibre, PortsGardeAVue } from '../ports.ts';

/** Auditions libres d'un dossier dont le debut est dit, la plus recente d'abord : un placement peut les prolonger (63 III CPP). */
export const auditionsQuiPeuventSeProlonger = async (
  { auditionsLibres }: Pick<PortsGardeAVue, 'auditionsLibres'>,
  idj: string,
): Promise<AuditionLibre[]> =>
  (await auditionsLibres(idj))
    .filter(({ debut, personne }) => isHorodate(debut) && isUuid(personne))
    .toSorted((une, autre) => autre.debut.localeCompare(une.debut));

/** L'heure de debut de l'audition que le placement prolonge, lue dans son acte ; refuse celle d'une autre personne. */
export async function debutDeLAudition(
  ports: Pick<PortsGardeAVue, 'auditionsLibres'>,
  { idj, audition, personne }: { readonly idj: string; readonly audition: string; readonly personne: string },
): Promise<string> {
  const trouvee = (await auditionsQuiPeuventSeProlonger(ports, idj)).find(
    ({ acteId }) => acteId === audition,
  );
  if (trouvee === undefined || trouvee.personne !== personne)
    throw refuser(
      422,
      'audition-inconnue',
      'Cette audition libre n’est pas au dossier, ou elle est celle d’une autre personne.',
      { champs: [{ champ: 'debut.audition', phrase: 'Choisissez une audition libre de cette personne.' }] },
    );
  return trouvee.debut;
}
