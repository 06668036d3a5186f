import type { SwaggerTransformObject } from '@fastify/swagger';

type Operation = { [cle: string]: unknown };

const PROBLEME = {
  type: 'object',
  description: 'Refus (RFC 9457). `detail` est une phrase française qui dit quoi faire ; `code` est stable.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    champs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['champ', 'phrase'],
        properties: { champ: { type: 'string' }, phrase: { type: 'string' } },
      },
    },
    liens: {
      type: 'array',
      items: {
        type: 'object',
        required: ['libelle', 'cible'],
        properties: { libelle: { type: 'string' }, cible: { type: 'string' } },
      },
    },
  },
} as const;

const OCTETS = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } as const;

/** Complete le document engendre par les contrats : refus, session par `temoin`, corps et reponses en octets. */
export const completerOpenApi = (temoin: string) => (document: Parameters<SwaggerTransformObject>[0]) => {
  const openapi = 'openapiObject' in document ? document.openapiObject : {};
  const chemins = ('paths' in openapi ? openapi.paths : {}) as {
    [chemin: string]: { [methode: string]: Operation };
  };
  return {
    ...openapi,
    paths: Object.fromEntries(
      Object.entries(chemins).map(([chemin, methodes]) => [
        chemin,
        Object.fromEntries(
          Object.entries(methodes).map(([methode, operation]) => [methode, completer(operation)]),
        ),
      ]),
    ),
    components: {
      schemas: { Probleme: PROBLEME },
      responses: {
        Refus: {
          description: 'La demande est refusée, avec sa raison.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Probleme' } } },
        },
      },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: temoin,
          description: 'Témoin de la session ouverte par carte (HttpOnly, SameSite=Strict).',
        },
      },
    },
    security: [{ session: [] }],
  };
};

function completer(operation: Operation): Operation {
  const { 'x-flux': flux, 'x-ouvert': ouvert, responses, ...reste } = operation;
  const succes = Object.entries((responses ?? {}) as { [statut: string]: Operation }).map(
    ([statut, reponse]) => [
      statut,
      {
        ...reponse,
        description: statut === '204' ? 'Fait.' : 'Réussi.',
        ...(flux === 'reponse' ? { content: OCTETS } : {}),
      },
    ],
  );
  return {
    ...reste,
    ...(flux === 'corps' ? { requestBody: { required: true, content: OCTETS } } : {}),
    ...(ouvert === true ? { security: [] } : {}),
    responses: { ...Object.fromEntries(succes), default: { $ref: '#/components/responses/Refus' } },
  };
}
