import { texteDesActes } from '../../texte-des-actes.ts';
import { examiner } from '../../dossier/examen.ts';
import type { DemandeDExamen } from '../../dossier/examen.ts';
import { ArchiveIllisible } from '../../dossier/modele.ts';
import { ouvrirDossier } from '../../dossier/zip.ts';
import type { DossierOuvert } from '../../dossier/zip.ts';
import { poser } from '../substituts/disque.ts';
import type { Mission, ReponseDuFil } from './messages.ts';

/** Un fil d'examen : ouvre l'archive pour lui, examine ce qu'on lui confie, une demande apres l'autre. */
export function servirDeFil(
  { fichier, chemin, confiance }: Mission,
  rendre: (reponse: ReponseDuFil) => void,
): void {
  poser(chemin, fichier);
  const dossier = ouvrirDossier(chemin, true);
  let file = Promise.resolve();
  addEventListener(
    'message',
    ({ data }: MessageEvent<{ readonly rang: number; readonly demande: DemandeDExamen }>) => {
      file = file.then(async () =>
        rendre(await repondre(dossier, data.rang, { ...data.demande, confiance })),
      );
    },
  );
}

async function repondre(
  dossier: Promise<DossierOuvert>,
  rang: number,
  { confiance, ...demande }: DemandeDExamen & Pick<Mission, 'confiance'>,
): Promise<ReponseDuFil> {
  try {
    const examen = await examiner(await dossier, demande, { ...confiance, comparerTexte: texteDesActes });
    return { genre: 'examen', rang, examen };
  } catch (cause) {
    if (cause instanceof ArchiveIllisible) return { genre: 'illisible', rang, motif: cause.message };
    return { genre: 'perdu', rang, motif: String(cause) };
  }
}
