import { createHash } from 'node:crypto';
import type { Empreinte } from '@ppn/core';
import { aadDeLObjet, developper } from './enveloppe.ts';
import { ObjetAbsent, ObjetAltere, ObjetTropVolumineux } from './erreurs.ts';
import { LONGUEUR_ENTETE, PARAMETRES, dechiffrerSegment, ouvrir } from './floe.ts';
import type { Chiffre } from './floe.ts';
import type { Atelier } from './atelier.ts';
import { chercher } from './registre.ts';
import type { LigneDObjet } from './registre.ts';
import {
  CLAIR_PAR_SEGMENT,
  debutDuSegment,
  nombreDeSegments,
  redecouper,
  tailleDuChiffre,
} from './segments.ts';

/** Etendue lue, en octets du clair : `[debut, fin[`, par defaut tout. */
export type Etendue = { readonly debut?: number; readonly fin?: number };

/**
 * Le clair de l'objet, par morceaux d'au plus 256 Kio, chacun verifie avant d'etre rendu ; seuls les segments de l'etendue sont lus.
 * Lance `ObjetAbsent`, `ObjetAltere`, ou `RangeError` si l'etendue sort de l'objet.
 */
export async function* lire(
  atelier: Atelier,
  empreinte: Empreinte,
  etendue: Etendue = {},
): AsyncGenerator<Uint8Array> {
  yield* lireLigne(atelier, await trouver(atelier, empreinte), etendue);
}

async function* lireLigne(
  atelier: Atelier,
  ligne: LigneDObjet,
  etendue: Etendue,
): AsyncGenerator<Uint8Array> {
  const { debut = 0, fin = ligne.taille } = etendue;
  if (!Number.isInteger(debut) || !Number.isInteger(fin) || debut < 0 || fin < debut || fin > ligne.taille)
    throw new RangeError(`Étendue ${debut}-${fin} hors d’un objet de ${ligne.taille} octets.`);
  const chiffre = await ouvrirObjet(atelier, ligne);
  if (debut === fin && ligne.taille > 0) return;
  yield* dechiffrer(atelier, ligne, chiffre, debut, fin);
}

/** Le clair entier, s'il tient dans `tailleMax` octets ; sinon `ObjetTropVolumineux`, sans rien lire. */
export async function lireOctets(
  atelier: Atelier,
  empreinte: Empreinte,
  tailleMax: number,
): Promise<Uint8Array> {
  const ligne = await trouver(atelier, empreinte);
  if (ligne.taille > tailleMax) throw new ObjetTropVolumineux(ligne.taille, tailleMax);
  const morceaux: Uint8Array[] = [];
  for await (const octets of lireLigne(atelier, ligne, {})) morceaux.push(octets);
  return Buffer.concat(morceaux, ligne.taille);
}

/** Etat d'un objet relu en entier. */
export type Etat = 'intact' | 'altere' | 'absent';

/** Relit tout l'objet et recalcule son empreinte. Une panne du stockage remonte : elle ne dit rien de l'objet. */
export async function verifier(atelier: Atelier, empreinte: Empreinte): Promise<Etat> {
  const somme = createHash('sha256');
  try {
    for await (const octets of lire(atelier, empreinte)) somme.update(octets);
  } catch (cause) {
    if (cause instanceof ObjetAbsent) return 'absent';
    if (cause instanceof ObjetAltere) return 'altere';
    throw cause;
  }
  return somme.digest('hex') === empreinte ? 'intact' : 'altere';
}

async function trouver({ db }: Atelier, empreinte: Empreinte): Promise<LigneDObjet> {
  const ligne = await chercher(db, empreinte);
  if (ligne === undefined) throw new ObjetAbsent(empreinte);
  return ligne;
}

/** Verifie la cle, la longueur du chiffre (troncature, ajout) et l'en-tete avant tout octet. */
async function ouvrirObjet(
  { pilote, trousseau, environnement }: Atelier,
  ligne: LigneDObjet,
): Promise<Chiffre> {
  const taille = await pilote.taille(ligne.identifiant);
  if (taille === undefined) throw new ObjetAbsent(ligne.empreinte);
  const cle = developper(trousseau, ligne.enveloppe, { environnement, ...ligne });
  if (cle === undefined || taille !== tailleDuChiffre(ligne.taille)) throw new ObjetAltere(ligne.empreinte);
  const morceaux: Uint8Array[] = [];
  for await (const octets of pilote.lire(ligne.identifiant, 0, LONGUEUR_ENTETE)) morceaux.push(octets);
  const chiffre = ouvrir(cle, aadDeLObjet(environnement, ligne.identifiant), Buffer.concat(morceaux));
  if (chiffre === undefined) throw new ObjetAltere(ligne.empreinte);
  return chiffre;
}

async function* dechiffrer(
  { pilote }: Atelier,
  ligne: LigneDObjet,
  chiffre: Chiffre,
  debut: number,
  fin: number,
): AsyncGenerator<Uint8Array> {
  const nombre = nombreDeSegments(ligne.taille);
  const premier = Math.floor(debut / CLAIR_PAR_SEGMENT);
  const apres = Math.max(premier + 1, Math.ceil(fin / CLAIR_PAR_SEGMENT));
  const octets = pilote.lire(
    ligne.identifiant,
    debutDuSegment(premier),
    Math.min(debutDuSegment(apres), tailleDuChiffre(ligne.taille)),
  );
  let position = premier;
  for await (const segment of redecouper(octets, PARAMETRES.longueurDeSegment)) {
    const clair = dechiffrerSegment(chiffre, position, position === nombre - 1, segment.octets);
    if (clair === undefined) throw new ObjetAltere(ligne.empreinte);
    const base = position * CLAIR_PAR_SEGMENT;
    const utile = clair.subarray(Math.max(0, debut - base), fin - base);
    if (utile.length > 0) yield utile;
    position += 1;
  }
  if (position !== apres) throw new ObjetAltere(ligne.empreinte);
}
