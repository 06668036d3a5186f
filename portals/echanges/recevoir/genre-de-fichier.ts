/** Ce que l'ecran sait montrer d'un fichier consulte ; le type vient du nom, les octets n'arrivent qu'en donnees. */
export type GenreDeFichier =
  | { readonly genre: 'pdf' }
  | { readonly genre: 'image' | 'son' | 'video'; readonly typeMime: string }
  | { readonly genre: 'texte' }
  | { readonly genre: 'autre' };

const TYPES: Readonly<Record<string, GenreDeFichier>> = {
  pdf: { genre: 'pdf' },
  jpg: { genre: 'image', typeMime: 'image/jpeg' },
  jpeg: { genre: 'image', typeMime: 'image/jpeg' },
  png: { genre: 'image', typeMime: 'image/png' },
  webp: { genre: 'image', typeMime: 'image/webp' },
  gif: { genre: 'image', typeMime: 'image/gif' },
  mp3: { genre: 'son', typeMime: 'audio/mpeg' },
  wav: { genre: 'son', typeMime: 'audio/wav' },
  ogg: { genre: 'son', typeMime: 'audio/ogg' },
  m4a: { genre: 'son', typeMime: 'audio/mp4' },
  mp4: { genre: 'video', typeMime: 'video/mp4' },
  webm: { genre: 'video', typeMime: 'video/webm' },
  txt: { genre: 'texte' },
  csv: { genre: 'texte' },
  log: { genre: 'texte' },
};

/** D'apres l'extension du nom. SVG et HTML n'y sont pas : ils portent du programme. */
export const genreDeFichier = (nom: string): GenreDeFichier =>
  TYPES[(/\.([^./]+)$/.exec(nom)?.[1] ?? '').toLowerCase()] ?? { genre: 'autre' };
