import { MIGRATIONS_ACTE } from '@ppn/acte';
import { MIGRATIONS_AUDIENCE } from '@ppn/audience';
import { migrationsDuMagasin } from '@ppn/blob-store';
import { MIGRATIONS_COPIE } from '@ppn/copie';
import { MIGRATIONS_DOSSIER } from '@ppn/dossier';
import { MIGRATIONS_ECHANGE } from '@ppn/exchange';
import { MIGRATIONS_HABILITATION } from '@ppn/habilitation';
import { MIGRATIONS_IMPORT } from '@ppn/import';
import { MIGRATIONS_GARDE_A_VUE } from '@ppn/garde-a-vue';
import { migrationsDeLIdentite } from '@ppn/identity';
import { MIGRATIONS_PAPIER } from '@ppn/papier';
import { MIGRATIONS_PARAPHEUR } from '@ppn/parapheur';
import { MIGRATIONS_PILOTAGE } from '@ppn/pilotage';
import { migrationsDuJournal } from '@ppn/journal';
import { MIGRATIONS_MESSAGERIE } from '@ppn/messagerie';
import { MIGRATIONS_NOTIFICATION } from '@ppn/notification';
import { MIGRATIONS_RECHERCHE } from '@ppn/recherche';

/** Migrations d'un service, dans l'ordre. */
export const MIGRATIONS = [
  migrationsDuJournal,
  migrationsDuMagasin,
  migrationsDeLIdentite,
  MIGRATIONS_ECHANGE,
  MIGRATIONS_HABILITATION,
  MIGRATIONS_DOSSIER,
  MIGRATIONS_ACTE,
  MIGRATIONS_GARDE_A_VUE,
  MIGRATIONS_IMPORT,
  MIGRATIONS_PAPIER,
  MIGRATIONS_MESSAGERIE,
  MIGRATIONS_COPIE,
  MIGRATIONS_RECHERCHE,
  MIGRATIONS_AUDIENCE,
  MIGRATIONS_NOTIFICATION,
  MIGRATIONS_PARAPHEUR,
  MIGRATIONS_PILOTAGE,
] as const;
