import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { PanneDeDemarrage } from './pannes.ts';

/** Les portails servis, et les sources partagees dont ils dependent. */
const PORTAILS = ['enqueteur', 'bureau-penal', 'pline', 'plex'] as const;
const PARTAGES = [
  'portals/kit',
  'portals/api-client',
  'portals/lecteur',
  'portals/conversation',
  'portals/echanges',
  'portals/chercher',
  'core',
  'package-lock.json',
];

/** La page du verificateur hors ligne : elle embarque le moteur, donc ce qu'il lit. */
const PAGE = join('verifier', 'page');
const SOURCES_DE_LA_PAGE = ['verifier', 'platform', 'modules', 'core', 'package-lock.json'];
const VERIFICATEUR = 'verificateur.html';

/** Nom d'un portail : celui de son dossier sous `portals/`. */
export type NomDePortail = (typeof PORTAILS)[number];

/** Dossier des fichiers construits d'un portail. */
export const dossierDuPortail = (racine: string, nom: NomDePortail): string =>
  join(racine, 'portals', nom, 'dist');

/**
 * Construit (vite build) les portails dont `dist` manque ou est plus vieux que ses sources, et la page du verificateur, qui se
 * telecharge de chacun. Rend les noms des portails construits ; lance `PanneDeDemarrage` si une construction echoue.
 */
export async function construireLesPortails(
  racine: string,
  signal?: AbortSignal,
): Promise<readonly NomDePortail[]> {
  const construits: NomDePortail[] = [];
  for (const nom of PORTAILS) {
    const dossier = join(racine, 'portals', nom);
    const construction = {
      racine,
      nom: `Le portail ${nom}`,
      dossier,
      temoin: 'index.html',
      sources: [join('portals', nom), ...PARTAGES],
      signal,
    };
    if (!existsSync(join(dossier, 'vite.config.ts')) || estAJour(construction)) continue;
    await construire(construction);
    construits.push(nom);
  }
  await poserLeVerificateur(racine, signal);
  return construits;
}

/** Un portail refait a perdu sa copie de la page ; une page refaite la remplace partout. */
async function poserLeVerificateur(racine: string, signal: AbortSignal | undefined): Promise<void> {
  const construction = {
    racine,
    nom: 'La page du vérificateur',
    dossier: join(racine, PAGE),
    temoin: VERIFICATEUR,
    sources: SOURCES_DE_LA_PAGE,
    signal,
  };
  if (!existsSync(join(racine, PAGE, 'vite.config.ts'))) return;
  if (!estAJour(construction)) await construire(construction);
  const page = join(racine, PAGE, 'dist', VERIFICATEUR);
  for (const dossier of PORTAILS.map((nom) => dossierDuPortail(racine, nom)).filter(existsSync)) {
    const copie = join(dossier, VERIFICATEUR);
    const posee = statSync(copie, { throwIfNoEntry: false });
    if (posee !== undefined && posee.mtimeMs >= statSync(page).mtimeMs) continue;
    await copyFile(page, `${copie}.${process.pid}`);
    await rename(`${copie}.${process.pid}`, copie);
  }
}

function estAJour({ racine, dossier, temoin, sources }: Construction): boolean {
  const construit = statSync(join(dossier, 'dist', temoin), { throwIfNoEntry: false });
  return (
    construit !== undefined &&
    sources.every((chemin) => derniereEcriture(join(racine, chemin)) <= construit.mtimeMs)
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

/** Ce qui se construit : `temoin`, le fichier dont la date fait foi ; `sources`, relatives a la racine. */
type Construction = {
  readonly racine: string;
  readonly nom: string;
  readonly dossier: string;
  readonly temoin: string;
  readonly sources: readonly string[];
  readonly signal: AbortSignal | undefined;
};

/** Construit a cote puis remplace : un service deja lance ne voit jamais un portail a moitie ecrit. */
async function construire(construction: Construction): Promise<void> {
  const { racine, nom, dossier } = construction;
  const neuf = join(racine, '.tmp', `construit-${basename(dossier)}-${process.pid}`);
  const sortie = await lancerVite(construction, neuf);
  if (sortie !== undefined) {
    await rm(neuf, { recursive: true, force: true });
    throw new PanneDeDemarrage(
      'portail-non-construit',
      `${nom} ne se construit pas : ${sortie}\nVoir « npm run check » ; le détail est dans ${relative(racine, dossier)}.`,
    );
  }
  try {
    await remplacer(neuf, join(dossier, 'dist'));
  } catch (cause) {
    if (!estAJour(construction)) throw cause;
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
