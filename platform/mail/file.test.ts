import { refus, reussite } from '@ppn/core';
import { baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message, RefusDeCourrier } from './courrier.ts';
import { envoyerLesCourriels, mettreUnCourrielEnFile, migrationsDuCourrier } from './file.ts';

let base: Awaited<ReturnType<typeof baseTemporaire>>;
let ouverte: ReturnType<typeof ouvrirBase<unknown>>;
beforeAll(async () => {
  base = await baseTemporaire([migrationsDuCourrier]);
  ouverte = ouvrirBase<unknown>(base.urlApplication);
});
afterAll(async () => {
  await ouverte.fermer();
  await base.detruire();
});

const midi = Date.parse('2026-11-22T12:00:00Z');
const a = (minutes: number): Date => new Date(midi + minutes * 60_000);

test('un courriel écrit avec sa cause part une fois ; serveur absent, il attend ; défait, il n’est jamais parti', async () => {
  const { db } = ouverte;
  const [partis, refuses]: [Message[], string[]] = [[], []];
  let panne: RefusDeCourrier | undefined = 'courrier-indisponible';
  const tour = (minute: number) =>
    envoyerLesCourriels({
      db,
      maintenant: () => a(minute),
      surRefus: (cle, motif) => refuses.push(`${cle} ${motif}`),
      courrier: {
        fermer: () => undefined,
        envoyer: async (message) => {
          if (panne !== undefined) return refus(panne);
          partis.push(message);
          return reussite({ identifiant: 'x' });
        },
      },
    });
  const message = { a: ['zoe@exemple.fr'], sujet: 'Un code vient de servir', texte: 'Bonjour' };
  for (const cle of ['code 1', 'code 1', 'code 2'])
    await mettreUnCourrielEnFile(db, { cle, ...message }, a(0));
  await dansUneTransaction(db, async (tx) => {
    await mettreUnCourrielEnFile(tx, { cle: 'defait', ...message }, a(0));
    throw new Error('La cause est défaite.');
  }).catch(() => undefined);

  expect(await tour(0)).toBe(0);
  panne = undefined;
  expect(await tour(0.5)).toBe(0);
  expect(await tour(1)).toBe(2);
  expect(await tour(60)).toBe(0);
  expect(partis).toEqual([message, message]);

  panne = 'destinataire-refuse';
  await mettreUnCourrielEnFile(db, { cle: 'perdu', ...message }, a(61));
  await tour(61);
  await tour(200);
  expect(refuses).toEqual(['perdu destinataire-refuse']);
});
