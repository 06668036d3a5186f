import { expect, test } from 'vitest';
import { motDeLExamen, reservesCommunes } from './examen.ts';

const SANS_ANTIVIRUS = 'Aucun antivirus n’est réglé.';

test('une réserve que tous les fichiers portent se dit une fois ; seule, elle reste à son fichier', () => {
  expect(reservesCommunes([[SANS_ANTIVIRUS], [SANS_ANTIVIRUS, 'Chiffré.']])).toEqual([SANS_ANTIVIRUS]);
  expect(reservesCommunes([[SANS_ANTIVIRUS], []])).toEqual([]);
  expect(reservesCommunes([[SANS_ANTIVIRUS]])).toEqual([]);
});

test('un fichier pas encore examiné se distingue d’un fichier examiné, refusé, ou sous réserve', () => {
  expect(
    [
      undefined,
      { refus: null, reserves: [] },
      { refus: 'Virus.', reserves: [] },
      { refus: null, reserves: ['Vide.'] },
    ].map(motDeLExamen),
  ).toEqual(['examen en cours', 'examiné', 'refusé à l’examen', 'examiné, avec réserve']);
});
