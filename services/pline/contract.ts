import { contratAnnuairePourLesAgents } from '@ppn/annuaire-externe/agents';
import { contratConnexion } from '@ppn/habilitation/contract';
import { contratTransfert } from '@ppn/transfert/contract';
import { contratSupervisionDesDepots } from '@ppn/transfert/supervision';

/** Tout ce que PLINE sert sous `/api`. Les octets ont leurs adresses : `/televersements` (tus 1.0), `/telechargements`, `/lectures`. */
export const contratPline = {
  ...contratConnexion,
  ...contratTransfert,
  ...contratSupervisionDesDepots,
  ...contratAnnuairePourLesAgents,
} as const;
