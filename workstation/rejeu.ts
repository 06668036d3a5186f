import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ajouterDurable } from './fichier-durable.ts';
import type { Ordre } from './protocole.ts';

type OrdreVu = Pick<Ordre, 'jti' | 'exp'>;
/** Ordres déjà présentés. Rend `false` si l'un d'eux l'a déjà été, par cette porte ou par l'autre (ou figure deux fois dans le lot). */
export type ConsommerOrdres = (ordres: readonly OrdreVu[], maintenant: Date) => Promise<boolean>;

/**
 * Ouvre la mémoire des ordres, commune à tous les processus du poste (boucle locale, hôtes du navigateur) et à leurs redémarrages :
 * un fichier par heure d'échéance, où l'on ne fait qu'ajouter. Chacun inscrit ses ordres d'une seule écriture, puis relit : le premier
 * inscrit dans l'ordre du fichier a gagné. Sans verrou, donc sans verrou abandonné.
 */
export async function ouvrirRejeu(dossier: string, maintenant: Date): Promise<ConsommerOrdres> {
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  await purger(dossier, maintenant);
  return async (ordres, instant) => {
    await purger(dossier, instant);
    const jtis = new Set(ordres.map(({ jti }) => jti));
    const connus = await lireInscrits(dossier, ordres);
    if (jtis.size !== ordres.length || ordres.some((ordre) => connus.has(cle(ordre)))) return false;
    const inscription = randomUUID();
    for (const [fichier, siens] of parHeure(ordres)) {
      const lignes = siens.map((ordre) => `\n${cle(ordre)} ${inscription}`).join('');
      await ajouterDurable(join(dossier, fichier), `${lignes}\n`);
    }
    const relus = await lireInscrits(dossier, ordres);
    return ordres.every((ordre) => relus.get(cle(ordre)) === inscription);
  };
}

const HEURE_S = 3600;
const NOM = /^ordres-vus-(\d+)\.txt$/;
const fichierDe = ({ exp }: OrdreVu): string => `ordres-vus-${Math.floor(exp / HEURE_S)}.txt`;
const cle = ({ jti, exp }: OrdreVu): string => `${exp} ${encodeURIComponent(jti)}`;

const parHeure = (ordres: readonly OrdreVu[]): ReadonlyMap<string, readonly OrdreVu[]> =>
  Map.groupBy(ordres, fichierDe);

/** Le premier inscrit de chaque ordre. Une ligne coupée par un arrêt brutal ne se lit pas : la suivante commence à la ligne. */
async function lireInscrits(
  dossier: string,
  ordres: readonly OrdreVu[],
): Promise<ReadonlyMap<string, string>> {
  const premiers = new Map<string, string>();
  for (const fichier of parHeure(ordres).keys()) {
    const texte = await readFile(join(dossier, fichier), 'utf8').catch(absentVide);
    for (const ligne of texte.split('\n')) {
      const [exp, jti, inscription] = ligne.split(' ');
      const lue = `${exp ?? ''} ${jti ?? ''}`;
      if (inscription !== undefined && !premiers.has(lue)) premiers.set(lue, inscription);
    }
  }
  return premiers;
}

/** Un fichier dont toutes les échéances sont passées ne recevra plus rien : ses ordres sont refusés avant d'arriver ici. */
async function purger(dossier: string, maintenant: Date): Promise<void> {
  const heure = Math.floor(maintenant.getTime() / 1000 / HEURE_S);
  for (const nom of await readdir(dossier)) {
    const lue = NOM.exec(nom)?.[1];
    if (lue !== undefined && Number(lue) < heure - 1) await rm(join(dossier, nom), { force: true });
  }
}

function absentVide(cause: NodeJS.ErrnoException): string {
  if (cause.code === 'ENOENT') return '';
  throw cause;
}
