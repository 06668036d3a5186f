// Amorce commune de toutes les commandes : `node amorce.mjs <script.ts> [arguments]`.
// JavaScript simple, sans dependance, pour tout Node >= 18 : installe ce qui manque (npm ci, sans script
// d'installation), puis passe la main au Node 24 fixe par package-lock.json.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const RACINE = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const ATTENTE_MAXIMALE_MS = 15 * 60_000;
const MODULES = join(RACINE, 'node_modules');
const VERROU = join(RACINE, '.tmp', 'amorce.verrou');

/** Une panne dite en une phrase : sans pile. */
class Panne extends Error {}

try {
  oublierNpm();
  await installerSiBesoin();
  passerLaMain(process.argv.slice(2));
} catch (erreur) {
  if (!(erreur instanceof Panne)) throw erreur;
  process.stderr.write(`${erreur.message}\n`);
  process.exit(1);
}

/** npm laisse dans l'environnement le nom du script en cours ; un `npm ci` imbrique s'y tromperait. */
function oublierNpm() {
  for (const nom of Object.keys(process.env)) {
    if (/^npm_(lifecycle|package)_/.test(nom)) delete process.env[nom];
  }
}

async function installerSiBesoin() {
  if (installationSaine()) return;
  await prendreLeVerrou();
  try {
    if (!installationSaine()) installer();
  } finally {
    rmSync(VERROU, { force: true });
  }
}

/**
 * Chaque paquet du verrou est installe dans sa version et avec son empreinte, dossier present ; seul un paquet
 * facultatif (autre plateforme) peut manquer. npm note ce qu'il a pose dans node_modules/.package-lock.json.
 */
function installationSaine() {
  const verrou = tenter(() => JSON.parse(readFileSync(join(RACINE, 'package-lock.json'), 'utf8')));
  if (verrou === undefined)
    throw new Panne(`Le fichier package-lock.json de ${RACINE} est absent ou illisible.`);
  const pose = tenter(() => JSON.parse(readFileSync(join(MODULES, '.package-lock.json'), 'utf8')));
  if (pose === undefined || !existsSync(nodeFixe())) return false;
  return Object.entries(verrou.packages).every(([chemin, voulu]) => {
    if (!chemin.startsWith('node_modules/')) return true;
    if (voulu.link === true) return existsSync(join(RACINE, chemin, 'package.json'));
    const present = pose.packages[chemin];
    if (present === undefined) return voulu.optional === true;
    return (
      present.version === voulu.version &&
      present.integrity === voulu.integrity &&
      existsSync(join(RACINE, chemin, 'package.json'))
    );
  });
}

function installer() {
  process.stdout.write('Installation des dépendances (npm ci), une fois pour toutes…\n');
  const premier = npmCi();
  // Un dossier ecrit pendant que npm l'efface (ENOTEMPTY) : la seconde fois passe.
  const fin = /ENOTEMPTY|EBUSY/.test(`${premier.stderr}`) ? npmCi() : premier;
  if (fin.error) throw new Panne('npm est introuvable : installez Node.js 20 ou plus récent, avec npm.');
  if (fin.status !== 0)
    throw new Panne(
      `L’installation des dépendances a échoué (npm ci, code ${fin.status}) : ${raisonDeNpm(`${fin.stderr}`)}\n` +
        'Vérifiez la connexion au registre npm et l’espace disque, puis relancez la même commande.',
    );
  if (!existsSync(nodeFixe()))
    throw new Panne(
      `Aucun Node 24 n’est fourni pour ${process.platform}-${process.arch} : Linux x64 ou arm64 attendu.`,
    );
}

/** `npm ci` par le npm qui nous a lances, sinon celui du PATH ; jamais un script d'installation. */
function npmCi() {
  const options = '--ignore-scripts --include=dev --include=optional --no-audit --no-fund --loglevel=error';
  const cli = process.env.npm_execpath;
  const [programme, prefixe] = cli && /\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []];
  return spawnSync(programme, [...prefixe, 'ci', ...options.split(' ')], {
    cwd: RACINE,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Les premieres lignes utiles de npm, sans leur prefixe. */
function raisonDeNpm(texte) {
  const utiles = texte
    .split('\n')
    .filter((ligne) => !/npm warn/i.test(ligne))
    .map((ligne) => ligne.replace(/^npm error\s?/, '').trim())
    .filter((ligne) => ligne !== '');
  return utiles.slice(0, 3).join(' ; ') || 'sans message';
}

function nodeFixe() {
  return join(MODULES, `node-${process.platform}-${process.arch}`, 'bin', 'node');
}

/** Fichier exclusif portant le pid et sa naissance ; repris s'il appartient a un processus mort. */
async function prendreLeVerrou() {
  try {
    mkdirSync(dirname(VERROU), { recursive: true });
  } catch (erreur) {
    throw new Panne(
      `Le dossier ${RACINE} n’est pas inscriptible (${erreur.code}) : l’installation y est impossible.`,
    );
  }
  const limite = Date.now() + ATTENTE_MAXIMALE_MS;
  let annonce = false;
  while (!poserLeVerrou()) {
    const tenant = tenter(() => readFileSync(VERROU, 'utf8'));
    if (tenant !== undefined && tenant !== '' && !vit(tenant)) reprendreLeVerrou(tenant);
    else if (Date.now() > limite)
      throw new Panne(
        `Une autre installation est en cours depuis trop longtemps ; si elle est morte, supprimez ${VERROU}.`,
      );
    else {
      if (!annonce) process.stdout.write('Une autre commande installe les dépendances : attente…\n');
      annonce = true;
      await new Promise((suite) => setTimeout(suite, 300));
    }
  }
}

function poserLeVerrou() {
  const brouillon = `${VERROU}.${process.pid}`;
  writeFileSync(brouillon, `${process.pid} ${naissance(process.pid)}`);
  try {
    linkSync(brouillon, VERROU);
    return true;
  } catch (erreur) {
    if (erreur.code === 'EEXIST') return false;
    throw new Panne(`Le verrou ${VERROU} ne peut pas être posé (${erreur.code}).`);
  } finally {
    rmSync(brouillon, { force: true });
  }
}

/** Deplacement atomique ; si un autre l'a repris entre-temps, on lui rend. */
function reprendreLeVerrou(tenant) {
  const saisi = `${VERROU}.mort.${process.pid}`;
  if (tenter(() => renameSync(VERROU, saisi) ?? true) !== true) return;
  if (tenter(() => readFileSync(saisi, 'utf8')) !== tenant) tenter(() => linkSync(saisi, VERROU));
  rmSync(saisi, { force: true });
}

function vit(tenant) {
  const [pid, neLe] = tenant.split(' ');
  const actuelle = naissance(pid);
  if (actuelle !== '') return actuelle === neLe;
  return tenter(() => process.kill(Number(pid), 0)) === true;
}

/** Instant de demarrage du processus en tics (champ 22 de /proc/PID/stat) : un pid reutilise ne trompe pas. */
function naissance(pid) {
  const etat = tenter(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return etat === undefined ? '' : (etat.slice(etat.lastIndexOf(')') + 2).split(' ')[19] ?? '');
}

/** Remplace ce processus (execve) quand ce Node sait le faire, sinon lance un enfant et lui transmet les signaux. */
function passerLaMain([script, ...suite]) {
  if (script === undefined) return;
  const node = nodeFixe();
  process.env.PATH = `${join(MODULES, '.bin')}:${process.env.PATH ?? ''}`;
  // Le code traduit et compile est garde : un service relance demarre deux fois plus vite.
  process.env.NODE_COMPILE_CACHE ??= join(MODULES, '.cache', 'compilation');
  const options = ['--disable-warning=ExperimentalWarning', resolve(RACINE, script), ...suite];
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.removeAllListeners('warning');
    process.execve(node, [node, ...options], process.env);
  }
  const enfant = spawn(node, options, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => enfant.kill(signal));
  enfant.on('error', (erreur) => {
    process.stderr.write(
      `Le Node fourni ne démarre pas (${erreur.code}) : supprimez ${MODULES} et relancez.\n`,
    );
    process.exit(1);
  });
  enfant.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const nom of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(nom);
    process.kill(process.pid, signal);
  });
}

/** La valeur de `action`, ou `undefined` si elle echoue. */
function tenter(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
