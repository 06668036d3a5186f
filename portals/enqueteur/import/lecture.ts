import { exiger, type ReponsePour } from '@ppn/api-client';
import type { contratInterieur } from '@ppn/service-interieur/contract';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../application/client.ts';
import { cache, invalider } from '../application/donnees.ts';

/** Le compte rendu des imports d'un dossier, tel que le service le rend. */
export type CompteRendu = ReponsePour<typeof contratInterieur, 'GET /api/dossiers/:idj/imports'>;
export type PieceImportee = CompteRendu['pieces'][number];
export type PersonneProposee = CompteRendu['personnes'][number];
export type FaitPropose = CompteRendu['faits'][number];

/** Compte rendu des imports d'un dossier. */
export const lectureImports = (idj: string) =>
  queryOptions({
    queryKey: ['imports', idj],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj/imports', { idj })),
  });

/** Oublie le compte rendu et le dossier : une piece ou une fiche vient de s'y ajouter. */
export function relire(idj: string): void {
  void cache.invalidateQueries({ queryKey: ['imports', idj] });
  invalider({ genre: 'dossier', idj });
}
