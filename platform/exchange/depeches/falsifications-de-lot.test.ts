import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { type Banc, monterBanc, nouveau } from '../essais/banc.ts';
import { depecheDansLEtat, depecher } from '../essais/depecher.ts';
import { appeler } from '../essais/poster.ts';
import type { ReglagesNoeud } from '../reglages.ts';
import { canonique, empreinteDuCorps, type LotTransmis, type Manifeste } from './formes.ts';
import { sceller } from './sceau.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await monterBanc();
}, 60_000);
afterAll(() => banc.fermer());

const SEL = '00112233445566778899aabbccddeeff';
type Ligne = Manifeste['depeches'][number];
let rangs = 1_000;
const ligne = (objet: string, suite: number, corps: unknown, ecart: Partial<Ligne> = {}): Ligne => {
  rangs += 1;
  return {
    id: nouveau(),
    rang: rangs,
    suite,
    objet,
    genre: 'essai',
    emisA: '2026-11-21T10:00:00.000Z',
    empreinte: empreinteDuCorps(SEL, corps),
    ...ecart,
  };
};

/** Un lot compose et scelle a la main ; `corps` dans l'ordre des lignes. */
async function lotALaMain(
  depeches: readonly Ligne[],
  corps: readonly unknown[],
  {
    manifeste = {},
    scelleur = banc.interieur.reglages,
  }: { manifeste?: Partial<Manifeste>; scelleur?: Pick<ReglagesNoeud, 'cachet'> } = {},
): Promise<LotTransmis> {
  const scelle = await sceller(
    canonique({
      schema: 'ppn/lot@1',
      lot: nouveau(),
      emetteur: 'interieur',
      destinataire: 'justice',
      scelleA: '2026-11-21T10:00:00.000Z',
      depeches,
      ...manifeste,
    }),
    scelleur,
  );
  return { ...scelle, corps: corps.map((un) => ({ sel: SEL, corps: un })) };
}

const poster = (lot: unknown) =>
  appeler(banc.interieur, {
    methode: 'POST',
    chemin: '/echange/depeches',
    entetes: { 'content-type': 'application/json' },
    corps: new TextEncoder().encode(typeof lot === 'string' ? lot : JSON.stringify(lot)),
  });
const detail = ({ corps }: { readonly corps: Uint8Array }): string => new TextDecoder().decode(corps);
/** Les sorts que rend l'accuse d'un lot pris. */
async function sorts(lot: LotTransmis): Promise<readonly string[]> {
  const reponse = await poster(lot);
  expect([reponse.statut, reponse.statut === 200 ? '' : detail(reponse)]).toEqual([200, '']);
  const { texte } = JSON.parse(detail(reponse)) as { texte: string };
  const { depeches } = JSON.parse(texte) as { depeches: { sort: string; motif?: string }[] };
  return depeches.map(({ sort, motif }) => (motif === undefined ? sort : `${sort} : ${motif}`));
}
const recues = (objet: string) =>
  banc.justice.vu.depeches
    .filter((vue) => vue.startsWith(`${objet} `))
    .map((vue) => vue.slice(objet.length + 1));

test('un lot honnête passe ; renvoyé tel quel, il rend les mêmes sorts sans rien refaire', async () => {
  const lot = await lotALaMain([ligne('f-1', 1, 'a'), ligne('f-1', 2, 'b')], ['a', 'b']);
  expect(await sorts(lot)).toEqual(['acceptee', 'acceptee']);
  expect(await sorts(lot)).toEqual(['acceptee', 'acceptee']);
  expect(recues('f-1')).toEqual(['"a"', '"b"']);
});

test('ce que le pair n’a pas scellé ne laisse qu’une trace, et rien d’autre', async () => {
  const sien = await lotALaMain([ligne('f-2', 1, 'a')], ['a'], { scelleur: banc.justice.reglages });
  const refuse = await poster(sien);
  expect([refuse.statut, detail(refuse)]).toEqual([422, expect.stringContaining('autre cachet')]);
  await poster(sien);
  const bon = await lotALaMain([ligne('f-2', 1, 'a')], ['a']);
  const ailleurs = await lotALaMain([ligne('f-2', 1, 'a')], ['a']);
  expect((await poster({ ...bon, cms: ailleurs.cms })).statut).toBe(422);
  expect(recues('f-2')).toEqual([]);
  const { rows } = await sql<{ pli: string }>`select pli from echange_rejet`.execute(
    banc.justice.reglages.base.db,
  );
  expect(rows).toHaveLength(2);
  expect(banc.justice.vu.illisibles).toHaveLength(2);
});

test('un manifeste, un corps ou un sel changé en route refuse le lot entier', async () => {
  const lot = await lotALaMain([ligne('f-3', 1, 'a'), ligne('f-3', 2, 'b')], ['a', 'b']);
  const [premier, second] = lot.corps;
  for (const faux of [
    { ...lot, texte: lot.texte.replace('f-3', 'f-9') },
    { ...lot, corps: [{ sel: SEL, corps: 'A' }, second] },
    { ...lot, corps: [{ sel: SEL.replace('0', '1'), corps: 'a' }, second] },
    { ...lot, corps: [second, premier] },
    { ...lot, corps: [premier] },
    { ...lot, corps: [premier, second, second] },
  ])
    expect((await poster(faux)).statut).toBe(422);
  expect((await poster(JSON.stringify(lot).slice(0, -30))).statut).toBe(400);
  expect(recues('f-3')).toEqual([]);
  expect(await sorts(lot)).toEqual(['acceptee', 'acceptee']);
});

test('un lot adressé à un autre, ou émis par un autre, n’est pas pris', async () => {
  for (const manifeste of [{ destinataire: 'amiens' }, { emetteur: 'douane' }])
    expect((await poster(await lotALaMain([ligne('f-4', 1, 'a')], ['a'], { manifeste }))).statut).toBe(422);
  expect(recues('f-4')).toEqual([]);
});

test('une dépêche retirée de la suite d’un objet retient les suivantes, et se nomme', async () => {
  const [premiere, deuxieme, troisieme] = [ligne('f-5', 1, 1), ligne('f-5', 2, 2), ligne('f-5', 3, 3)];
  if (!premiere || !deuxieme || !troisieme) throw new Error('lignes absentes');
  expect(await sorts(await lotALaMain([premiere, troisieme, ligne('f-6', 1, 6)], [1, 3, 6]))).toEqual([
    'acceptee',
    'reportee : La dépêche n° 2 de cet objet n’est pas arrivée.',
    'acceptee',
  ]);
  expect(await sorts(await lotALaMain([deuxieme, troisieme], [2, 3]))).toEqual(['acceptee', 'acceptee']);
  expect(recues('f-5')).toEqual(['1', '2', '3']);
});

test('un autre contenu sous un identifiant ou un numéro déjà reçu est refusé', async () => {
  const premiere = ligne('f-7', 1, 'a');
  expect(await sorts(await lotALaMain([premiere], ['a']))).toEqual(['acceptee']);
  expect(await sorts(await lotALaMain([ligne('f-7', 1, 'b', { id: premiere.id })], ['b']))).toEqual([
    'refusee : Une autre dépêche a déjà été reçue sous cet identifiant.',
  ]);
  expect(await sorts(await lotALaMain([ligne('f-7', 1, 'b')], ['b']))).toEqual([
    'refusee : Une autre dépêche n° 1 de cet objet a déjà été reçue.',
  ]);
  expect(recues('f-7')).toEqual(['"a"']);
});

test('un accusé d’un autre cachet ne conclut rien : la dépêche reste en attente', async () => {
  const { pair } = banc.interieur.reglages;
  const cachet = pair.cachet;
  Object.assign(pair, { cachet: () => false });
  const id = await depecher(banc.interieur, 'f-8', 'a');
  const vue = await depecheDansLEtat(banc.interieur, { objet: 'f-8', id }, 'en-attente', 1);
  expect(vue.derniereErreur).toContain('L’accusé du lot ne vaut pas.');
  Object.assign(pair, { cachet });
  await depecheDansLEtat(banc.interieur, { objet: 'f-8', id }, 'accusee');
  expect(recues('f-8')).toEqual(['"a"']);
});
