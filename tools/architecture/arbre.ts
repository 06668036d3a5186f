import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { importsDuFichier } from './imports-d-un-fichier.ts';
import type { Lecture } from './imports-d-un-fichier.ts';

/** Un fichier source, chemins relatifs a la racine avec `/`. */
export type Fichier = {
  readonly chemin: string;
  /** Nom du paquet proprietaire, `''` pour la racine. */
  readonly paquet: string;
  readonly imports: readonly Lecture[];
};

/** L'arbre lu : les paquets (nom -> dossier), les fichiers, et ce qui n'a pas pu etre lu. */
export type Arbre = {
  readonly paquets: ReadonlyMap<string, string>;
  readonly fichiers: ReadonlyMap<string, Fichier>;
  readonly npm: { readonly production: ReadonlySet<string>; readonly developpement: ReadonlySet<string> };
  readonly illisibles: readonly string[];
};

const IGNORES = new Set(['node_modules', 'dist', 'fixtures', 'docs']);

/** Lit tous les `.ts`, `.tsx`, `.mjs` sous `racine` (hors dossiers ignores et dossiers caches). */
export function lireArbre(racine: string): Arbre {
  const chemins = [...parcourir(racine)].map((chemin) => relative(racine, chemin).split(sep).join('/'));
  const paquets = new Map<string, string>();
  for (const chemin of chemins) {
    if (!chemin.endsWith('/package.json')) continue;
    const nom = champ(lireJson(join(racine, chemin)), 'name');
    if (typeof nom === 'string') paquets.set(nom, dirname(chemin));
  }
  const fichiers = new Map<string, Fichier>();
  const illisibles: string[] = [];
  for (const chemin of chemins) {
    if (!/\.(ts|tsx|mjs)$/.test(chemin)) continue;
    try {
      const imports = importsDuFichier(chemin, readFileSync(join(racine, chemin), 'utf8'));
      fichiers.set(chemin, { chemin, paquet: proprietaire(paquets, chemin), imports });
    } catch (faute) {
      illisibles.push(faute instanceof Error ? faute.message : String(faute));
    }
  }
  const manifeste = lireJson(join(racine, 'package.json'));
  const noms = (cle: string): readonly string[] => Object.keys(objet(champ(manifeste, cle)));
  return {
    paquets,
    fichiers,
    illisibles,
    npm: {
      production: new Set([...noms('dependencies'), ...noms('optionalDependencies')]),
      developpement: new Set(noms('devDependencies')),
    },
  };
}

function* parcourir(dossier: string): Generator<string> {
  for (const entree of readdirSync(dossier, { withFileTypes: true })) {
    if (IGNORES.has(entree.name) || entree.name.startsWith('.')) continue;
    const chemin = join(dossier, entree.name);
    if (entree.isDirectory()) yield* parcourir(chemin);
    else if (entree.isFile()) yield chemin;
  }
}

function proprietaire(paquets: ReadonlyMap<string, string>, chemin: string): string {
  for (const [nom, dossier] of paquets) if (chemin.startsWith(`${dossier}/`)) return nom;
  return '';
}

const lireJson = (chemin: string): unknown => JSON.parse(readFileSync(chemin, 'utf8'));
const objet = (valeur: unknown): object => (typeof valeur === 'object' && valeur !== null ? valeur : {});
const champ = (valeur: unknown, cle: string): unknown => new Map(Object.entries(objet(valeur))).get(cle);
