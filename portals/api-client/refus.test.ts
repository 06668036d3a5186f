import { expect, test } from 'vitest';
import { exiger, problemeDeLErreur, RefusDuService } from './refus.ts';

const ferme = {
  type: 'about:blank',
  title: 'Accès refusé',
  status: 403,
  code: 'acces-refuse',
  detail: 'Ce dossier n’existe pas ou ne relève pas de votre service.',
};

test('un refus du service se lance et se montre tel quel ; tout le reste est un incident du portail', async () => {
  await expect(exiger(Promise.resolve({ ok: true, valeur: 3 }))).resolves.toBe(3);
  const refuse = exiger(Promise.resolve({ ok: false, refus: ferme }));
  await expect(refuse).rejects.toThrow(ferme.detail);
  expect(problemeDeLErreur(await refuse.catch((erreur: unknown) => erreur), 'Rechargez.')).toEqual(ferme);
  expect(new RefusDuService(ferme).name).toBe('RefusDuService');
  expect(problemeDeLErreur(new TypeError('x'), 'Rechargez.')).toMatchObject({
    status: 0,
    detail: 'Rechargez.',
  });
});
