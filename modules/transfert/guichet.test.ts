import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lireTrousseau, nouveauTrousseau, scellerUnLot } from '@ppn/journal';
import { lireJointe } from '@ppn/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { preparation, recepisseDuMinistere } from './contract.ts';
import { bancDeTransfert, CAMILLE, demandeDEssai, SOPHIE } from './essais/banc.ts';
import { ENTETE_AGENT, guichetDesMinisteres } from './guichet.ts';
import { faireLeDepot, preparerDepot } from './use-cases/preparer-depot.ts';
import { scellerLesRecepisses } from './use-cases/sceller-les-recepisses.ts';

let banc: Awaited<ReturnType<typeof bancDeTransfert>>;
let port = 0;
const serveur = createServer();
beforeAll(async () => {
  banc = await bancDeTransfert();
  const traiter = guichetDesMinisteres(
    banc.ports,
    (ministere, matricule) =>
      ministere === 'justice' && matricule === SOPHIE.id
        ? { ...banc.identite(SOPHIE), ministere }
        : undefined,
    (message, cause) => void banc.alarmes.push(`${message} ${String(cause)}`),
  );
  serveur.on('request', (demande, reponse) =>
    traiter(demande.headers['x-essai-ministere'] === 'interieur' ? 'interieur' : 'justice', demande, reponse),
  );
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  ({ port } = serveur.address() as AddressInfo);
}, 60_000);
afterAll(async () => {
  serveur.closeAllConnections();
  await new Promise((fini) => serveur.close(fini));
  await banc.fermer();
});

type Options = { readonly entetes?: Record<string, string>; readonly corps?: string | Uint8Array };
const demander = (method: string, path: string, { entetes = {}, corps }: Options = {}) =>
  new Promise<{ statut: number; lieu: string; octets: Buffer }>((lire, rejeter) => {
    const headers = { [ENTETE_AGENT]: SOPHIE.id, ...entetes };
    const demande = request(
      { port, host: '127.0.0.1', method, path, headers, agent: false },
      async (reponse) => {
        const morceaux: Buffer[] = [];
        for await (const morceau of reponse) morceaux.push(Buffer.from(morceau));
        lire({
          statut: reponse.statusCode ?? 0,
          lieu: reponse.headers.location ?? '',
          octets: Buffer.concat(morceaux),
        });
      },
    );
    demande.on('error', rejeter);
    demande.end(corps);
  });
const json = (octets: Buffer): unknown => JSON.parse(octets.toString('utf8'));
const IDJ = 'IDJ-2026-00000001-1';
const { id } = demandeDEssai(500);
const corps = JSON.stringify({ objet: `Copie du dossier ${IDJ}`, idj: IDJ, nature: 'copie-de-dossier' });
const TUS = { 'tus-resumable': '1.0.0' };

test('un ministère prépare un dépôt pour son agent, qui le finit ; le fait dit qui l’a préparé', async () => {
  const cree = await demander('PUT', `/guichet/preparations/${id}`, { corps });
  expect(preparation.parse(json(cree.octets))).toMatchObject({
    demande: { idj: IDJ, destinataires: [], dureeJours: 30 },
    prepare: { par: 'justice' },
    televersements: `/televersements/${id}`,
  });
  const envoi = await demander('POST', `/televersements/${id}`, {
    entetes: { ...TUS, 'upload-length': '5', 'upload-metadata': `filename ${btoa('dossier.zip')}` },
  });
  await demander('PATCH', envoi.lieu, {
    entetes: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    corps: 'abcde',
  });
  // L'agent choisit dans PLINE ; le ministere, qui renvoie sa preparation, ne lui reprend rien.
  const choisi = { ...demandeDEssai(500), idj: IDJ, dureeJours: 5 };
  expect((await preparerDepot(banc.ports, banc.identite(SOPHIE), choisi)).ok).toBe(true);
  const renvoye = await demander('PUT', `/guichet/preparations/${id}`, { corps });
  expect(preparation.parse(json(renvoye.octets))).toMatchObject({
    demande: { destinataires: [CAMILLE.id], dureeJours: 5 },
    prepare: { par: 'justice' },
    envois: [{ nom: 'dossier.zip', longueur: 5, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
  const depose = await faireLeDepot(
    banc.ports,
    { ...banc.identite(SOPHIE), ministere: 'justice' },
    { id, empreintes: {} },
  );
  expect(depose.ok && depose.valeur.depose).toMatchObject({
    idj: IDJ,
    ministere: 'justice',
    prepare: { par: 'justice', a: '2026-11-22T10:00:00.000Z' },
  });
  expect((await demander('PUT', `/guichet/preparations/${id}`, { corps })).statut).toBe(409);
});

test('un ministère ne parle ni pour un agent de l’autre, ni pour un inconnu, ni pour personne', async () => {
  const neuf = `/guichet/preparations/${demandeDEssai(501).id}`;
  for (const entetes of [
    { 'x-essai-ministere': 'interieur' },
    { [ENTETE_AGENT]: CAMILLE.id },
    { [ENTETE_AGENT]: '' },
  ])
    expect((await demander('PUT', neuf, { corps, entetes })).statut).toBe(403);
  const envoi = await demander('POST', `/televersements/${id}`, {
    entetes: { ...TUS, 'upload-length': '1', 'x-essai-ministere': 'interieur' },
  });
  expect(envoi.statut).toBe(403);
  expect((await demander('PUT', neuf, { corps: '{}' })).statut).toBe(422);
  expect((await demander('PUT', neuf, { corps: 'x'.repeat(20_000) })).statut).toBe(413);
  expect((await demander('GET', neuf)).statut).toBe(404);
  expect((await demander('DELETE', '/guichet/recepisses')).statut).toBe(404);
});

test('les récépissés d’un dépôt lié à un dossier se relisent par le ministère de l’expéditeur, et par lui seul', async () => {
  const libre = demandeDEssai(502);
  await banc.deposer(libre, { 'a.txt': Buffer.from('a') });
  await scellerLesRecepisses(banc.ports);
  const { journal: cle } = lireTrousseau(nouveauTrousseau('pline', banc.ports.maintenant()));
  await scellerUnLot({ db: banc.db, cle });
  const lire = async (apres: number, entetes = {}) =>
    z
      .object({ recepisses: z.array(recepisseDuMinistere) })
      .parse(json((await demander('GET', `/guichet/recepisses?apres=${apres}`, { entetes })).octets))
      .recepisses;
  const [recepisse, ...autres] = await lire(-1);
  expect(autres).toEqual([]);
  expect(recepisse).toMatchObject({ depot: id, idj: IDJ, expediteur: SOPHIE.id });
  expect(await lire(recepisse?.rang ?? -1)).toEqual([]);
  expect(await lire(-1, { 'x-essai-ministere': 'interieur' })).toEqual([]);
  const chemin = `/guichet/recepisses/${recepisse?.empreinte ?? ''}`;
  const pdf = await demander('GET', chemin);
  const donnees = Buffer.from((await lireJointe(pdf.octets, 'recepisse.json')) ?? '').toString('utf8');
  expect(JSON.parse(donnees)).toMatchObject({ genre: 'depot', depot: id, idj: IDJ });
  expect((await demander('GET', chemin, { entetes: { 'x-essai-ministere': 'interieur' } })).statut).toBe(404);
});
