import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
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

/** Fichier a faire examiner. */
export type Demande = {
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
const TAILLE_PAGE = 4096;
/** Temps laisse a un examinateur pour charger son code : une machine chargee ne refuse pas un fichier pour cela. */
const LANCEMENT_MS = 30_000;

/** Processus examinateur ; `pret` une fois son code charge. */
export type Examinateur = { readonly processus: ChildProcess; examens: number; pret: boolean };

/** Lance un examinateur, sans environnement et sans autre droit que de lire son code. */
export function lancer(): Examinateur {
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
  return { processus, examens: 0, pret: false };
}

/** Fait examiner un fichier et rend l'issue ; a la moindre anomalie le processus est tue. */
export function conduire(examinateur: Examinateur, demande: Demande): Promise<IssueIsolee> {
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
      processus.removeAllListeners('error');
      processus.on('error', () => undefined);
      if (issue.genre !== 'rendu') processus.kill('SIGKILL');
      rendre(issue);
    };
    const compterLeTemps = (): NodeJS.Timeout =>
      setTimeout(() => finir({ genre: 'trop-long', type }), dureePermise(bornes, source.taille));
    let echeance = examinateur.pret
      ? compterLeTemps()
      : setTimeout(() => finir({ genre: 'panne', type }), LANCEMENT_MS);
    const veille = setInterval(
      () => void surveiller(processus, bornes, () => finir({ genre: 'trop-lourd', type })),
      100,
    );
    const mourir = (): void => finir({ genre: examinateur.pret ? 'mort' : 'panne', type });
    processus.on('exit', mourir);
    // fork refuse par le systeme : « error » sans « exit »
    processus.on('error', mourir);
    processus.on('message', (message: DeExaminateur) => {
      if (message.genre === 'pret') {
        examinateur.pret = true;
        clearTimeout(echeance);
        echeance = compterLeTemps();
      }
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
