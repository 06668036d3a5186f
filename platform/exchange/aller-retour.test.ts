import { afterAll, beforeAll, expect, test } from 'vitest';
import { empreinte } from '@ppn/core';
import { lireAccuse, sha256 } from './conteneur.ts';
import { pliDansLEtat } from './essais/attentes.ts';
import { type Banc, envoyer, monterBanc, piece } from './essais/banc.ts';
import { poster } from './essais/poster.ts';
import { plisDe } from './plis.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await monterBanc();
}, 60_000);
afterAll(() => banc.fermer());

const texte = (contenu: string): Uint8Array => new TextEncoder().encode(contenu);
const finDuPli = (objet: string, id: string, etat: 'accuse' | 'refuse' = 'accuse') =>
  pliDansLEtat(banc.interieur, { objet, id }, etat);
const octetsDe = async (cote: 'interieur' | 'justice', valeur: string | null): Promise<Uint8Array> =>
  banc[cote].reglages.magasin.lireOctets(empreinte(valeur ?? ''), 64 * 1024 * 1024);

test('un pli part, est intégré une fois, et son accusé scellé revient aux deux côtés', async () => {
  const recit = texte('La plainte du 21 novembre.');
  const annoncee = await piece(banc.interieur, 'actes/plainte.pdf', recit);
  const id = await envoyer(banc.interieur, 'dossier-1', [annoncee]);
  const emis = await finDuPli('dossier-1', id);
  const [recu] = await plisDe(banc.justice.reglages.base, 'dossier-1');
  expect(recu).toMatchObject({
    id,
    sens: 'recu',
    etat: 'accuse',
    pieces: 1,
    empreinte: emis.empreinte,
    accuseEmpreinte: emis.accuseEmpreinte,
    accuseA: emis.accuseA,
  });
  expect(await octetsDe('justice', annoncee.empreinte)).toEqual(Buffer.from(recit));
  const accuse = await lireAccuse(
    await octetsDe('interieur', emis.accuseEmpreinte),
    { pli: id, empreinte: emis.empreinte ?? '' },
    banc.interieur.reglages,
  );
  expect(accuse).toMatchObject({ ok: true, valeur: { verdict: 'integre', emetteur: 'justice' } });
  expect(banc.justice.vu.integres.filter((vu) => vu === id)).toHaveLength(1);
  expect(banc.interieur.vu.accuses.filter((vu) => vu === id)).toHaveLength(1);
});

test('un pli livré deux fois, même à la fois, rend le même accusé octet pour octet', async () => {
  const id = await envoyer(banc.interieur, 'dossier-2', [
    await piece(banc.interieur, 'actes/a.pdf', texte('deux fois')),
  ]);
  const emis = await finDuPli('dossier-2', id);
  const pli = await octetsDe('interieur', emis.empreinte);
  const reponses = await Promise.all([1, 2, 3].map(() => poster(banc.interieur, id, pli)));
  for (const { statut, corps } of reponses) {
    expect(statut).toBe(200);
    expect(sha256(corps)).toBe(emis.accuseEmpreinte);
  }
  expect(banc.justice.vu.integres.filter((vu) => vu === id)).toHaveLength(1);
  expect(banc.justice.vu.avises.filter((vu) => vu === id)).toHaveLength(1);
});

test('un pli refusé par le métier garde ses motifs chez l’émetteur, et n’arrête que lui', async () => {
  const refuse = '0198c000-0000-7000-8000-00000000000a';
  banc.justice.juger = ({ bordereau }) =>
    bordereau.pli === refuse
      ? { verdict: 'refuse', motifs: ['La signature de l’acte n’est pas valide.'] }
      : { verdict: 'integre', motifs: [] };
  await envoyer(banc.interieur, 'dossier-refuse', [], refuse);
  const suivant = await envoyer(banc.interieur, 'dossier-refuse', []);
  const autre = await envoyer(banc.interieur, 'dossier-3', []);
  expect((await finDuPli('dossier-refuse', refuse, 'refuse')).motifs).toEqual([
    'La signature de l’acte n’est pas valide.',
  ]);
  await finDuPli('dossier-refuse', suivant);
  await finDuPli('dossier-3', autre);
});

test('les plis d’un dossier arrivent dans l’ordre où ils ont été demandés', async () => {
  const ordre: string[] = [];
  banc.justice.juger = ({ bordereau }) => {
    if (bordereau.objet === 'dossier-4') ordre.push(bordereau.pli);
    return { verdict: 'integre', motifs: [] };
  };
  const ids: string[] = [];
  for (const rang of [1, 2, 3, 4])
    ids.push(
      await envoyer(banc.interieur, 'dossier-4', [
        await piece(banc.interieur, `actes/${rang}.pdf`, texte(`acte ${rang}`)),
      ]),
    );
  for (const id of ids) await finDuPli('dossier-4', id);
  expect(ordre).toEqual(ids);
});

test('rien ne part d’une transaction annulée', async () => {
  const { db } = banc.interieur.reglages.base;
  await expect(
    db.transaction().execute(async (tx) => {
      await tx
        .insertInto('echange_envoi')
        .values({
          id: '0198c000-0000-7000-8000-000000000001',
          objet: 'dossier-annule',
          genre: 'essai',
          pieces: '[]',
          message: '{}',
          emis_a: '2026-11-21T10:00:00Z',
        })
        .execute();
      throw new Error('annulée');
    }),
  ).rejects.toThrow('annulée');
  expect(await plisDe(banc.interieur.reglages.base, 'dossier-annule')).toEqual([]);
});
