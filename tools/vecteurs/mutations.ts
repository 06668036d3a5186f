import { sha256 } from './actes.ts';
import type { Contenu, Fichiers } from './dossier.ts';
import { fabriquer, type Fabrique } from './fabriquer.ts';
import type { Contexte } from './contexte.ts';
import { ecrireZip } from './zip.ts';

/** Tirage reproductible : mulberry32. */
export function tirage(graine: number): (borne: number) => number {
  let etat = graine >>> 0;
  return (borne) => {
    etat = (etat + 0x6d2b79f5) >>> 0;
    let melange = Math.imul(etat ^ (etat >>> 15), etat | 1);
    melange ^= melange + Math.imul(melange ^ (melange >>> 7), melange | 61);
    return Math.floor((((melange ^ (melange >>> 14)) >>> 0) / 2 ** 32) * borne);
  };
}

type Tirer = (borne: number) => number;

/** Une mutation du dossier ordinaire : ce qu'elle fait, et l'archive. */
export type Mutation = { readonly quoi: string; readonly zip: Uint8Array };

/** La mutation de ce rang : octets de l'archive, d'un fichier, d'un acte (tout refait), ou d'un fichier puis manifeste rescelle. */
export async function muter(contexte: Contexte, base: Fabrique, rang: number): Promise<Mutation> {
  const tirer = tirage(rang * 7919 + 1);
  switch (rang % 4) {
    case 0: {
      const { octets, quoi } = abimer(base.zip, tirer);
      return { quoi: `archive : ${quoi}`, zip: octets };
    }
    case 1:
      return muterUnFichier(base.fichiers, tirer);
    case 2:
      return muterLActe(contexte, tirer);
    default:
      return muterPuisResceller(contexte, base, tirer);
  }
}

/** Change, ote, ajoute ou coupe quelques octets. */
function abimer(octets: Uint8Array, tirer: Tirer): { readonly octets: Uint8Array; readonly quoi: string } {
  const copie = Buffer.from(octets);
  const place = tirer(Math.max(1, copie.length));
  switch (tirer(4)) {
    case 0:
      copie[place] = (copie[place] ?? 0) ^ (1 << tirer(8));
      return { octets: new Uint8Array(copie), quoi: `bit ${place}` };
    case 1:
      return {
        octets: new Uint8Array(
          Buffer.concat([copie.subarray(0, place), copie.subarray(place + 1 + tirer(4))]),
        ),
        quoi: `octets ôtés en ${place}`,
      };
    case 2:
      return {
        octets: new Uint8Array(
          Buffer.concat([copie.subarray(0, place), Buffer.from([tirer(256)]), copie.subarray(place)]),
        ),
        quoi: `octet ajouté en ${place}`,
      };
    default:
      copie.write(String.fromCharCode(32 + tirer(95)), place, 'latin1');
      return { octets: new Uint8Array(copie), quoi: `signe changé en ${place}` };
  }
}

function muterUnFichier(fichiers: Fichiers, tirer: Tirer): Mutation {
  const noms = [...fichiers.keys()];
  const choisi = noms[tirer(noms.length)] ?? '';
  const { octets, quoi } = abimer(fichiers.get(choisi) ?? new Uint8Array(), tirer);
  const entrees = [...fichiers].map(([nom, tels]) => ({ nom, octets: nom === choisi ? octets : tels }));
  return { quoi: `${choisi} : ${quoi}`, zip: ecrireZip(entrees) };
}

/** L'acte est abime, et tout le dossier refait autour de lui : seul le jugement du PDF peut le voir. */
async function muterLActe(contexte: Contexte, tirer: Tirer): Promise<Mutation> {
  const { octets, quoi } = abimer(contexte.actes.constatations, tirer);
  const { zip } = await fabriquer(contexte, { acte: octets });
  return { quoi: `acte (tout refait) : ${quoi}`, zip };
}

/** Le fichier est abime avant le manifeste : seuls les controles profonds peuvent le voir. */
async function muterPuisResceller(contexte: Contexte, base: Fabrique, tirer: Tirer): Promise<Mutation> {
  const noms = [...base.fichiers.keys()].filter((nom) => !nom.startsWith('dossier.json'));
  const choisi = noms[tirer(noms.length)] ?? '';
  const { octets, quoi } = abimer(base.fichiers.get(choisi) ?? new Uint8Array(), tirer);
  const { zip } = await fabriquer(contexte, {
    contenu: () => avecOctets(base.contenu, choisi, octets),
    fichiers: (fichiers) => void fichiers.set(choisi, octets),
  });
  return { quoi: `${choisi} (rescellé) : ${quoi}`, zip };
}

const avecOctets = (contenu: Contenu, chemin: string, octets: Uint8Array): Contenu => ({
  ...contenu,
  pieces: contenu.pieces.map((piece) =>
    piece.chemin === chemin ? { ...piece, octets, empreinte: sha256(octets) } : piece,
  ),
});
