import { availableParallelism } from 'node:os';
import { conduire, lancer, type Demande, type Examinateur, type IssueIsolee } from './conduite.ts';

/** Un examinateur est remplace apres ce nombre de fichiers : ce qu'une bibliotheque laisse ne s'accumule pas. */
const EXAMENS_PAR_PROCESSUS = 100;
const NOMBRE = Math.max(1, Math.min(4, availableParallelism()));

const libres: Examinateur[] = [];
const file: (() => void)[] = [];
let occupes = 0;

/** Examine un fichier dans un processus a part, borne en temps et en memoire ; ne rejette jamais. */
export async function examinerIsolement(demande: Demande): Promise<IssueIsolee> {
  if (occupes >= NOMBRE) await new Promise<void>((tour) => file.push(tour));
  else occupes += 1;
  const issue = await tenter(demande);
  const suivant = file.shift();
  if (suivant === undefined) occupes -= 1;
  else suivant();
  return issue;
}

async function tenter(demande: Demande): Promise<IssueIsolee> {
  try {
    const examinateur = prendre();
    const issue = await conduire(examinateur, demande);
    ranger(examinateur, issue);
    return issue;
  } catch {
    // le systeme refuse un processus de plus
    return { genre: 'panne', type: undefined };
  }
}

/** Arrete les examinateurs au repos (arret du service, fin de tests). Un examen demande ensuite en relance un. */
export function fermerExaminateurs(): void {
  for (const { processus } of libres.splice(0)) processus.kill('SIGKILL');
}

/** Un examinateur au repos encore en vie, sinon un nouveau. */
function prendre(): Examinateur {
  for (let libre = libres.pop(); libre !== undefined; libre = libres.pop()) {
    if (libre.processus.connected) return libre;
  }
  return lancer();
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
