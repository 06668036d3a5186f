import { aplatir, delier } from './formes.ts';

/** L'endroit d'une piece qui repond le mieux : la page (1 pour la premiere) et un passage de son texte. */
export type Passage = { readonly page: number; readonly texte: string };

/** Un morceau d'extrait ; `trouve` : a surligner. */
export type Morceau = { readonly texte: string; readonly trouve: boolean };

const LARGEUR = 260;
const AVANT = 70;

/** Choisit la page et le passage ou le plus de racines differentes se trouvent ; a egalite, le premier. */
export function choisirPassage(pages: readonly string[], racines: readonly string[]): Passage {
  const amorces = racines.map(amorce).filter((debut) => debut !== '');
  let meilleur = { note: -1, page: 1, debut: 0 };
  for (const [rang, texte] of pages.entries()) {
    const trouve = meilleurDebut(reperes(texte, amorces));
    if (trouve.note > meilleur.note) meilleur = { ...trouve, page: rang + 1 };
    if (meilleur.note === amorces.length) break;
  }
  return { page: meilleur.page, texte: decouper(pages[meilleur.page - 1] ?? '', meilleur.debut) };
}

type Repere = { readonly position: number; readonly racine: number };

/** Le debut d'un mot suffit a le reperer : la racine change parfois sa derniere lettre. */
const amorce = (racine: string): string => racine.slice(0, racine.length > 4 ? -1 : undefined);

function reperes(texte: string, amorces: readonly string[]): readonly Repere[] {
  const plat = aplatirSurPlace(texte);
  return amorces
    .flatMap((debut, racine) => {
      const motif = new RegExp(`(?<![\\p{L}\\p{N}])${debut.replace(/[^\p{L}\p{N}]/gu, '.')}`, 'gu');
      return [...plat.matchAll(motif)].slice(0, 50).map(({ index }) => ({ position: index, racine }));
    })
    .toSorted((a, b) => a.position - b.position);
}

/** Aplati lettre pour lettre : les positions restent celles du texte (une ligature garde une lettre). */
export const aplatirSurPlace = (texte: string): string =>
  delier(texte)
    .toLowerCase()
    .replace(/[^\0-\u007F]/gu, (lettre) => {
      const connue = PLATES.get(lettre) ?? aplatir(lettre).padEnd(lettre.length, ' ').slice(0, lettre.length);
      PLATES.set(lettre, connue);
      return connue;
    });

const PLATES = new Map<string, string>();

function meilleurDebut(trouves: readonly Repere[]): { readonly note: number; readonly debut: number } {
  let meilleur = { note: 0, debut: 0 };
  for (const { position } of trouves) {
    const proches = trouves.filter(
      (autre) => autre.position >= position && autre.position < position + LARGEUR - AVANT,
    );
    const note = new Set(proches.map(({ racine }) => racine)).size;
    if (note > meilleur.note) meilleur = { note, debut: position };
  }
  return meilleur;
}

/** Un passage autour d'une position, aux limites des mots, points de suspension compris. */
function decouper(texte: string, position: number): string {
  const voulu = Math.max(0, position - AVANT);
  const debut = voulu === 0 ? 0 : texte.indexOf(' ', voulu) + 1 || voulu;
  const fin = texte.length <= debut + LARGEUR ? texte.length : texte.lastIndexOf(' ', debut + LARGEUR);
  const passage = texte
    .slice(debut, Math.max(fin, debut + 1))
    .replace(/\s+/gu, ' ')
    .trim();
  return `${debut > 0 ? '… ' : ''}${passage}${fin < texte.length ? ' …' : ''}`;
}

/** Marques de debut et de fin posees par PostgreSQL : jamais dans un texte (caracteres de controle). */
export const MARQUES = { debut: '\u0002', fin: '\u0003' } as const;

/** Reporte les marques d'un texte delie sur le texte d'origine, de meme longueur. */
export function morceler(texte: string, marque: string): readonly Morceau[] {
  const morceaux: Morceau[] = [];
  let position = 0;
  for (const partie of marque.split(MARQUES.debut)) {
    const [trouve, suite] = partie.includes(MARQUES.fin) ? partie.split(MARQUES.fin) : ['', partie];
    for (const [morceau, est] of [
      [trouve ?? '', true],
      [suite ?? '', false],
    ] as const) {
      if (morceau !== '')
        morceaux.push({ texte: texte.slice(position, position + morceau.length), trouve: est });
      position += morceau.length;
    }
  }
  return morceaux;
}
