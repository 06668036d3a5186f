import { afterAll, beforeAll, expect, test } from 'vitest';
import { jusqua, pliDansLEtat } from './essais/attentes.ts';
import { type Banc, envoyer, monterBanc, piece } from './essais/banc.ts';
import { traiterEnvoi } from './envoyer.ts';
import { creerLien } from './lien.ts';
import { plisDe } from './plis.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await monterBanc();
}, 60_000);
afterAll(() => banc.fermer());

const octets = (contenu: string): Uint8Array => new TextEncoder().encode(contenu);

test('le pair absent, les plis attendent à la vue de tous et partent seuls dès son retour', async () => {
  await banc.justice.arreter();
  const plis: { objet: string; id: string }[] = [];
  for (const objet of ['dossier-1', 'dossier-2', 'dossier-3'])
    plis.push({
      objet,
      id: await envoyer(banc.interieur, objet, [await piece(banc.interieur, 'actes/a.pdf', octets(objet))]),
    });
  for (const pli of plis) {
    const attente = await pliDansLEtat(banc.interieur, pli, 'en-attente');
    expect(attente.derniereErreur).toMatch(
      /^Le service destinataire ne répond pas .*partira dès son retour\.$/,
    );
    expect(attente.tentatives).toBeGreaterThan(0);
  }
  await banc.justice.demarrer();
  for (const pli of plis) {
    const arrive = await pliDansLEtat(banc.interieur, pli, 'accuse');
    expect(arrive.derniereErreur).toBeNull();
    expect(await plisDe(banc.justice.reglages.base, pli.objet)).toHaveLength(1);
    expect(banc.justice.vu.integres.filter((vu) => vu === pli.id)).toHaveLength(1);
  }
});

test('le retour du pair relance à l’instant ce qui attendait depuis longtemps', async () => {
  await banc.justice.arreter();
  const id = await envoyer(banc.interieur, 'dossier-4', []);
  await pliDansLEtat(banc.interieur, { objet: 'dossier-4', id }, 'en-attente');
  await banc.interieur.reglages.base.db
    .updateTable('echange_envoi')
    .set({ prochaine: '2100-01-01T00:00:00Z' })
    .where('id', '=', id)
    .execute();
  await banc.justice.demarrer();
  await pliDansLEtat(banc.interieur, { objet: 'dossier-4', id }, 'accuse');
});

test('un nœud arrêté en route reprend où il en était, sans refaire le pli', async () => {
  await banc.justice.arreter();
  const pli = { objet: 'dossier-5', id: await envoyer(banc.interieur, 'dossier-5', []) };
  const { empreinte } = await pliDansLEtat(banc.interieur, pli, 'en-attente');
  await banc.interieur.arreter();
  await Promise.all([banc.interieur.demarrer(), banc.justice.demarrer()]);
  const arrive = await pliDansLEtat(banc.interieur, pli, 'accuse');
  expect(arrive.empreinte).toBe(empreinte);
});

test('l’horodatage muet, le pli attend chez l’émetteur puis part', async () => {
  await banc.taireLHorodatage();
  const pli = { objet: 'dossier-6', id: await envoyer(banc.interieur, 'dossier-6', []) };
  const attente = await pliDansLEtat(banc.interieur, pli, 'en-attente');
  expect(attente.derniereErreur).toBe('Le service d’horodatage ne répond pas.');
  expect(attente.empreinte).toBeNull();
  await banc.rendreLHorodatage();
  await pliDansLEtat(banc.interieur, pli, 'accuse');
});

test('l’horodatage muet chez le destinataire ne refuse rien : le pli est renvoyé, intégré une fois', async () => {
  await banc.justice.arreter();
  const pli = { objet: 'dossier-7', id: await envoyer(banc.interieur, 'dossier-7', []) };
  await pliDansLEtat(banc.interieur, pli, 'en-attente');
  await banc.taireLHorodatage();
  await banc.justice.demarrer();
  await jusqua(async () => {
    const vu = await pliDansLEtat(banc.interieur, pli, 'en-attente');
    expect(vu.derniereErreur).toMatch(/statut 503/);
  });
  expect(await plisDe(banc.justice.reglages.base, pli.objet)).toEqual([]);
  await banc.rendreLHorodatage();
  await pliDansLEtat(banc.interieur, pli, 'accuse');
  expect(await plisDe(banc.justice.reglages.base, pli.objet)).toHaveLength(1);
});

test('deux passages sur le même envoi ne préparent qu’un pli', async () => {
  const { db } = banc.interieur.reglages.base;
  await banc.justice.arreter();
  const pli = { objet: 'dossier-8', id: await envoyer(banc.interieur, 'dossier-8', []) };
  const { empreinte } = await pliDansLEtat(banc.interieur, pli, 'en-attente');
  const perime = await db
    .selectFrom('echange_envoi')
    .selectAll()
    .where('id', '=', pli.id)
    .executeTakeFirstOrThrow();
  await traiterEnvoi(
    { ...perime, etat: 'a-preparer' },
    banc.interieur.reglages,
    creerLien(banc.interieur.reglages),
  );
  await banc.justice.demarrer();
  expect((await pliDansLEtat(banc.interieur, pli, 'accuse')).empreinte).toBe(empreinte);
});
