import { expect, test } from 'vitest';
import { peutCosigner } from './cosignataires.ts';

const agent = (donnees: Partial<Parameters<typeof peutCosigner>[0]>) => ({
  matricule: 'A1',
  qualite: 'opj',
  service: 'interieur' as const,
  rattachement: { code: 'U1' },
  ...donnees,
});
const redacteur = agent({});

test('un collègue de l’unité cosigne, le rédacteur lui-même ni un agent d’ailleurs', () => {
  expect(peutCosigner(redacteur, agent({ matricule: 'A2' }))).toBe(true);
  expect(peutCosigner(redacteur, redacteur)).toBe(false);
  const ailleurs = { matricule: 'A3', rattachement: { code: 'U2' } };
  expect(peutCosigner(redacteur, agent(ailleurs))).toBe(false);
});

test('un interprète inscrit cosigne d’où qu’il soit, dans le ministère qui le connaît', () => {
  const interprete = agent({
    matricule: 'I1',
    qualite: 'interprete',
    rattachement: { code: 'ca47' },
  });
  expect(peutCosigner(redacteur, interprete)).toBe(true);
  expect(peutCosigner(agent({ service: 'justice', qualite: 'greffier' }), interprete)).toBe(false);
});
