import {
  arbreEnMemoire,
  cosigner,
  enBase64,
  entreeDuFait,
  ecrirePreuve,
  ecrirePreuveDeFait,
  hacherFeuille,
  signerPoint,
  signerTete,
  type ArbreEnMemoire,
  type FaitSale,
} from '@ppn/tlog';
import { sel } from './actes.ts';
import type { CleDeNote } from './atelier.ts';
import { IDJ } from './donnees.ts';

/** Un fait a inscrire : type, donnees, heure. */
export type FaitVoulu = {
  readonly type: string;
  readonly donnees: unknown;
  readonly a: string;
};

/** Les faits d'un dossier (ou d'un autre flux), sales, versions de 1 a n. */
export const saler = (faits: readonly FaitVoulu[], flux = `dossier/${IDJ}`): readonly FaitSale[] =>
  faits.map(({ type, donnees, a }, rang) => ({
    sel: sel(),
    fait: {
      auteur: 'PN100001',
      donnees,
      enregistreA: a,
      flux,
      survenuA: a.replace('.000Z', '+00:00[UTC]'),
      type,
      version: rang + 1,
    },
  }));

/** L'arbre d'une suite. */
export const suiteDe = (faits: readonly FaitSale[]): ArbreEnMemoire =>
  arbreEnMemoire(faits.map((fait) => hacherFeuille(entreeDuFait(fait))));

/** `faits.jsonl`. */
export const ecrireFaits = (faits: readonly FaitSale[]): Uint8Array =>
  enOctets(
    faits.map((ligne) => `${JSON.stringify({ sel: enBase64(ligne.sel), fait: ligne.fait })}\n`).join(''),
  );

/** La tete d'une suite a une taille. */
export const teteDe = (
  suite: ArbreEnMemoire,
  cle: CleDeNote,
  {
    taille = suite.taille,
    service = 'interieur',
  }: { readonly taille?: number; readonly service?: string } = {},
): string => signerTete({ service, idj: IDJ, taille, racine: suite.racine(taille) }, cle.cle);

/** Un journal entier : des entrees etrangeres entre celles du dossier, un point cosigne, une preuve par fait. */
export type Journal = {
  readonly point: string;
  readonly corps: string;
  readonly preuves: readonly string[];
  /** La preuve qui part avec l'acte du fait de ce rang (docs/preuve.md §5.1), d'un point d'alors. */
  readonly porter: (rang: number, voulu?: Portee) => string;
};

/** Ce qui change d'une preuve portee ordinaire. `temoin` nul : le point n'est pas cosigne . */
export type Portee = {
  readonly cle?: CleDeNote;
  readonly temoin?: CleDeNote | null;
  readonly fait?: FaitSale;
  readonly corpsCosigne?: string;
  readonly sansFait?: true;
};

/** Entrees etrangeres avant chaque fait du dossier. */
const AUTRES = 2;

/** Fait le journal ou s'inscrit une suite. `temoin` absent : point sans cosignature. */
export function journalDe(
  faits: readonly FaitSale[],
  { cle, temoin, a }: { readonly cle: CleDeNote; readonly temoin?: CleDeNote; readonly a: string },
): Journal {
  const feuilles: Uint8Array[] = [];
  const places: number[] = [];
  for (const fait of faits) {
    for (let rang = 0; rang < AUTRES; rang += 1) feuilles.push(hacherFeuille(sel()));
    places.push(feuilles.length);
    feuilles.push(hacherFeuille(entreeDuFait(fait)));
  }
  const arbre = arbreEnMemoire(feuilles);
  const note = signerPoint({ origine: cle.cle.nom, taille: arbre.taille, racine: arbre.racine() }, cle.cle);
  const corps = corpsDe(note);
  const point = temoin === undefined ? note : `${note}${cosigner(corps, temoin.cle, Date.parse(a) / 1_000)}`;
  const porter = (rang: number, voulu: Portee = {}): string => {
    const [index, fait, autre] = [places[rang], voulu.fait ?? faits[rang], voulu.cle ?? cle];
    if (index === undefined || fait === undefined) throw new RangeError(`Pas de fait ${rang}.`);
    const taille = index + 1;
    const nue = signerPoint({ origine: autre.cle.nom, taille, racine: arbre.racine(taille) }, autre.cle);
    const qui = voulu.temoin === undefined ? temoin : voulu.temoin;
    const ligne = qui ? cosigner(voulu.corpsCosigne ?? corpsDe(nue), qui.cle, Date.parse(a) / 1_000) : '';
    const preuve = { index, preuve: arbre.inclusion(index, taille), point: nue + ligne };
    return voulu.sansFait === true ? ecrirePreuve(preuve) : ecrirePreuveDeFait(fait, preuve);
  };
  return {
    porter,
    point,
    corps,
    preuves: places.map((index) => ecrirePreuve({ index, preuve: arbre.inclusion(index), point })),
  };
}

const corpsDe = (note: string): string => note.slice(0, note.indexOf('\n\n') + 1);

/** Une suite etrangere de cette taille : celle du pair, dont nous n'avons que les tetes. */
export const suiteDuPair = (taille: number): ArbreEnMemoire =>
  arbreEnMemoire(Array.from({ length: taille }, () => hacherFeuille(sel())));

/** Texte en octets. */
export const enOctets = (texte: string): Uint8Array => new TextEncoder().encode(texte);

/** Objet en JSON lisible, en octets. */
export const enJson = (valeur: unknown): Uint8Array => enOctets(`${JSON.stringify(valeur, null, 1)}\n`);
