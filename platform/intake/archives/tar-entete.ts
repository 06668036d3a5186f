import { refuser } from '../contexte.ts';
import type { LecteurSequentiel } from './lecteur-sequentiel.ts';

/** Bloc d'un tar, en octets. */
export const BLOC = 512;
/** En-tetes etendus (pax, noms longs GNU) : bien plus que tout usage reel. */
const ETENDU_MAX = 1024 * 1024;

/** Refuse une archive coupee ou fausse. */
export function abime(): never {
  refuser('fichier-abime', 'Cette archive tar est incomplète ou abîmée. Refaites-la, puis déposez la copie.');
}

/** En-tete d'une entree ; `suite` : la carte de trous GNU continue dans les blocs suivants. */
export type Entete = {
  readonly nom: string;
  readonly taille: number;
  readonly genre: string;
  readonly lien: string;
  readonly suite: boolean;
};
/** Ce qu'un en-tete etendu change a l'entree qui le suit. */
export type Etendu = {
  readonly nom?: string;
  readonly lien?: string;
  readonly taille?: number;
  readonly troue?: boolean;
};
/** Entree completee par son en-tete etendu. */
export const fusion = (entete: Entete, etendu: Etendu): Entete & Etendu => ({ ...entete, ...etendu });

/** Lit un en-tete dont la somme est juste. */
export function lireEntete(bloc: Uint8Array): Entete {
  const octets = Buffer.from(bloc);
  const genre = String.fromCharCode(bloc[156] ?? 0);
  const ustar = octets.toString('latin1', 257, 262) === 'ustar';
  const prefixe = ustar && bloc[263] !== 0x20 ? champ(octets, 345, 155) : '';
  const nom = champ(octets, 0, 100);
  const suite = genre === 'S' && bloc[482] === 1;
  const sansContenu = '123456'.includes(genre) && genre !== '';
  const taille = sansContenu ? 0 : nombre(octets.subarray(124, 136));
  return {
    nom: prefixe === '' ? nom : `${prefixe}/${nom}`,
    taille,
    genre,
    lien: champ(octets, 157, 100),
    suite,
  };
}

const champ = (octets: Buffer, debut: number, longueur: number): string =>
  octets.toString('utf8', debut, debut + longueur).replace(/\0.*$/s, '');

/** Nombre octal, ou binaire GNU (bit de poids fort) ; une taille negative, demesuree ou illisible est une faute. */
function nombre(octets: Buffer): number {
  if ((octets[0] ?? 0) & 0x80) {
    const valeur = octets.subarray(1).reduce((total, octet) => total * 256 + octet, (octets[0] ?? 0) & 0x7f);
    return valeur <= Number.MAX_SAFE_INTEGER ? valeur : abime();
  }
  const texte = octets.toString('latin1').replaceAll('\0', ' ').trim();
  if (!/^[0-7]*$/.test(texte)) abime();
  return texte === '' ? 0 : Number.parseInt(texte, 8);
}

/** Vrai pour un bloc nul, marque de fin. */
export const estNul = (bloc: Uint8Array): boolean => bloc.every((octet) => octet === 0);

/** Somme des octets de l'en-tete, le champ somme compte comme des blancs ; signee ou non selon les vieux outils. */
export function sommeJuste(bloc: Uint8Array): boolean {
  const texte = Buffer.from(bloc.subarray(148, 156)).toString('latin1').replaceAll('\0', ' ').trim();
  if (!/^[0-7]+$/.test(texte)) return false;
  const attendue = Number.parseInt(texte, 8);
  let positive = 0;
  let signee = 0;
  for (const [i, octet] of bloc.entries()) {
    const compte = i >= 148 && i < 156 ? 32 : octet;
    positive += compte;
    signee += compte > 127 ? compte - 256 : compte;
  }
  return attendue === positive || attendue === signee;
}

/** Vrai pour un en-tete etendu (pax, noms longs GNU). */
export const estEtendu = (genre: string): boolean => 'xgLKX'.includes(genre);

/** Lit le contenu d'un en-tete etendu. */
export async function lireEtendu(lecteur: LecteurSequentiel, { genre, taille }: Entete): Promise<Etendu> {
  if (taille > ETENDU_MAX) abime();
  const octets = Buffer.from(await lecteur.lire(taille));
  const bourrage = (BLOC - (taille % BLOC)) % BLOC;
  if (octets.length < taille || (await lecteur.sauter(bourrage)) < bourrage) abime();
  if (genre === 'L') return { nom: champ(octets, 0, octets.length) };
  if (genre === 'K') return { lien: champ(octets, 0, octets.length) };
  return lirePax(octets);
}

/** Enregistrements pax « longueur cle=valeur\n » : une longueur fausse est une faute. */
function lirePax(octets: Buffer): Etendu {
  const lus: { nom?: string; lien?: string; taille?: number; troue?: boolean } = {};
  for (let debut = 0; debut < octets.length && octets[debut] !== 0;) {
    const trouve = /^(\d{1,8}) /.exec(octets.toString('latin1', debut, debut + 12));
    const longueur = Number(trouve?.[1]);
    if (trouve === null || longueur < 5 || debut + longueur > octets.length) abime();
    const ligne = octets.toString('utf8', debut + trouve[0].length, debut + longueur - 1);
    const egal = ligne.indexOf('=');
    if (egal < 1 || octets[debut + longueur - 1] !== 10) abime();
    const [cle, valeur] = [ligne.slice(0, egal), ligne.slice(egal + 1)];
    if (cle === 'path' || cle === 'GNU.sparse.name') lus.nom = valeur;
    if (cle === 'linkpath') lus.lien = valeur;
    if (cle.startsWith('GNU.sparse.')) lus.troue = true;
    if (cle === 'size') lus.taille = /^\d{1,15}$/.test(valeur) ? Number(valeur) : abime();
    if (cle.startsWith('GNU.sparse.') && /^-|[^\d.,]/.test(valeur) && cle !== 'GNU.sparse.name') abime();
    debut += longueur;
  }
  return lus;
}

/** Suites d'une carte de trous GNU : au plus 10 000 blocs. */
export async function sauterSuites(lecteur: LecteurSequentiel): Promise<void> {
  for (let i = 0; i < 10_000; i += 1) {
    const bloc = await lecteur.lire(BLOC);
    if (bloc.length < BLOC) abime();
    if (bloc[504] !== 1) return;
  }
  abime();
}
