import { expect, test } from 'vitest';
import { echangesDe, enClair, lectureDe, memeContenu, photographiesDe, texteDe } from './contenu.ts';

test('un contenu partiel se lit sans échec', () => {
  expect(texteDe({}, 'recit')).toBe('');
  expect(echangesDe({ echanges: [{ question: 'Où ?' }, null] })).toEqual([
    { question: 'Où ?', reponse: '' },
    { question: '', reponse: '' },
  ]);
  expect(photographiesDe({ photographies: 'faux' })).toEqual([]);
  expect(lectureDe({})).toEqual({ mode: '' });
});

test('deux contenus ne diffèrent pas par l’ordre de leurs clés', () => {
  expect(memeContenu({ a: { x: 1, y: [1, 2] }, b: 2 }, { b: 2, a: { y: [1, 2], x: 1 } })).toBe(true);
  expect(memeContenu({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  expect(memeContenu({ a: 1, b: undefined }, { a: 1 })).toBe(true);
});

test('deux versions se comparent avec les mots de l’écran', () => {
  expect(enClair({ recit: 'On m’a volé.' })).toBe('Déclaration : On m’a volé.');
});
