import { openAsBlob } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import * as z from 'zod';
import { constructionDuMoteur } from '../moteur.config.ts';

/** La commande de la page, substituts compris, dans Node : pour la comparer a l'autre sur beaucoup de fichiers. */
export type MoteurDeLaPage = (demande: {
  readonly chemin: string;
  readonly ancres: readonly string[];
  readonly options: readonly string[];
}) => Promise<unknown>;

const module = z.object({
  lancer: z.custom<
    (fichiers: readonly (readonly [string, Blob])[], args: readonly string[]) => Promise<string>
  >((valeur) => typeof valeur === 'function'),
});

/** Construit le moteur de la page en bibliotheque, dans `dossier`. */
export async function moteurDansNode(dossier: string): Promise<MoteurDeLaPage> {
  await mkdir(dossier, { recursive: true });
  const sortie = join(dossier, 'moteur.mjs');
  await writeFile(sortie, await scriptDuMoteur());
  const { lancer } = module.parse(await import(pathToFileURL(sortie).href));
  return async ({ chemin, ancres, options }) => {
    const poses = [
      [`/depot/${basename(chemin)}`, await openAsBlob(chemin)] as const,
      ...(await Promise.all(
        ancres.map(async (ancre) => [`/ancres/${basename(ancre)}`, await openAsBlob(ancre)] as const),
      )),
    ];
    const json = await lancer(poses, [
      '--json',
      '--ancres',
      '/ancres',
      ...options,
      '--',
      `/depot/${basename(chemin)}`,
    ]);
    const lu: unknown = JSON.parse(json);
    return lu;
  };
}

async function scriptDuMoteur(): Promise<string> {
  const { build: construction = {}, ...reste } = constructionDuMoteur;
  const lots = await build({
    ...reste,
    build: {
      ...construction,
      minify: false,
      rolldownOptions: {
        ...construction.rolldownOptions,
        input: join(import.meta.dirname, 'entree-du-moteur.ts'),
        preserveEntrySignatures: 'strict',
        output: { format: 'esm', codeSplitting: false },
      },
    },
  });
  const lot = Array.isArray(lots) ? lots[0] : lots;
  const script = lot !== undefined && 'output' in lot ? lot.output[0] : undefined;
  if (script === undefined) throw new Error('Le moteur ne se construit pas.');
  return script.code;
}
