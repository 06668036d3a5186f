import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import { avecFinLiee } from './fin-liee.ts';

/** Comment un enfant s'est termine. */
export type Fin = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** Un enfant a lancer et a surveiller. */
export type ReglageDeProcessus = {
  readonly nom: string;
  readonly script: string;
  readonly environnement: Readonly<Record<string, string>>;
  /** Fichier qui recoit ses deux sorties. */
  readonly journal: string;
  /** Adresse qui repond 200 quand il est pret. */
  readonly sante: string;
  /** Vrai : toute reponse HTTP suffit. */
  readonly toutStatut?: boolean;
  /** Vrai : relance apres une mort imprevue, avec attente croissante. */
  readonly relancer: boolean;
  readonly surEvenement?: (phrase: string) => void;
};

/** Une vie d'un enfant : de son lancement a sa fin. `debutDuJournal` : taille du journal avant elle, en octets. */
export type Vie = {
  readonly enfant: ChildProcess;
  readonly fin: Promise<Fin>;
  readonly neeA: number;
  readonly debutDuJournal: number;
};

const ARRET_MS = 8_000;
const JOURNAL_MAX = 20 * 1024 * 1024;

/** Lance l'enfant dans son propre groupe : un Ctrl-C du terminal ne l'atteint pas, le lanceur l'arrete. */
export function naitre(reglage: ReglageDeProcessus, ajouts: Readonly<Record<string, string>>): Vie {
  const { descripteur, taille } = ouvrirJournal(reglage.journal);
  const [programme, args] = avecFinLiee(process.execPath, [reglage.script]);
  const enfant = spawn(programme, args, {
    stdio: ['ignore', descripteur, descripteur],
    env: { ...reglage.environnement, ...ajouts },
    detached: true,
  });
  closeSync(descripteur);
  const fin = new Promise<Fin>((terminer) => {
    enfant.once('error', () => terminer({ code: 127, signal: null }));
    enfant.once('exit', (code, signal) => terminer({ code, signal }));
  });
  return { enfant, fin, neeA: Date.now(), debutDuJournal: taille };
}

function ouvrirJournal(fichier: string): { readonly descripteur: number; readonly taille: number } {
  mkdirSync(dirname(fichier), { recursive: true, mode: 0o700 });
  const descripteur = openSync(fichier, 'a', 0o600);
  const taille = fstatSync(descripteur).size;
  if (taille <= JOURNAL_MAX) return { descripteur, taille };
  closeSync(descripteur);
  renameSync(fichier, `${fichier}.1`);
  return { descripteur: openSync(fichier, 'a', 0o600), taille: 0 };
}

/** SIGTERM, puis SIGKILL apres 8 s ; rend la main quand l'enfant est mort. */
export async function finir(vie: Vie | undefined): Promise<void> {
  if (vie === undefined) return;
  vie.enfant.kill('SIGTERM');
  const sursis = new AbortController();
  const force = attendre(ARRET_MS, undefined, { signal: sursis.signal }).then(
    () => vie.enfant.kill('SIGKILL'),
    () => undefined,
  );
  await vie.fin;
  sursis.abort();
  await force;
}

/** Ce qu'une commande a donne. */
export type Execution = Fin & { readonly sortie: string };

/** Lance le script une fois avec un argument (`migrer`, `reconstruire`) et attend sa fin ; sorties reunies, 1 Mo au plus. */
export function executer(
  reglage: Pick<ReglageDeProcessus, 'script' | 'environnement'>,
  argument: string,
): Promise<Execution> {
  const [programme, args] = avecFinLiee(process.execPath, [reglage.script, argument]);
  const enfant = spawn(programme, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...reglage.environnement },
  });
  const morceaux: Buffer[] = [];
  for (const flux of [enfant.stdout, enfant.stderr])
    flux.on('data', (morceau: Buffer) => (morceaux.length < 4096 ? void morceaux.push(morceau) : undefined));
  return new Promise((finir) => {
    const terminer = (fin: Fin): void =>
      finir({ ...fin, sortie: Buffer.concat(morceaux).toString('utf8').slice(0, 1_000_000) });
    enfant.once('error', () => terminer({ code: 127, signal: null }));
    enfant.once('close', (code, signal) => terminer({ code, signal }));
  });
}
