import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PanneDeDemarrage } from './pannes.ts';

/** Les portails servis, et les sources partagees dont ils dependent. */
const PORTAILS = ['enqueteur', 'bureau-penal'] as const;
const PARTAGES = ['portals/kit', 'portals/api-client', 'core', 'package-lock.json'];

/** Nom d'un portail : celui de son dossier sous `portals/`. */
export type NomDePortail = (typeof PORTAILS)[number];

/** Dossier des fichiers construits d'un portail. */
export const dossierDuPortail = (racine: string, nom: NomDePortail): string =>
  join(racine, 'portals', nom, 'dist');

/**
 * Construit (vite build) les portails dont `dist` manque ou est plus vieux que ses sources.
 * Rend les noms construits ; lance `PanneDeDemarrage` si une construction echoue.
 */
export async function construireLesPortails(
  racine: string,
  signal?: AbortSignal,
): Promise<readonly NomDePortail[]> {
  const construits: NomDePortail[] = [];
  for (const nom of PORTAILS) {
    const dossier = join(racine, 'portals', nom);
    if (!existsSync(join(dossier, 'vite.config.ts')) || estAJour(racine, nom)) continue;
    await construire({ racine, nom, dossier, signal });
    construits.push(nom);
  }
  return construits;
}

function estAJour(racine: string, nom: NomDePortail): boolean {
  const temoin = join(dossierDuPortail(racine, nom), 'index.html');
  if (!existsSync(temoin)) return false;
  const construitA = statSync(temoin).mtimeMs;
  return [join('portals', nom), ...PARTAGES].every(
    (chemin) => derniereEcriture(join(racine, chemin)) <= construitA,
  );
}

/** Date de la plus recente ecriture sous `chemin` (ms), `dist` et `node_modules` exclus. */
function derniereEcriture(chemin: string): number {
  const etat = statSync(chemin, { throwIfNoEntry: false });
  if (etat === undefined) return 0;
  if (!etat.isDirectory()) return etat.mtimeMs;
  return readdirSync(chemin, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules' && !name.endsWith('.test.ts'))
    .reduce((recente, { name }) => Math.max(recente, derniereEcriture(join(chemin, name))), 0);
}

type Construction = {
  readonly racine: string;
  readonly nom: NomDePortail;
  readonly dossier: string;
  readonly signal: AbortSignal | undefined;
};

/** Construit a cote puis remplace : un service deja lance ne voit jamais un portail a moitie ecrit. */
async function construire({ racine, nom, dossier, signal }: Construction): Promise<void> {
  const neuf = join(racine, '.tmp', `portail-${nom}-${process.pid}`);
  const sortie = await lancerVite({ racine, nom, dossier, signal }, neuf);
  if (sortie !== undefined) {
    await rm(neuf, { recursive: true, force: true });
    throw new PanneDeDemarrage(
      'portail-non-construit',
      `Le portail ${nom} ne se construit pas : ${sortie}\nVoir « npm run check » ; le détail est dans portals/${nom}.`,
    );
  }
  try {
    await remplacer(neuf, dossierDuPortail(racine, nom));
  } catch (cause) {
    if (!estAJour(racine, nom)) throw cause;
  } finally {
    await rm(neuf, { recursive: true, force: true });
  }
}

/** Deux lanceurs peuvent construire ensemble : le dernier arrive trouve la place prise, par le meme portail. */
async function remplacer(neuf: string, definitif: string): Promise<void> {
  const ancien = `${neuf}-ancien`;
  await mkdir(definitif, { recursive: true });
  await rename(definitif, ancien);
  await rename(neuf, definitif);
  await rm(ancien, { recursive: true, force: true });
}

/** `undefined` si tout va bien, sinon la fin de la sortie d'erreur. */
function lancerVite({ racine, dossier, signal }: Construction, sortie: string): Promise<string | undefined> {
  const vite = join(racine, 'node_modules', 'vite', 'bin', 'vite.js');
  const enfant = spawn(
    process.execPath,
    [vite, 'build', '--logLevel', 'error', '--emptyOutDir', '--outDir', sortie],
    {
      cwd: dossier,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
      timeout: 180_000,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const erreurs: Buffer[] = [];
  enfant.stderr.on('data', (morceau: Buffer) => erreurs.push(morceau));
  return new Promise((finir) => {
    enfant.on('error', (erreur) => finir(erreur.message));
    enfant.on('close', (code) => {
      const texte = Buffer.concat(erreurs).toString('utf8').trim();
      finir(code === 0 ? undefined : texte.split('\n').slice(0, 6).join('\n') || `code ${code ?? 'inconnu'}`);
    });
  });
}
