import { setTimeout as attendre } from 'node:timers/promises';
import { finir, naitre } from './enfant.ts';
import type { Fin, ReglageDeProcessus, Vie } from './enfant.ts';
import { PanneDeDemarrage } from './pannes.ts';
import { phraseDuJournal } from './phrase-du-journal.ts';
import { repondSante } from './sante.ts';

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
const ATTENTE_MAX_MS = 10_000;
const VIE_STABLE_MS = 30_000;

type Sonde = Pick<ReglageDeProcessus, 'sante' | 'toutStatut'>;
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

function panneDEnfant(reglage: ReglageDeProcessus, vie: Vie, fin: Fin): PanneDeDemarrage {
  const { code, phrase } = phraseDuJournal(reglage.journal, vie.debutDuJournal);
  const raison = phrase ?? `il s’est terminé (${fin.signal ?? `code ${fin.code ?? '?'}`}) sans dire pourquoi`;
  return new PanneDeDemarrage(code, `${reglage.nom} ne démarre pas : ${raison}\nDétail : ${reglage.journal}`);
}
