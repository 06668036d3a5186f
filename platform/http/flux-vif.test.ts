import { expect, onTestFinished, test } from 'vitest';
import { creerFluxVif, creerServeur } from './index.ts';

async function banc() {
  const flux = creerFluxVif<string>();
  const app = await creerServeur({
    titre: 'Essai',
    origine: 'http://127.0.0.1:1',
    origineAgent: 'http://127.0.0.1:2',
    consigner: () => undefined,
  });
  app.get('/flux', async (demande, reponse) => {
    const dernier = demande.headers['last-event-id'];
    flux.brancher(reponse, 'agen', dernier === undefined ? undefined : Number(dernier));
    return reponse;
  });
  const adresse = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    flux.fermer();
    await app.close();
  });
  return { flux, adresse };
}

/** Lit le flux jusqu'au `marqueur` et rend le texte recu. */
async function lire(adresse: string, marqueur: string, dernier?: number): Promise<string> {
  const coupure = new AbortController();
  const reponse = await fetch(`${adresse}/flux`, {
    signal: coupure.signal,
    headers: dernier === undefined ? {} : { 'last-event-id': String(dernier) },
  });
  expect(reponse.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(reponse.headers.get('content-security-policy')).toContain("default-src 'self'");
  let texte = '';
  const lecteur = (reponse.body ?? new ReadableStream<Uint8Array>()).getReader();
  while (!texte.includes(marqueur)) {
    const { value, done } = await lecteur.read();
    if (done) break;
    texte += new TextDecoder().decode(value);
  }
  coupure.abort();
  return texte;
}

const tous = (): boolean => true;

test('un événement n’arrive qu’à ceux qui y ont droit', async () => {
  const { flux, adresse } = await banc();
  const recu = lire(adresse, 'fin');
  await expect.poll(() => flux.abonnes()).toBe(1);
  flux.diffuser(1, { genre: 'dossier', idj: 'secret' }, (agent) => agent === 'amiens');
  flux.diffuser(2, { genre: 'dossier', idj: 'fin' }, (agent) => agent === 'agen');
  const texte = await recu;
  expect(texte).toContain('id: 2\ndata: {"genre":"dossier","idj":"fin"}\n\n');
  expect(texte).not.toContain('secret');
  await expect.poll(() => flux.abonnes()).toBe(0);
});

test('une reconnexion rejoue exactement ce qui manque', async () => {
  const { flux, adresse } = await banc();
  for (const numero of [10, 11, 12]) flux.diffuser(numero, { genre: 'dossier', idj: `d${numero}` }, tous);
  const texte = await lire(adresse, 'd12', 10);
  expect(texte).not.toContain('relire');
  expect(texte).not.toContain('d10');
  expect(texte).toContain('d11');
});

test('quand rien ne prouve la continuité, tout est à relire : trop ancien, ou service redémarré', async () => {
  const { flux, adresse } = await banc();
  expect(await lire(adresse, 'relire', 7)).toContain('event: relire\ndata: {}\n\n');
  flux.diffuser(undefined, { genre: 'dossier', idj: 'sans-numero' }, tous);
  for (let numero = 1; numero <= 2_100; numero++) flux.diffuser(numero, { genre: 'boite' }, tous);
  expect(await lire(adresse, 'id: 2100\n', 50)).toContain('event: relire');
  expect(await lire(adresse, 'id: 2100\n', 2_099)).not.toContain('relire');
});

test('un événement sans numéro est annoncé aux présents, jamais rejoué', async () => {
  const { flux, adresse } = await banc();
  const recu = lire(adresse, 'report');
  await expect.poll(() => flux.abonnes()).toBe(1);
  flux.diffuser(undefined, { genre: 'dossier', idj: 'report' }, tous);
  expect(await recu).toContain('\n\ndata: {"genre":"dossier","idj":"report"}');
});
