import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const racine = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const dossiers = ['cmaps', 'standard_fonts', 'wasm'] as const;

/** Garde les tables, les polices et les decodeurs en JavaScript ; jamais le WebAssembly, que la politique de contenu refuse. */
const utile = (dossier: string, nom: string): boolean =>
  dossier !== 'wasm' || nom.endsWith('_nowasm_fallback.js') || nom.startsWith('LICENSE');

/** Chemins `pdfjs/…` servis au lecteur, avec le fichier source de chacun. */
export const fichiersDeRessources = (): ReadonlyMap<string, string> =>
  new Map(
    dossiers.flatMap((dossier) =>
      readdirSync(join(racine, dossier))
        .filter((nom) => utile(dossier, nom))
        .map((nom) => [`pdfjs/${dossier}/${nom}`, join(racine, dossier, nom)] as const),
    ),
  );

/** Greffon Vite : copie a cote du portail les polices et tables dont pdf.js a besoin pour certains PDF deposes. */
export const ressourcesPdf = (): Plugin => ({
  name: 'ppn-ressources-pdf',
  apply: 'build',
  generateBundle() {
    for (const [fileName, source] of fichiersDeRessources())
      this.emitFile({ type: 'asset', fileName, source: readFileSync(source) });
  },
});
