import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { executer } from '../commande.ts';
import { moteurDansNode } from './essais/moteur-dans-node.ts';
import type { MoteurDeLaPage } from './essais/moteur-dans-node.ts';

const SIGNATURES = join(process.env['PPN_DONNEES'] ?? '', 'signatures');
const ANCRES = join(SIGNATURES, 'ancres_pyhanko');
/** Le jour ou les exemples de pyHanko sont en vigueur, et un jour ou tous leurs certificats sont expires. */
const INSTANTS = ['2020-12-15T00:00:00Z', '2040-01-01T00:00:00Z'];

let dossier: string;
let moteur: MoteurDeLaPage;
let ancres: readonly string[];

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-moteur-'));
  moteur = await moteurDansNode(dossier);
  ancres = (await readdir(ANCRES)).map((nom) => join(ANCRES, nom));
});

afterAll(() => rm(dossier, { recursive: true, force: true }));

test('sur les corpus publics, le moteur de la page rend le rapport de la commande, à la lettre', async () => {
  const fichiers = (await readdir(SIGNATURES, { recursive: true, withFileTypes: true }))
    .filter(
      (entree) => entree.isFile() && !entree.parentPath.startsWith(ANCRES) && !entree.name.endsWith('.csv'),
    )
    .map(({ parentPath, name }) => join(parentPath, name));
  const ecarts: unknown[] = [];
  for (const chemin of fichiers)
    for (const a of INSTANTS) {
      const options = ['--a', a];
      const issue = await executer(['--json', '--ancres', ANCRES, ...options, '--', chemin], {
        racine: dossier,
        dossier,
        environnement: {},
      });
      const attendu: unknown = JSON.parse(issue.sortie);
      const rendu = await moteur({ chemin, ancres, options });
      if (JSON.stringify(rendu) !== JSON.stringify(attendu))
        ecarts.push({ fichier: basename(chemin), a, rendu, attendu });
    }
  expect(fichiers.length).toBeGreaterThan(150);
  expect(ecarts).toEqual([]);
}, 300_000);
