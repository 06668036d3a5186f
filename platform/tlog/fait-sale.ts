import { TAILLE_DU_SEL } from './entree.ts';
import type { FaitDeLEntree, FaitSale } from './entree.ts';
import { deBase64, enBase64, texteDe, utf8 } from './octets.ts';

const ENREGISTRE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u;
const TEXTES = ['auteur', 'enregistreA', 'flux', 'survenuA', 'type'] as const;

/** La ligne d'un fait et de son sel (docs/preuve.md §6), sans `\n` : ses sept champs, rien d'autre. */
export function ecrireFaitSale({ sel, fait }: FaitSale): string {
  const { auteur, donnees, enregistreA, flux, survenuA, type, version } = fait;
  return JSON.stringify({
    sel: enBase64(sel),
    fait: { auteur, donnees, enregistreA, flux, survenuA, type, version },
  });
}

/** Un fait lu : ses donnees sont un objet. */
export type FaitLu = FaitSale & {
  readonly fait: FaitDeLEntree & { readonly donnees: Readonly<Record<string, unknown>> };
};

/** Lit la ligne d'un fait ; `undefined` si elle n'a pas exactement la forme du §2. */
export function lireFaitSale(ligne: string): FaitLu | undefined {
  const lue = lireObjet(ligne);
  if (lue === undefined || !seulsChamps(lue, ['sel', 'fait'])) return undefined;
  const sel = typeof lue['sel'] === 'string' ? deBase64(lue['sel']) : undefined;
  const fait = lireFait(lue['fait']);
  return fait === undefined || sel?.length !== TAILLE_DU_SEL ? undefined : { sel, fait };
}

/** Lit la ligne d'un fait en octets UTF-8. */
export const lireFaitEnOctets = (octets: Uint8Array): FaitLu | undefined => {
  const ligne = texteDe(octets);
  return ligne === undefined ? undefined : lireFaitSale(ligne);
};

/** La ligne d'un fait, en octets UTF-8. */
export const octetsDuFaitSale = (fait: FaitSale): Uint8Array => utf8(ecrireFaitSale(fait));

type Objet = Readonly<Record<string, unknown>>;

const estObjet = (valeur: unknown): valeur is Objet =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);

function lireObjet(texte: string): Objet | undefined {
  try {
    const lu: unknown = JSON.parse(texte);
    return estObjet(lu) ? lu : undefined;
  } catch {
    return undefined;
  }
}

const seulsChamps = (objet: Objet, champs: readonly string[]): boolean =>
  Object.keys(objet).length === champs.length && champs.every((champ) => Object.hasOwn(objet, champ));

function lireFait(valeur: unknown): FaitLu['fait'] | undefined {
  if (!estObjet(valeur) || !seulsChamps(valeur, [...TEXTES, 'donnees', 'version'])) return undefined;
  const [auteur, enregistreA, flux, survenuA, type] = TEXTES.map((champ) => texteBienForme(valeur[champ]));
  const { donnees, version } = valeur;
  if (auteur === undefined || flux === undefined || survenuA === undefined || type === undefined)
    return undefined;
  if (enregistreA === undefined || !ENREGISTRE.test(enregistreA)) return undefined;
  if (!estObjet(donnees) || !estExact(donnees)) return undefined;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return undefined;
  return { auteur, donnees, enregistreA, flux, survenuA, type, version };
}

const texteBienForme = (valeur: unknown): string | undefined =>
  typeof valeur === 'string' && valeur.isWellFormed() ? valeur : undefined;

/** Seuls les entiers d'au plus 53 bits et les textes sans demi-caractere s'ecrivent partout pareil (RFC 8785 §3.2.2). */
function estExact(valeur: unknown): boolean {
  if (typeof valeur === 'number') return Number.isSafeInteger(valeur);
  if (typeof valeur === 'string') return valeur.isWellFormed();
  if (Array.isArray(valeur)) return valeur.every(estExact);
  return (
    !estObjet(valeur) ||
    Object.entries(valeur).every(([cle, contenu]) => cle.isWellFormed() && estExact(contenu))
  );
}
