import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lireAncres } from '../ancres.ts';
import { validerEnveloppe } from '../cms/valider-cms.ts';
import { validerAsic } from './valider-asic.ts';

const dossier = process.env['PPN_DONNEES'] ?? 'PPN_DONNEES-absent';
const DATE = new Date('2020-12-15T00:00:00Z');
const lire = async (...chemin: readonly string[]): Promise<Uint8Array> =>
  new Uint8Array(await readFile(join(dossier, ...chemin)));
const ancres = () => lireAncres(join(dossier, 'signatures', 'ancres_pyhanko'));

async function verdictsDe(
  sous: string,
  juger: (octets: Uint8Array) => Promise<{ readonly verdict: string }>,
): Promise<ReadonlyMap<string, string>> {
  const verdicts = new Map<string, string>();
  for (const nom of await readdir(join(dossier, ...sous.split('/')))) {
    const octets = await lire(...sous.split('/'), nom);
    const debut = performance.now();
    verdicts.set(nom, (await juger(octets)).verdict);
    expect([nom, performance.now() - debut < 10_000]).toEqual([nom, true]);
  }
  return verdicts;
}

test('aucun conteneur du corpus n’est valide sans ancre, et ceux qui sont casses sont invalides', async () => {
  const confiance = await ancres();
  const verdicts = await verdictsDe('signatures/asic', (octets) =>
    validerAsic(octets, confiance, { a: DATE }),
  );
  expect(verdicts.size).toBeGreaterThanOrEqual(21);
  expect([...verdicts.values()]).not.toContain('valide');
  for (const nom of [
    'brokenReferenceAndAlteredManifest.asice',
    'removedReference.asice',
    'malformed-container.asics',
  ])
    expect([nom, verdicts.get(nom)]).toEqual([nom, 'invalide']);
  for (const nom of ['container-with-counter-signature.asice', 'dss-2245-2500.asice', 'onefile-ok.asics'])
    expect([nom, verdicts.get(nom)]).toEqual([nom, 'indetermine']);
});

test('aucune signature CAdES du corpus n’est valide sans ancre, et les falsifiees sont invalides', async () => {
  const confiance = await ancres();
  const verdicts = await verdictsDe('signatures/cades', (cms) =>
    validerEnveloppe({ cms, ancres: confiance, a: DATE }),
  );
  expect(verdicts.size).toBeGreaterThanOrEqual(22);
  expect([...verdicts.values()]).not.toContain('valide');
  expect(verdicts.get('cms-wrong-sign-cert-ref.p7m')).toBe('invalide');
  expect(verdicts.get('malformed-cades.p7m')).toBe('non-signe');
});

test('les archives ordinaires, piegees ou cassees ne sont jamais valides', async () => {
  const confiance = await ancres();
  const verdicts = await verdictsDe('archives', (octets) => validerAsic(octets, confiance, { a: DATE }));
  expect(verdicts.size).toBeGreaterThan(50);
  expect([...verdicts.values()]).not.toContain('valide');
});
