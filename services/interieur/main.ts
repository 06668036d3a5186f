import { ACTES_D_ENQUETE, gestionnairesSignatures } from '@ppn/acte';
import { gestionnairesDepots, gestionnairesProcedures } from '@ppn/dossier';
import {
  ACTES_DE_GARDE_A_VUE,
  DECISIONS_DE_GARDE_A_VUE,
  gestionnairesOuvertureDeMesure,
} from '@ppn/garde-a-vue';
import { gestionnairesImport, type TablesDeLImport } from '@ppn/import';
import { ACTES_DE_MENTION } from '@ppn/mention';
import { ACTES_DE_MESSAGERIE } from '@ppn/messagerie/catalogue';
import { JURIDICTIONS } from '@ppn/nomenclature';
import { ACTES_DU_PARQUET } from '@ppn/orientation';
import { ACTES_DE_CONVERSION } from '@ppn/papier';
import { vueTypee } from '@ppn/postgres';
import { gestionnairesCommuns, lancer, servir } from '@ppn/service-socle';
import { contratInterieur } from './contract.ts';

await lancer(
  {
    redige: [...ACTES_D_ENQUETE, ...ACTES_DE_CONVERSION, ...ACTES_DE_MESSAGERIE, ...ACTES_DE_GARDE_A_VUE],
    lit: [
      ...ACTES_D_ENQUETE,
      ...ACTES_DE_CONVERSION,
      ...ACTES_DE_MESSAGERIE,
      ...ACTES_DU_PARQUET,
      ...ACTES_DE_MENTION,
      ...ACTES_DE_GARDE_A_VUE,
      ...DECISIONS_DE_GARDE_A_VUE,
    ],
    attend: ['decision', 'mention', 'garde-a-vue'],
  },
  (compose) =>
    servir(compose, contratInterieur, {
      ...gestionnairesCommuns(compose),
      ...gestionnairesSignatures(compose.actes),
      ...gestionnairesImport(
        {
          db: vueTypee<TablesDeLImport>(compose.base.db),
          dossier: compose.dossier,
          ancres: compose.reglagesNoeud.ancres,
        },
        { tailleMax: compose.configuration.PPN_FICHIER_MAX },
      ),
      ...gestionnairesOuvertureDeMesure(compose.gardeAVue),
      ...gestionnairesProcedures(compose.dossier, { juridictions: JURIDICTIONS }),
      ...gestionnairesDepots(compose.dossier, { tailleMax: compose.configuration.PPN_FICHIER_MAX }),
    }),
);
