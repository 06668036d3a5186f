import { randomUUID } from 'node:crypto';
import type { Agent } from '@ppn/habilitation';
import { RefusHttp } from '@ppn/http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agent, bancDuDossier } from '../essais/banc.ts';
import { gestionnairesAnnotations } from './gestionnaires.ts';

const camille = agent();
const nadia = agent({ matricule: 'PN100002', prenom: 'Nadia', nom: 'Benali' });
const ailleurs = agent({ matricule: 'PN900001', rattachement: { code: '00999', libelle: 'Autre unité' } });
const PIECE = randomUUID();

let banc: Awaited<ReturnType<typeof bancDuDossier>>;
let idj = '';

beforeAll(async () => {
  banc = await bancDuDossier();
  idj = await banc.ouvrir();
  await banc.verser(idj, await banc.etatDe(idj), { acteId: PIECE, type: 'plainte' });
});
afterAll(() => banc?.fermer());

/** Appelle une route comme le ferait le serveur, corps deja lu. */
const appeler = async (
  qui: Agent,
  route: keyof ReturnType<typeof gestionnairesAnnotations>,
  { id = '', corps = {} }: { readonly id?: string; readonly corps?: object } = {},
) => {
  const gestionnaire = gestionnairesAnnotations(banc.ports)[route] as (demande: object) => Promise<unknown>;
  return gestionnaire({ agent: qui, params: { idj, id }, corps, brute: { ip: '127.0.0.1' } });
};
const noter = (qui: Agent, corps: object, id: string = randomUUID()) =>
  appeler(qui, 'PUT /api/dossiers/:idj/annotations/:id', {
    id,
    corps: { piece: PIECE, page: 3, instant: null, citation: '', texte: '', partagee: false, ...corps },
  });
const textes = async (qui: Agent): Promise<readonly string[]> => {
  const { annotations } = (await appeler(qui, 'GET /api/dossiers/:idj/annotations')) as {
    annotations: readonly { texte: string }[];
  };
  return annotations.map(({ texte }) => texte);
};

test('une note privée n’est lue que de son auteur ; partagée, de son service ; d’un autre service, jamais', async () => {
  const id = randomUUID();
  expect(await noter(camille, { texte: 'à revoir' }, id)).toMatchObject({ mienne: true, page: 3 });
  await noter(camille, { texte: 'alibi fragile', partagee: true });
  expect(await textes(camille)).toEqual(['à revoir', 'alibi fragile']);
  expect(await textes(nadia)).toEqual(['alibi fragile']);
  await expect(textes(ailleurs)).rejects.toBeInstanceOf(RefusHttp);
  await noter(camille, { texte: 'à revoir', partagee: true }, id);
  expect(await textes(nadia)).toEqual(['à revoir', 'alibi fragile']);
});

test('nul ne change ni n’efface la note d’un autre', async () => {
  const id = randomUUID();
  await noter(camille, { texte: 'la mienne', partagee: true }, id);
  await expect(noter(nadia, { texte: 'changée' }, id)).rejects.toMatchObject({
    corps: { code: 'note-inconnue' },
  });
  await appeler(nadia, 'DELETE /api/dossiers/:idj/annotations/:id', { id });
  expect(await textes(camille)).toContain('la mienne');
  await appeler(camille, 'DELETE /api/dossiers/:idj/annotations/:id', { id });
  expect(await textes(camille)).not.toContain('la mienne');
});

test('une note s’ancre à une pièce du dossier, et chaque lecture des notes est tracée', async () => {
  await expect(noter(camille, { piece: randomUUID() })).rejects.toMatchObject({
    corps: { code: 'piece-inconnue' },
  });
  const { rows } = await banc.sql<{ action: string; resultat: string }>(
    `select distinct action, resultat from consultation where idj = '${idj}' order by action`,
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { action: 'lire les notes', resultat: 'accorde' },
      { action: 'lire les notes', resultat: 'refuse' },
      { action: 'partager une note', resultat: 'accorde' },
    ]),
  );
});
