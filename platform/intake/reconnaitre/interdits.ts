/** Extensions qu'un double-clic execute : refusees quel que soit le contenu. */
const EXECUTABLES: ReadonlySet<string> = new Set(
  (
    'exe com scr pif cpl dll ocx sys drv msi msp mst msix appx bat cmd ps1 psm1 psd1 vbs vbe js jse mjs cjs wsf wsh wsc sct hta ' +
    'lnk url scf inf reg chm hlp jar apk xapk ipa app dmg pkg deb rpm run elf so dylib bin-run sh bash zsh csh ksh command ' +
    'py pyc pyw rb pl php gadget application jnlp swf xbap xll wll ppa ppam xla xlam iqy slk settingcontent-ms library-ms search-ms msc'
  ).split(' '),
);

/** Documents de bureau a macros : le nom suffit a les dire actifs. */
const A_MACROS: ReadonlySet<string> = new Set(
  'docm dotm xlsm xltm xlsb xlam pptm potm ppsm ppam sldm'.split(' '),
);

/** Extension d'un nom, sans point, en minuscules ; vide s'il n'y en a pas. Les points et espaces finals que Windows oublie sont ignores. */
export function extensionDe(nom: string): string {
  const base = nom.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const nette = base.replace(/[\p{Cf}\p{Cc}]/gu, '').replace(/[. ]+$/u, '');
  const point = nette.lastIndexOf('.');
  return point < 0 ? '' : nette.slice(point + 1).toLowerCase();
}

/** Vrai si ouvrir un fichier de ce nom lancerait un programme. */
export const nomExecutable = (nom: string): boolean => EXECUTABLES.has(extensionDe(nom));

/** Vrai si le nom annonce un document a macros. */
export const nomAMacros = (nom: string): boolean => A_MACROS.has(extensionDe(nom));

const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['un programme Linux (ELF)', [0x7f, 0x45, 0x4c, 0x46]],
  ['un programme macOS (Mach-O)', [0xfe, 0xed, 0xfa, 0xce]],
  ['un programme macOS (Mach-O)', [0xfe, 0xed, 0xfa, 0xcf]],
  ['un programme macOS (Mach-O)', [0xce, 0xfa, 0xed, 0xfe]],
  ['un programme macOS (Mach-O)', [0xcf, 0xfa, 0xed, 0xfe]],
  ['un programme Java ou macOS', [0xca, 0xfe, 0xba, 0xbe]],
  ['un programme WebAssembly', [0x00, 0x61, 0x73, 0x6d]],
  ['un programme Android (dex)', [0x64, 0x65, 0x78, 0x0a]],
  ['un raccourci Windows', [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]],
  ['une aide Windows compilée', [0x49, 0x54, 0x53, 0x46, 0x03]],
  ['une animation Flash', [0x46, 0x57, 0x53]],
  ['une animation Flash', [0x43, 0x57, 0x53]],
  ['une animation Flash', [0x5a, 0x57, 0x53]],
];

/** Nom francais du programme que ces premiers octets annoncent, ou rien. Un fichier DOS/Windows doit porter son en-tete entier. */
export function programmeReconnu(debut: Uint8Array): string | undefined {
  if (estProgrammeWindows(debut)) return 'un programme Windows';
  if (debut[0] === 0x23 && debut[1] === 0x21 && estChemin(debut)) return 'un script (#!)';
  const trouve = SIGNATURES.find(([, octets]) => octets.every((octet, i) => debut[i] === octet));
  if (trouve === undefined) return undefined;
  const [nom, octets] = trouve;
  return octets.length > 3 || (debut[3] ?? 0xff) < 0x40 ? nom : undefined;
}

/** « MZ » ouvre aussi des textes : il faut un en-tete plausible (DOS, ou PE a l'adresse annoncee). */
function estProgrammeWindows(debut: Uint8Array): boolean {
  if (debut[0] !== 0x4d || debut[1] !== 0x5a) return false;
  const binaire = debut.subarray(0, 64).some((octet) => octet < 9);
  return binaire || debut.length < 3;
}

/** Apres « #! », un chemin d'interprete (et non un texte qui commence par hasard ainsi). */
function estChemin(debut: Uint8Array): boolean {
  const ligne = Buffer.from(debut.subarray(2, 80)).toString('latin1').trimStart();
  return ligne.startsWith('/') && !ligne.startsWith('//');
}
