import { join } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';

const substitut = (nom: string): string => join(import.meta.dirname, 'substituts', nom);

/** Les navigateurs vises : les plus anciens encore tenus a jour. */
export const CIBLES = ['chrome111', 'firefox114', 'safari16.4'];

/** Construction du moteur : un seul script classique, pour un Worker, ou chaque module de Node a son substitut. */
export const constructionDuMoteur: InlineConfig = {
  configFile: false,
  root: import.meta.dirname,
  plugins: [pdfSansFil()],
  logLevel: 'error',
  // Un script classique n'a pas d'adresse de module ; rien ici ne s'en sert pour lire un fichier.
  define: { 'import.meta.url': '""' },
  resolve: {
    alias: [
      { find: /^(node:)?crypto$/u, replacement: substitut('crypto.ts') },
      { find: /^(node:)?zlib$/u, replacement: substitut('zlib.ts') },
      { find: /^(node:)?util$/u, replacement: substitut('util.ts') },
      { find: /^(node:)?path$/u, replacement: substitut('chemins.ts') },
      { find: /^(node:)?fs\/promises$/u, replacement: substitut('fs-promesses.ts') },
      { find: /^yauzl$/u, replacement: substitut('yauzl.ts') },
      {
        find: /^(node:)?(fs|url|os|worker_threads)$|^yazl$|^@myriaddreamin\/typst-ts-node-compiler$/u,
        replacement: substitut('absent.ts'),
      },
    ],
  },
  build: {
    write: false,
    target: CIBLES,
    rolldownOptions: {
      input: join(import.meta.dirname, 'moteur', 'moteur.ts'),
      output: { format: 'iife', codeSplitting: false },
      treeshake: { moduleSideEffects: (id) => id.endsWith('/page/moteur/reglages.ts') },
      // Le moteur nomme aussi de quoi signer et composer : ce que rien n'appelle ici n'a pas de substitut.
      shimMissingExports: true,
      transform: { inject: { Buffer: [substitut('tampon.ts'), 'Buffer'] } },
    },
  },
};

/** Dans un fil, le moteur de PDF se croit chez lui et prend la parole au chargement : ici le fil est celui du verificateur. */
function pdfSansFil(): Plugin {
  const signe = '"onmessage" in self';
  return {
    name: 'ppn-pdf-sans-fil',
    transform(code, id) {
      if (!id.endsWith('pdfjs-dist/legacy/build/pdf.worker.mjs')) return null;
      if (!code.includes(signe))
        throw new Error('pdf.worker.mjs a changé : il prendrait le fil du vérificateur.');
      return code.replace(signe, 'false');
    },
  };
}
