import { expect, test } from 'vitest';
import { zoneEntre } from './zones.ts';

const cadre = { left: 100, top: 200, width: 600, height: 800 };

test('un tracé devient une part de sa page, quel que soit son sens, et ne sort pas de la page', () => {
  const zone = { page: 2, x: 0.5, y: 0.25, largeur: 0.25, hauteur: 0.5 };
  expect(zoneEntre(2, cadre, { x: 400, y: 400 }, { x: 550, y: 800 })).toEqual(zone);
  expect(zoneEntre(2, cadre, { x: 550, y: 800 }, { x: 400, y: 400 })).toEqual(zone);
  expect(zoneEntre(1, cadre, { x: 0, y: 0 }, { x: 9_999, y: 9_999 })).toEqual({
    page: 1,
    x: 0,
    y: 0,
    largeur: 1,
    hauteur: 1,
  });
});

test('un clic ne cache rien', () => {
  expect(zoneEntre(1, cadre, { x: 300, y: 300 }, { x: 301, y: 301 })).toBeUndefined();
});
