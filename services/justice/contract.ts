import { contratActes, contratVif } from '@ppn/acte/contract';
import { contratAudience, contratRole } from '@ppn/audience/contract';
import { contratCopie } from '@ppn/copie/contract';
import { contratAnnotations, contratBoite, contratDepots, contratLecture } from '@ppn/dossier/contract';
import { contratGardeAVue } from '@ppn/garde-a-vue/contract';
import { contratGreffe } from '@ppn/greffe/contract';
import { contratSession, contratUrgences } from '@ppn/habilitation/contract';
import { contratJugement } from '@ppn/jugement/contract';
import { contratMessagerie } from '@ppn/messagerie/contract';
import { contratNomenclature } from '@ppn/nomenclature/contract';
import { contratNotification } from '@ppn/notification/contract';
import { contratOrientation } from '@ppn/orientation/contract';
import { contratPapier } from '@ppn/papier/contract';
import { contratParapheur } from '@ppn/parapheur/contract';
import { contratPilotage, contratSupervision } from '@ppn/pilotage/contract';
import { contratPreuve } from '@ppn/preuve/contract';
import { contratRecherche } from '@ppn/recherche/contract';

/** Tout ce que le service Justice sert sous `/api`. */
export const contratJustice = {
  ...contratSession,
  ...contratUrgences,
  ...contratNomenclature,
  ...contratBoite,
  ...contratGreffe,
  ...contratOrientation,
  ...contratAudience,
  ...contratRole,
  ...contratJugement,
  ...contratNotification,
  ...contratDepots,
  ...contratLecture,
  ...contratAnnotations,
  ...contratRecherche,
  ...contratPreuve,
  ...contratPapier,
  ...contratCopie,
  ...contratMessagerie,
  ...contratGardeAVue,
  ...contratActes,
  ...contratParapheur,
  ...contratSupervision,
  ...contratPilotage,
  ...contratVif,
} as const;
