import { describe, expect, test } from 'vitest';
import { choisirPassage, MARQUES, morceler } from './extrait.ts';
import { delier, formeDeNom, motsDuNom, sonDe } from './formes.ts';
import { lireQuestion, nomCherche } from './question.ts';
import { paliers, racinesDe, requeteDe, type TermeLu } from './requete.ts';

describe('la question', () => {
  test('lit les mots, la suite exacte, le mot exclu et le code d’infraction', () => {
    const { termes, natinf } = lireQuestion('cambriolage « bijou ancien » -voiture natinf 7151 rue');
    expect(natinf).toEqual([7151]);
    expect(termes.map(({ ecritures, suite, exclu }) => [ecritures[0], suite, exclu])).toEqual([
      ['cambriolage', false, false],
      ['bijou ancien', true, false],
      ['voiture', false, true],
      ['rue', false, false],
    ]);
  });

  test('ne complète que le dernier mot, tant qu’il n’est pas fini et long de trois lettres', () => {
    expect(lireQuestion('vol cambri').termes.map(({ debut }) => debut)).toEqual([undefined, 'cambri']);
    expect(lireQuestion('vol cambri ').termes.map(({ debut }) => debut)).toEqual([undefined, undefined]);
    expect(lireQuestion('vol ca').termes.map(({ debut }) => debut)).toEqual([undefined, undefined]);
  });

  test.each(['12/03/2026', '12.3.26', '12 mars 2026'])('reconnaît le même jour écrit %s', (date) => {
    expect(lireQuestion(`vu le ${date} à Agen`).termes.map(({ ecritures }) => ecritures)).toContainEqual([
      '12 03 2026',
      '12 mars 2026',
      '2026 03 12',
    ]);
  });

  test('une ponctuation seule, une suite vide, un texte immense ne cherchent rien de trop', () => {
    expect(lireQuestion('« » - ... ‐').termes).toEqual([]);
    expect(lireQuestion('mot '.repeat(5_000)).termes.length).toBeLessThanOrEqual(12);
    expect(lireQuestion('\0\0').termes).toEqual([]);
  });

  test('ne prend pas les nombres ni les particules pour un nom', () => {
    expect(nomCherche(lireQuestion('Jean de La Tour 1982 '))).toBe('jean tour');
  });
});

describe('les noms', () => {
  test.each([
    ['Dupont', 'Dupond'],
    ['Lefèvre', 'Lefevre'],
    ['Mohamed', 'Mohammed'],
    ['Philippe', 'Filipe'],
    ['Thibault', 'Tibo'],
    ['Bernard', 'Bernart'],
    ['Gauthier', 'Gautier'],
    ['Quentin', 'Kentin'],
  ])('%s et %s sonnent pareil', (un, autre) => expect(sonDe(un)).toBe(sonDe(autre)));

  test.each([
    ['Martin', 'Morton'],
    ['Dupont', 'Durand'],
    ['Petit', 'Perrin'],
  ])('%s et %s ne sonnent pas pareil', (un, autre) => expect(sonDe(un)).not.toBe(sonDe(autre)));

  test('une particule ne distingue pas un nom, et un nom attaché vaut un nom séparé', () => {
    expect(motsDuNom("d'Alembert de la Tour")).toEqual(['alembert', 'tour']);
    expect(motsDuNom('Le')).toEqual(['le']);
    expect(formeDeNom('Le Goff').split(' ')).toContain('legoff');
  });
});

describe('la requête', () => {
  const terme = (requete: string, frequence = 0, exclu = false): TermeLu => ({
    requete,
    racines: [requete],
    frequence,
    exclu,
  });
  test('exige tous les mots, aucun exclu', () => {
    expect(requeteDe([terme("'vol'"), terme("'nuit'"), terme("'bus'", 0, true)])).toBe(
      "(('vol') & ('nuit')) & !('bus')",
    );
  });
  test('s’élargit mot à mot, sans exiger un mot que presque toutes les pièces portent', () => {
    const termes = [terme("'vol'", 0.6), terme("'bijou'"), terme("'agen'")];
    expect(requeteDe(termes, 2)).toBe("(('bijou') & ('agen'))");
    expect(requeteDe(termes, 1)).toBe("(('bijou') | ('agen'))");
    expect(paliers(termes)).toEqual([3, 2, 1]);
  });
  test('ne cherche rien quand rien n’est demandé', () =>
    expect(requeteDe([terme("'bus'", 0, true)])).toBe(''));
  test('lit les racines d’une requête, apostrophes comprises', () =>
    expect(racinesDe("'vol':* | 'l''art' <-> 'x'")).toEqual(['vol', "l'art", 'x']));
});

describe('l’extrait', () => {
  test('ouvre à la page où le plus de mots différents se trouvent, à leur endroit', () => {
    const pages = [
      `Vol. ${'rien '.repeat(200)}`,
      `${'avant '.repeat(60)}un vol de bijoux à Agen ${'après '.repeat(60)}`,
    ];
    const { page, texte } = choisirPassage(pages, ['vol', 'bijou', 'agen']);
    expect(page).toBe(2);
    expect(texte).toContain('vol de bijoux à Agen');
    expect(texte.length).toBeLessThan(300);
    expect(texte).toMatch(/^… avant.* …$/u);
  });
  test('ne se perd pas quand rien ne répond, ni quand la pièce n’a pas de texte', () => {
    expect(choisirPassage(['Rien ici.'], ['bijou'])).toEqual({ page: 1, texte: 'Rien ici.' });
    expect(choisirPassage([], ['bijou'])).toEqual({ page: 1, texte: '' });
  });
  test('reporte les marques sur le texte d’origine, liaisons comprises', () => {
    const texte = 'L’été, une garde-à-vue.';
    const marque = delier(texte).replace('garde', `${MARQUES.debut}garde${MARQUES.fin}`);
    expect(morceler(texte, marque)).toEqual([
      { texte: 'L’été, une ', trouve: false },
      { texte: 'garde', trouve: true },
      { texte: '-à-vue.', trouve: false },
    ]);
  });
});
