import { refuser, type Contenu, type Contexte } from '../contexte.ts';
import type { TypeReconnu } from '../contrat.ts';
import type { FichierSource } from '../source.ts';
import { extensionDe, nomAMacros, nomExecutable, programmeReconnu } from './interdits.ts';
import { etatOle } from './ole.ts';

/** Phrase commune aux documents de bureau a macros. */
export const MACROS =
  'Ce document contient des macros, qui sont des programmes. Enregistrez-le sans macros (docx, xlsx, pptx) ou en PDF, puis déposez la copie.';

/** Refuse un programme, par son contenu ou par un nom qui le ferait executer. */
export function refuserProgramme(nom: string, tete: Uint8Array): void {
  const programme = programmeReconnu(tete);
  if (programme !== undefined) {
    refuser(
      'type-interdit',
      `Ce fichier est ${programme} : un programme n’entre pas au dossier. S’il s’agit d’une preuve, placez-le sous scellé numérique.`,
    );
  }
  if (nomExecutable(nom)) {
    refuser(
      'type-interdit',
      `Un fichier « .${extensionDe(nom)} » s’exécute quand on l’ouvre : il n’entre pas au dossier. S’il s’agit d’une preuve, placez-le sous scellé numérique.`,
    );
  }
  if (nomAMacros(nom)) refuser('contenu-actif', MACROS);
}

type Reconnu = { readonly type: TypeReconnu; readonly contexte: Contexte };

/** Ancien document de bureau (compose OLE) : refuse s'il est chiffre, a macros ou installateur. */
export async function examinerOle(
  source: FichierSource,
  tete: Uint8Array,
  { type, contexte }: Reconnu,
): Promise<Contenu> {
  switch (await etatOle(source, tete)) {
    case 'chiffre':
      return refuser(
        'document-chiffre',
        'Ce document est protégé par un mot de passe : il ne peut être ni examiné ni lu. Enregistrez-le sans mot de passe, puis déposez la copie.',
      );
    case 'macros':
      return refuser('contenu-actif', MACROS);
    case 'installateur':
      return refuser(
        'type-interdit',
        'Ce fichier est un installateur Windows : un programme n’entre pas au dossier. S’il s’agit d’une preuve, placez-le sous scellé numérique.',
      );
    case 'objets':
      contexte.avertir(
        'pieces-jointes',
        'Ce document contient d’autres fichiers incorporés, qui n’ont pas été examinés un à un.',
      );
      return { type };
    case 'ordinaire':
      contexte.avertir(
        'contenu-non-examine',
        'Ancien format de bureautique : les macros ont été cherchées, le reste du contenu n’a pas été examiné.',
      );
      return { type };
  }
}
/** Formats a signature certaine : leur nom sans leur contenu est un fichier abime. Images, sons et videos n'en sont pas : une preuve abimee entre. */
const A_SIGNATURE: ReadonlySet<string> = new Set(
  'zip tar gz tgz 7z rar bz2 xz docx xlsx pptx odt ods odp doc xls ppt msg'.split(' '),
);

/** Contenu sans lecteur : entre comme piece opaque, sauf s'il se dit archive ou document et n'en est pas un. */
export function examinerInconnu(nom: string, type: TypeReconnu, contexte: Contexte): Contenu {
  if (type.extension !== 'bin') return { type };
  const annoncee = extensionDe(nom);
  if (A_SIGNATURE.has(annoncee)) {
    refuser(
      'fichier-abime',
      `Ce fichier porte le nom d’un « .${annoncee} » mais n’en est pas un, ou il est trop abîmé pour être reconnu. Refaites-le, puis déposez la copie.`,
    );
  }
  contexte.avertir(
    'type-non-reconnu',
    'Le type de ce fichier n’a pas été reconnu : il est conservé tel quel, sans aperçu, et son contenu n’a pas été examiné.',
  );
  return { type };
}
