import { expect, test } from 'vitest';
import { CsvIllisible, lecteurCsv, separateurDe } from './csv.ts';

/** Les cellules d'un texte, donne d'un trait puis signe par signe : le decoupage ne change rien. */
function lire(texte: string, separateur = ';', crSeul = false): readonly (readonly string[])[] {
  const entier = lecteurCsv(separateur, { crSeul });
  const cellules = [...entier.lire(texte), ...entier.fin()].map((ligne) => ligne.cellules);
  const hache = lecteurCsv(separateur, { crSeul });
  const morceaux = [...texte].flatMap((signe) => hache.lire(signe));
  expect([...morceaux, ...hache.fin()].map((ligne) => ligne.cellules)).toEqual(cellules);
  return cellules;
}

test('CRLF, LF et dernière ligne sans fin donnent les mêmes lignes', () => {
  expect(lire('a;b\r\nc;d\ne;f')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
  ]);
});

test('un retour chariot isolé dans une cellule devient une espace ; dans un fichier qui n’a que lui, il finit la ligne', () => {
  expect(lire('DUPONT;Jean\rPaul;x\r\n')).toEqual([['DUPONT', 'Jean Paul', 'x']]);
  expect(lire('a;b\rc;d\r', ';', true)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('le point-virgule d’une entité HTML n’est pas un séparateur ; une esperluette ordinaire n’en est pas une', () => {
  expect(lire('d&#8217;exécution;A&B;M &amp; N;x\n')).toEqual([['d’exécution', 'A&B', 'M & N', 'x']]);
  expect(lire('AARPI EXEMPLE & ASSOCIES;y\n')).toEqual([['AARPI EXEMPLE & ASSOCIES', 'y']]);
});

test('les guillemets protègent séparateur et fin de ligne ; un guillemet au milieu reste ce qu’il est', () => {
  expect(lire('"a;b";"c ""d""";"e\nf"\n')).toEqual([['a;b', 'c "d"', 'e f']]);
  expect(lire('le "dit" cabinet;x\n')).toEqual([['le "dit" cabinet', 'x']]);
});

test('un guillemet jamais refermé est dit, avec sa ligne : il n’avale pas la suite', () => {
  expect(() => lire(`a;b\n"c;d\n${'e;f\n'.repeat(2_000)}`)).toThrow(CsvIllisible);
  expect(() => lire('a;b\n"c;d\n')).toThrow('Ligne 2');
});

test('le séparateur est celui de l’en-tête', () => {
  expect([separateurDe('a;b;c'), separateurDe('a,b,c'), separateurDe('a\tb')]).toEqual([';', ',', '\t']);
});
