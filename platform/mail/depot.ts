import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lireUnCourrier } from './lire-un-courrier.ts';
import type { CourrierLu } from './lire-un-courrier.ts';

/** Une ligne de la boite ; `recuA` en ISO 8601 UTC, `taille` en octets. */
export type Ligne = Omit<CourrierLu, 'texte'> & {
  readonly id: string;
  readonly recuA: string;
  readonly taille: number;
};

/** Courriers gardes en fichiers ; les plus anciens s'effacent au-dela de la borne. */
export type Depot = {
  readonly deposer: (brut: Buffer) => Promise<Ligne>;
  /** Du plus recent au plus ancien. */
  readonly lister: () => readonly Ligne[];
  readonly lire: (id: string) => Promise<(Ligne & CourrierLu & { readonly brut: Buffer }) | undefined>;
};

const FORME = /^\d{15}-[0-9a-f]{12}$/;

/** Ouvre (ou cree) le depot du dossier ; `max` courriers au plus. */
export async function ouvrirDepot(dossier: string, max: number, horloge: () => Date): Promise<Depot> {
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  const fichier = (id: string): string => join(dossier, `${id}.eml`);
  const connus = (await readdir(dossier))
    .filter((nom) => nom.endsWith('.eml') && FORME.test(nom.slice(0, -4)))
    .map((nom) => nom.slice(0, -4))
    .sort();
  let lignes: readonly Ligne[] = await Promise.all(
    connus.map(async (id) => decrire(id, await readFile(fichier(id)))),
  );
  return {
    lister: () => lignes.toReversed(),
    lire: async (id) => {
      const ligne = lignes.find((candidate) => candidate.id === id);
      if (ligne === undefined) return undefined;
      const brut = await readFile(fichier(id));
      return { ...ligne, ...lireUnCourrier(brut), brut };
    },
    deposer: async (brut) => {
      const id = `${String(horloge().getTime()).padStart(15, '0')}-${randomBytes(6).toString('hex')}`;
      await writeFile(`${fichier(id)}.neuf`, brut, { mode: 0o600 });
      await rename(`${fichier(id)}.neuf`, fichier(id));
      const ligne = decrire(id, brut);
      const toutes = [...lignes, ligne];
      lignes = toutes.slice(-max);
      for (const ancienne of toutes.slice(0, -max)) await rm(fichier(ancienne.id), { force: true });
      return ligne;
    },
  };
}

function decrire(id: string, brut: Buffer): Ligne {
  const { de, a, sujet } = lireUnCourrier(brut);
  return { id, de, a, sujet, recuA: new Date(Number(id.slice(0, 15))).toISOString(), taille: brut.length };
}
