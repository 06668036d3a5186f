import { ACTES_D_ENQUETE } from '@ppn/acte';
import { gestionnairesBoite } from '@ppn/dossier';
import { ACTES_DU_PARQUET } from '@ppn/orientation';
import { gestionnairesCommuns, lancer, servir } from '@ppn/service-socle';
import { contratJustice } from './contract.ts';

await lancer(
  { redige: ACTES_DU_PARQUET, lit: [...ACTES_D_ENQUETE, ...ACTES_DU_PARQUET], attend: 'procedure' },
  (compose) =>
    servir(compose, contratJustice, {
      ...gestionnairesCommuns(compose),
      ...gestionnairesBoite(compose.dossier),
    }),
);
