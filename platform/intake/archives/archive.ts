import type { Contenu, Contexte } from '../contexte.ts';
import { refuser } from '../contexte.ts';
import type { TypeReconnu } from '../contrat.ts';
import { fluxDe, type FichierSource } from '../source.ts';
import { examinerGzip } from './gzip.ts';
import { examinerRar } from './rar.ts';
import { examinerSeptZip } from './sept-zip.ts';
import { examinerTar } from './tar.ts';
import { examinerZip } from './zip.ts';

type Reconnue = { readonly type: TypeReconnu; readonly contexte: Contexte };

/** Examine une archive ou un document fait d'un zip. Les formats sans lecteur entrent opaques, avec une reserve. */
export async function examinerArchive(
  source: FichierSource,
  tete: Uint8Array,
  { type, contexte }: Reconnue,
): Promise<Contenu> {
  if (contexte.profondeur >= contexte.bornes.profondeurMax) refuser('archive-dangereuse', TROP_PROFONDE);
  if (type.extension === 'zip' || (tete[0] === 0x50 && tete[1] === 0x4b))
    return examinerZip(source, type, contexte);
  switch (type.extension) {
    case 'tar':
      await examinerTar(fluxDe(source), contexte);
      return { type };
    case 'gz':
    case 'tar.gz':
      await examinerGzip(source, contexte);
      return { type };
    case '7z':
      await examinerSeptZip(source);
      return opaque({ type, contexte });
    case 'rar':
      await examinerRar(source);
      return opaque({ type, contexte });
    default:
      return opaque({ type, contexte });
  }
}

const TROP_PROFONDE =
  'Cette archive en contient d’autres sur trop de niveaux. Décompressez-la, puis déposez les fichiers utiles.';

function opaque({ type, contexte }: Reconnue): Contenu {
  contexte.avertir(
    'contenu-non-examine',
    `Le contenu d’une archive « ${type.extension} » ne peut pas être examiné ici : elle est conservée telle quelle. Déposez plutôt les fichiers qu’elle contient.`,
  );
  return { type };
}
