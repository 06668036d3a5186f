import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { PORTS, portLibre, portsFixes, portsLibres } from './ports.ts';

/** Des ports surement libres, pour ne pas dependre de ce qui tourne sur la machine. */
async function environnementLibre(): Promise<Record<string, string>> {
  const libres = await portsLibres();
  return Object.fromEntries(PORTS.map(({ nom, variable }) => [variable, String(libres[nom])]));
}

test('les ports libres sont distincts et hors de la plage des connexions sortantes', async () => {
  const ports = Object.values(await portsLibres());
  expect(new Set(ports).size).toBe(PORTS.length);
  expect(ports.every((port) => port >= 20_000 && port < 32_000)).toBe(true);
});

test('vingt systèmes qui naissent ensemble n’ont aucun port en commun', async () => {
  const ports = (await Promise.all(Array.from({ length: 20 }, portsLibres))).flatMap((p) => Object.values(p));
  expect(new Set(ports).size).toBe(20 * PORTS.length);
});

test('chaque port se change par sa variable', async () => {
  const environnement = await environnementLibre();
  const ports = await portsFixes(environnement);
  expect(String(ports.agent)).toBe(environnement['PPN_AGENT_PORT']);
});

test('un port pris est nommé, avec la variable qui le change', async () => {
  const port = await portLibre();
  const occupant = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void occupant.close());
  await new Promise((pret) => occupant.once('listening', pret));
  const environnement = { ...(await environnementLibre()), PPN_JUSTICE_HTTP_PORT: String(port) };
  await expect(portsFixes(environnement)).rejects.toMatchObject({
    code: 'port-occupe',
    message: expect.stringMatching(new RegExp(`${port}.*PPN_JUSTICE_HTTP_PORT`)),
  });
});

test.each(['abc', '0', '70000', '-1', '1.5'])('« %s » n’est pas un port', async (valeur) => {
  await expect(portsFixes({ PPN_AGENT_PORT: valeur })).rejects.toMatchObject({
    code: 'configuration-invalide',
    message: expect.stringContaining('PPN_AGENT_PORT'),
  });
});

test('deux fois le même port est une erreur de configuration', async () => {
  const environnement = await environnementLibre();
  const meme = { ...environnement, PPN_AGENT_PORT: environnement['PPN_CONFIANCE_PORT'] };
  await expect(portsFixes(meme)).rejects.toMatchObject({ code: 'configuration-invalide' });
});
