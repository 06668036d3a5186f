import { Worker } from 'node:worker_threads';
import type {
  AlgorithmeDeSomme,
  DefautDEnvoi,
  EnvoiConfie,
  Issue,
  ObjetARelire,
  Ordre,
  Reponse,
  Resume,
} from './protocole.ts';

/** Ce que rend un fil : position gardee, et le resume d'un envoi complet si les octets sont tous passes par lui. */
export type Fait = { readonly position: number; readonly resume?: Resume | undefined };

/** Un fil n'a pas pu : la position gardee est celle dite, ou -1 si elle est a redemander. */
export class EnvoiImpossible extends Error {
  override readonly name = 'EnvoiImpossible';
  readonly defaut: DefautDEnvoi;
  readonly position: number;

  constructor(defaut: DefautDEnvoi, position: number, message: string) {
    super(message);
    this.defaut = defaut;
    this.position = position;
  }
}

/** Les fils qui possedent les envois, et les blocs partages qui leur portent les octets. */
export type Fils = {
  readonly commencer: (envoi: EnvoiConfie, algorithme: AlgorithmeDeSomme | undefined) => Promise<Fait>;
  /** Prete un bloc a l'envoi ; le fil le rend quand il l'a pris. */
  readonly confier: (id: string, bloc: SharedArrayBuffer, longueur: number, rendre: () => void) => void;
  readonly finir: (id: string, issue: Issue) => Promise<Fait>;
  readonly position: (envoi: EnvoiConfie) => Promise<number>;
  readonly resumer: (objets: readonly ObjetARelire[]) => Promise<Resume>;
  readonly oublier: (id: string) => void;
  readonly fermer: () => Promise<void>;
};

type Attente = { readonly faire: (fait: Fait) => void; readonly defaire: (cause: Error) => void };
type Fil = {
  readonly ouvrier: Worker;
  readonly attentes: Map<number, Attente>;
  readonly rendus: Map<string, () => void>;
  charge: number;
};

const PROGRAMME = new URL('ouvrier.ts', import.meta.url);

/** Ouvre `nombre` fils ; chacun nait a son premier envoi. Un fil mort perd ses sommes, pas les octets : l'envoi reprend sur un autre. */
export function ouvrirFils(nombre: number): Fils {
  const fils: (Fil | undefined)[] = Array.from({ length: nombre });
  const places = new Map<string, number>();
  let dernier = 0;

  const mourir = (rang: number, fil: Fil, cause: Error): void => {
    if (fils[rang] === fil) fils[rang] = undefined;
    for (const [id, place] of places) if (place === rang) places.delete(id);
    for (const { defaire } of fil.attentes.values()) defaire(cause);
    for (const rendre of fil.rendus.values()) rendre();
  };
  const filDe = (rang: number): Fil => {
    const connu = fils[rang];
    if (connu) return connu;
    const ouvrier = new Worker(PROGRAMME, {
      execArgv: ['--no-warnings'],
      resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 },
    });
    const fil: Fil = { ouvrier, attentes: new Map(), rendus: new Map(), charge: 0 };
    fils[rang] = fil;
    ouvrier.unref();
    ouvrier.on('message', (reponse: Reponse) => recevoir(fil, reponse));
    ouvrier.on('error', (cause: Error) => mourir(rang, fil, cause));
    ouvrier.on('exit', () =>
      mourir(rang, fil, new EnvoiImpossible('panne', -1, 'Un fil d’envoi s’est arrêté.')),
    );
    return fil;
  };
  const placeDe = (id: string): number => {
    const connue = places.get(id);
    if (connue !== undefined) return connue;
    const charges = fils.map((fil) => fil?.charge ?? 0);
    const rang = charges.indexOf(Math.min(...charges));
    places.set(id, rang);
    return rang;
  };
  const demander = (rang: number, ordre: (numero: number) => Ordre): Promise<Fait> => {
    const fil = filDe(rang);
    dernier += 1;
    const numero = dernier;
    return new Promise((faire, defaire) => {
      fil.attentes.set(numero, { faire, defaire });
      fil.ouvrier.postMessage(ordre(numero));
    });
  };
  return {
    commencer: async (envoi, algorithme) => {
      const rang = placeDe(envoi.id);
      filDe(rang).charge += 1;
      return demander(rang, (numero) => ({ op: 'commencer', numero, envoi, algorithme }));
    },
    confier: (id, bloc, longueur, rendre) => {
      const fil = filDe(placeDe(id));
      dernier += 1;
      fil.rendus.set(`${id} ${dernier}`, rendre);
      fil.ouvrier.postMessage({ op: 'bloc', id, rang: dernier, octets: bloc, longueur } satisfies Ordre);
    },
    finir: async (id, issue) => {
      const rang = placeDe(id);
      const fil = filDe(rang);
      fil.charge = Math.max(0, fil.charge - 1);
      return demander(rang, (numero) => ({ op: 'finir', numero, id, issue }));
    },
    position: async (envoi) =>
      (await demander(placeDe(envoi.id), (numero) => ({ op: 'position', numero, envoi }))).position,
    resumer: async (objets) => {
      const charges = fils.map((fil) => fil?.charge ?? 0);
      const { resume } = await demander(charges.indexOf(Math.min(...charges)), (numero) => ({
        op: 'resumer',
        numero,
        objets,
      }));
      if (resume === undefined) throw new Error('Résumé absent.');
      return resume;
    },
    oublier: (id) => {
      const rang = places.get(id);
      places.delete(id);
      if (rang !== undefined) fils[rang]?.ouvrier.postMessage({ op: 'oublier', id } satisfies Ordre);
    },
    fermer: async () => {
      await Promise.all(fils.flatMap((fil) => (fil ? [fil.ouvrier.terminate()] : [])));
    },
  };
}

function recevoir(fil: Fil, reponse: Reponse): void {
  if (reponse.op === 'rendu') {
    const cle = `${reponse.id} ${reponse.rang}`;
    fil.rendus.get(cle)?.();
    return void fil.rendus.delete(cle);
  }
  const attente = fil.attentes.get(reponse.numero);
  fil.attentes.delete(reponse.numero);
  if (reponse.op === 'fait') attente?.faire(reponse);
  else attente?.defaire(new EnvoiImpossible(reponse.defaut, reponse.position, reponse.message));
}
