import { expect, test } from 'vitest';
import {
  centile,
  dureeOfferte,
  echeancePermise,
  type EtatDuStockage,
  lisser,
  prevoir,
} from './conservation.ts';

const GO = 1024 ** 3;
const etat = (changements: Partial<EtatDuStockage> = {}): EtatDuStockage => ({
  capacite: 1_000 * GO,
  occupes: 200 * GO,
  entrees: Array.from({ length: 28 }, () => 20 * GO),
  sorties: new Map(),
  ...changements,
});

test('l’entrée du jour se lisse sur sept jours : une journée folle pèse un quart', () => {
  expect(lisser([])).toBe(0);
  expect(lisser([8, 8, 8])).toBe(8);
  expect(lisser([8, 8, 48])).toBe(18);
});

test('la conservation offerte est ce que la place utile permet, de un à trente jours', () => {
  // (0,8 × 1000 − 200) / 20 = 30
  expect(dureeOfferte(etat())).toBe(30);
  expect(dureeOfferte(etat({ occupes: 500 * GO }))).toBe(15);
  expect(dureeOfferte(etat({ occupes: 790 * GO }))).toBe(1);
  expect(dureeOfferte(etat({ occupes: 900 * GO }))).toBe(1);
  expect(dureeOfferte(etat({ occupes: 0, entrees: [] }))).toBe(30);
  expect(dureeOfferte(etat({ occupes: 0, entrees: [1] }))).toBe(30);
});

test('la date de saturation tient compte de ce qui échoit ; à ce rythme tenable, il n’y en a pas', () => {
  const tenable = prevoir(etat({ sorties: new Map([['2026-11-23', 200 * GO]]) }), '2026-11-22');
  expect(tenable.saturation).toBeNull();
  expect(tenable.prevision[0]).toEqual({ jour: '2026-11-22', octets: 200 * GO });
  expect(tenable.prevision[2]).toEqual({ jour: '2026-11-24', octets: 40 * GO });
  // Rien n'echoit avant longtemps, cent par jour : 900 + 100 × 2 > 1000.
  const folle = prevoir(etat({ occupes: 900 * GO, entrees: [100 * GO] }), '2026-11-22');
  expect([folle.offerte, folle.saturation]).toEqual([1, null]);
  const pire = prevoir(etat({ occupes: 950 * GO, entrees: [100 * GO] }), '2026-11-22');
  expect(pire.saturation).toBe('2026-11-23');
});

test('une échéance se repousse dans ce qui est offert, jamais en deçà de ce qui est promis', () => {
  const promise = { aujourdhui: '2026-11-22', promise: '2026-12-10', limite: '2026-12-20' };
  expect(echeancePermise(promise, 30)).toBe('2026-12-20');
  expect(echeancePermise(promise, 20)).toBe('2026-12-12');
  expect(echeancePermise(promise, 3)).toBe('2026-12-10');
});

test('les délais de retrait se résument par leurs centiles', () => {
  expect(centile([], 0.5)).toBeNull();
  expect(centile([9, 1, 5], 0.5)).toBe(5);
  expect(centile([9, 1, 5, 2, 3, 4, 6, 7, 8, 10], 0.9)).toBe(9);
});
