import { chmod, mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { IDENTIFIANT, StockagePlein } from './pilote.ts';
import type { Ecriture, Pilote } from './pilote.ts';

/** Taille d'une lecture : un segment chiffre. */
const MORCEAU = 256 * 1024 + 32;

/**
 * Stockage dans un dossier : `objets/ab/cd/<identifiant>` (0400), ecritures dans `encours/` puis renommees.
 * Durable : le fichier, puis chaque dossier touche, sont forces sur le disque avant que `publier` rende la main ; un dossier
 * dont ce processus a deja force l'entree ne l'est plus que pour les siennes.
 */
export async function piloteFichiers(racine: string): Promise<Pilote> {
  const encours = join(racine, 'encours');
  const objets = join(racine, 'objets');
  for (const dossier of [encours, objets]) await mkdir(dossier, { recursive: true, mode: 0o700 });
  const etablis = new Set<string>();
  const chemin = (identifiant: string): string =>
    join(objets, identifiant.slice(0, 2), identifiant.slice(2, 4), identifiant);
  return {
    ecrire: (identifiant) =>
      ecrire({
        provisoire: join(encours, `${identifiant}.partiel`),
        definitif: chemin(identifiant),
        etablis,
      }),
    taille: async (identifiant) => (await siExiste(stat(chemin(identifiant))))?.size,
    lire: (identifiant, debut, fin) => lire(chemin(identifiant), debut, fin),
    supprimer: (identifiant) => rm(chemin(identifiant), { force: true }),
    lister: () => lister(objets),
    purgerInacheves: (avant) => purger(encours, avant),
  };
}

/** `etablis` : dossiers dont l'entree, chez leur parent, est deja sur le disque. */
type Place = {
  readonly provisoire: string;
  readonly definitif: string;
  readonly etablis: Set<string>;
};

async function ecrire(place: Place): Promise<Ecriture> {
  const { provisoire } = place;
  const fichier = await traduire(open(provisoire, 'wx', 0o600));
  const fermerEtEffacer = async (): Promise<void> => {
    await fichier.close().catch(() => undefined);
    await rm(provisoire, { force: true });
  };
  return {
    ajouter: (octets) => traduire(ecrireTout(fichier, octets)),
    publier: () =>
      traduire(publier(fichier, place)).catch(async (cause: unknown) => {
        await fermerEtEffacer();
        throw cause;
      }),
    abandonner: fermerEtEffacer,
  };
}

async function ecrireTout(fichier: FileHandle, octets: Uint8Array): Promise<void> {
  for (let fait = 0; fait < octets.length;) fait += (await fichier.write(octets, fait)).bytesWritten;
}

async function publier(fichier: FileHandle, { provisoire, definitif, etablis }: Place): Promise<void> {
  await fichier.sync();
  await fichier.close();
  await chmod(provisoire, 0o400);
  const dossier = dirname(definitif);
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  await rename(provisoire, definitif);
  await forcer(dossier);
  for (const niveau of [dossier, dirname(dossier)]) {
    if (etablis.has(niveau)) break;
    await forcer(dirname(niveau));
  }
  etablis.add(dirname(dossier)).add(dossier);
}

async function forcer(dossier: string): Promise<void> {
  const descripteur = await open(dossier, 'r');
  await descripteur.sync().finally(() => descripteur.close());
}

async function* lire(chemin: string, debut: number, fin: number): AsyncGenerator<Uint8Array> {
  const fichier = await siExiste(open(chemin, 'r'));
  if (fichier === undefined) return;
  try {
    for (let position = debut; position < fin;) {
      const tampon = Buffer.allocUnsafe(Math.min(MORCEAU, fin - position));
      const { bytesRead } = await fichier.read(tampon, 0, tampon.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield tampon.subarray(0, bytesRead);
    }
  } finally {
    await fichier.close();
  }
}

async function* lister(objets: string): AsyncGenerator<{ identifiant: string; ecritA: number }> {
  for await (const entree of await opendir(objets, { recursive: true })) {
    if (!entree.isFile() || !IDENTIFIANT.test(entree.name)) continue;
    const etat = await siExiste(stat(join(entree.parentPath, entree.name)));
    if (etat !== undefined) yield { identifiant: entree.name, ecritA: etat.mtimeMs };
  }
}

async function purger(encours: string, avant: number): Promise<number> {
  let purges = 0;
  for (const nom of await readdir(encours)) {
    const etat = await siExiste(stat(join(encours, nom)));
    if (etat === undefined || etat.mtimeMs >= avant) continue;
    await rm(join(encours, nom), { force: true });
    purges += 1;
  }
  return purges;
}

const code = (cause: unknown): unknown =>
  cause instanceof Error && 'code' in cause ? cause.code : undefined;

async function siExiste<T>(promesse: Promise<T>): Promise<T | undefined> {
  return promesse.catch((cause: unknown) => {
    if (code(cause) === 'ENOENT') return undefined;
    throw cause;
  });
}

async function traduire<T>(promesse: Promise<T>): Promise<T> {
  return promesse.catch((cause: unknown) => {
    throw ['ENOSPC', 'EDQUOT'].includes(String(code(cause))) ? new StockagePlein({ cause }) : cause;
  });
}
