import { expect, test } from 'vitest';
import { qualitesDeMention, regleDeMention, REGLES_DES_MENTIONS } from './regles-des-mentions.ts';

test('la declaration d’appel ne se recoit qu’au greffe, l’annulation se porte aussi par un magistrat', () => {
  expect(qualitesDeMention('appel')).toEqual(['greffier']);
  expect(qualitesDeMention('annulement')).toEqual(['greffier', 'procureur', 'substitut']);
});

test('la regle est celle du jour de la mention', () => {
  const [appel] = REGLES_DES_MENTIONS;
  if (!appel) throw new Error('table vide');
  const ancienne = { ...appel, validiteFin: '2028-12-31' };
  const nouvelle = { ...appel, libelle: 'nouvelle', validiteDebut: '2029-01-01' };
  expect(regleDeMention('appel', '2028-12-31', [ancienne, nouvelle]).libelle).toBe(appel.libelle);
  expect(regleDeMention('appel', '2029-01-01', [ancienne, nouvelle]).libelle).toBe('nouvelle');
  expect(() => regleDeMention('appel', '1900-01-01')).toThrow(RangeError);
});

test('seule l’annulation retire l’acte du dossier', () => {
  expect(REGLES_DES_MENTIONS.filter(({ retire }) => retire).map(({ genre }) => genre)).toEqual([
    'annulement',
  ]);
});
