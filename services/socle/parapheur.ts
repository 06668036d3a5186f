import type { PortsActe } from '@ppn/acte';
import type { PortsDossier } from '@ppn/dossier';
import type { PortsParapheur, TablesDuParapheur } from '@ppn/parapheur';
import { vueTypee } from '@ppn/postgres';

/** Ports du parapheur seul : la carte, l'horodatage et le magasin du service ; de l'annuaire, les agents ; aucun dossier. */
export const portsDuParapheur = (
  { db, magasin, maintenant, examiner, agent, agentsDe }: PortsDossier,
  { origine, emettreOrdre, horodateur, crls, consignerErreur }: PortsActe,
): PortsParapheur => ({
  db: vueTypee<TablesDuParapheur>(db),
  magasin,
  maintenant,
  examiner,
  agent,
  agentsDe,
  origine,
  emettreOrdre,
  horodateur,
  crls,
  consignerErreur,
});
