import process from 'node:process';
import { ACTES_D_ENQUETE, creerCatalogue, verifierActeRecu } from '@ppn/acte/catalogue';
import { feuilleter } from '@ppn/copie/feuilles';
import { occulter } from '@ppn/copie/occulter';
import { ACTES_DE_GARDE_A_VUE, DECISIONS_DE_GARDE_A_VUE } from '@ppn/garde-a-vue/catalogue';
import { ACTES_DE_MENTION } from '@ppn/mention/catalogue';
import { ACTES_DE_MESSAGERIE } from '@ppn/messagerie/catalogue';
import { ACTES_DU_PARQUET } from '@ppn/orientation/catalogue';
import { ACTES_DE_CONVERSION } from '@ppn/papier/catalogue';
import { CaractereNonRepresentable, composerPdfA, DocumentNonComposable, texteParPage } from '@ppn/sealing';
import type { Rendus, Reponse, Travail } from './atelier-protocole.ts';

// N'importe que des faces pures : ni base, ni serveur, il nait en une demi-seconde.
// Programme d'un ouvrier : un processus fils sans environnement ni droit d'ecrire, un travail a la fois. Il finit avec son parent.

const catalogue = creerCatalogue([
  ...ACTES_D_ENQUETE,
  ...ACTES_DE_CONVERSION,
  ...ACTES_DE_MESSAGERIE,
  ...ACTES_DU_PARQUET,
  ...ACTES_DE_MENTION,
  ...ACTES_DE_GARDE_A_VUE,
  ...DECISIONS_DE_GARDE_A_VUE,
]);

function faire(travail: Travail): Promise<Rendus[keyof Rendus]> {
  switch (travail.genre) {
    case 'composer':
      return composerPdfA(travail.modele);
    case 'feuilleter':
      return feuilleter(travail.demande);
    case 'occulter':
      return occulter(travail.demande);
    case 'texte':
      return texteParPage(travail.pdf);
    case 'verifier':
      return verifierActeRecu(travail.pdf, { idj: travail.idj, ancres: travail.ancres, catalogue });
  }
}

async function repondre(travail: Travail): Promise<Reponse> {
  try {
    return { rendu: await faire(travail) };
  } catch (cause) {
    return {
      erreur: cause instanceof Error ? cause.message : String(cause),
      connue: cause instanceof DocumentNonComposable || cause instanceof CaractereNonRepresentable,
    };
  }
}

process.on(
  'message',
  (travail: Travail) => void repondre(travail).then((reponse) => process.send?.(reponse)),
);
process.on('disconnect', () => process.exit(0));
