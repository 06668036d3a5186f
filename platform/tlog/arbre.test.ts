import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  FRANGE_VIDE,
  RACINE_VIDE,
  agrandir,
  arbreEnMemoire,
  enHexa,
  hacherFeuille,
  hacherNoeud,
  prouverCoherence,
  prouverInclusion,
  prouverInclusions,
  racine,
  racineDeFrange,
  utf8,
  verifierCoherence,
  verifierInclusion,
} from './index.ts';
import type { LecteurDeNoeuds } from './index.ts';

/** Entrees et racines des essais publies de Certificate Transparency (RFC 6962). */
const ENTREES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hexa) => new Uint8Array(Buffer.from(hexa, 'hex')));
const RACINES = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** La definition de la RFC 6962 §2.1, mot a mot, pour juger notre calcul. */
const sha = (...parties: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(createHash('sha256').update(Buffer.concat(parties)).digest());
const k = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));
const MTH = (d: readonly Uint8Array[]): Uint8Array => {
  const [seule] = d;
  if (seule === undefined) return sha();
  if (d.length === 1) return sha(Uint8Array.of(0), seule);
  return sha(Uint8Array.of(1), MTH(d.slice(0, k(d.length))), MTH(d.slice(k(d.length))));
};
const PATH = (m: number, d: readonly Uint8Array[]): readonly Uint8Array[] => {
  if (d.length === 1) return [];
  const [gauche, droite] = [d.slice(0, k(d.length)), d.slice(k(d.length))];
  return m < k(d.length)
    ? [...PATH(m, gauche), MTH(droite)]
    : [...PATH(m - k(d.length), droite), MTH(gauche)];
};
const SUBPROOF = (m: number, d: readonly Uint8Array[], b: boolean): readonly Uint8Array[] => {
  if (m === d.length) return b ? [] : [MTH(d)];
  const [gauche, droite] = [d.slice(0, k(d.length)), d.slice(k(d.length))];
  return m <= k(d.length)
    ? [...SUBPROOF(m, gauche, b), MTH(droite)]
    : [...SUBPROOF(m - k(d.length), droite, false), MTH(gauche)];
};

const entrees = (n: number): readonly Uint8Array[] =>
  Array.from({ length: n }, (_, rang) => utf8(`fait ${rang}`));
const hexas = (preuve: readonly Uint8Array[]): readonly string[] => preuve.map(enHexa);

test('les racines sont celles des essais de la RFC 6962', () => {
  const arbre = arbreEnMemoire(ENTREES.map(hacherFeuille));
  expect(RACINES.map((_, rang) => enHexa(arbre.racine(rang + 1)))).toEqual(RACINES);
  expect(enHexa(arbre.racine(0))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(RACINE_VIDE).toEqual(arbre.racine(0));
});

test('jusqu’à 17 feuilles, nos preuves sont celles de la définition', () => {
  const arbre = arbreEnMemoire(entrees(17).map(hacherFeuille));
  for (let taille = 1; taille <= 17; taille += 1) {
    expect(arbre.racine(taille)).toEqual(MTH(entrees(taille)));
    for (let m = 0; m < taille; m += 1) {
      expect(hexas(arbre.inclusion(m, taille))).toEqual(hexas(PATH(m, entrees(taille))));
      expect(hexas(arbre.coherence(m + 1, taille))).toEqual(hexas(SUBPROOF(m + 1, entrees(taille), true)));
    }
  }
});

test('jusqu’à 66 feuilles, chaque inclusion se vérifie à sa place, et à aucune autre', () => {
  const feuilles = entrees(66).map(hacherFeuille);
  const arbre = arbreEnMemoire(feuilles);
  for (let taille = 1; taille <= 66; taille += 1)
    feuilles.slice(0, taille).forEach((feuille, indice) => {
      const preuve = arbre.inclusion(indice, taille);
      const juste = { feuille, indice, taille, racine: arbre.racine(taille), preuve };
      const faux = [
        { ...juste, indice: (indice + 1) % taille },
        { ...juste, racine: arbre.racine(taille - 1) },
        { ...juste, preuve: [...preuve, feuille] },
        { ...juste, preuve: preuve.slice(1) },
        { ...juste, feuille: hacherNoeud(feuille, feuille) },
      ];
      expect(verifierInclusion(juste)).toBe(true);
      for (const cas of taille === 1 ? faux.slice(1, 3) : faux) expect(verifierInclusion(cas)).toBe(false);
    });
});

test('jusqu’à 66 feuilles, chaque arbre prolonge tous les précédents, et une racine changée se voit', () => {
  const arbre = arbreEnMemoire(entrees(66).map(hacherFeuille));
  const autre = arbreEnMemoire(
    ['autre', ...entrees(66).slice(1)].map((e) => hacherFeuille(typeof e === 'string' ? utf8(e) : e)),
  );
  for (let a = 0; a <= 66; a += 1)
    for (let de = 0; de <= a; de += 1) {
      const juste = {
        de,
        racineDe: arbre.racine(de),
        a,
        racineA: arbre.racine(a),
        preuve: arbre.coherence(de, a),
      };
      expect(verifierCoherence(juste)).toBe(true);
      expect(verifierCoherence({ ...juste, preuve: [...juste.preuve, RACINE_VIDE] })).toBe(false);
      if (de === 0) continue;
      expect(verifierCoherence({ ...juste, racineDe: autre.racine(de) })).toBe(false);
      expect(verifierCoherence({ ...juste, racineA: autre.racine(a) })).toBe(false);
      expect(verifierCoherence({ ...juste, preuve: autre.coherence(de, a), racineA: autre.racine(a) })).toBe(
        false,
      );
    }
});

test('par lecteur de nœuds ou en mémoire, mêmes racines et mêmes preuves, en une lecture de nœuds complets', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat(), async (taille, x, y) => {
      const feuilles = entrees(taille).map(hacherFeuille);
      const garde = new Map<string, Uint8Array>();
      let frange = FRANGE_VIDE;
      for (let debut = 0; debut < taille; debut += 1 + (x % 97)) {
        const suite = agrandir(frange, feuilles.slice(debut, debut + 1 + (x % 97)));
        frange = suite.frange;
        for (const { niveau, rang, empreinte } of suite.noeuds) garde.set(`${niveau}/${rang}`, empreinte);
      }
      const lectures: number[] = [];
      const lire: LecteurDeNoeuds = async (places) => {
        lectures.push(places.length);
        return places.map(({ niveau, rang }) => garde.get(`${niveau}/${rang}`) ?? RACINE_VIDE);
      };
      const arbre = arbreEnMemoire(feuilles);
      const [indice, de] = [x % taille, y % (taille + 1)];
      expect(racineDeFrange(frange)).toEqual(arbre.racine());
      expect(await racine(taille, lire)).toEqual(arbre.racine());
      expect(hexas(await prouverInclusion(lire, indice, taille))).toEqual(hexas(arbre.inclusion(indice)));
      expect(hexas(await prouverCoherence(lire, de, taille))).toEqual(hexas(arbre.coherence(de)));
      expect((await prouverInclusions(lire, [indice, taille - 1], taille)).map(hexas)).toEqual([
        hexas(arbre.inclusion(indice)),
        hexas(arbre.inclusion(taille - 1)),
      ]);
      expect(lectures).toHaveLength(4);
      expect(Math.max(...lectures)).toBeLessThan(64);
    }),
    { numRuns: 150 },
  );
});

test('au-delà de 2^32 feuilles, les places restent exactes', async () => {
  const taille = 2 ** 40 + 3;
  const lire: LecteurDeNoeuds = async (places) =>
    places.map(({ niveau, rang }) => hacherFeuille(utf8(`${niveau}/${rang}`)));
  const preuve = await prouverInclusion(lire, 2 ** 40 + 2, taille);
  const feuille = hacherFeuille(utf8(`0/${2 ** 40 + 2}`));
  const tout = { feuille, indice: 2 ** 40 + 2, taille, racine: await racine(taille, lire), preuve };
  expect(verifierInclusion(tout)).toBe(true);
  expect(verifierInclusion({ ...tout, indice: 2 ** 40 + 1 })).toBe(false);
});
