import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import { avecFinLiee } from './fin-liee.ts';
import { PanneDeDemarrage } from './pannes.ts';
import { phraseDuJournal } from './phrase-du-journal.ts';
import { repondSante } from './sante.ts';

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

/** Un enfant surveille. */
export type Processus = {
  readonly nom: string;
  readonly journal: string;
  readonly pid: () => number | undefined;
  /** Lance et attend qu'il soit pret. `ajouts` ne vaut que pour ce lancement ; une relance automatique ne les reprend pas. */
  readonly demarrer: (ajouts?: Readonly<Record<string, string>>) => Promise<void>;
  /** Attend la fin de l'enfant en cours (deja mort : tout de suite). */
  readonly fin: () => Promise<Fin>;
  /** Attend qu'il reponde, relance comprise. */
  readonly attendrePret: () => Promise<void>;
  /** Envoie le signal (SIGKILL par defaut) et attend la fin. */
  readonly tuer: (signal?: NodeJS.Signals) => Promise<Fin>;
  /** Arret voulu : SIGTERM, puis SIGKILL apres 8 s. Plus aucune relance. */
  readonly arreter: () => Promise<void>;
};

const PRET_MS = 90_000;
const ARRET_MS = 8_000;
const JOURNAL_MAX = 20 * 1024 * 1024;
const ATTENTE_MAX_MS = 10_000;
const VIE_STABLE_MS = 30_000;

type Sonde = Pick<ReglageDeProcessus, 'sante' | 'toutStatut'>;
type Vie = {
  readonly enfant: ChildProcess;
  readonly fin: Promise<Fin>;
  readonly neeA: number;
  readonly debutDuJournal: number;
};

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

/** Prepare un enfant surveille ; rien n'est lance avant `demarrer`. */
export function surveiller(reglage: ReglageDeProcessus): Processus {
  let vie: Vie | undefined;
  let arretVoulu = false;
  let morts = 0;
  let reveil = new AbortController();

  const lancer = (ajouts: Readonly<Record<string, string>>): Vie => {
    const neuve = naitre(reglage, ajouts);
    vie = neuve;
    void neuve.fin.then((fin) => surMort(neuve, fin));
    return neuve;
  };
  const surMort = async (morte: Vie, fin: Fin): Promise<void> => {
    if (arretVoulu || !reglage.relancer || vie !== morte) return;
    morts = Date.now() - morte.neeA > VIE_STABLE_MS ? 1 : morts + 1;
    const attente = Math.min(200 * 2 ** (morts - 1), ATTENTE_MAX_MS);
    reglage.surEvenement?.(
      `${reglage.nom} s’est arrêté (${fin.signal ?? `code ${fin.code ?? '?'}`}) : relance dans ${(attente / 1000).toLocaleString('fr-FR')} s.`,
    );
    await attendre(attente, undefined, { signal: reveil.signal }).catch(() => undefined);
    if (!arretVoulu && vie === morte) lancer({});
  };

  return {
    nom: reglage.nom,
    journal: reglage.journal,
    pid: () => (vie?.enfant.exitCode === null && vie.enfant.signalCode === null ? vie.enfant.pid : undefined),
    demarrer: async (ajouts = {}) => {
      arretVoulu = false;
      reveil = new AbortController();
      const neuve = lancer(ajouts);
      const mort = await attendrePretOuMort(reglage, neuve);
      if (mort === undefined) return;
      arretVoulu = true;
      throw panneDEnfant(reglage, neuve, mort);
    },
    fin: () => vie?.fin ?? Promise.resolve({ code: 0, signal: null }),
    attendrePret: async () => {
      if (!(await jusquaReponse(reglage, () => arretVoulu)))
        throw new PanneDeDemarrage('service-muet', `${reglage.nom} ne répond pas : voir ${reglage.journal}.`);
    },
    tuer: (signal = 'SIGKILL') => {
      vie?.enfant.kill(signal);
      return vie?.fin ?? Promise.resolve({ code: 0, signal: null });
    },
    arreter: async () => {
      arretVoulu = true;
      reveil.abort();
      await finir(vie);
    },
  };
}

function naitre(reglage: ReglageDeProcessus, ajouts: Readonly<Record<string, string>>): Vie {
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

/** `undefined` s'il repond ; sa fin s'il meurt avant, ou s'il reste muet (il est alors tue). */
async function attendrePretOuMort(reglage: Sonde, vie: Vie): Promise<Fin | undefined> {
  let mort: Fin | undefined;
  void vie.fin.then((fin) => (mort = fin));
  if (await jusquaReponse(reglage, () => mort !== undefined)) return mort;
  vie.enfant.kill('SIGKILL');
  return vie.fin;
}

async function jusquaReponse({ sante, toutStatut }: Sonde, abandonner: () => boolean): Promise<boolean> {
  const limite = Date.now() + PRET_MS;
  while (!abandonner() && Date.now() < limite) {
    if (await repondSante(sante, toutStatut)) return true;
    await attendre(60);
  }
  return false;
}

async function finir(vie: Vie | undefined): Promise<void> {
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

function panneDEnfant(reglage: ReglageDeProcessus, vie: Vie, fin: Fin): PanneDeDemarrage {
  const { code, phrase } = phraseDuJournal(reglage.journal, vie.debutDuJournal);
  const raison = phrase ?? `il s’est terminé (${fin.signal ?? `code ${fin.code ?? '?'}`}) sans dire pourquoi`;
  return new PanneDeDemarrage(code, `${reglage.nom} ne démarre pas : ${raison}\nDétail : ${reglage.journal}`);
}
