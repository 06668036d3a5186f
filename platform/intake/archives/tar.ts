import { refuser, type Contexte } from '../contexte.ts';
import { examinerDedans } from './dedans.ts';
import { LecteurSequentiel } from './lecteur-sequentiel.ts';
import { controleDesNoms, refuserExecutable } from './noms.ts';
import {
  abime,
  BLOC,
  estEtendu,
  estNul,
  fusion,
  lireEntete,
  lireEtendu,
  sauterSuites,
  sommeJuste,
  type Entete,
  type Etendu,
} from './tar-entete.ts';

const EXAMINE_MAX = 16 * 1024 * 1024;

/** Vrai si ces octets commencent par un en-tete tar dont la somme de controle est juste. */
export function estTar(debut: Uint8Array): boolean {
  return debut.length >= BLOC && !estNul(debut.subarray(0, BLOC)) && sommeJuste(debut.subarray(0, BLOC));
}

/**
 * Lit les en-tetes d'un tar (POSIX.1-2001 pax, ustar, GNU) au fil de l'eau : sommes, tailles, noms, liens,
 * troncature. Les petits contenus sont examines comme des fichiers deposes.
 */
export async function examinerTar(flux: AsyncIterable<Uint8Array>, contexte: Contexte): Promise<void> {
  const lecteur = new LecteurSequentiel(flux);
  const controler = controleDesNoms(contexte);
  let etendu: Etendu = {};
  for (let entrees = 0; ;) {
    const bloc = await lecteur.lire(BLOC);
    if (bloc.length === 0 && entrees > 0) {
      contexte.avertir(
        'archive-irreguliere',
        'Cette archive tar n’a pas sa marque de fin : elle est peut-être incomplète.',
      );
      break;
    }
    if (bloc.length < BLOC) abime();
    if (estNul(bloc)) break;
    if (!sommeJuste(bloc)) abime();
    const entete = lireEntete(bloc);
    if (estEtendu(entete.genre)) {
      etendu = { ...etendu, ...(await lireEtendu(lecteur, entete)) };
      continue;
    }
    entrees += 1;
    if (entrees > contexte.bornes.entreesMax)
      refuser('archive-dangereuse', 'Cette archive contient un nombre démesuré de fichiers. Divisez-la.');
    await examinerEntree(lecteur, fusion(entete, etendu), { contexte, controler });
    etendu = {};
  }
  await lecteur.vider();
}

type Suivi = { readonly contexte: Contexte; readonly controler: (nom: string) => void };

async function examinerEntree(
  lecteur: LecteurSequentiel,
  entete: Entete & Etendu,
  { contexte, controler }: Suivi,
): Promise<void> {
  controler(entete.nom);
  if (entete.genre === '1' || entete.genre === '2') {
    controlerLien(entete, contexte);
  }
  if ('346'.includes(entete.genre))
    refuser(
      'archive-dangereuse',
      'Cette archive contient un périphérique ou un tube système : elle ne vient pas d’un dépôt ordinaire.',
    );
  if (entete.genre === 'S' || entete.troue === true)
    contexte.avertir(
      'fichier-a-trous',
      'Cette archive contient des fichiers « à trous », dont le contenu n’a pas été examiné.',
    );
  if (entete.suite) await sauterSuites(lecteur);
  await lireContenu(lecteur, entete, contexte);
  refuserExecutable(entete.nom);
}

function controlerLien({ lien }: Entete, contexte: Contexte): void {
  if (lien.startsWith('/') || lien.split('/').includes('..')) {
    refuser(
      'archive-dangereuse',
      'Cette archive contient un lien qui sort de son dossier. Refaites-la en copiant les fichiers plutôt que leurs liens.',
    );
  }
  contexte.avertir('lien-symbolique', 'Cette archive contient des liens vers d’autres fichiers.');
}

async function lireContenu(
  lecteur: LecteurSequentiel,
  entete: Entete & Etendu,
  contexte: Contexte,
): Promise<void> {
  const { taille } = entete;
  const bourrage = (BLOC - (taille % BLOC)) % BLOC;
  const ordinaire = ['0', '\0', '7', ''].includes(entete.genre) && entete.troue !== true;
  const lus = ordinaire && taille > 0 && taille <= EXAMINE_MAX ? await lecteur.lire(taille) : undefined;
  const passes = lus?.length ?? (await lecteur.sauter(taille));
  if (passes < taille || (await lecteur.sauter(bourrage)) < bourrage) abime();
  if (lus === undefined) return;
  contexte.budget.decompresse += lus.length;
  await examinerDedans(lus, entete.nom, contexte);
}
