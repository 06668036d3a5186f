import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEURES, ouvrirContexte, type Contexte } from './contexte.ts';
import { ecrireAncres } from './ecrire.ts';
import { fabriquer } from './fabriquer.ts';
import { RECEPISSES } from './familles/recepisses.ts';
import { muter } from './mutations.ts';
import { enPython, lireVecteurs, passer, tousEnTypeScript } from './passer.ts';

const PUBLIES = join(import.meta.dirname, '..', '..', 'verifier', 'vecteurs');
/** Deux cents ou plus a la main (`PPN_MUTATIONS`) ; assez ici pour que chaque sorte de mutation revienne vingt fois. */
const MUTATIONS = Number(process.env['PPN_MUTATIONS'] ?? 80);
const POINT = 'journal/point.note';

let contexte: Contexte;
let dossier: string;
beforeAll(async () => {
  contexte = await ouvrirContexte();
  dossier = await mkdtemp(join(tmpdir(), 'ppn-mutations-'));
  await ecrireAncres(contexte, join(dossier, 'ancres'));
});
afterAll(async () => {
  await contexte.atelier.fermer();
  await rm(dossier, { recursive: true, force: true });
});

test('chaque vecteur publié reçoit le jugement attendu des deux vérificateurs', async () => {
  const passages = await passer(PUBLIES, await lireVecteurs(PUBLIES));
  const desaccords = passages
    .filter(({ accord }) => !accord)
    .map(({ vecteur, typescript, python }) => ({ nom: vecteur.nom, typescript, python }));
  expect(desaccords).toEqual([]);
  expect(passages.length).toBeGreaterThanOrEqual(30);
  expect(new Set(passages.map(({ vecteur }) => vecteur.verdict)).size).toBe(3);
}, 600_000);

test('les récépissés d’un dossier reçoivent le même jugement des deux vérificateurs, celui que dit la spécification', async () => {
  const demandes = [];
  for (const { nom, fabriquer: varier } of RECEPISSES) {
    const voulu = await varier?.(contexte);
    if (voulu === undefined || voulu instanceof Uint8Array) throw new Error(nom);
    const fichier = join(dossier, `${nom}.zip`);
    await writeFile(fichier, (await fabriquer(contexte, voulu)).zip);
    demandes.push({ fichier, ancres: join(dossier, 'ancres'), a: HEURES.verification, tetes: [] });
  }
  const attendus = RECEPISSES.map(({ verdict, codes }) => ({ verdict, codes }));
  expect(await tousEnTypeScript(demandes)).toEqual(attendus);
  expect(await enPython(demandes)).toEqual(attendus);
}, 120_000);

test('un dossier muté au hasard n’est jamais valide chez l’un et invalide chez l’autre', async () => {
  const base = await fabriquer(contexte, { plis: true });
  const mutations: { readonly quoi: string; readonly fichier: string }[] = [];
  for (let rang = 0; rang < MUTATIONS; rang += 1) {
    const { quoi, zip } = await muter(contexte, base, rang);
    const fichier = join(dossier, `${rang}.zip`);
    await writeFile(fichier, zip);
    mutations.push({ quoi, fichier });
  }
  const demandes = mutations.map(({ fichier }) => ({
    fichier,
    ancres: join(dossier, 'ancres'),
    a: HEURES.verification,
    tetes: [],
  }));
  const [typescript, python] = await Promise.all([tousEnTypeScript(demandes), enPython(demandes)]);
  const desaccords = mutations.flatMap(({ quoi }, rang) => {
    const verdicts = [typescript[rang]?.verdict, python[rang]?.verdict];
    const opposes = verdicts.includes('panne') || new Set(verdicts).size > 1;
    return opposes ? [{ rang, quoi, typescript: typescript[rang], python: python[rang] }] : [];
  });
  expect(desaccords).toEqual([]);
  expect(python.filter(({ verdict }) => verdict === 'invalide').length).toBeGreaterThan(MUTATIONS / 2);
}, 600_000);

test('une seconde signature, fausse, d’une clé connue rejette le point chez les deux', async () => {
  const { zip } = await fabriquer(contexte, {
    fichiers: (fichiers) => {
      const lignes = new TextDecoder().decode(fichiers.get(POINT)).split('\n');
      const signature = lignes.find((ligne) => ligne.startsWith('— ppn/interieur ')) ?? '';
      const fausse = Buffer.from(signature.split(' ')[2] ?? '', 'base64');
      fausse[10] = (fausse[10] ?? 0) ^ 1;
      const ajoutee = `— ppn/interieur ${fausse.toString('base64')}\n`;
      fichiers.set(POINT, new TextEncoder().encode(`${lignes.join('\n')}${ajoutee}`));
    },
  });
  const fichier = join(dossier, 'signature-de-trop.zip');
  await writeFile(fichier, zip);
  const demandes = [{ fichier, ancres: join(dossier, 'ancres'), a: HEURES.verification, tetes: [] }];
  const [[typescript], [python]] = await Promise.all([tousEnTypeScript(demandes), enPython(demandes)]);
  expect(typescript?.verdict).toBe('invalide');
  expect(typescript?.codes).toContain('point-faux');
  expect(python).toEqual(typescript);
}, 180_000);
