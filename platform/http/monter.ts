import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import type { Cle, Contrat, ParamsDe, Point, ReponseDe } from './contrat.ts';

type CheminDe<C extends string> = C extends `${string} ${infer Chemin}` ? Chemin : never;
type SortieDe<T> = T extends z.ZodType ? z.output<T> : undefined;

/** Ce que recoit un gestionnaire : tout est deja valide ; `agent` est celui de la session. */
export type DemandeRecue<C extends string, P extends Point, A> = {
  readonly params: ParamsDe<CheminDe<C>>;
  readonly corps: SortieDe<P['corps']>;
  readonly requete: SortieDe<P['requete']>;
  readonly agent: P extends { readonly ouvert: true } ? undefined : A;
  readonly brute: FastifyRequest;
  readonly reponse: FastifyReply;
};

/** Un gestionnaire rend le corps de succes, ou leve un `RefusHttp`. Un point en flux ecrit lui-meme la reponse. */
export type Gestionnaire<C extends string, P extends Point, A> = (
  demande: DemandeRecue<C, P, A>,
) => Promise<P extends { readonly flux: 'reponse' } ? unknown : ReponseDe<P>>;

/** Un gestionnaire par point du contrat : en oublier un ne compile pas. */
export type Gestionnaires<K extends Contrat, A> = {
  readonly [C in keyof K & string]: Gestionnaire<C, K[C] & Point, A>;
};

/** Monte un contrat. `authentifier` rend l'agent de la session ou leve un `RefusHttp` 401, avant qu'aucun corps soit lu. */
export function monter<K extends Contrat, A>(
  app: FastifyInstance,
  contrat: K,
  gestionnaires: Gestionnaires<K, A>,
  authentifier: (demande: FastifyRequest) => Promise<A>,
): void {
  for (const [cle, point] of Object.entries(contrat) as readonly (readonly [Cle, Point])[])
    monterPoint({
      app,
      cle,
      point,
      gestionnaire: gestionnaires[cle as keyof K & string] as unknown as GestionnaireBrut<A>,
      authentifier,
    });
}

type GestionnaireBrut<A> = (demande: {
  params: unknown;
  corps: unknown;
  requete: unknown;
  agent: A | undefined;
  brute: FastifyRequest;
  reponse: FastifyReply;
}) => Promise<unknown>;

type Montage<A> = {
  readonly app: FastifyInstance;
  readonly cle: Cle;
  readonly point: Point;
  readonly gestionnaire: GestionnaireBrut<A>;
  readonly authentifier: (demande: FastifyRequest) => Promise<A>;
};

function monterPoint<A>({ app, cle, point, gestionnaire, authentifier }: Montage<A>): void {
  const [methode, chemin] = cle.split(' ', 2) as [HTTPMethods, string];
  const statut = Number(Object.keys(point.reponses)[0]);
  const enFlux = point.flux === 'reponse';
  const agents = new WeakMap<FastifyRequest, { readonly agent: A }>();
  app.route({
    method: methode,
    url: chemin,
    ...(point.flux === 'corps' ? { bodyLimit: Number.MAX_SAFE_INTEGER } : {}),
    schema: {
      summary: point.resume,
      operationId: nomOperation(methode, chemin),
      ...(point.corps ? { body: point.corps } : {}),
      ...(point.requete ? { querystring: point.requete } : {}),
      ...(enFlux || statut === 204 ? {} : { response: point.reponses }),
      ...pourOpenApi(point),
    },
    onRequest: async (brute) => {
      // Le type annonce d'un depot ne decide de rien : ses octets arrivent tels quels, jamais lus comme du texte ou du JSON.
      if (point.flux === 'corps') brute.raw.headers['content-type'] = 'application/octet-stream';
      if (!point.ouvert) agents.set(brute, { agent: await authentifier(brute) });
    },
    handler: async (brute, reponse) => {
      const agent = agents.get(brute)?.agent;
      const corps = await gestionnaire({
        params: brute.params,
        corps: brute.body,
        requete: brute.query,
        agent,
        brute,
        reponse,
      });
      if (enFlux) return reponse;
      return reponse.status(statut).send(statut === 204 ? undefined : corps);
    },
  });
}

/** Ce que le document OpenAPI doit savoir et qu'aucun schema ne dit. */
const pourOpenApi = ({ flux, ouvert }: Point): { readonly [cle: `x-${string}`]: unknown } => ({
  ...(flux ? { 'x-flux': flux } : {}),
  ...(ouvert ? { 'x-ouvert': true } : {}),
});

/** `GET /api/dossiers/:idj/pieces` -> `getDossiersIdjPieces`. */
const nomOperation = (methode: string, chemin: string): string =>
  methode.toLowerCase() +
  chemin
    .replace('/api/', '/')
    .split(/[/:-]/)
    .filter(Boolean)
    .map((mot) => mot.charAt(0).toUpperCase() + mot.slice(1))
    .join('');
