import { contratInterieur } from '@ppn/service-interieur/contract';
import { contratJustice } from '@ppn/service-justice/contract';
import { contratPlex } from '@ppn/service-plex/contract';
import { contratPline } from '@ppn/service-pline/contract';
import { type Contrat, creerServeur, type Gestionnaires, monter } from '@ppn/http';
import { expect, test } from 'vitest';
import * as z from 'zod';

const reference = z.object({ $ref: z.string() });
const operation = z.object({
  operationId: z.string().min(3),
  summary: z.string().min(5),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query']),
        required: z.boolean(),
        schema: z.looseObject({}),
      }),
    )
    .default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })) })
    .loose()
    .optional(),
  responses: z.record(z.string(), z.union([reference, z.looseObject({ description: z.string().min(3) })])),
  security: z.array(z.unknown()).optional(),
});
const document = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }).loose(),
  paths: z.record(
    z.string().startsWith('/api/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), operation),
  ),
  components: z.looseObject({ securitySchemes: z.looseObject({}) }),
});

async function documentDe(contrat: Contrat) {
  const app = await creerServeur({
    titre: 'Essai',
    origine: 'http://127.0.0.1:1',
    origineAgent: 'http://127.0.0.1:2',
    consigner: () => undefined,
    temoin: 'ppn-essai',
  });
  const muets = Object.fromEntries(Object.keys(contrat).map((cle) => [cle, async () => undefined]));
  monter(app, contrat, muets as unknown as Gestionnaires<Contrat, string>, async () => 'agent');
  const reponse = await app.inject('/api/openapi.json');
  expect(reponse.statusCode).toBe(200);
  return { brut: reponse.json<unknown>(), lu: document.parse(reponse.json()) };
}

test.each([
  ['Intérieur', contratInterieur],
  ['Justice', contratJustice],
  ['PLINE', contratPline],
  ['PLEX', contratPlex],
])('le service %s décrit chaque point de son contrat en OpenAPI 3.1', async (_nom, contrat) => {
  const { brut, lu } = await documentDe(contrat);
  const cles = Object.entries(lu.paths).flatMap(([chemin, methodes]) =>
    Object.keys(methodes).map(
      (methode) => `${methode.toUpperCase()} ${chemin.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ),
  );
  expect(cles.toSorted()).toEqual(Object.keys(contrat).toSorted());

  const operations = Object.entries(lu.paths).flatMap(([chemin, methodes]) =>
    Object.values(methodes).flatMap((lue) => (lue ? [{ chemin, ...lue }] : [])),
  );
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { chemin, parameters, responses } of operations) {
    const annonces = [...chemin.matchAll(/\{(\w+)\}/g)].map(([, nom]) => nom ?? '');
    const decrits = parameters.filter((parametre) => parametre.in === 'path' && parametre.required);
    expect(decrits.map(({ name }) => name).toSorted()).toEqual(annonces.toSorted());
    expect(responses['default']).toEqual({ $ref: '#/components/responses/Refus' });
  }
  expect(referencesDe(brut).filter((cible) => resoudre(brut, cible) === undefined)).toEqual([]);
});

test('les points ouverts, les dépôts et les lectures d’octets sont décrits pour ce qu’ils sont', async () => {
  const { lu } = await documentDe(contratInterieur);
  expect(lu.paths['/api/session/defi']?.post?.security).toEqual([]);
  expect(lu.paths['/api/dossiers']?.get?.security).toBeUndefined();
  const depot = lu.paths['/api/dossiers/{idj}/fichiers']?.post;
  expect(Object.keys(depot?.requestBody?.content ?? {})).toEqual(['application/octet-stream']);
  const lecture = lu.paths['/api/dossiers/{idj}/pieces/{id}']?.get;
  expect(lecture?.responses['200']).toMatchObject({ content: { 'application/octet-stream': {} } });
});

/** Toutes les references `$ref` d'un document. */
function referencesDe(valeur: unknown): readonly string[] {
  if (typeof valeur !== 'object' || valeur === null) return [];
  const directe = reference.safeParse(valeur);
  return [...(directe.success ? [directe.data.$ref] : []), ...Object.values(valeur).flatMap(referencesDe)];
}

const resoudre = (racine: unknown, cible: string): unknown =>
  cible
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>(
      (noeud, cle) =>
        typeof noeud === 'object' && noeud !== null
          ? Object.entries(noeud).find(([nom]) => nom === cle)?.[1]
          : undefined,
      racine,
    );
