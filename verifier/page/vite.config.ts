import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { CIBLES, constructionDuMoteur } from './moteur.config.ts';

/** `vite build` : un seul fichier, `dist/verificateur.html`, script, style, police et moteur dedans. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [fichierUnique()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: CIBLES,
    modulePreload: false,
    rolldownOptions: {
      input: join(import.meta.dirname, 'ecran', 'page.ts'),
      output: { format: 'iife', codeSplitting: false },
    },
  },
});

/** Remplace les fichiers construits par la page entiere. */
function fichierUnique(): Plugin {
  return {
    name: 'ppn-fichier-unique',
    enforce: 'post',
    async generateBundle(_, lot) {
      const script = Object.values(lot).find((sorti) => sorti.type === 'chunk');
      if (script?.type !== 'chunk') throw new Error('Le script de la page manque.');
      for (const nom of Object.keys(lot)) delete lot[nom];
      const source = assembler({
        script: inerte(script.code),
        moteur: inerte(await scriptDuMoteur()),
        style: feuilleDeStyle(),
      });
      this.emitFile({ type: 'asset', fileName: 'verificateur.html', source });
    },
  };
}

async function scriptDuMoteur(): Promise<string> {
  const lots = await build(constructionDuMoteur);
  const lot = Array.isArray(lots) ? lots[0] : lots;
  const script = lot !== undefined && 'output' in lot ? lot.output[0] : undefined;
  if (script === undefined) throw new Error('Le moteur ne se construit pas.');
  return script.code;
}

/** Un script dans une page finit a `</script` et s'embrouille a `<!--` : les memes caracteres, ecrits autrement. */
const inerte = (code: string): string => code.trim().replace(/<(?=\/script|script|!--)/giu, '\\x3c');

function feuilleDeStyle(): string {
  const police = readFileSync(
    createRequire(import.meta.url).resolve(
      '@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2',
    ),
  );
  const regle = `@font-face{font-family:"Public Sans Variable";font-weight:100 900;font-display:block;src:url(data:font/woff2;base64,${police.toString('base64')}) format("woff2")}`;
  const style = readFileSync(join(import.meta.dirname, 'ecran', 'page.css'), 'utf8');
  return `${regle}\n${style.replace(/\n\s*/gu, '\n').trim()}`;
}

const empreinte = (texte: string): string =>
  `'sha256-${createHash('sha256').update(texte).digest('base64')}'`;

/** Rien n'est permis que ce script, ce style, cette police, un fil ne de la page elle-meme, et WebAssembly (`keccak-wasm.ts`), qui ne permet pas `eval`. */
const politique = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${empreinte(script)} 'wasm-unsafe-eval'`,
    `style-src ${empreinte(style)}`,
    'font-src data:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

function assembler({
  script,
  moteur,
  style,
}: {
  readonly script: string;
  readonly moteur: string;
  readonly style: string;
}): string {
  const morceaux: Readonly<Record<string, string>> = {
    POLITIQUE: politique(script, style),
    STYLE: style,
    EMPREINTE: createHash('sha256').update(moteur).digest('hex'),
    MOTEUR: moteur,
    SCRIPT: script,
  };
  const modele = readFileSync(join(import.meta.dirname, 'ecran', 'page.html'), 'utf8');
  return modele.replace(/\{\{([A-Z]+)\}\}/gu, (_, nom: string) => morceaux[nom] ?? '');
}
