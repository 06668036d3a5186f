import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Result, refus, reussite } from '@ppn/core';
import type { ALire, DuLecteur, Lecture } from './protocole.ts';

/** Bornes d'une lecture : duree (ms), memoire residente (octets). */
export type BornesDeLecture = { readonly dureeMs: number; readonly memoireMax: number };

/** Pourquoi une piece n'a pas ete lue. */
export type RefusDeLecture = 'trop-long' | 'trop-lourd' | 'illisible';

/** Deux minutes, 1 Gio : au-dela, la lecture est abandonnee. */
export const BORNES: BornesDeLecture = { dureeMs: 120_000, memoireMax: 1024 ** 3 };

const PROGRAMME = fileURLToPath(new URL('processus.ts', import.meta.url));
const RACINE = fileURLToPath(new URL('../../../', import.meta.url));
/** Tout ce que le lecteur peut lire sur le disque : son code et son modele de langue. */
const LISIBLES = ['node_modules', 'modules/papier', 'package.json', 'tsconfig.json'];
const TAILLE_PAGE = 4096;

let tour: Promise<unknown> = Promise.resolve();

/** Lit une piece dans un processus a part, une a la fois : reconnaitre du texte occupe un coeur entier. Ne rejette jamais. */
export function lireIsolement(
  demande: ALire,
  bornes: BornesDeLecture = BORNES,
): Promise<Result<Lecture, RefusDeLecture>> {
  const rendu = tour.then(() => conduire(demande, bornes));
  tour = rendu.catch(() => undefined);
  return rendu;
}

function lancer(): ChildProcess {
  return fork(PROGRAMME, [], {
    serialization: 'advanced',
    env: {},
    execArgv: [
      '--permission',
      ...LISIBLES.map((nom) => `--allow-fs-read=${RACINE}${nom}`),
      '--allow-addons',
      '--allow-worker',
      '--no-warnings',
      '--max-old-space-size=512',
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

function conduire(demande: ALire, bornes: BornesDeLecture): Promise<Result<Lecture, RefusDeLecture>> {
  const processus = lancer();
  return new Promise((rendre) => {
    const finir = (issue: Result<Lecture, RefusDeLecture>): void => {
      clearTimeout(echeance);
      clearInterval(veille);
      processus.removeAllListeners('exit');
      processus.kill('SIGKILL');
      rendre(issue);
    };
    const echeance = setTimeout(() => finir(refus('trop-long')), bornes.dureeMs);
    const veille = setInterval(
      () => void surveiller(processus, bornes.memoireMax, () => finir(refus('trop-lourd'))),
      100,
    );
    processus.on('exit', () => finir(refus('illisible')));
    processus.on('error', () => finir(refus('illisible')));
    processus.on('message', (message: DuLecteur) => {
      if (message.genre === 'pret') processus.send(demande, () => undefined);
      else finir(message.genre === 'lu' ? reussite(message.lecture) : refus('illisible'));
    });
  });
}

/** Memoire residente (Linux) : au-dela de la borne, le lecteur est arrete. */
async function surveiller({ pid }: ChildProcess, memoireMax: number, arreter: () => void): Promise<void> {
  const statm = await readFile(`/proc/${pid ?? 0}/statm`, 'utf8').catch(() => '');
  if (Number(statm.split(' ')[1] ?? 0) * TAILLE_PAGE > memoireMax) arreter();
}
