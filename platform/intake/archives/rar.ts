import { refuser } from '../contexte.ts';
import type { FichierSource } from '../source.ts';
import { CHIFFREE } from './sept-zip.ts';

const BLOCS_MAX = 2000;

/** Parcourt les blocs d'un RAR (1.5 a 4, ou 5) pour voir un chiffrement ; s'arrete sans faute au premier bloc inconnu. */
export async function examinerRar(source: FichierSource): Promise<void> {
  const signature = Buffer.from(await source.lire(0, 8)).toString('latin1');
  if (signature === 'Rar!\x1A\x07\x01\0') await parcourirRar5(source);
  else if (signature.startsWith('Rar!\x1A\x07\0')) await parcourirRar4(source);
}

/** Bloc RAR 4 : somme(2) genre(1) drapeaux(2) taille(2) [donnees(4)]. */
async function parcourirRar4(source: FichierSource): Promise<void> {
  let position = 7;
  for (let i = 0; i < BLOCS_MAX && position + 7 <= source.taille; i += 1) {
    const bloc = Buffer.from(await source.lire(position, position + 11));
    const [genre, drapeaux, taille] = [bloc[2] ?? 0, bloc.readUInt16LE(3), bloc.readUInt16LE(5)];
    if (genre === 0x73 && (drapeaux & 0x80) !== 0) refuser('archive-chiffree', CHIFFREE);
    if (genre === 0x74 && (drapeaux & 0x04) !== 0) refuser('archive-chiffree', CHIFFREE);
    if (genre === 0x7b || taille < 7) return;
    const donnees = (drapeaux & 0x8000) !== 0 && bloc.length >= 11 ? bloc.readUInt32LE(7) : 0;
    position += taille + donnees;
  }
}

/** Bloc RAR 5 : somme(4) taille genre drapeaux [extra] [donnees] en entiers a longueur variable. */
async function parcourirRar5(source: FichierSource): Promise<void> {
  let position = 8;
  for (let i = 0; i < BLOCS_MAX && position + 7 <= source.taille; i += 1) {
    const octets = Buffer.from(await source.lire(position, position + 4096));
    const lecteur = { octets, place: 4 };
    const taille = entierVariable(lecteur);
    const apresTaille = lecteur.place;
    const genre = entierVariable(lecteur);
    const drapeaux = entierVariable(lecteur);
    const extra = (drapeaux & 1) === 0 ? 0 : entierVariable(lecteur);
    const donnees = (drapeaux & 2) === 0 ? 0 : entierVariable(lecteur);
    if (genre === 4) refuser('archive-chiffree', CHIFFREE);
    const fin = apresTaille + taille;
    if ((genre === 2 || genre === 3) && extraChiffre(octets.subarray(fin - extra, fin)))
      refuser('archive-chiffree', CHIFFREE);
    if (genre === 5 || taille === 0) return;
    position += fin + donnees;
  }
}

type Place = { readonly octets: Buffer; place: number };

function entierVariable(lecteur: Place): number {
  let valeur = 0;
  for (let i = 0; i < 8; i += 1) {
    const octet = lecteur.octets[lecteur.place] ?? 0;
    lecteur.place += 1;
    valeur += (octet & 0x7f) * 2 ** (7 * i);
    if ((octet & 0x80) === 0) break;
  }
  return valeur;
}

/** Un enregistrement extra de genre 1 est un chiffrement de fichier. */
function extraChiffre(extra: Buffer): boolean {
  const lecteur = { octets: extra, place: 0 };
  while (lecteur.place < extra.length) {
    const taille = entierVariable(lecteur);
    const suivant = lecteur.place + taille;
    if (entierVariable(lecteur) === 1) return true;
    if (taille === 0) return false;
    lecteur.place = suivant;
  }
  return false;
}
