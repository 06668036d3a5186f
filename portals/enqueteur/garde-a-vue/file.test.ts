import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ajouter,
  ecarter,
  type EnFile,
  issueDe,
  lireFile,
  prochaine,
  repondre,
  type Saisie,
} from './file.ts';

const saisie = (id: string): Saisie => ({
  genre: 'entree',
  id,
  mesure: 'm',
  type: 'repas',
  survenuA: '2026-11-22T12:00:00+01:00[Europe/Paris]',
  donnees: { pris: true },
  libelle: 'Repas',
});

test('coupée, doublée, rejouée : le service reçoit chaque saisie une fois, dans l’ordre, et la file se vide', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 12 }), { maxLength: 30 }),
      fc.infiniteStream(fc.constantFrom('perdue-aller', 'perdue-retour', 'recue')),
      (touches, reseau) => {
        const registre: string[] = [];
        let file: readonly EnFile[] = [];
        for (const touche of touches) file = ajouter(file, saisie(`e${touche}`), 0);
        for (let essai = 0; essai < 2_000; essai++) {
          const suivante = prochaine(file);
          if (suivante === undefined) break;
          const issue = reseau.next().value;
          // Le service ecrit une fois par identifiant, meme si sa reponse se perd.
          if (issue !== 'perdue-aller' && !registre.includes(suivante.saisie.id))
            registre.push(suivante.saisie.id);
          file = repondre(
            lireFile(JSON.stringify(file)),
            suivante.saisie.id,
            issueDe(issue === 'recue' ? { ok: true } : { ok: false, refus: { status: 0, detail: '' } }),
          );
        }
        expect(file).toEqual([]);
        expect(registre).toEqual([...new Set(touches.map((touche) => `e${touche}`))]);
      },
    ),
  );
});

test('un refus reste visible avec sa raison, ne bloque pas la suite, et se retire une fois lu', () => {
  let file = ajouter(ajouter([], saisie('a'), 1), saisie('b'), 2);
  file = repondre(
    file,
    'a',
    issueDe({ ok: false, refus: { status: 422, detail: 'L’heure du fait est à venir.' } }),
  );
  expect(prochaine(file)?.saisie.id).toBe('b');
  expect(file[0]).toMatchObject({ etat: 'refusee', refus: 'L’heure du fait est à venir.' });
  expect(ecarter(file, 'a').map((un) => un.saisie.id)).toEqual(['b']);
  expect(ecarter(file, 'b')).toHaveLength(2);
});

test('panne, surcharge, session fermée : on garde ; autre refus : on le dit', () => {
  const genres = [0, 401, 429, 500, 503, 403, 409, 422].map(
    (status) => issueDe({ ok: false, refus: { status, detail: '' } }).genre,
  );
  expect(genres).toEqual([
    'plus-tard',
    'plus-tard',
    'plus-tard',
    'plus-tard',
    'plus-tard',
    'refusee',
    'refusee',
    'refusee',
  ]);
});

test('une garde illisible n’empêche pas l’écran de s’ouvrir', () => {
  expect(lireFile('{')).toEqual([]);
  expect(lireFile('[1,{"etat":"a-envoyer"}]')).toEqual([]);
  expect(lireFile(null)).toEqual([]);
});
