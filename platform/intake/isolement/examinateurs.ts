import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Bornes, TypeReconnu } from '../contrat.ts';
import type { FichierSource } from '../source.ts';
import type { DeExaminateur, ResultatIsole, VersExaminateur } from './protocole.ts';

/** Issue d'un examen isole ; les autres cas portent le type s'il avait ete reconnu avant l'arret. `panne` : l'examinateur n'a pas pu demarrer. */
export type IssueIsolee =
  | { readonly genre: 'rendu'; readonly rendu: ResultatIsole }
  | {
      readonly genre: 'trop-long' | 'trop-lourd' | 'mort' | 'illisible' | 'panne';
      readonly type: TypeReconnu | undefined;
    };

type Demande = {
  readonly source: FichierSource;
  readonly nomDeclare: string;
  readonly bornes: Bornes;
};

const PROGRAMME = fileURLToPath(new URL('processus.ts', import.meta.url));
const RACINE = fileURLToPath(new URL('../../../', import.meta.url));
/** Tout ce qu'un examinateur peut lire sur le disque : son code. Ni cles, ni reglages, ni donnees. */
const LISIBLES = [
  'node_modules',
  'core',
  'platform/intake',
  'package.json',
  'platform/package.json',
  'tsconfig.json',
].map((nom) => `${RACINE}${nom}`);
/** Un examinateur est remplace apres ce nombre de fichiers : ce qu'une bibliotheque laisse ne s'accumule pas. */
const EXAMENS_PAR_PROCESSUS = 100;
const NOMBRE = Math.max(1, Math.min(4, availableParallelism()));
const TAILLE_PAGE = 4096;

type Examinateur = { readonly processus: ChildProcess; examens: number; pret: boolean };

const libres: Examinateur[] = [];
const file: (() => void)[] = [];
let occupes = 0;

/** Examine un fichier dans un processus a part, borne en temps et en memoire ; ne rejette jamais. */
export async function examinerIsolement(demande: Demande): Promise<IssueIsolee> {
  if (occupes >= NOMBRE) await new Promise<void>((tour) => file.push(tour));
  else occupes += 1;
  const examinateur = libres.pop() ?? lancer();
  const issue = await conduire(examinateur, demande);
  ranger(examinateur, issue);
  const suivant = file.shift();
  if (suivant === undefined) occupes -= 1;
  else suivant();
  return issue;
}

/** Arrete les examinateurs au repos (arret du service, fin de tests). Un examen demande ensuite en relance un. */
export function fermerExaminateurs(): void {
  for (const { processus } of libres.splice(0)) processus.kill('SIGKILL');
}

function lancer(): Examinateur {
  const processus = fork(PROGRAMME, [], {
    serialization: 'advanced',
    env: {},
    execArgv: [
      '--permission',
      ...LISIBLES.map((chemin) => `--allow-fs-read=${chemin}`),
      '--allow-addons',
      '--no-warnings',
      '--max-old-space-size=512',
      '--experimental-strip-types',
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  processus.on('error', () => processus.kill('SIGKILL'));
  return { processus, examens: 0, pret: false };
}

function ranger(examinateur: Examinateur, issue: IssueIsolee): void {
  const { processus } = examinateur;
  examinateur.examens += 1;
  const vivant = issue.genre === 'rendu' && processus.connected;
  if (!vivant || examinateur.examens >= EXAMENS_PAR_PROCESSUS) {
    processus.kill('SIGKILL');
    return;
  }
  // un examinateur au repos ne retient pas le service qui s'arrete
  processus.unref();
  processus.channel?.unref();
  const meurtAuRepos = (): void => {
    const rang = libres.indexOf(examinateur);
    if (rang >= 0) libres.splice(rang, 1);
  };
  processus.once('exit', meurtAuRepos);
  libres.push(examinateur);
}

function conduire(examinateur: Examinateur, demande: Demande): Promise<IssueIsolee> {
  const { processus } = examinateur;
  const { source, nomDeclare, bornes } = demande;
  processus.ref();
  processus.channel?.ref();
  return new Promise((rendre) => {
    let type: TypeReconnu | undefined;
    const finir = (issue: IssueIsolee): void => {
      clearTimeout(echeance);
      clearInterval(veille);
      processus.removeAllListeners('message');
      processus.removeAllListeners('exit');
      if (issue.genre !== 'rendu') processus.kill('SIGKILL');
      rendre(issue);
    };
    const echeance = setTimeout(
      () => finir({ genre: 'trop-long', type }),
      dureePermise(bornes, source.taille),
    );
    const veille = setInterval(
      () => void surveiller(processus, bornes, () => finir({ genre: 'trop-lourd', type })),
      100,
    );
    processus.on('exit', () => finir({ genre: examinateur.pret ? 'mort' : 'panne', type }));
    processus.on('message', (message: DeExaminateur) => {
      if (message.genre === 'pret') examinateur.pret = true;
      if (message.genre === 'type') type = message.type;
      if (message.genre === 'resultat') finir({ genre: 'rendu', rendu: message });
      if (message.genre === 'lire')
        void servir(processus, source, message, () => finir({ genre: 'illisible', type }));
    });
    envoyer(processus, { genre: 'examiner', taille: source.taille, nomDeclare, bornes });
  });
}

const dureePermise = (bornes: Bornes, taille: number): number =>
  bornes.dureeMs + Math.ceil(taille / 20_000_000) * 1000;

function envoyer(processus: ChildProcess, message: VersExaminateur): void {
  if (processus.connected) processus.send(message, () => undefined);
}

/** Repond a une lecture de l'examinateur ; une source qui echoue arrete l'examen. */
async function servir(
  processus: ChildProcess,
  source: FichierSource,
  demande: Extract<DeExaminateur, { genre: 'lire' }>,
  illisible: () => void,
): Promise<void> {
  try {
    const octets = await source.lire(demande.debut, demande.fin);
    envoyer(processus, { genre: 'octets', lecture: demande.lecture, octets });
  } catch {
    illisible();
  }
}

/** Memoire residente (Linux) : au-dela de la borne, l'examinateur est arrete. Ailleurs, seule la borne du tas V8 joue. */
async function surveiller(processus: ChildProcess, bornes: Bornes, arreter: () => void): Promise<void> {
  const statm = await readFile(`/proc/${processus.pid ?? 0}/statm`, 'utf8').catch(() => '');
  const pages = Number(statm.split(' ')[1] ?? 0);
  if (pages * TAILLE_PAGE > bornes.memoireMax) arreter();
}
