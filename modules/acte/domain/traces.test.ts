import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeDepuis, lireCode, repereDe } from './code-de-remise.ts';
import { signatureEnSvg } from './signature-en-svg.ts';
import { lireTraces, type Point, type Traces, tracesEnTexte } from './traces.ts';

const trait: readonly Point[] = Array.from({ length: 20 }, (_, rang): Point => [
  1_000 + rang * 300,
  1_800 + (rang % 2) * 400,
  rang * 50,
  rang * 16,
]);
const traces = (changements: Partial<Traces> = {}): Traces => ({
  outil: 'stylet',
  traits: [trait],
  ...changements,
});

test('une signature se lit ; une touche, un cadre depasse ou un temps qui recule, non', () => {
  expect(lireTraces(traces())).toEqual({ ok: true, valeur: traces() });
  expect(lireTraces(traces({ traits: [] }))).toEqual({ ok: false, refus: 'traces-vides' });
  expect(lireTraces(traces({ traits: [trait.slice(0, 3)] }))).toEqual({ ok: false, refus: 'traces-vides' });
  for (const faux of [
    [10_001, 0, 0, 0],
    [0, 3_751, 0, 0],
    [0, 0, 1_001, 0],
    [0, 0, 0, 300_001],
    [0.5, 0, 0, 0],
    [-1, 0, 0, 0],
  ] as const)
    expect(lireTraces(traces({ traits: [[...trait, faux]] }))).toEqual({
      ok: false,
      refus: 'traces-incoherents',
    });
  expect(lireTraces(traces({ traits: [trait, [[0, 0, 0, 1]]] }))).toEqual({
    ok: false,
    refus: 'traces-incoherents',
  });
  expect(lireTraces(traces({ traits: Array.from({ length: 81 }, () => []) }))).toMatchObject({ ok: false });
});

test('l’image est faite de chemins, plus larges ou la pression est plus forte, toujours la meme', () => {
  const svg = signatureEnSvg(traces());
  expect(svg).toBe(signatureEnSvg(traces()));
  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 10000 3750">/);
  const largeurs = [...svg.matchAll(/stroke-width="(\d+)"/g)].map(([, largeur]) => Number(largeur));
  expect(largeurs).toEqual(largeurs.toSorted((a, b) => a - b));
  expect(new Set(largeurs).size).toBeGreaterThan(2);
  expect(signatureEnSvg(traces({ traits: [[[5, 6, 0, 0]]] }))).toContain('M5 6l1 0');
});

test('les traces ont une forme unique, pour leur empreinte', () => {
  expect(tracesEnTexte({ traits: [[[1, 2, 3, 4]]], outil: 'doigt' })).toBe(
    '{"schema":"ppn/traces@1","largeur":10000,"hauteur":3750,"outil":"doigt","traits":[[[1,2,3,4]]]}',
  );
});

test('un code a huit signes sans ambiguite, et se relit comme on l’a tape', () => {
  expect(codeDepuis(new Uint8Array([0, 1, 2, 3, 4, 5, 6, 255, 7]))).toBe('23456789');
  expect(codeDepuis(new Uint8Array(20).fill(255))).toBeUndefined();
  expect(lireCode(' abcd-2345 ')).toBe('ABCD2345');
  expect(lireCode('ABCD–2345')).toBe('ABCD2345');
  for (const faux of ['ABCD234', 'ABCD23451', 'ABCD0234', 'ABCDO234', 'ÀBCD2345', ''])
    expect(lireCode(faux)).toBeUndefined();
  expect(repereDe('ABCD2345')).toBe('ABCD');
});

test('tout code tire se relit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (hasard) => {
      const code = codeDepuis(hasard);
      expect(code === undefined || lireCode(code) === code).toBe(true);
    }),
  );
});
