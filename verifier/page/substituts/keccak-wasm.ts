/**
 * Keccak-f[1600] (FIPS 202 §3.3) en WebAssembly, compose ici a partir des tables du standard : lui seul a des mots de 64 bits et
 * leur rotation, et chaque octet d'un dossier passe par SHA3-512. Eprouve contre node:crypto, comme `keccak.ts` qui en tient lieu.
 */
export type Absorbeur = {
  /** Memoire du module : l'etat aux octets 0 a 199, les donnees a partir de `DONNEES`. */
  readonly memoire: Uint8Array;
  /** Absorbe les blocs entiers de `DONNEES` a `fin`. */
  readonly absorber: (fin: number) => void;
};

export const DONNEES = 512;
/** Octets de donnees que la memoire peut tenir. */
export const PLACE = 0x1_0000 - DONNEES;

/** L'absorbeur de blocs de `debit` octets ; `undefined` la ou WebAssembly manque ou est interdit. */
export function ouvrirAbsorbeur(debit: number): Absorbeur | undefined {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(composer(debit)));
    const { m, f } = exports;
    if (!(m instanceof WebAssembly.Memory) || typeof f !== 'function') return undefined;
    const memoire = new Uint8Array(m.buffer);
    new BigUint64Array(m.buffer, CONSTANTES, TOURS).set(constantesDeTour());
    return { memoire, absorber: (fin) => void Reflect.apply(f, undefined, [fin]) };
  } catch {
    return undefined;
  }
}

const TOURS = 24;
const CONSTANTES = 200;

/** Constantes de tour (FIPS 202 §3.2.5), par le registre a decalage de rc(t). */
function constantesDeTour(): BigUint64Array {
  let registre = 1;
  return BigUint64Array.from({ length: TOURS }, () => {
    let constante = 0n;
    for (let rang = 0; rang < 7; rang += 1) {
      if ((registre & 1) === 1) constante |= 1n << BigInt(2 ** rang - 1);
      registre = registre & 0x80 ? ((registre << 1) ^ 0x171) & 0xff : registre << 1;
    }
    return constante;
  });
}

/** Codes de WebAssembly (Core 1.0 §5.4) qu'il faut ici. */
const CODE = {
  bloc: [0x02, 0x40],
  boucle: [0x03, 0x40],
  fin: [0x0b],
  sauter: [0x0c],
  sauterSi: [0x0d],
  lire: [0x20],
  ranger: [0x21],
  charger: [0x29, 0x03],
  garder: [0x37, 0x03],
  i32: [0x41],
  moinsUn: [0x42, 0x7f],
  i64: [0x42],
  auMoins32: [0x4f],
  different32: [0x47],
  plus32: [0x6a],
  et: [0x83],
  ouExclusif: [0x85],
  tourner: [0x89],
} as const;

/** Entier en LEB128 : signe pour une constante, non signe ailleurs ; les valeurs d'ici sont positives. */
function leb(valeur: number, signe = false): readonly number[] {
  const octets: number[] = [];
  let reste = valeur;
  while (reste >= (signe ? 0x40 : 0x80)) {
    octets.push((reste & 0x7f) | 0x80);
    reste >>>= 7;
  }
  return [...octets, reste];
}

/** Variables : la fin des donnees, la place, le tour, puis les mots de 64 bits. */
const [FIN, ICI, TOUR] = [0, 1, 2];
const A = (rang: number): number => 3 + rang;
const B = (rang: number): number => 28 + rang;
const C = (rang: number): number => 53 + (rang % 5);
const D = (rang: number): number => 58 + (rang % 5);
const MOTS = 60;

const lire = (variable: number): readonly number[] => [...CODE.lire, ...leb(variable)];
const ranger = (variable: number): readonly number[] => [...CODE.ranger, ...leb(variable)];
const entier = (valeur: number): readonly number[] => [...CODE.i32, ...leb(valeur, true)];
const suite = (nombre: number, rendre: (rang: number) => readonly number[]): readonly number[] =>
  Array.from({ length: nombre }, (_, rang) => rendre(rang)).flat();
const tourner = (mot: readonly number[], pas: number): readonly number[] =>
  pas === 0 ? mot : [...mot, ...CODE.i64, ...leb(pas, true), ...CODE.tourner];

/** Rotations de rho (FIPS 202 §3.2.2) et places de pi (§3.2.3) : le mot (x, y) va en (y, 2x + 3y). */
function deplacements(): readonly { readonly de: number; readonly vers: number; readonly pas: number }[] {
  const pas = new Map([[0, 0]]);
  let [x, y] = [1, 0];
  for (let t = 0; t < 24; t += 1) {
    pas.set(x + 5 * y, (((t + 1) * (t + 2)) / 2) % 64);
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  return [...pas].map(([de, rotation]) => {
    const [colonne, ligne] = [de % 5, Math.floor(de / 5)];
    return { de, vers: ligne + 5 * ((2 * colonne + 3 * ligne) % 5), pas: rotation };
  });
}

function tour(): readonly number[] {
  const theta = [
    ...suite(5, (x) => [
      ...lire(A(x)),
      ...suite(4, (y) => [...lire(A(x + 5 * (y + 1))), ...CODE.ouExclusif]),
      ...ranger(C(x)),
    ]),
    ...suite(5, (x) => [
      ...lire(C(x + 4)),
      ...tourner(lire(C(x + 1)), 1),
      ...CODE.ouExclusif,
      ...ranger(D(x)),
    ]),
  ];
  const rhoPi = deplacements().flatMap(({ de, vers, pas }) => [
    ...tourner([...lire(A(de)), ...lire(D(de)), ...CODE.ouExclusif], pas),
    ...ranger(B(vers)),
  ]);
  const chi = suite(25, (rang) => {
    const ligne = rang - (rang % 5);
    const voisin = (pas: number): readonly number[] => lire(B(ligne + ((rang + pas) % 5)));
    return [
      ...lire(B(rang)),
      ...voisin(1),
      ...CODE.moinsUn,
      ...CODE.ouExclusif,
      ...voisin(2),
      ...CODE.et,
      ...CODE.ouExclusif,
      ...ranger(A(rang)),
    ];
  });
  const iota = [
    ...lire(A(0)),
    ...lire(TOUR),
    ...CODE.charger,
    ...leb(CONSTANTES),
    ...CODE.ouExclusif,
    ...ranger(A(0)),
  ];
  return [...theta, ...rhoPi, ...chi, ...iota];
}

function fonction(debit: number): readonly number[] {
  const charger = (place: readonly number[], rang: number): readonly number[] => [
    ...place,
    ...CODE.charger,
    ...leb(rang * 8),
  ];
  const plus = (variable: number, pas: number): readonly number[] => [
    ...lire(variable),
    ...entier(pas),
    ...CODE.plus32,
    ...ranger(variable),
  ];
  return [
    ...suite(25, (rang) => [...charger(entier(0), rang), ...ranger(A(rang))]),
    ...[...entier(DONNEES), ...ranger(ICI), ...CODE.bloc, ...CODE.boucle],
    ...[...lire(ICI), ...lire(FIN), ...CODE.auMoins32, ...CODE.sauterSi, 1],
    ...suite(debit / 8, (rang) => [
      ...lire(A(rang)),
      ...charger(lire(ICI), rang),
      ...CODE.ouExclusif,
      ...ranger(A(rang)),
    ]),
    ...[...plus(ICI, debit), ...entier(0), ...ranger(TOUR), ...CODE.boucle],
    ...[...tour(), ...plus(TOUR, 8)],
    ...[...lire(TOUR), ...entier(TOURS * 8), ...CODE.different32, ...CODE.sauterSi, 0, ...CODE.fin],
    ...[...CODE.sauter, 0, ...CODE.fin, ...CODE.fin],
    ...suite(25, (rang) => [...entier(0), ...lire(A(rang)), ...CODE.garder, ...leb(rang * 8)]),
    ...CODE.fin,
  ];
}

/** Le module : une page de memoire (`m`), une fonction (`f`) de la fin des donnees. */
function composer(debit: number): Uint8Array<ArrayBuffer> {
  const section = (nom: number, contenu: readonly number[]): readonly number[] => [
    nom,
    ...leb(contenu.length),
    ...contenu,
  ];
  const corps = [2, 2, 0x7f, ...leb(MOTS), 0x7e, ...fonction(debit)];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, 0x7f, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 1, 1, 1]),
    ...section(7, [2, 1, 0x6d, 2, 0, 1, 0x66, 0, 0]),
    ...section(10, [1, ...leb(corps.length), ...corps]),
  ]);
}
