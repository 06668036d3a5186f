import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { creerConfiance } from '@ppn/confiance';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accuse } from './bordereau.ts';
import { lireAccuse, scellerAccuse, sha256 } from './conteneur.ts';
import { type Banc, cachetDe, monterBanc, nouveau } from './essais/banc.ts';
import { annonce, type Ecart, pliALaMain } from './essais/pli-a-la-main.ts';
import { appeler, poster } from './essais/poster.ts';
import { PairInjoignable } from './lien.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await monterBanc();
}, 60_000);
afterAll(() => banc.fermer());

const etrangere = () =>
  creerConfiance({ dossier: join(banc.dossier, 'etrangere'), url: 'http://127.0.0.1:9' });
const rejets = (pli: string) =>
  banc.justice.reglages.base.db.selectFrom('echange_rejet').selectAll().where('pli', '=', pli).execute();
const receptions = (id: string) =>
  banc.justice.reglages.base.db.selectFrom('echange_reception').selectAll().where('id', '=', id).execute();

/** Poste, lit l'accuse comme l'Interieur le lit, rend ses motifs. */
async function motifsDe(id: string, octets: Uint8Array): Promise<string> {
  const { statut, corps } = await poster(banc.interieur, id, octets);
  expect(statut).toBe(200);
  const lu = await lireAccuse(corps, { pli: id, empreinte: sha256(octets) }, banc.interieur.reglages);
  if (!lu.ok) throw new Error(lu.refus);
  return lu.valeur.verdict === 'refuse' ? lu.valeur.motifs.join(' ') : 'intègre';
}

test('un certificat client d’une autre autorité, ou d’un autre service, n’entre pas', async () => {
  const etat = { methode: 'GET', chemin: '/echange/etat' } as const;
  expect((await appeler(banc.interieur, etat)).statut).toBe(200);
  const deJustice = banc.justice.reglages.tls.client;
  expect((await appeler(banc.interieur, etat, deJustice)).statut).toBe(403);
  const { lieux } = await etrangere();
  const { cle, certificats } = lieux.tls('interieur').client;
  await expect(
    appeler(banc.interieur, etat, {
      cle: readFileSync(cle, 'utf8'),
      certificat: readFileSync(certificats, 'utf8'),
    }),
  ).rejects.toThrow(PairInjoignable);
});

test('un corps tronqué en route est rendu à l’expéditeur sans rien enregistrer', async () => {
  const id = nouveau();
  const octets = await pliALaMain(banc, id);
  const { statut, corps } = await poster(banc.interieur, id, octets.subarray(0, -40), sha256(octets));
  expect(statut).toBe(400);
  expect(new TextDecoder().decode(corps)).toContain('tronqué');
  expect([await rejets(id), await receptions(id)]).toEqual([[], []]);
  expect(await motifsDe(id, octets)).toBe('intègre');
});

test('un pli annoncé plus gros que la borne est refusé avant d’être lu', async () => {
  const reponse = await appeler(banc.interieur, {
    methode: 'POST',
    chemin: `/echange/plis/${nouveau()}`,
    entetes: { 'content-length': String(129 * 1024 * 1024), expect: '100-continue' },
  });
  expect(reponse.statut).toBe(413);
});

test('un pli sous un autre cachet est refusé et gardé, sans prendre la place du vrai', async () => {
  const id = nouveau();
  const faux = [
    await pliALaMain(banc, id, { cachet: await cachetDe(banc.confiance(), 'justice') }),
    await pliALaMain(banc, id, { cachet: await cachetDe(await etrangere(), 'interieur') }),
  ];
  const [sienne = new Uint8Array(), inconnue = new Uint8Array()] = faux;
  expect(await motifsDe(id, sienne)).toBe('Le pli est scellé par un autre cachet que celui du pair.');
  expect(await motifsDe(id, inconnue)).toContain('Le cachet du pli n’est pas valide.');
  await motifsDe(id, sienne);
  expect((await rejets(id)).map(({ empreinte }) => empreinte)).toEqual([sha256(sienne), sha256(inconnue)]);
  expect(banc.justice.vu.illisibles.filter(({ pli }) => pli === id)).toHaveLength(2);
  expect(await motifsDe(id, await pliALaMain(banc, id))).toBe('intègre');
  expect(await receptions(id)).toHaveLength(1);
});

test('un octet changé après le cachet est vu', async () => {
  const id = nouveau();
  const octets = Buffer.from(await pliALaMain(banc, id));
  const place = octets.indexOf('Un acte.');
  octets.write('Un autre', place);
  expect(await motifsDe(id, octets)).toMatch(/abîmée|n’est pas valide/);
  expect(await motifsDe(id, await pliALaMain(banc, id))).toBe('intègre');
});

const acte = new TextEncoder().encode('Un acte.');
const ECARTS: readonly (readonly [string, Ecart, RegExp])[] = [
  ['adressé ailleurs', { bordereau: { destinataire: 'amiens' } }, /adressé à « amiens », pas à « justice »/],
  ['émis par un inconnu', { bordereau: { emetteur: 'douane' } }, /émis par « douane »/],
  [
    'rejoué sous un autre identifiant',
    { bordereau: { pli: '0198c000-0000-7000-8000-0000000000ff' } },
    /rejoué/,
  ],
  ['sans bordereau lisible', { bordereau: { schema: 'autre' } }, /bordereau .* illisible/],
  ['privé d’une pièce', { pieces: {} }, /« actes\/a\.pdf » est annoncée mais absente/],
  [
    'grossi d’une pièce',
    { pieces: { 'actes/a.pdf': 'Un acte.', 'actes/b.pdf': 'Un ajout.' } },
    /« actes\/b\.pdf » est dans le pli sans être annoncée/,
  ],
  [
    'à la pièce changée',
    { pieces: { 'actes/a.pdf': 'Un axte.' } },
    /« actes\/a\.pdf » ne correspond pas à l’empreinte/,
  ],
  ['à la pièce renommée', { pieces: { 'actes/z.pdf': 'Un acte.' } }, /absente du pli.*|sans être annoncée/],
  [
    'à la pièce annoncée deux fois',
    { bordereau: { pieces: [annonce('actes/a.pdf', acte), annonce('actes/a.pdf', acte)] } },
    /deux fois/,
  ],
];
test.each(ECARTS)('un pli %s est refusé avec sa raison', async (_cas, ecart, raison) => {
  const id = nouveau();
  expect(await motifsDe(id, await pliALaMain(banc, id, ecart))).toMatch(raison);
  expect(await rejets(id)).toHaveLength(1);
  expect(await receptions(id)).toEqual([]);
  expect(await motifsDe(id, await pliALaMain(banc, id))).toBe('intègre');
});

test('un autre contenu sous un identifiant déjà reçu est refusé, l’accusé du premier reste', async () => {
  const id = nouveau();
  const premier = await pliALaMain(banc, id);
  expect(await motifsDe(id, premier)).toBe('intègre');
  const second = await pliALaMain(banc, id, { bordereau: { message: { autre: true } } });
  expect(await motifsDe(id, second)).toBe('Un autre pli a déjà été reçu sous cet identifiant.');
  expect(await motifsDe(id, premier)).toBe('intègre');
});

test('un accusé d’un autre cachet, ou pour un autre pli, ne vaut pas accusé', async () => {
  const contenu: Accuse = {
    schema: 'ppn/accuse@1',
    pli: nouveau(),
    empreinteDuPli: sha256(acte),
    emetteur: 'justice',
    objet: 'dossier-1',
    verdict: 'integre',
    motifs: [],
    recuA: '2026-11-21T10:00:00.000Z',
  };
  const attendu = { pli: contenu.pli, empreinte: contenu.empreinteDuPli };
  const { interieur, justice } = banc;
  const vrai = await scellerAccuse(contenu, justice.reglages);
  expect((await lireAccuse(vrai, attendu, interieur.reglages)).ok).toBe(true);
  expect(await lireAccuse(vrai, { ...attendu, pli: nouveau() }, interieur.reglages)).toMatchObject({
    refus: 'L’accusé de réception porte sur un autre pli.',
  });
  const sien = await scellerAccuse(contenu, interieur.reglages);
  expect((await lireAccuse(sien, attendu, interieur.reglages)).ok).toBe(false);
});
