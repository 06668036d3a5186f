import { createCipheriv, createDecipheriv, createHash, randomBytes, type Hash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writevSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  chiffrerEnMorceaux,
  commencer,
  LONGUEUR_ENTETE,
  ouvrir,
  PARAMETRES,
  type Chiffre,
} from '@ppn/blob-store/floe';
import { CLAIR_PAR_SEGMENT, debutDuSegment, nombreDeSegments } from '@ppn/blob-store/segments';
import { aadDeLaQueue } from '../format.ts';
import type { AlgorithmeDeSomme, EnvoiConfie, Resume } from './protocole.ts';
import { compter } from './ramasser.ts';

/** Somme du clair depuis son premier octet ; absente apres une reprise dont le debut n'est pas passe par ce fil. */
type Somme = { readonly sha256: Hash; readonly crc32: number; readonly jusqua: number };

/** Corps plus long que ce qui reste a recevoir : rien n'en est garde. */
export class CorpsTropLong extends Error {}
/** La somme annoncee n'est pas celle des octets recus. */
export class SommeFausse extends Error {}

/**
 * Un envoi tenu par un fil, de l'ouverture du fichier a la fin de la requete. Position : octets de clair gardes ;
 * les segments entiers sont sur le disque, le reste (la queue) en memoire, puis chiffre a cote a la fin.
 */
export class ObjetEnCours {
  readonly #envoi: EnvoiConfie;
  readonly #fichier: number;
  readonly #chiffre: Chiffre;
  readonly #nombre: number;
  #queue = Buffer.alloc(0);
  readonly #depart: number;
  readonly #sommeDeLaRequete: Hash | undefined;
  #segments: number;
  #reste: number;
  #somme: Somme | undefined;
  readonly #sommeAuDepart: Somme | undefined;

  /** Ouvre (ou cree) le fichier et retrouve la position. Lance l'erreur du systeme ; `connue` : la somme que ce fil a deja. */
  constructor(envoi: EnvoiConfie, connue: Somme | undefined, algorithme: AlgorithmeDeSomme | undefined) {
    this.#envoi = envoi;
    this.#nombre = nombreDeSegments(envoi.longueur);
    mkdirSync(dirname(envoi.chemin), { recursive: true, mode: 0o700 });
    this.#fichier = openSync(envoi.chemin, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#chiffre = this.#ouvrirOuCommencer();
    const taille = fstatSync(this.#fichier).size;
    this.#segments = Math.min(this.#nombre - 1, segmentsEntiers(taille));
    ftruncateSync(this.#fichier, debutDuSegment(this.#segments));
    this.#reste = 0;
    this.#prendre(lireLaQueue(envoi, this.#segments));
    this.#depart = this.position;
    this.#somme = this.#sommeUtile(connue);
    this.#sommeAuDepart = this.#somme && { ...this.#somme, sha256: this.#somme.sha256.copy() };
    this.#sommeDeLaRequete = algorithme && createHash(algorithme);
  }

  get position(): number {
    return this.#segments * CLAIR_PAR_SEGMENT + this.#reste;
  }
  get complet(): boolean {
    return this.position === this.#envoi.longueur;
  }
  get somme(): Somme | undefined {
    return this.#somme;
  }

  /** Prend des octets ; lance `CorpsTropLong`, ou l'erreur du systeme (disque plein). */
  ajouter(octets: Buffer): void {
    if (this.position + octets.length > this.#envoi.longueur) throw new CorpsTropLong();
    this.#sommeDeLaRequete?.update(octets);
    if (this.#somme) {
      this.#somme.sha256.update(octets);
      this.#somme = {
        sha256: this.#somme.sha256,
        crc32: crc32(octets, this.#somme.crc32),
        jusqua: this.#somme.jusqua + octets.length,
      };
    }
    const segments: (readonly Buffer[])[] = [];
    for (let pris = 0; pris < octets.length;) {
      const place = CLAIR_PAR_SEGMENT - this.#reste;
      const part = octets.subarray(pris, pris + place);
      pris += part.length;
      if (this.#reste === 0 && part.length === CLAIR_PAR_SEGMENT)
        segments.push(this.#chiffrer(part, segments.length));
      else {
        this.#prendre(part);
        if (this.#reste < CLAIR_PAR_SEGMENT) break;
        segments.push(this.#chiffrer(this.#queue.subarray(0, CLAIR_PAR_SEGMENT), segments.length));
        this.#reste = 0;
      }
    }
    this.#ecrire(segments);
  }

  /** Garde tout : complet, le dernier segment et le disque force ; sinon la queue chiffree. Lance `SommeFausse`. */
  garder(attendue: string | undefined): Resume | undefined {
    if (this.#sommeDeLaRequete && this.#sommeDeLaRequete.digest('base64') !== attendue)
      throw new SommeFausse();
    if (!this.complet) {
      ecrireLaQueue(this.#envoi, this.#segments, this.#queue.subarray(0, this.#reste));
      fsyncSync(this.#fichier);
      this.#fermer();
      return undefined;
    }
    if (this.#segments < this.#nombre) {
      const dernier = this.#chiffrer(this.#queue.subarray(0, this.#reste), 0);
      ecrireTout(this.#fichier, dernier, debutDuSegment(this.#segments));
    }
    fsyncSync(this.#fichier);
    this.#fermer();
    rmSync(cheminDeLaQueue(this.#envoi.chemin), { force: true });
    return this.#somme && { sha256: this.#somme.sha256.copy().digest('hex'), crc32: this.#somme.crc32 };
  }

  /** Revient au debut de la requete : rien de ce qu'elle a envoye ne reste. */
  defaire(): { readonly position: number; readonly somme: Somme | undefined } {
    try {
      ftruncateSync(this.#fichier, debutDuSegment(Math.floor(this.#depart / CLAIR_PAR_SEGMENT)));
    } finally {
      this.#fermer();
    }
    return { position: this.#depart, somme: this.#sommeAuDepart };
  }

  /** Une ecriture a manque : les segments entiers deja ecrits restent, le reste se renvoie. */
  renoncer(): void {
    try {
      ftruncateSync(this.#fichier, debutDuSegment(this.#segments));
    } finally {
      this.#fermer();
    }
  }

  #fermer(): void {
    closeSync(this.#fichier);
  }

  /** Ajoute a la queue, qui ne grandit que de ce qu'il faut : mille envois lents ne tiennent pas mille segments. */
  #prendre(part: Buffer): void {
    const voulue = this.#reste + part.length;
    if (voulue > this.#queue.length) {
      const neuve = Buffer.allocUnsafe(Math.min(CLAIR_PAR_SEGMENT, Math.max(voulue, 2 * this.#queue.length)));
      neuve.set(this.#queue.subarray(0, this.#reste));
      this.#queue = neuve;
    }
    this.#queue.set(part, this.#reste);
    this.#reste = voulue;
  }

  #chiffrer(clair: Buffer, apres: number): readonly Buffer[] {
    const position = this.#segments + apres;
    return chiffrerEnMorceaux(this.#chiffre, { position, dernier: position === this.#nombre - 1 }, clair);
  }

  #ecrire(segments: readonly (readonly Buffer[])[]): void {
    if (segments.length === 0) return;
    ecrireTout(this.#fichier, segments.flat(), debutDuSegment(this.#segments));
    compter(segments.length * CLAIR_PAR_SEGMENT);
    this.#segments += segments.length;
  }

  #ouvrirOuCommencer(): Chiffre {
    const entete = Buffer.alloc(LONGUEUR_ENTETE);
    const lus = readSync(this.#fichier, entete, 0, LONGUEUR_ENTETE, 0);
    const connu = lus === LONGUEUR_ENTETE ? ouvrir(this.#envoi.cle, this.#envoi.aad, entete) : undefined;
    if (connu) return connu;
    const neuf = commencer(this.#envoi.cle, this.#envoi.aad);
    ftruncateSync(this.#fichier, 0);
    ecrireTout(this.#fichier, [neuf.entete], 0);
    return neuf.chiffre;
  }

  #sommeUtile(connue: Somme | undefined): Somme | undefined {
    if (!this.#envoi.somme) return undefined;
    if (this.position === 0) return { sha256: createHash('sha256'), crc32: 0, jusqua: 0 };
    return connue?.jusqua === this.position ? connue : undefined;
  }
}

export type { Somme };

/** Position d'un envoi qu'aucune requete ne tient. */
export function positionGardee(envoi: EnvoiConfie): number {
  let fichier: number;
  try {
    fichier = openSync(envoi.chemin, 'r');
  } catch {
    return 0;
  }
  const segments = Math.min(nombreDeSegments(envoi.longueur) - 1, segmentsEntiers(fstatSync(fichier).size));
  closeSync(fichier);
  return segments * CLAIR_PAR_SEGMENT + lireLaQueue(envoi, segments).length;
}

const segmentsEntiers = (taille: number): number =>
  Math.max(0, Math.floor((taille - LONGUEUR_ENTETE) / PARAMETRES.longueurDeSegment));

const cheminDeLaQueue = (chemin: string): string => `${chemin}.queue`;

/** La queue se garde sous la cle de l'envoi, nonce tire, liee a sa position ; vide, le fichier est ote. */
function ecrireLaQueue({ chemin, cle, aad }: EnvoiConfie, position: number, clair: Buffer): void {
  if (clair.length === 0) return rmSync(cheminDeLaQueue(chemin), { force: true });
  const nonce = randomBytes(12);
  const machine = createCipheriv('aes-256-gcm', cleDeLaQueue(cle), nonce).setAAD(aadDeLaQueue(aad, position));
  const octets = Buffer.concat([nonce, machine.update(clair), machine.final(), machine.getAuthTag()]);
  writeFileSync(cheminDeLaQueue(chemin), octets, { mode: 0o600 });
}

/** La queue de cette position ; vide s'il n'y en a pas, ou d'une autre position. */
function lireLaQueue({ chemin, cle, aad }: EnvoiConfie, position: number): Buffer {
  let octets: Buffer;
  try {
    octets = readFileSync(cheminDeLaQueue(chemin));
  } catch {
    return VIDE;
  }
  const longueur = octets.length - 28;
  if (longueur <= 0 || longueur > CLAIR_PAR_SEGMENT) return VIDE;
  const machine = createDecipheriv('aes-256-gcm', cleDeLaQueue(cle), octets.subarray(0, 12), {
    authTagLength: 16,
  })
    .setAAD(aadDeLaQueue(aad, position))
    .setAuthTag(octets.subarray(octets.length - 16));
  const clair = machine.update(octets.subarray(12, octets.length - 16));
  try {
    machine.final();
    return clair;
  } catch {
    return VIDE;
  }
}

const VIDE = Buffer.alloc(0);

/** Une cle a part : FLOE derive les siennes de la meme, jamais celle-ci. */
const cleDeLaQueue = (cle: Uint8Array): Buffer =>
  createHash('sha256').update('ppn-queue/1').update(cle).digest();

/** Ecrit tout a cette place ; une ecriture courte continue, et dit pourquoi elle s'arrete. */
function ecrireTout(fichier: number, morceaux: readonly Buffer[], debut: number): void {
  let position = debut;
  let restants = [...morceaux];
  while (restants.length > 0) {
    let ecrits = writevSync(fichier, restants, position);
    position += ecrits;
    while (restants.length > 0 && ecrits >= (restants[0]?.length ?? 0)) {
      ecrits -= restants[0]?.length ?? 0;
      restants = restants.slice(1);
    }
    const [tete] = restants;
    if (tete && ecrits > 0) restants = [tete.subarray(ecrits), ...restants.slice(1)];
  }
}
