import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { creerAgentDuPoste } from './agent-du-poste.ts';

let boucle: Server;
let url: string;
const recues: string[] = [];
beforeAll(async () => {
  boucle = createServer((requete, reponse) => {
    recues.push(`${requete.method} ${requete.url}`);
    const corps =
      requete.method === 'POST' ? { id: 'par-la-boucle', fenetre: '/fenetre/1' } : { etat: 'en-attente' };
    reponse.setHeader('content-type', 'application/json').end(JSON.stringify(corps));
  });
  await new Promise<void>((tenir) => boucle.listen(0, '127.0.0.1', tenir));
  const adresse = boucle.address();
  url = `http://127.0.0.1:${typeof adresse === 'object' && adresse !== null ? adresse.port : 0}`;
});
afterAll(() => boucle.close());
beforeEach(() => {
  recues.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

/** Une page ou l'extension s'est posee ; `repondre` tient lieu de relais et de fond. */
function poserLExtension(repondre: (demande: { readonly action: string }) => object): void {
  const page = new EventTarget();
  const fenetre = {
    location: { origin: 'http://localhost:3000' },
    postMessage: (message: { readonly numero: string; readonly action: string }) => {
      const data = { type: 'ppn-agent-reponse', numero: message.numero, reponse: repondre(message) };
      page.dispatchEvent(Object.assign(new Event('message'), { data, source: fenetre }));
    },
  };
  vi.stubGlobal('window', fenetre);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', { documentElement: { dataset: { ppnAgentDePoste: '1' } } });
}

test('sans extension, le portail parle à la boucle locale et montre sa fenêtre', async () => {
  const agent = creerAgentDuPoste(url);
  expect(await agent.demander(['a.b.c'])).toEqual({
    ok: true,
    valeur: { id: 'par-la-boucle', fenetre: `${url}/fenetre/1` },
  });
});

test('l’extension passe d’abord, sans fenêtre à encadrer, et la demande se suit par la même porte', async () => {
  poserLExtension(({ action }) => ({
    ok: true,
    valeur: action === 'deposer' ? { id: 'par-l-extension' } : { etat: 'faite', resultats: [{ jti: 'x' }] },
  }));
  const agent = creerAgentDuPoste(url);
  expect(await agent.demander(['a.b.c'])).toEqual({ ok: true, valeur: { id: 'par-l-extension' } });
  expect(await agent.suivre('par-l-extension')).toMatchObject({ ok: true, valeur: { etat: 'faite' } });
  expect(recues).toEqual([]);
});

test('une extension sans hôte laisse la boucle locale répondre ; son refus, lui, est un refus', async () => {
  poserLExtension(() => ({ ok: false, erreur: { code: 'agent-absent', message: 'Absent.' } }));
  const agent = creerAgentDuPoste(url);
  expect(await agent.demander(['a.b.c'])).toMatchObject({ ok: true, valeur: { id: 'par-la-boucle' } });
  expect(await agent.suivre('par-la-boucle')).toMatchObject({ ok: true, valeur: { etat: 'en-attente' } });
  recues.length = 0;
  poserLExtension(() => ({ ok: false, erreur: { code: 'ordre-rejoue', message: 'Déjà présentée.' } }));
  expect(await agent.demander(['a.b.c'])).toEqual({
    ok: false,
    refus: { code: 'ordre-rejoue', message: 'Déjà présentée.' },
  });
  expect(recues).toEqual([]);
});
