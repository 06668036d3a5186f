import { decoder } from './filtres.ts';
import { curseurA, lireMot, lireObjet, lireOctet, passerBlancs } from './lexeur.ts';
import type { Curseur } from './lexeur.ts';
import { ErreurPdf, entierDe, nomDe, valeur } from './objets.ts';
import type { Dictionnaire, Flux } from './objets.ts';
import { lireFluxOuObjet } from './objet-indirect.ts';

/** Ou trouver un objet dans une revision (ISO 32000-2 §7.5.4 et §7.5.8). */
export type Entree =
  | { readonly genre: 'libre' }
  | { readonly genre: 'place'; readonly position: number; readonly generation: number }
  | { readonly genre: 'compresse'; readonly flux: number; readonly rang: number };

/** Toutes les sections d'une revision, la plus recente d'abord, fondues en une table. */
export type References = {
  readonly entrees: ReadonlyMap<number, Entree>;
  readonly trailer: Dictionnaire;
  readonly sections: readonly number[];
};

type Section = { readonly entrees: Map<number, Entree>; readonly trailer: Dictionnaire };

const SECTIONS_MAX = 1000;
const ENTREES_MAX = 2_000_000;

/** Suit la chaine des /Prev depuis `startxref` ; une boucle ou une section illisible lance ErreurPdf. */
export function lireReferences(octets: Uint8Array, depart: number): References {
  const entrees = new Map<number, Entree>();
  const sections: number[] = [];
  let trailer: Dictionnaire | undefined;
  for (let position: number | undefined = depart; position !== undefined;) {
    if (sections.includes(position) || sections.length >= SECTIONS_MAX)
      throw new ErreurPdf('la chaîne des révisions boucle');
    sections.push(position);
    const section: Section = lireSection(octets, position);
    trailer ??= section.trailer;
    for (const [numero, entree] of section.entrees) if (!entrees.has(numero)) entrees.set(numero, entree);
    if (entrees.size > ENTREES_MAX) throw new ErreurPdf('trop d’objets');
    position = entierDe(valeur(section.trailer, 'Prev'));
  }
  if (trailer === undefined) throw new ErreurPdf('fin de fichier (trailer) absente');
  return { entrees, trailer, sections };
}

function lireSection(octets: Uint8Array, position: number): Section {
  if (position < 0 || position >= octets.length) throw new ErreurPdf('table des objets hors du fichier');
  const curseur = curseurA(octets, position);
  passerBlancs(curseur);
  if (lireOctet(curseur) !== 0x78) return lireFluxDeReferences(octets, curseur.position);
  const section = lireTable(curseur);
  const hybride = entierDe(valeur(section.trailer, 'XRefStm'));
  if (hybride === undefined) return section;
  for (const [numero, entree] of lireFluxDeReferences(octets, hybride).entrees) {
    if (section.entrees.get(numero)?.genre !== 'place') section.entrees.set(numero, entree);
  }
  return section;
}

function lireTable(curseur: Curseur): Section {
  if (lireMot(curseur) !== 'xref') throw new ErreurPdf('table des objets illisible');
  const entrees = new Map<number, Entree>();
  for (;;) {
    passerBlancs(curseur);
    const mot = lireMot(curseur);
    if (mot === 'trailer') break;
    lireSousSection(curseur, lireEntier(mot), entrees);
  }
  const trailer = lireObjet(curseur);
  if (trailer.genre !== 'dictionnaire') throw new ErreurPdf('fin de fichier (trailer) illisible');
  return { entrees, trailer };
}

function lireSousSection(curseur: Curseur, premier: number, entrees: Map<number, Entree>): void {
  passerBlancs(curseur);
  const nombre = lireEntier(lireMot(curseur));
  if (nombre > ENTREES_MAX) throw new ErreurPdf('trop d’objets');
  for (let rang = 0; rang < nombre; rang += 1) {
    passerBlancs(curseur);
    const position = lireEntier(lireMot(curseur));
    passerBlancs(curseur);
    const generation = lireEntier(lireMot(curseur));
    passerBlancs(curseur);
    const type = lireMot(curseur);
    if (type !== 'n' && type !== 'f') throw new ErreurPdf('table des objets illisible');
    entrees.set(premier + rang, type === 'n' ? { genre: 'place', position, generation } : { genre: 'libre' });
  }
}

function lireEntier(mot: string): number {
  if (!/^\d{1,15}$/u.test(mot)) throw new ErreurPdf('table des objets illisible');
  return Number(mot);
}

function lireFluxDeReferences(octets: Uint8Array, position: number): Section {
  const objet = lireFluxOuObjet(octets, position, () => undefined).objet;
  if (objet.genre !== 'flux' || nomDe(valeur(objet.dictionnaire, 'Type')) !== 'XRef')
    throw new ErreurPdf('flux de références illisible');
  return { entrees: entreesDuFlux(objet), trailer: objet.dictionnaire };
}

function entreesDuFlux(flux: Flux): Map<number, Entree> {
  const donnees = decoder(flux, (objet) => objet);
  const largeurs = nombres(flux.dictionnaire, 'W') ?? [];
  const [l0 = 0, l1 = 0, l2 = 0] = largeurs;
  const pas = l0 + l1 + l2;
  if (largeurs.length < 3 || pas < 1 || largeurs.some((largeur) => largeur > 8))
    throw new ErreurPdf('flux de références illisible');
  const index = nombres(flux.dictionnaire, 'Index') ?? [0, entierDe(valeur(flux.dictionnaire, 'Size')) ?? 0];
  const entrees = new Map<number, Entree>();
  let place = 0;
  for (let rang = 0; rang + 1 < index.length; rang += 2) {
    for (
      let suite = 0;
      suite < (index[rang + 1] ?? 0) && place + pas <= donnees.length;
      suite += 1, place += pas
    ) {
      const type = l0 === 0 ? 1 : grandEntier(donnees, place, l0);
      const entree = entreeDe(
        type,
        grandEntier(donnees, place + l0, l1),
        grandEntier(donnees, place + l0 + l1, l2),
      );
      if (entree !== undefined) entrees.set((index[rang] ?? 0) + suite, entree);
    }
  }
  return entrees;
}

function entreeDe(type: number, second: number, troisieme: number): Entree | undefined {
  if (type === 0) return { genre: 'libre' };
  if (type === 1) return { genre: 'place', position: second, generation: troisieme };
  return type === 2 ? { genre: 'compresse', flux: second, rang: troisieme } : undefined;
}

function grandEntier(octets: Uint8Array, place: number, largeur: number): number {
  let total = 0;
  for (let rang = 0; rang < largeur; rang += 1) total = total * 256 + (octets[place + rang] ?? 0);
  return total;
}

function nombres(dictionnaire: Dictionnaire, cle: string): readonly number[] | undefined {
  const objet = valeur(dictionnaire, cle);
  if (objet.genre !== 'tableau') return undefined;
  const lus = objet.elements.flatMap((element) => entierDe(element) ?? []);
  return lus.length === objet.elements.length && lus.every((nombre) => nombre >= 0) ? lus : undefined;
}
