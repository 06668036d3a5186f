import type { FichierSource } from '../source.ts';
import { entree, Lexeur } from './lexeur.ts';

const SECTIONS_MAX = 1000;
const SECTION_OCTETS = 2 * 1024 * 1024;

/** Positions des objets trouves, par numero : ce qu'une table juste doit designer. */
export type Positions = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * Vrai si le fichier commence par son en-tete, si `startxref` mene a une table, et si chaque entree des tables
 * classiques designe bien l'objet annonce (ISO 32000-2 §7.5.4). Une table illisible est une table fausse.
 */
export async function tableJuste(source: FichierSource, positions: Positions): Promise<boolean> {
  const tete = Buffer.from(await source.lire(0, 5)).toString('latin1');
  if (tete !== '%PDF-') return false;
  const fin = Buffer.from(await source.lire(Math.max(0, source.taille - 2048), source.taille)).toString(
    'latin1',
  );
  const depart = /startxref\s+(\d{1,12})\s+%%EOF\s*$/.exec(fin.slice(fin.lastIndexOf('startxref')));
  return depart !== null && suivreSections(source, Number(depart[1]), positions);
}

async function suivreSections(source: FichierSource, depart: number, positions: Positions): Promise<boolean> {
  const vues = new Set<number>();
  let suivante: number | undefined = depart;
  while (suivante !== undefined && vues.size < SECTIONS_MAX) {
    if (vues.has(suivante) || suivante >= source.taille) return false;
    vues.add(suivante);
    const debut: number = suivante;
    const octets = Buffer.from(await source.lire(debut, Math.min(source.taille, debut + SECTION_OCTETS)));
    const section = lireSection(octets, positions);
    if (section === undefined) return debutDeFlux(octets);
    if (!section.juste) return false;
    suivante = section.precedente;
  }
  return true;
}

/** Table rangee dans un flux : seule sa presence est verifiee. */
const debutDeFlux = (octets: Buffer): boolean =>
  /^\d{1,10}\s+\d{1,5}\s+obj/.test(octets.toString('latin1', 0, 64));

type Section = { readonly juste: boolean; readonly precedente: number | undefined };

function lireSection(octets: Buffer, positions: Positions): Section | undefined {
  if (octets.toString('latin1', 0, 4) !== 'xref') return undefined;
  const lexeur = new Lexeur(octets, 4, true);
  let juste = true;
  for (;;) {
    const premier = lexeur.valeur();
    if (premier.genre !== 'nombre') break;
    const nombre = lexeur.valeur();
    if (nombre.genre !== 'nombre') return { juste: false, precedente: undefined };
    for (let i = 0; i < nombre.nombre && lexeur.position < octets.length; i += 1) {
      const [position, generation, genre] = [lexeur.valeur(), lexeur.valeur(), lexeur.valeur()];
      if (position.genre !== 'nombre' || generation.genre !== 'nombre' || genre.genre !== 'mot')
        return { juste: false, precedente: undefined };
      const designe = positions.get(premier.nombre + i)?.has(position.nombre) ?? false;
      if (genre.mot === 'n' && !designe) juste = false;
    }
  }
  const precedente = entree(lexeur.valeur(), 'Prev');
  return { juste, precedente: precedente?.genre === 'nombre' ? precedente.nombre : undefined };
}
