import { plusBas, refuser, type Contenu, type Contexte } from '../contexte.ts';
import type { TypeReconnu } from '../contrat.ts';
import { sourceOctets, type FichierSource } from '../source.ts';
import { lireFlux } from './flux.ts';
import { lireObjets, type LectureObjets } from './objets.ts';
import { ouvrir } from './ouverture.ts';
import type { Constats } from './risques.ts';

/**
 * Examine un PDF : chiffre, actif, abime, repare, pieces jointes. Tout objet compte, reference ou non,
 * y compris dans les flux d'objets ; les noms sont compares une fois decodes.
 */
export async function examinerPdf(
  source: FichierSource,
  type: TypeReconnu,
  contexte: Contexte,
): Promise<Contenu> {
  const lecture = await lireObjets(source);
  const { constats } = lecture;
  if (constats.chiffre) refuser('pdf-chiffre', CHIFFRE);
  refuserActif(constats);
  if (lecture.illisible) refuser('contenu-non-examinable', NON_EXAMINABLE);
  const ouverture = await ouvrir(source);
  if (ouverture.genre === 'chiffre') refuser('pdf-chiffre', CHIFFRE);
  if (ouverture.genre === 'illisible') refuser('fichier-abime', ABIME);
  await examinerJoints(source, lecture, contexte);
  if (ouverture.repare || lecture.abime) contexte.avertir('pdf-repare', REPARE);
  if (constats.reserves.has('formulaire-a-envoi')) contexte.avertir('formulaire-a-envoi', FORMULAIRE);
  if (constats.reserves.has('contenu-multimedia')) contexte.avertir('contenu-multimedia', MULTIMEDIA);
  return { type, pages: ouverture.pages };
}

const CHIFFRE =
  'Ce PDF est chiffré ou protégé par un mot de passe : il ne peut être ni examiné ni conservé. Enregistrez-le sans protection (ou imprimez-le vers un nouveau PDF), puis déposez la copie.';
const ABIME =
  'Ce PDF est trop abîmé pour être ouvert. Exportez-le de nouveau depuis le logiciel d’origine, ou déposez l’original sous une autre forme.';
const REPARE =
  'Ce PDF comporte des erreurs de structure : il a pu être lu en le réparant. Une autre visionneuse peut le montrer autrement.';
const FORMULAIRE =
  'Ce PDF contient un bouton d’envoi vers l’extérieur : il reste sans effet dans l’application.';
const MULTIMEDIA =
  'Ce PDF contient du son, de la vidéo ou de la 3D, qui ne sont pas joués dans l’application.';
const NON_EXAMINABLE =
  'Une partie de ce PDF est compressée de façon à ne pas pouvoir être examinée. Imprimez-le vers un nouveau PDF, puis déposez la copie.';

function refuserActif({ actifs }: Constats): void {
  if (actifs.size === 0) return;
  refuser(
    'contenu-actif',
    `Ce PDF contient ${[...actifs].join(', ')} : il pourrait agir à l’ouverture. Imprimez-le vers un nouveau PDF, puis déposez la copie.`,
  );
}

/** Les fichiers joints sont examines comme s'ils etaient deposes seuls. */
async function examinerJoints(
  source: FichierSource,
  lecture: LectureObjets,
  contexte: Contexte,
): Promise<void> {
  const { constats, flux, simples } = lecture;
  const joints = [...constats.joints].flatMap((numero) => flux.get(numero) ?? []);
  if (!constats.jointsVus && joints.length === 0) return;
  contexte.avertir(
    'pieces-jointes',
    'Ce PDF contient des fichiers joints : ils ont été examinés, et restent attachés à l’original.',
  );
  if (contexte.profondeur >= contexte.bornes.profondeurMax) return;
  for (const joint of joints.slice(0, 200)) {
    const decode = await lireFlux(source, joint, simples);
    if (decode === undefined || decode.tronque) {
      contexte.avertir(
        'contenu-non-examine',
        'Un fichier joint à ce PDF est trop grand ou codé d’une façon inhabituelle : il n’a pas été examiné.',
      );
      continue;
    }
    contexte.budget.decompresse += decode.octets.length;
    if (decode.octets.length === 0) continue;
    await contexte.dedans(sourceOctets(decode.octets), '', plusBas(contexte));
  }
}
