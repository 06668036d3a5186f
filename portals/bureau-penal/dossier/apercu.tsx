import { UnActe } from '@ppn/lecteur';
import { client } from '../client.ts';

/** Le brouillon dont on montre l'apercu ; `version` change a chaque enregistrement. */
export type Brouillon = {
  readonly idj: string;
  readonly acteId: string;
  readonly version: number;
  readonly titre: string;
};

/** Apercu vivant de la decision : le PDF que le service compose du brouillon, refait a chaque enregistrement. */
export const Apercu = ({ brouillon: { idj, acteId, version, titre } }: { readonly brouillon: Brouillon }) => (
  <UnActe
    id={`${acteId}-${version}`}
    titre={`${titre} (aperçu sans valeur)`}
    adresse={`${client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId })}?v=${version}`}
    cleVues={`apercu:${acteId}`}
  />
);
