import { afterAll, beforeAll, expect, test } from 'vitest';
import { jusqua } from './essais/attentes.ts';
import { type Banc, monterBanc } from './essais/banc.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await monterBanc();
  for (const cote of [banc.interieur, banc.justice]) {
    await cote.arreter();
    cote.presenceMs = 150;
  }
  await Promise.all([banc.interieur.demarrer(), banc.justice.demarrer()]);
}, 60_000);
afterAll(() => banc.fermer());

test('un pair qui se tait est dit absent, depuis la dernière fois que l’échange a marché, et son retour se voit', async () => {
  const { interieur, justice } = banc;
  await jusqua(() => expect(interieur.noeud().presence().vuA).not.toBeNull());
  expect(interieur.noeud().presence().absentDepuis).toBeNull();
  const avant = Date.now();
  await justice.arreter();
  const depuis = await jusqua(() => {
    const { absentDepuis } = interieur.noeud().presence();
    expect(absentDepuis).not.toBeNull();
    return Date.parse(absentDepuis ?? '');
  });
  expect(depuis).toBeGreaterThan(avant - 2_000);
  expect(depuis).toBeLessThanOrEqual(Date.now() - 450);
  await jusqua(() => expect(interieur.presences.at(-1)?.absentDepuis).toEqual(expect.any(String)));
  await justice.demarrer();
  await jusqua(() => expect(interieur.noeud().presence().absentDepuis).toBeNull());
  await jusqua(() => expect(interieur.presences.at(-1)?.absentDepuis).toBeNull());
});
