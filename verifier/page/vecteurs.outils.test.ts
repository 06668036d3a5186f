import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import {
  construireLaPage,
  deposer,
  ouvrirNavigateur,
  ouvrirPage,
  rapportJson,
} from './essais/banc-de-page.ts';

const VECTEURS = join(import.meta.dirname, '..', 'vecteurs');
const liste = z
  .object({
    vecteurs: z.array(
      z.object({
        nom: z.string(),
        fichier: z.string(),
        ancres: z.string().nullable(),
        a: z.string(),
        tetes: z.array(z.string()),
        verdict: z.string(),
        codes: z.array(z.string()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(VECTEURS, 'vecteurs.json'), 'utf8')));
const jugement = z.object({ verdict: z.string(), codes: z.array(z.string()) });

let dossier: string;
let html: string;
let navigateur: Browser;

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-page-'));
  html = await construireLaPage(join(dossier, 'page'));
  navigateur = await ouvrirNavigateur();
}, 300_000);

afterAll(async () => {
  await navigateur.close();
  await rm(dossier, { recursive: true, force: true });
});

/** La page execute le moteur de la commande : un vecteur par jugement suffit ici ; `PPN_TOUS_LES_VECTEURS=1` les passe tous. */
const retenus =
  process.env['PPN_TOUS_LES_VECTEURS'] === '1'
    ? liste.vecteurs
    : [...Map.groupBy(liste.vecteurs, ({ codes }) => codes.join()).values()].flatMap(
        ([premier]) => premier ?? [],
      );

test.concurrent.each(retenus)(
  'la page rend du vecteur « $nom » le verdict publié : $verdict',
  async ({ fichier, ancres, a, tetes, verdict, codes }) => {
    const { page, ecarts } = await ouvrirPage(navigateur, html);
    await page
      .locator('#heure')
      .evaluate((champ, heure) => champ.setAttribute('value', heure), heureDeParis(a));
    const confiance =
      ancres === null ? [] : readdirSync(join(VECTEURS, ancres)).map((nom) => join(VECTEURS, ancres, nom));
    await deposer(page, ...confiance, ...tetes.map((tete) => join(VECTEURS, tete)), join(VECTEURS, fichier));
    expect(jugement.parse(await rapportJson(page))).toEqual({ verdict, codes: codes.toSorted() });
    expect(ecarts).toEqual([]);
    await page.context().close();
  },
  120_000,
);

/** La valeur d'un champ `datetime-local` dans la page, qui vit a l'heure de Paris. */
const heureDeParis = (iso: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Paris' })
    .format(new Date(iso))
    .replace(' ', 'T');
