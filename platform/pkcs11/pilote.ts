import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { refus } from '@ppn/core';
import type {
  DemandeDeDeblocage,
  DemandeDeDerivation,
  DemandeDeSecrets,
  DemandeDeSignature,
  Reponses,
  Requete,
} from './echanges.ts';

/** Un module PKCS#11 dans son processus. Aucune methode ne lance : un module qui plante rend `pilote-en-panne`. */
export type Pilote = {
  readonly module: string;
  /** Jetons presents ; pendant un acte (une saisie au lecteur peut durer), la derniere lecture. */
  readonly lister: () => Promise<Reponses['lister']>;
  readonly signer: (demande: DemandeDeSignature) => Promise<Reponses['signer']>;
  readonly debloquer: (demande: DemandeDeDeblocage) => Promise<Reponses['debloquer']>;
  /** Derive d'un secret du jeton, session gardee. */
  readonly deriver: (demande: DemandeDeDerivation) => Promise<Reponses['deriver']>;
  readonly secrets: (demande: DemandeDeSecrets) => Promise<Reponses['secrets']>;
  readonly arreter: () => Promise<void>;
};
/** Delais en millisecondes : au-dela le processus est tue. */
export type OptionsPilote = {
  readonly module: string;
  readonly lectureMs?: number;
  readonly acteMs?: number;
  readonly environnement?: NodeJS.ProcessEnv;
};

const EN_PANNE = refus({ code: 'pilote-en-panne' } as const);
const OUVRIER = join(import.meta.dirname, 'ouvrier.ts');
type Attente = (reponse: unknown) => void;

/** Prepare un pilote ; le processus part au premier appel, et repart apres une panne. */
export function ouvrirPilote({
  module,
  lectureMs = 20_000,
  acteMs = 180_000,
  environnement = process.env,
}: OptionsPilote): Pilote {
  let enfant: { readonly processus: ChildProcess; readonly attentes: Map<number, Attente> } | undefined;
  let numero = 0;
  let actesEnCours = 0;
  let derniere: Reponses['lister'] = EN_PANNE;

  const obtenir = (): NonNullable<typeof enfant> => {
    if (enfant !== undefined) return enfant;
    const attentes = new Map<number, Attente>();
    const processus = lancer(module, environnement);
    // Le pere s'arrete quand il veut ; l'ouvrier le suit en perdant le canal.
    processus.unref();
    processus.channel?.unref();
    const neuf = { processus, attentes };
    const perdre = (): void => {
      if (enfant === neuf) enfant = undefined;
      for (const rendre of attentes.values()) rendre(EN_PANNE);
      attentes.clear();
    };
    processus.once('exit', perdre).once('error', perdre);
    processus.on('message', (message: { readonly numero: number; readonly reponse: unknown }) => {
      attentes.get(message.numero)?.(message.reponse);
      attentes.delete(message.numero);
    });
    enfant = neuf;
    return neuf;
  };

  const demander = <G extends keyof Reponses>(
    requete: Extract<Requete, { genre: G }>,
    delaiMs: number,
  ): Promise<Reponses[G]> =>
    new Promise((tenir) => {
      const { processus, attentes } = obtenir();
      const mien = (numero += 1);
      const gong = setTimeout(() => processus.kill('SIGKILL'), delaiMs);
      attentes.set(mien, (reponse) => {
        clearTimeout(gong);
        // L'ouvrier est le notre : sa reponse a la forme que `Reponses` lui donne.
        tenir(reponse as Reponses[G]);
      });
      processus.send({ numero: mien, requete }, (cause) => {
        if (cause !== null) processus.kill('SIGKILL');
      });
    });
  const agir = async <T>(acte: Promise<T>): Promise<T> => {
    actesEnCours += 1;
    try {
      return await acte;
    } finally {
      actesEnCours -= 1;
    }
  };

  return {
    module,
    lister: async () => {
      if (actesEnCours > 0) return derniere;
      derniere = await demander<'lister'>({ genre: 'lister' }, lectureMs);
      return derniere;
    },
    signer: (demande) => agir(demander<'signer'>({ genre: 'signer', demande }, acteMs)),
    debloquer: (demande) => agir(demander<'debloquer'>({ genre: 'debloquer', demande }, acteMs)),
    deriver: (demande) => agir(demander<'deriver'>({ genre: 'deriver', demande }, acteMs)),
    secrets: (demande) => agir(demander<'secrets'>({ genre: 'secrets', demande }, acteMs)),
    arreter: async () => {
      const processus = enfant?.processus;
      if (processus === undefined) return;
      const fini = new Promise((suite) => processus.once('exit', suite));
      processus.kill('SIGKILL');
      await fini;
    },
  };
}

/** Sans sortie standard : celle de l'agent porte le protocole du navigateur. */
const lancer = (module: string, environnement: NodeJS.ProcessEnv): ChildProcess =>
  fork(OUVRIER, [module], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: environnement,
  });
