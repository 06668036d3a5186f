import { randomUUID } from 'node:crypto';
import { reussite, refus } from '@ppn/core';
import { agent, bancDuDossier } from '@ppn/dossier/essais/banc';
import { RefusHttp } from '@ppn/http';
import { vueTypee } from '@ppn/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS_PAPIER, type TablesPapier } from '../tables.ts';
import type { PortsPapier } from '../ports.ts';
import { lireLeTexte } from './lire-le-texte.ts';

let banc: Awaited<ReturnType<typeof bancDuDossier>>;
let idj: string;
let lectures = 0;
let issue: Awaited<ReturnType<PortsPapier['lireLesPages']>>;

beforeAll(async () => {
  banc = await bancDuDossier([MIGRATIONS_PAPIER]);
  idj = await banc.ouvrir();
}, 30_000);
afterAll(async () => banc.fermer());

const ports = (): PortsPapier => ({
  db: vueTypee<TablesPapier>(banc.ports.db),
  dossier: banc.ports,
  lireLesPages: async () => {
    lectures += 1;
    return issue;
  },
  composer: () => Promise.reject(new Error('sans objet ici')),
  horodateur: () => Promise.reject(new Error('sans objet ici')),
  tete: async () => refus('journal-en-retard'),
  cachet: { cle: async () => new Uint8Array(), certificats: [] },
  patienter: async () => undefined,
});
const lire = async (id: string) => lireLeTexte(ports(), await banc.etatDe(idj), id);
const sort = async (id: string): Promise<string> =>
  lire(id).then(
    () => 'lu',
    (cause: unknown) => (cause instanceof RefusHttp ? `${cause.corps.status} ${cause.corps.code}` : 'panne'),
  );

async function deposer(texte: string, typeMime: string): Promise<string> {
  const depose = await banc.ports.magasin.deposerOctets(new TextEncoder().encode(texte));
  if (!depose.ok) throw new Error(depose.refus);
  const id = randomUUID();
  await banc.ports.db
    .insertInto('fichier')
    .values({
      id,
      idj,
      nom: 'page.png',
      type_mime: typeMime,
      famille: 'image',
      taille: depose.valeur.taille,
      empreinte: depose.valeur.empreinte,
      apercu: null,
      vignette: null,
      depose_a: banc.ports.maintenant(),
      depose_par: agent().matricule,
      acte_id: null,
      avertissements: '[]',
    })
    .execute();
  return id;
}

test('le texte est lu une fois, gardé chiffré au magasin, et jamais dit certifié', async () => {
  issue = reussite({ pages: [{ page: 1, texte: 'Certificat médical', source: 'reconnu' }], reste: 2 });
  const id = await deposer('une image', 'image/png');
  const attendu = {
    pages: [{ page: 1, texte: 'Certificat médical', source: 'reconnu' }],
    reste: 2,
    certifie: false,
  };
  expect(await lire(id)).toMatchObject(attendu);
  expect(await lire(id)).toMatchObject(attendu);
  expect(lectures).toBe(1);
  const { rows } = await banc.sql<{ ligne: string }>('select t::text as ligne from texte_reconnu t');
  expect(rows).toHaveLength(1);
  expect(rows[0]?.ligne).not.toContain('Certificat');
});

test('ce qui n’a pas de page, ne se lit pas ou n’est pas au dossier est refusé, et rien n’est gardé', async () => {
  expect(await sort(await deposer('un son', 'audio/wav'))).toBe('422 sans-page');
  issue = refus('trop-long');
  const id = await deposer('une autre image', 'image/png');
  expect(await sort(id)).toBe('422 lecture-trop-long');
  issue = reussite({ pages: [], reste: 0 });
  expect(await sort(id)).toBe('lu');
  expect(await sort(randomUUID())).toBe('404 piece-inconnue');
});
