import { Tampon } from './tampon.ts';

/** Le disque de la page : les fichiers deposes, sous un chemin. Rien n'est lu avant d'etre demande, et rien n'est ecrit. */
const fichiers = new Map<string, Blob>();
let compter: (octets: number) => void = () => {};

/** Pose un fichier sous ce chemin absolu. */
export const poser = (chemin: string, fichier: Blob): void => void fichiers.set(chemin, fichier);

/** Appelee aux lectures, avec le nombre d'octets lus pour la premiere fois : de quoi dire l'avancement. */
export const surLecture = (recevoir: (octets: number) => void): void => {
  compter = recevoir;
};

/** Le fichier pose sous ce chemin ; lance une erreur ENOENT, comme Node. */
export function fichierDe(chemin: string): Blob {
  const fichier = fichiers.get(chemin);
  if (fichier === undefined)
    throw Object.assign(new Error(`ENOENT: no such file, '${chemin}'`), { code: 'ENOENT', path: chemin });
  return fichier;
}

/** Noms des fichiers poses directement dans ce dossier. */
export const nomsDans = (dossier: string): readonly string[] =>
  [...fichiers.keys()]
    .filter((chemin) => chemin.startsWith(`${dossier}/`) && !chemin.slice(dossier.length + 1).includes('/'))
    .map((chemin) => chemin.slice(dossier.length + 1));

/** Les octets `debut` (compris) a `fin` (exclu), coupes a la fin du fichier. */
export async function lireTranche(fichier: Blob, debut: number, fin: number): Promise<Tampon> {
  const tranche = new Tampon(await fichier.slice(debut, Math.max(debut, fin)).arrayBuffer());
  compter(octetsNeufs(fichier, debut, debut + tranche.length));
  return tranche;
}

/** Un fichier se lit par blocs pour le compte de l'avancement : relire le meme ne compte pas deux fois. */
const BLOC = 64 * 1024;
const touches = new WeakMap<Blob, Uint8Array>();

function octetsNeufs(fichier: Blob, debut: number, fin: number): number {
  const blocs = touches.get(fichier) ?? new Uint8Array(Math.ceil(fichier.size / BLOC));
  touches.set(fichier, blocs);
  let neufs = 0;
  for (let rang = Math.floor(debut / BLOC); rang * BLOC < fin; rang += 1) {
    if (blocs[rang] !== 0) continue;
    blocs[rang] = 1;
    neufs += Math.min(BLOC, fichier.size - rang * BLOC);
  }
  return neufs;
}
