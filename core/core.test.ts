import { expect, test } from 'vitest';
import fc from 'fast-check';
import {
  creerIdj,
  formeComparable,
  horodate,
  horodateEnFrancais,
  instantDe,
  isHorodate,
  isIdj,
  isUuid,
  nouvelUuid,
  texteDesBlocs,
} from './index.ts';

test('un IDJ porte sa cle de controle, et une faute de frappe le rend faux', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      fc.integer({ min: 9, max: 16 }),
      (alea, rang) => {
        const idj = creerIdj(2026, alea);
        const lettre = idj.charAt(rang) === '7' ? '8' : '7';
        return isIdj(idj) && !isIdj(idj.slice(0, rang) + lettre + idj.slice(rang + 1));
      },
    ),
  );
});

test('la nuit du 25 octobre 2026, les deux 02 h 30 restent distinctes', () => {
  const ete = horodate('2026-10-25T00:30:00Z');
  const hiver = horodate('2026-10-25T01:30:00Z');
  expect(ete).toBe('2026-10-25T02:30:00+02:00[Europe/Paris]');
  expect(hiver).toBe('2026-10-25T02:30:00+01:00[Europe/Paris]');
  expect(horodateEnFrancais(ete)).toBe('25 octobre 2026 à 02 h 30 (UTC+02:00)');
  expect(horodateEnFrancais(hiver)).toBe('25 octobre 2026 à 02 h 30 (UTC+01:00)');
  expect(instantDe(hiver)).toBe('2026-10-25T01:30:00Z');
});

test('une horodate dont le decalage ne suit pas la zone est refusee', () => {
  expect(isHorodate('2026-07-14T12:00:00+01:00[Europe/Paris]')).toBe(false);
  expect(isHorodate('2026-07-14T12:00:00+02:00[Europe/Paris]')).toBe(true);
});

test('la zone du lieu est gardee outre-mer', () => {
  expect(horodateEnFrancais(horodate('2026-11-21T10:00:00Z', 'Indian/Reunion'))).toBe(
    '21 novembre 2026 à 14 h 00 (Indian/Reunion)',
  );
});

test('un UUID v7 est bien forme et croit avec le temps', () => {
  const alea = new Uint8Array(10).fill(7);
  expect(isUuid(nouvelUuid(1_700_000_000_000, alea))).toBe(true);
  expect(nouvelUuid(1_700_000_000_000, alea) < nouvelUuid(1_700_000_000_001, alea)).toBe(true);
});

test('la forme comparable ignore les blancs et les insecables, pas les mots', () => {
  const texte = texteDesBlocs([{ type: 'question', question: 'Que voulez-vous ?', reponse: 'Rien' }]);
  expect(formeComparable(texte)).toBe(formeComparable('Que voulez-vous\u00A0? Rien'));
});
