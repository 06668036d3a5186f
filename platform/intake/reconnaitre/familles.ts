import type { Famille, TypeReconnu } from '../contrat.ts';

const BUREAUTIQUE: ReadonlySet<string> = new Set(
  'docx dotx docm dotm xlsx xltx xlsm xltm xlsb pptx potx ppsx pptm potm ppsm odt ott ods ots odp otp odg otg doc xls ppt vsdx vsd pub rtf pages numbers key epub one'.split(
    ' ',
  ),
);
const ARCHIVES: ReadonlySet<string> = new Set(
  'zip tar gz tar.gz tgz bz2 xz 7z rar zst lz lz4 Z z ace arj cab lzh cpio ar iso deb rpm asar br'.split(' '),
);

/** Famille d'un type reconnu par son contenu. */
export function familleDe(extension: string, mime: string): Famille {
  if (extension === 'pdf') return 'pdf';
  if (extension === 'eml' || extension === 'msg') return 'courriel';
  if (BUREAUTIQUE.has(extension)) return 'bureautique';
  if (ARCHIVES.has(extension)) return 'archive';
  const [genre] = mime.split('/');
  if (genre === 'image' || genre === 'audio' || genre === 'video') return genre;
  return genre === 'text' || /[/+](json|xml)$/.test(mime) ? 'texte' : 'autre';
}

/** Type complet a partir de son extension et de son mime. */
export const type = (extension: string, mime: string): TypeReconnu => ({
  mime,
  extension,
  famille: familleDe(extension, mime),
});

/** Type d'un PDF. */
export const PDF: TypeReconnu = type('pdf', 'application/pdf');

/** Type quand rien n'est reconnu. */
export const TYPE_INCONNU: TypeReconnu = {
  mime: 'application/octet-stream',
  extension: 'bin',
  famille: 'autre',
};

/** Extensions qui disent la meme chose qu'un type reconnu : pas d'avertissement entre elles. */
const EQUIVALENTES: readonly (readonly string[])[] = [
  'jpg jpeg jpe jfif jif mpo',
  'tif tiff dng nef cr2 arw orf rw2 pef raf',
  'heic heif hif avif',
  'mp4 m4v m4a m4b m4p mov qt 3gp 3g2 3gpp f4v f4p f4a f4b mj2',
  'mpg mpeg mpe vob ts mts m2ts m2p',
  'mp3 mp2 mp1 mpa aac',
  'ogg oga ogv ogx ogm opus spx',
  'aif aiff aifc',
  'asf wma wmv',
  'mkv webm mka mks mk3d',
  'cfb doc xls ppt msg vsd pub db msi mpp dot xlt pot pps',
  'txt csv tsv log md text srt vtt ics vcf ini conf yaml yml json ndjson xml html htm svg eml ps eps tex sql nfo asc pem crt kml gpx po stl',
  'gz tgz tar.gz svgz',
  'bz2 tbz tbz2',
  'xz txz',
  'z Z',
  'zst tzst',
  'lz tlz',
  'rtf doc',
  'jpx jp2 jpf jpm j2k jpc mj2',
  'eps ps ai',
  'pgp asc gpg sig',
  'au snd',
  'docx dotx',
  'xlsx xltx',
  'pptx potx ppsx',
  'vsdx vstx vssx',
  'odt ott',
  'ods ots',
  'odp otp',
  'zip key numbers pages cbz kmz asice asics sce scs epub jpmx',
].map((ligne) => ligne.split(' '));

/** Vrai si l'extension annoncee convient au type reconnu. Sans extension, rien n'est annonce : pas trompeur. */
export function extensionConvient(annoncee: string, reconnue: string): boolean {
  if (annoncee === '' || annoncee === reconnue.toLowerCase()) return true;
  return EQUIVALENTES.some((groupe) => groupe.includes(annoncee) && groupe.includes(reconnue));
}
