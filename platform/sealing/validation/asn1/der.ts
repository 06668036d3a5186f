/**
 * Lecteur DER (X.690) a copie nulle : la validation juge les octets signes eux-memes, pas une structure rebatie.
 * Le BER (longueurs indefinies ou non minimales) est lu et signale par `ber` : a l'appelant d'en decider.
 */
export type Noeud = {
  readonly source: Uint8Array;
  /** Premier octet : classe, forme et numero d'etiquette (toujours < 31 ici). */
  readonly etiquette: number;
  readonly debut: number;
  readonly contenu: number;
  readonly finContenu: number;
  readonly fin: number;
  readonly ber: boolean;
};

/** Encodage illisible ; le message dit ou. */
export class ErreurDer extends Error {
  override readonly name = 'ErreurDer';
}

const PROFONDEUR_MAX = 64;

/** Lit un element et exige qu'il occupe tous les octets (sinon ErreurDer). */
export function lireTout(source: Uint8Array): Noeud {
  const noeud = lireNoeud(source, 0, source.length, 0);
  if (noeud.fin !== source.length)
    throw new ErreurDer(`octets en trop après l’élément (position ${noeud.fin})`);
  return noeud;
}

/** Lit l'element qui commence a `debut`, sans depasser `limite`. */
export function lireNoeud(source: Uint8Array, debut: number, limite: number, profondeur = 0): Noeud {
  if (profondeur > PROFONDEUR_MAX) throw new ErreurDer('imbrication trop profonde');
  const etiquette = octet(source, debut, limite);
  if ((etiquette & 0x1f) === 0x1f)
    throw new ErreurDer(`étiquette longue non prise en charge (position ${debut})`);
  const premier = octet(source, debut + 1, limite);
  if (premier === 0x80) return lireIndefini(source, debut, limite, profondeur);
  const taille = premier < 0x80 ? 0 : premier & 0x7f;
  if (taille > 6) throw new ErreurDer(`longueur démesurée (position ${debut})`);
  let longueur = taille === 0 ? premier : 0;
  for (let rang = 0; rang < taille; rang += 1)
    longueur = longueur * 256 + octet(source, debut + 2 + rang, limite);
  const contenu = debut + 2 + taille;
  const fin = contenu + longueur;
  if (fin > limite) throw new ErreurDer(`élément coupé (position ${debut})`);
  const minimale = taille === 0 || (longueur >= 0x80 && octet(source, debut + 2, limite) !== 0);
  return { source, etiquette, debut, contenu, finContenu: fin, fin, ber: !minimale };
}

function lireIndefini(source: Uint8Array, debut: number, limite: number, profondeur: number): Noeud {
  const etiquette = octet(source, debut, limite);
  if ((etiquette & 0x20) === 0)
    throw new ErreurDer(`longueur indéfinie sur un élément simple (position ${debut})`);
  let position = debut + 2;
  while (octet(source, position, limite) !== 0 || octet(source, position + 1, limite) !== 0) {
    position = lireNoeud(source, position, limite, profondeur + 1).fin;
  }
  return { source, etiquette, debut, contenu: debut + 2, finContenu: position, fin: position + 2, ber: true };
}

function octet(source: Uint8Array, position: number, limite: number): number {
  const valeur = position < limite ? source[position] : undefined;
  if (valeur === undefined) throw new ErreurDer(`fin inattendue (position ${position})`);
  return valeur;
}

/** Les elements contenus, dans l'ordre. */
export function enfants(noeud: Noeud): readonly Noeud[] {
  const liste: Noeud[] = [];
  for (let position = noeud.contenu; position < noeud.finContenu;) {
    const enfant = lireNoeud(noeud.source, position, noeud.finContenu, 1);
    liste.push(enfant);
    position = enfant.fin;
  }
  return liste;
}

/** L'element complet (etiquette, longueur, contenu), sans copie. */
export const octetsDe = (noeud: Noeud): Uint8Array => noeud.source.subarray(noeud.debut, noeud.fin);

/** Le contenu seul, sans copie. */
export const valeurDe = (noeud: Noeud): Uint8Array => noeud.source.subarray(noeud.contenu, noeud.finContenu);

/** L'enfant de ce rang ; ErreurDer s'il manque ou n'a pas l'etiquette attendue. */
export function enfant(noeud: Noeud, rang: number, etiquette?: number): Noeud {
  const trouve = enfants(noeud)[rang];
  if (trouve === undefined) throw new ErreurDer(`élément ${rang} absent (position ${noeud.debut})`);
  return etiquette === undefined ? trouve : exiger(trouve, etiquette);
}

/** Le meme noeud, ou ErreurDer si son etiquette n'est pas celle-ci. */
export function exiger(noeud: Noeud | undefined, etiquette: number): Noeud {
  if (noeud === undefined) throw new ErreurDer('élément absent');
  if (noeud.etiquette !== etiquette)
    throw new ErreurDer(`étiquette ${noeud.etiquette} au lieu de ${etiquette} (position ${noeud.debut})`);
  return noeud;
}

/** Vrai si l'element et tout ce qu'il contient sont en longueurs definies et minimales (X.690 §10.1). */
export function estDer(noeud: Noeud, profondeur = 0): boolean {
  if (noeud.ber || profondeur > PROFONDEUR_MAX) return false;
  return (noeud.etiquette & 0x20) === 0 || enfants(noeud).every((fils) => estDer(fils, profondeur + 1));
}

/** Les enfants, au nombre exact attendu ; ErreurDer sinon. */
export function enfantsExacts(noeud: Noeud, nombre: number): readonly Noeud[] {
  const liste = enfants(noeud);
  if (liste.length !== nombre)
    throw new ErreurDer(`${liste.length} éléments au lieu de ${nombre} (position ${noeud.debut})`);
  return liste;
}
