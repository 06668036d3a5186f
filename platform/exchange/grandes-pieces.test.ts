import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pliDansLEtat } from './essais/attentes.ts';
import { alterer, type Banc, envoyer, monterBanc, nouveau, piece } from './essais/banc.ts';
import { annonce, pliALaMain } from './essais/pli-a-la-main.ts';
import { appeler, poster } from './essais/poster.ts';
import { sha256 } from './conteneur.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await monterBanc();
}, 60_000);
afterAll(() => banc.fermer());

/** 9 Mio previsibles : au-dela de ce que porte un conteneur. */
const grande = (graine: number): Buffer => {
  const bloc = createHash('sha512').update(`graine ${graine}`).digest();
  return Buffer.alloc(9 * 1024 * 1024, bloc);
};

test('une grande pièce voyage à part, et n’est pas renvoyée si elle est déjà arrivée', async () => {
  const { interieur, justice } = banc;
  const video = await piece(interieur, 'fichiers/video', grande(1));
  const premier = { objet: 'dossier-1', id: await envoyer(interieur, 'dossier-1', [video]) };
  await pliDansLEtat(interieur, premier, 'accuse');
  expect(await justice.reglages.magasin.verifier(video.empreinte)).toBe('intact');
  expect(justice.vu.depots).toBe(1);
  const second = { objet: 'dossier-2', id: await envoyer(interieur, 'dossier-2', [video]) };
  await pliDansLEtat(interieur, second, 'accuse');
  expect(justice.vu.depots).toBe(1);
});

test('un pli dont la grande pièce n’est pas arrivée attend, et de faux octets ne la remplacent pas', async () => {
  const contenu = grande(2);
  const id = nouveau();
  const octets = await pliALaMain(banc, id, {
    bordereau: { pieces: [annonce('fichiers/video', contenu, true)] },
    pieces: {},
  });
  const pousser = (corps: Uint8Array) =>
    appeler(banc.interieur, { methode: 'PUT', chemin: `/echange/objets/${sha256(contenu)}`, corps });
  const tete = () =>
    appeler(banc.interieur, { methode: 'HEAD', chemin: `/echange/objets/${sha256(contenu)}` });
  expect((await poster(banc.interieur, id, octets)).statut).toBe(409);
  expect((await pousser(grande(3))).statut).toBe(422);
  expect((await tete()).statut).toBe(404);
  expect((await poster(banc.interieur, id, octets)).statut).toBe(409);
  expect((await pousser(contenu)).statut).toBe(201);
  expect((await tete()).statut).toBe(200);
  expect((await poster(banc.interieur, id, octets)).statut).toBe(200);
});

test('une grande pièce altérée pendant l’attente refuse son pli avec sa raison, sans fin d’attente', async () => {
  const { interieur, justice } = banc;
  await justice.arreter();
  const video = await piece(interieur, 'fichiers/video', grande(4));
  const pli = { objet: 'dossier-3', id: await envoyer(interieur, 'dossier-3', [video]) };
  await pliDansLEtat(interieur, pli, 'en-attente');
  await alterer(interieur, video.empreinte);
  await justice.demarrer();
  expect((await pliDansLEtat(interieur, pli, 'refuse')).motifs[0]).toContain('a été altéré');
  expect(interieur.vu.perdus).toEqual([video.empreinte]);
  const autre = { objet: 'dossier-4', id: await envoyer(interieur, 'dossier-4', []) };
  await pliDansLEtat(interieur, autre, 'accuse');
});

test('une petite pièce altérée refuse son pli avant tout envoi', async () => {
  const { interieur } = banc;
  const photo = await piece(interieur, 'fichiers/photo', new TextEncoder().encode('petite'));
  await alterer(interieur, photo.empreinte);
  const pli = { objet: 'dossier-5', id: await envoyer(interieur, 'dossier-5', [photo]) };
  expect((await pliDansLEtat(interieur, pli, 'refuse')).motifs[0]).toContain(photo.empreinte);
  expect(interieur.vu.perdus).toContain(photo.empreinte);
});

test('une grande pièce abîmée chez le destinataire avant l’examen est renvoyée, et le pli intégré', async () => {
  const { interieur, justice } = banc;
  const acte = await piece(interieur, 'actes/long', grande(6));
  const premier = { objet: 'dossier-6', id: await envoyer(interieur, 'dossier-6', [acte]) };
  await pliDansLEtat(interieur, premier, 'accuse');
  await alterer(justice, acte.empreinte);
  justice.lire = acte.empreinte;
  const pli = { objet: 'dossier-7', id: await envoyer(interieur, 'dossier-7', [acte]) };
  await pliDansLEtat(interieur, pli, 'accuse');
  justice.lire = undefined;
  expect(await justice.reglages.magasin.verifier(acte.empreinte)).toBe('intact');
});
