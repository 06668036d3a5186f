import { ACTES_D_ENQUETE } from '@ppn/acte';
import { gestionnairesAudience, gestionnairesRole, type TablesDesAudiences } from '@ppn/audience';
import { gestionnairesBoite, gestionnairesDepots } from '@ppn/dossier';
import { ACTES_DE_GARDE_A_VUE, DECISIONS_DE_GARDE_A_VUE } from '@ppn/garde-a-vue';
import { gestionnairesGreffe } from '@ppn/greffe';
import { ACTES_DU_SIEGE, gestionnairesJugement } from '@ppn/jugement';
import { ACTES_DE_MENTION } from '@ppn/mention';
import { ACTES_DE_MESSAGERIE } from '@ppn/messagerie/catalogue';
import { gestionnairesNotification, type TablesDesNotifications } from '@ppn/notification';
import { ACTES_DU_PARQUET, gestionnairesOrientation } from '@ppn/orientation';
import { ACTES_DE_CONVERSION } from '@ppn/papier';
import { vueTypee } from '@ppn/postgres';
import { gestionnairesParapheur } from '@ppn/parapheur';
import { gestionnairesPilotage } from '@ppn/pilotage';
import { gestionnairesCommuns, lancer, portsDePilotage, servir } from '@ppn/service-socle';
import { contratJustice } from './contract.ts';

await lancer(
  {
    redige: [
      ...ACTES_DU_PARQUET,
      ...ACTES_DU_SIEGE,
      ...ACTES_DE_MENTION,
      ...ACTES_DE_CONVERSION,
      ...DECISIONS_DE_GARDE_A_VUE,
    ],
    lit: [
      ...ACTES_D_ENQUETE,
      ...ACTES_DE_CONVERSION,
      ...ACTES_DE_MESSAGERIE,
      ...ACTES_DU_PARQUET,
      ...ACTES_DU_SIEGE,
      ...ACTES_DE_MENTION,
      ...ACTES_DE_GARDE_A_VUE,
      ...DECISIONS_DE_GARDE_A_VUE,
    ],
    attend: ['procedure', 'garde-a-vue'],
  },
  (compose) =>
    servir(compose, contratJustice, {
      ...gestionnairesCommuns(compose),
      ...gestionnairesBoite(compose.dossier),
      ...gestionnairesGreffe(compose.greffe),
      ...gestionnairesOrientation(compose.dossier),
      ...gestionnairesNotification({
        db: vueTypee<TablesDesNotifications>(compose.base.db),
        dossier: compose.dossier,
      }),
      ...gestionnairesAudience({
        db: vueTypee<TablesDesAudiences>(compose.base.db),
        maintenant: compose.dossier.maintenant,
      }),
      ...gestionnairesRole({
        db: vueTypee<TablesDesAudiences>(compose.base.db),
        dossier: compose.dossier,
        composer: compose.atelier.composer,
      }),
      ...gestionnairesJugement(compose.dossier),
      ...gestionnairesPilotage(portsDePilotage(compose.dossier)),
      ...gestionnairesParapheur(compose.parapheur, compose.sessions.carteDe),
      ...gestionnairesDepots(compose.dossier, { tailleMax: compose.configuration.PPN_FICHIER_MAX }),
    }),
);
