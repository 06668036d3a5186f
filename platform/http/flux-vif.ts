import type { FastifyReply } from 'fastify';

/**
 * Evenement vif : ce qui a change, jamais son contenu (le client relit ce qu'il a le droit de lire) ; sauf une ligne de
 * tableau, la meme pour tous ceux qui y ont droit, calculee une fois par changement.
 */
export type EvenementVif =
  | { readonly genre: 'dossier' | 'boite' | 'parapheur' | 'fil'; readonly idj?: string }
  | { readonly genre: 'mesure'; readonly id: string; readonly version: number; readonly ligne: unknown }
  /** L'autre ministere ne repond plus depuis cet instant ISO 8601, ou repond (nul). */
  | { readonly genre: 'liaison'; readonly absentDepuis: string | null };

type Enregistre<A> = {
  readonly numero: number;
  /** Deja serialise : un rejeu ne refait rien, et la memoire ne retient pas les objets. */
  readonly trame: string;
  readonly pour: (agent: A) => boolean;
};

/** Diffusion SSE ; `numero` croit (position du journal) et sert de `Last-Event-ID` ; sans numero, l'evenement n'est pas rejoue. */
export type FluxVif<A> = {
  readonly diffuser: (
    numero: number | undefined,
    evenement: EvenementVif,
    pour: (agent: A) => boolean,
  ) => void;
  readonly brancher: (reponse: FastifyReply, agent: A, dernier: number | undefined) => void;
  readonly abonnes: () => number;
  readonly fermer: () => void;
};

const MEMOIRE = 2_000;
/** « À jour il y a 3 s » : un ecran sait en quelques secondes que son flux est mort. */
const BATTEMENT_MS = 4_000;

/** Cree un flux vif ; une reconnexion rejoue ce qui manque, ou demande de tout relire si rien ne prouve la continuite (trop vieux, service redemarre). */
export function creerFluxVif<A>(): FluxVif<A> {
  const abonnes = new Set<{ readonly reponse: FastifyReply; readonly agent: A }>();
  const memoire: Enregistre<A>[] = [];
  const battement = setInterval(() => {
    for (const { reponse } of abonnes) reponse.raw.write(': actif\n\n');
  }, BATTEMENT_MS);
  battement.unref();
  return {
    abonnes: () => abonnes.size,
    diffuser(numero, evenement, pour) {
      // Une trame par evenement, pas par abonne : cinq cents ecrans ne la serialisent qu'une fois.
      const trame = tramer(numero, evenement);
      if (numero !== undefined) memoire.push({ numero, trame, pour });
      if (memoire.length > MEMOIRE) memoire.shift();
      for (const { reponse, agent } of abonnes) if (pour(agent)) reponse.raw.write(trame);
    },
    brancher(reponse, agent, dernier) {
      reponse.hijack();
      const entetes = {
        ...reponse.getHeaders(),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      };
      reponse.raw.writeHead(200, entetes as { [nom: string]: string });
      reponse.raw.write('retry: 1500\n: ouvert\n\n');
      if (dernier !== undefined) rejouer(reponse, agent, dernier, memoire);
      const abonne = { reponse, agent };
      abonnes.add(abonne);
      reponse.raw.on('close', () => abonnes.delete(abonne));
    },
    fermer() {
      clearInterval(battement);
      for (const { reponse } of abonnes) reponse.raw.end();
    },
  };
}

function rejouer<A>(
  reponse: FastifyReply,
  agent: A,
  dernier: number,
  memoire: readonly Enregistre<A>[],
): void {
  const suivi = memoire.some(({ numero }) => numero <= dernier);
  if (!suivi) reponse.raw.write('event: relire\ndata: {}\n\n');
  for (const { numero, trame, pour } of memoire)
    if (numero > dernier && pour(agent)) reponse.raw.write(trame);
}

const tramer = (numero: number | undefined, evenement: EvenementVif): string =>
  `${numero === undefined ? '' : `id: ${numero}\n`}data: ${JSON.stringify(evenement)}\n\n`;
