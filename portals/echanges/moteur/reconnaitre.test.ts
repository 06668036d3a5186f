import { expect, test } from 'vitest';
import { reconnaitre } from './reconnaitre.ts';

const plan = { nom: 'plans/étage.png', taille: 10, debut: 'aa' };
const autre = { nom: 'annexes/étage.png', taille: 10, debut: 'bb' };

test('un fichier se reconnaît à son nom, sa taille et son début, même choisi sans son dossier', () => {
  expect(reconnaitre([autre, plan], plan)).toEqual({ fichier: plan });
  expect(reconnaitre([autre, plan], { nom: 'étage.png', taille: 10, debut: 'aa' })).toEqual({
    fichier: plan,
  });
});

test('le même nom avec un autre contenu a changé ; un autre nom est un nouveau fichier', () => {
  expect(reconnaitre([plan], { ...plan, debut: 'cc' })).toBe('change');
  expect(reconnaitre([plan], { ...plan, taille: 11 })).toBe('change');
  expect(reconnaitre([plan], { ...plan, nom: 'plans/toit.png' })).toBeUndefined();
});

test('commencé sur un autre poste, le début n’est pas connu : nom et taille suffisent', () => {
  const ailleurs = { nom: 'vidéo.mp4', taille: 9 };
  expect(reconnaitre([ailleurs], { nom: 'vidéo.mp4', taille: 9, debut: 'zz' })).toEqual({
    fichier: ailleurs,
  });
});
