import { contratActes, contratSignatures, contratTablette, contratVif } from '@ppn/acte/contract';
import { contratCopie } from '@ppn/copie/contract';
import { contratAnnotations, contratDepots, contratLecture, contratProcedures } from '@ppn/dossier/contract';
import { contratGardeAVue, contratOuvertureDeMesure } from '@ppn/garde-a-vue/contract';
import { contratSession, contratUrgences } from '@ppn/habilitation/contract';
import { contratImport } from '@ppn/import/contract';
import { contratMessagerie } from '@ppn/messagerie/contract';
import { contratNomenclature } from '@ppn/nomenclature/contract';
import { contratPapier } from '@ppn/papier/contract';
import { contratSupervision } from '@ppn/pilotage/contract';
import { contratPreuve } from '@ppn/preuve/contract';
import { contratRecherche } from '@ppn/recherche/contract';

/** Tout ce que le service Interieur sert sous `/api`. */
export const contratInterieur = {
  ...contratSession,
  ...contratUrgences,
  ...contratNomenclature,
  ...contratProcedures,
  ...contratDepots,
  ...contratImport,
  ...contratLecture,
  ...contratAnnotations,
  ...contratRecherche,
  ...contratPreuve,
  ...contratPapier,
  ...contratCopie,
  ...contratMessagerie,
  ...contratGardeAVue,
  ...contratOuvertureDeMesure,
  ...contratActes,
  ...contratSignatures,
  ...contratTablette,
  ...contratSupervision,
  ...contratVif,
} as const;
