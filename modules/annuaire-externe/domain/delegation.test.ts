import { expect, test } from 'vitest';
import { deleguer, jourDe } from './delegation.ts';

const demande = { delegant: 'avocat:a', delegataire: 'avocat:b', du: '2026-11-22', au: '2026-12-22' };

test('une délégation se donne à un autre, dans le bon sens, pour un an au plus', () => {
  expect(deleguer(demande, '2026-11-22')).toEqual({ ok: true, valeur: true });
  const refusee = (changement: Partial<typeof demande>) =>
    deleguer({ ...demande, ...changement }, '2026-11-22');
  expect(refusee({ delegataire: 'avocat:a' })).toEqual({ ok: false, refus: 'a-soi-meme' });
  expect(refusee({ au: '2026-11-21' })).toEqual({ ok: false, refus: 'dates-inversees' });
  expect(refusee({ du: '2026-10-01', au: '2026-11-21' })).toEqual({ ok: false, refus: 'deja-finie' });
  expect(refusee({ au: '2027-11-24' })).toEqual({ ok: false, refus: 'trop-longue' });
});

test('le jour est celui de Paris', () => {
  expect(jourDe(new Date('2026-11-22T23:30:00Z'))).toBe('2026-11-23');
});
