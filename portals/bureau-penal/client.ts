import { type Client, creerClient, type Probleme, problemeDeLErreur } from '@ppn/api-client';
import { creerClientDeRecherche } from '@ppn/chercher/palette';
import { creerClientDeMessagerie } from '@ppn/conversation';
import type { contratActes, contratVif } from '@ppn/acte/contract';
import type { contratCopie } from '@ppn/copie/contract';
import type { contratAnnotations, contratBoite, contratDepots, contratLecture } from '@ppn/dossier/contract';
import type { contratGreffe } from '@ppn/greffe/contract';
import type { contratSession, contratUrgences } from '@ppn/habilitation/contract';
import type { contratJugement } from '@ppn/jugement/contract';
import type { contratNomenclature } from '@ppn/nomenclature/contract';
import type { contratNotification } from '@ppn/notification/contract';
import type { contratAudience, contratRole } from '@ppn/audience/contract';
import type { contratOrientation } from '@ppn/orientation/contract';
import type { contratPapier } from '@ppn/papier/contract';
import type { contratParapheur } from '@ppn/parapheur/contract';
import type { contratPilotage, contratSupervision } from '@ppn/pilotage/contract';
import type { contratPreuve } from '@ppn/preuve/contract';

/** Points du service Justice dont ce portail se sert (types seuls : aucun schema dans le navigateur). */
export type ContratJustice = typeof contratSession &
  typeof contratUrgences &
  typeof contratNomenclature &
  typeof contratBoite &
  typeof contratGreffe &
  typeof contratOrientation &
  typeof contratAudience &
  typeof contratNotification &
  typeof contratRole &
  typeof contratJugement &
  typeof contratDepots &
  typeof contratLecture &
  typeof contratAnnotations &
  typeof contratCopie &
  typeof contratPreuve &
  typeof contratPapier &
  typeof contratActes &
  typeof contratParapheur &
  typeof contratSupervision &
  typeof contratPilotage &
  typeof contratVif;

const surPerte = new Set<() => void>();

/** Previent quand le service dit que la session n'existe plus ; rend de quoi cesser. */
export const surSessionPerdue = (prevenir: () => void): (() => void) => {
  surPerte.add(prevenir);
  return () => surPerte.delete(prevenir);
};

/** Dit a l'application que la session n'existe plus. */
export const perdreLaSession = (): void => surPerte.forEach((prevenir) => prevenir());

/** Client du service Justice, meme origine que le portail. */
export const client: Client<ContratJustice> = creerClient<ContratJustice>({
  base: '',
  surSessionPerdue: perdreLaSession,
});

/** Client de la messagerie du service Justice. */
export const clientDeMessagerie = creerClientDeMessagerie(perdreLaSession);

/** Client de la recherche du service Justice. */
export const clientDeRecherche = creerClientDeRecherche(perdreLaSession);

/** Le probleme d'une lecture manquee, tel que montre. */
export const problemeDe = (erreur: unknown): Probleme =>
  problemeDeLErreur(
    erreur,
    'L’écran n’a pas pu se charger. Réessayez ; si cela persiste, signalez l’heure au support.',
  );
