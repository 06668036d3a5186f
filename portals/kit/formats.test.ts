import { expect, test } from 'vitest';
import { dateEtHeure, depuis, pluriel, taille, typographie } from './formats.ts';

test('les signes doubles prennent leur espace insécable', () => {
  expect(typographie("Est-ce l'heure ? « Oui » : 50 %")).toBe(
    'Est-ce l’heure\u202F? «\u00A0Oui\u00A0»\u00A0: 50\u00A0%',
  );
});

test('une heure de lieu garde sa zone', () => {
  expect(dateEtHeure('2026-10-25T02:30:00+01:00[Europe/Paris]')).toBe('25/10/2026 à 02:30');
  expect(dateEtHeure('2026-11-21T14:00:00+04:00[Indian/Reunion]')).toBe(
    '21/11/2026 à 14:00 (Indian/Reunion)',
  );
  expect(dateEtHeure('2026-11-21T23:30:00Z')).toBe('22/11/2026 à 00:30');
});

test('un moment récent se dit en minutes', () => {
  const maintenant = Date.parse('2026-11-21T14:12:00Z');
  expect(depuis('2026-11-21T14:00:00Z', maintenant)).toBe('il y a 12 min');
  expect(depuis('2026-11-21T09:00:00Z', maintenant)).toBe('à 10:00');
  expect(depuis('2026-11-20T09:00:00Z', maintenant)).toBe('hier à 10:00');
  expect(depuis('2026-11-02T09:00:00Z', maintenant)).toBe('02/11/2026');
});

test('tailles et pluriels se lisent en français', () => {
  expect(taille(1_432_000)).toBe('1,4\u00A0Mo');
  expect(taille(812)).toBe('812\u00A0octets');
  expect(pluriel(1, 'pièce')).toBe('1\u00A0pièce');
  expect(pluriel(12, 'pièce')).toBe('12\u00A0pièces');
});
