import { type Abonnement, abonner } from '@ppn/journal';
import { idjDuFlux } from '@ppn/dossier';
import { lireUnePiece, refaireLesDossiers } from './indexer.ts';
import type { PortsRecherche } from './ports.ts';
import { noterARefaire } from './refaire-dossier.ts';
import type { Tables } from './tables.ts';

/** Lecteur du journal de la recherche : chaque fait d'un dossier demande que son index soit refait. */
export const abonnementDeRecherche = ({ db }: Pick<PortsRecherche, 'db'>): Abonnement<Tables> => ({
  db,
  nom: 'recherche',
  parLot: 500,
  traiter: async (tx, { flux }) => {
    const idj = idjDuFlux(flux);
    if (idj !== undefined) await noterARefaire(tx, idj);
  },
});

const REPOS_MS = 1_000;

/**
 * Tient l'index a jour jusqu'a l'arret. Les dossiers d'abord ; puis une piece a lire a la fois, et trois fois plus de repos que de lecture :
 * l'index ne prend jamais plus d'un quart de coeur au service.
 */
export function suivreRecherche(ports: PortsRecherche, urlDirecte: string): () => Promise<void> {
  const taire = abonner(abonnementDeRecherche(ports), {
    urlDirecte,
    surErreur: (erreur) => ports.consignerErreur('Lecture du journal en échec', { erreur }),
  });
  const etat = { actif: true, reveiller: (): void => undefined };
  const attendre = (ms: number): Promise<void> =>
    new Promise((finir) => {
      const minuteur = setTimeout(finir, ms);
      etat.reveiller = () => (clearTimeout(minuteur), finir());
    });
  const tourner = async (): Promise<void> => {
    while (etat.actif) {
      const debut = performance.now();
      const lue = await unTour(ports);
      if (etat.actif) await attendre(lue ? Math.min(3 * (performance.now() - debut), 10_000) : REPOS_MS);
    }
  };
  const travail = tourner();
  return async () => {
    etat.actif = false;
    etat.reveiller();
    await taire();
    await travail;
  };
}

async function unTour(ports: PortsRecherche): Promise<boolean> {
  try {
    await refaireLesDossiers(ports);
    return await lireUnePiece(ports);
  } catch (erreur) {
    ports.consignerErreur('Indexation en échec', { erreur });
    return false;
  }
}
