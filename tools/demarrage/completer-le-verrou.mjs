// Complete package-lock.json : un miroir du registre qui n'a pas tous les binaires d'une plateforme fait oublier a
// `npm install` leurs lignes, et `npm ci` refuse alors le verrou. On inscrit les lignes facultatives manquantes
// (version exacte, os, cpu, libc lus dans le nom), et celles d'un espace de travail neuf. A relancer apres chaque `npm install`. `--verifier` : ne rien
// ecrire, sortir en 1 s'il en manque.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const racine = resolve(import.meta.dirname, '..', '..');
const chemin = join(racine, 'package-lock.json');
const verrou = lire(chemin);
const binaires = Object.entries(verrou.packages).flatMap(([lieu, paquet]) =>
  Object.entries(paquet.optionalDependencies ?? {}).flatMap(([nom, version]) => {
    const connu = [`${lieu}/node_modules/${nom}`, `node_modules/${nom}`].some(
      (cle) => cle in verrou.packages,
    );
    return connu || !/^\d+\.\d+\.\d+/.test(version)
      ? []
      : [[`node_modules/${nom}`, ligne(nom, version, paquet.dev)]];
  }),
);
const ajouts = [...binaires, ...paquetsDeLaMaison()].filter(([cle]) => !(cle in verrou.packages));

if (process.argv.includes('--verifier')) {
  for (const [cle] of ajouts) process.stdout.write(`manque au verrou : ${cle}\n`);
  process.exitCode = ajouts.length === 0 ? 0 : 1;
} else {
  const parNom = ([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a.localeCompare(b, 'en'));
  verrou.packages = Object.fromEntries([...Object.entries(verrou.packages), ...ajouts].sort(parNom));
  writeFileSync(chemin, `${JSON.stringify(verrou, null, 2)}\n`);
  process.stdout.write(`${ajouts.length} ligne(s) ajoutée(s) au verrou.\n`);
}

/** Les deux lignes de chaque espace de travail : le paquet, et son lien dans node_modules. */
function paquetsDeLaMaison() {
  return lire(join(racine, 'package.json'))
    .workspaces.flatMap((motif) => globSync(`${motif}/package.json`, { cwd: racine }))
    .flatMap((manifeste) => {
      const { name, version, license } = lire(join(racine, manifeste));
      const dossier = dirname(manifeste).replaceAll('\\', '/');
      return [
        [dossier, { name, version, license }],
        [`node_modules/${name}`, { resolved: dossier, link: true }],
      ];
    });
}

function lire(fichier) {
  return JSON.parse(readFileSync(fichier, 'utf8'));
}

/** La ligne d'un binaire de plateforme, telle que npm l'ecrit (l'empreinte manque : le registre ne le donne pas). */
function ligne(nom, version, dev) {
  const [, os, cpu, abi] =
    /-(android|darwin|linux|win32|freebsd|openharmony)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(nom) ?? [];
  if (os === undefined) throw new Error(`Plateforme illisible dans ${nom} : compléter le verrou à la main.`);
  const libc =
    os === 'linux' && abi !== undefined ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {};
  return { version, cpu: [cpu], ...(dev ? { dev } : {}), ...libc, optional: true, os: [os] };
}
