import { texteDesActes } from '../../texte-des-actes.ts';
import { examiner } from '../../dossier/examen.ts';
import type { Confiance } from '../../dossier/examen.ts';
import { ArchiveIllisible } from '../../dossier/modele.ts';
import { ouvrirDossier } from '../../dossier/zip.ts';
import { poser } from '../substituts/disque.ts';
import { lireDAvance } from './lire-d-avance.ts';
import type { DossierPret } from './lire-d-avance.ts';
import type { Mission, ReponseDuFil, VersUnFil } from './messages.ts';

/** Un fil d'examen : ouvre l'archive pour lui, examine ce qu'on lui confie, une demande apres l'autre. */
export function servirDeFil({ fichier, chemin }: Mission, rendre: (reponse: ReponseDuFil) => void): void {
  poser(chemin, fichier);
  const dossier = ouvrirDossier(chemin, true).then(lireDAvance);
  dossier.catch(() => undefined);
  let file = Promise.resolve();
  let confiance: Confiance | undefined;
  addEventListener('message', ({ data }: MessageEvent<VersUnFil>) => {
    if (data.genre === 'confiance') {
      confiance = data.confiance;
      return;
    }
    const demande = { ...data, confiance };
    void dossier.then(
      ({ preparer }) => preparer(demande.demande.nom),
      () => undefined,
    );
    file = file.then(async () => rendre(await repondre(dossier, demande)));
  });
}

async function repondre(
  dossier: Promise<DossierPret>,
  {
    rang,
    demande,
    confiance,
  }: VersUnFil & { genre: 'demande' } & { readonly confiance: Confiance | undefined },
): Promise<ReponseDuFil> {
  try {
    if (confiance === undefined) throw new Error('Un fil d’examen n’a pas reçu la confiance.');
    const examen = await examiner(await dossier, demande, { ...confiance, comparerTexte: texteDesActes });
    return { genre: 'examen', rang, examen };
  } catch (cause) {
    if (cause instanceof ArchiveIllisible) return { genre: 'illisible', rang, motif: cause.message };
    return { genre: 'perdu', rang, motif: String(cause) };
  }
}
