import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AUTRE, bancDesEnvois, client, couperApres, DEPOT, demander, type Banc } from '../essais/banc.ts';
import { octetsDEssai, sha256 } from '../essais/octets.ts';

const MIO = 1024 * 1024;
const SEGMENT = 256 * 1024;
let banc: Banc;
beforeAll(async () => {
  banc = await bancDesEnvois();
});
afterAll(() => banc.arreter());

const adresseDe = ({ entetes }: { readonly entetes: { readonly location?: string | undefined } }): string =>
  entetes.location ?? '';
const idDe = (adresse: string): string => adresse.split('/').at(-1) ?? '';

test('un fichier envoyé par morceaux de toute taille se relit à l’octet près, sous son SHA-256', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(3 * MIO + 12_345)];
  const cree = await tus.creer(octets.length, 'audition/piste 1.wav');
  expect(cree.statut).toBe(201);
  const adresse = adresseDe(cree);
  const coupes = [0, 1, 100_001, SEGMENT, SEGMENT + 1, 2 * MIO, octets.length];
  for (const [rang, de] of coupes.slice(0, -1).entries()) {
    expect((await tus.situer(adresse)).entetes['upload-offset']).toBe(String(de));
    const recu = await tus.envoyer(adresse, de, octets.subarray(de, coupes[rang + 1]));
    expect([recu.statut, recu.entetes['upload-offset']]).toEqual([204, String(coupes[rang + 1])]);
  }
  const fichier = await banc.entrepot().trouver(DEPOT, idDe(adresse));
  expect(fichier).toMatchObject({
    nom: 'audition/piste 1.wav',
    longueur: octets.length,
    sha256: sha256(octets),
  });
  const lu = await tus.lire(adresse);
  expect(lu.corps.equals(octets)).toBe(true);
  expect(lu.entetes['repr-digest']).toBe(`sha-256=:${createHash('sha256').update(octets).digest('base64')}:`);
});

test.each([0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 4 * SEGMENT])(
  'un fichier de %i octets, bord de segment compris, s’envoie d’un trait et se relit par plages',
  async (taille) => {
    const [tus, octets] = [client(banc), octetsDEssai(taille, 2)];
    const adresse = adresseDe(await tus.creer(taille));
    expect((await tus.envoyer(adresse, 0, octets)).statut).toBe(204);
    expect((await tus.lire(adresse)).corps.equals(octets)).toBe(true);
    for (const bord of [0, SEGMENT - 1, SEGMENT, taille - 1].filter(
      (place) => place >= 0 && place < taille,
    )) {
      const plage = await tus.lire(adresse, { range: `bytes=${bord}-${bord + 2}` });
      expect(plage.statut).toBe(206);
      expect(plage.corps.equals(octets.subarray(bord, bord + 3))).toBe(true);
    }
    expect((await tus.lire(adresse, { range: `bytes=${taille}-` })).statut).toBe(416);
  },
);

test('un envoi coupé reprend où il en était, même après la mort du service, et sa somme est juste', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(2 * MIO + 777, 3)];
  const adresse = adresseDe(await tus.creer(octets.length));
  await couperApres(banc, adresse, octets.length, octets.subarray(0, MIO + 5));
  const garde = Number((await tus.situer(adresse)).entetes['upload-offset']);
  expect(garde).toBeGreaterThan(0);
  expect(garde).toBeLessThanOrEqual(MIO + 5);
  await banc.redemarrer();
  expect((await tus.situer(adresse)).entetes['upload-offset']).toBe(String(garde));
  expect((await tus.envoyer(adresse, garde, octets.subarray(garde))).statut).toBe(204);
  expect((await banc.entrepot().trouver(DEPOT, idDe(adresse)))?.sha256).toBe(sha256(octets));
  expect((await tus.lire(adresse)).corps.equals(octets)).toBe(true);
});

test('quatre requêtes du même envoi à la fois se coupent l’une l’autre sans jamais se mêler', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(2 * MIO + 5, 4)];
  const adresse = adresseDe(await tus.creer(octets.length));
  await Promise.allSettled([1, 2, 3, 4].map(() => tus.envoyer(adresse, 0, octets)));
  const position = Number((await tus.situer(adresse)).entetes['upload-offset']);
  const suite = await tus.envoyer(adresse, position, octets.subarray(position));
  expect([204, 409]).toContain(suite.statut);
  expect((await banc.entrepot().trouver(DEPOT, idDe(adresse)))?.sha256).toBe(sha256(octets));
  expect((await tus.lire(adresse)).corps.equals(octets)).toBe(true);
});

test('une somme annoncée se vérifie : juste elle passe, fausse rien n’est gardé', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(MIO + 3, 5)];
  const adresse = adresseDe(await tus.creer(octets.length));
  const moitie = octets.subarray(0, 700_000);
  const somme = (algorithme: string, de: Uint8Array) => ({
    'upload-checksum': `${algorithme} ${createHash(algorithme).update(de).digest('base64')}`,
  });
  expect((await tus.envoyer(adresse, 0, moitie, somme('sha256', octets))).statut).toBe(460);
  expect((await tus.situer(adresse)).entetes['upload-offset']).toBe('0');
  expect((await tus.envoyer(adresse, 0, moitie, somme('sha256', moitie))).statut).toBe(204);
  const reste = octets.subarray(700_000);
  expect((await tus.envoyer(adresse, 700_000, reste, somme('sha1', moitie))).statut).toBe(460);
  expect((await tus.situer(adresse)).entetes['upload-offset']).toBe('700000');
  expect((await tus.envoyer(adresse, 700_000, reste, somme('sha1', reste))).statut).toBe(204);
  expect((await banc.entrepot().trouver(DEPOT, idDe(adresse)))?.sha256).toBe(sha256(octets));
  expect((await tus.envoyer(adresse, 0, reste, { 'upload-checksum': 'md4 AAAA' })).statut).toBe(400);
});

test('des parties envoyées ensemble, de longueurs quelconques, se réunissent sans être réécrites', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(3 * MIO + 11, 6)];
  const bords = [0, 1_000_001, 1_000_001, 2_500_000, octets.length];
  const partielle = { 'upload-concat': 'partial', 'upload-metadata': '' };
  const parties = await Promise.all(
    bords.slice(0, -1).map(async (de, rang) => {
      const part = octets.subarray(de, bords[rang + 1]);
      const adresse = adresseDe(await tus.creer(part.length, '', partielle));
      expect((await tus.envoyer(adresse, 0, part)).statut).toBe(204);
      return adresse;
    }),
  );
  const reuni = await tus.reunir(
    parties.map((adresse, rang) => (rang === 0 ? `http://ailleurs.invalid${adresse}` : adresse)),
  );
  expect(reuni.statut).toBe(201);
  const adresse = adresseDe(reuni);
  const situe = await tus.situer(adresse);
  expect(situe.entetes).toMatchObject({
    'upload-offset': String(octets.length),
    'upload-length': String(octets.length),
  });
  expect(situe.entetes['upload-concat']).toBe(`final;${parties.join(' ')}`);
  expect((await banc.entrepot().trouver(DEPOT, idDe(adresse)))?.sha256).toBe(sha256(octets));
  for (const bord of [1_000_000, 2_499_999])
    expect(
      (await tus.lire(adresse, { range: `bytes=${bord}-${bord + 1}` })).corps.equals(
        octets.subarray(bord, bord + 2),
      ),
    ).toBe(true);
  expect((await tus.lire(adresse)).corps.equals(octets)).toBe(true);
  expect((await tus.oter(parties[1] ?? '')).statut).toBe(404);
  expect((await tus.reunir([parties[0] ?? '', parties[0] ?? ''])).statut).toBe(400);
  const inachevee = adresseDe(await tus.creer(10, '', partielle));
  expect((await tus.reunir([parties[0] ?? '', inachevee])).statut).toBe(400);
  expect((await tus.oter(adresse)).statut).toBe(204);
  expect((await tus.situer(parties[0] ?? '')).statut).toBe(404);
});

test('une position forgée, un corps trop long, un type ou une version étrangers sont refusés, et l’envoi ne bouge pas', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(600_000, 7)];
  const adresse = adresseDe(await tus.creer(octets.length));
  await tus.envoyer(adresse, 0, octets.subarray(0, 1_000));
  expect((await tus.envoyer(adresse, 0, octets)).statut).toBe(409);
  expect((await tus.envoyer(adresse, 999_999, octets)).statut).toBe(409);
  for (const forge of ['-1', '1e3', '0x3e8', '1000.0', ' ', '99999999999999999999'])
    expect((await tus.envoyer(adresse, 0, octets, { 'upload-offset': forge })).statut).toBe(400);
  expect((await tus.envoyer(adresse, 1_000, octets)).statut).toBe(413);
  expect(
    (await tus.envoyer(adresse, 1_000, octets, { 'content-type': 'application/octet-stream' })).statut,
  ).toBe(415);
  expect((await tus.envoyer(adresse, 1_000, octets, { 'tus-resumable': '0.2.2' })).statut).toBe(412);
  expect((await tus.situer(adresse)).entetes['upload-offset']).toBe('1000');
  expect((await tus.envoyer(adresse, 1_000, octets.subarray(1_000))).statut).toBe(204);
  expect((await tus.envoyer(adresse, 0, octets)).statut).toBe(409);
  for (const longueur of ['-5', 'beaucoup', String(600 * MIO)])
    expect([400, 413]).toContain((await tus.creer(0, 'a', { 'upload-length': longueur })).statut);
});

test('l’envoi d’un autre dépôt n’existe pas, même à qui en connaît l’adresse', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(5_000, 8)];
  const adresse = adresseDe(await tus.creer(octets.length));
  const ailleurs = adresse.replace(DEPOT, AUTRE);
  const voisin = { 'x-essai-depot': AUTRE };
  expect((await tus.situer(ailleurs, voisin)).statut).toBe(404);
  expect((await tus.envoyer(ailleurs, 0, octets, voisin)).statut).toBe(404);
  expect((await tus.envoyer(adresse, 0, octets, voisin)).statut).toBe(404);
  expect((await demander(banc, 'DELETE', ailleurs, { 'tus-resumable': '1.0.0', ...voisin })).statut).toBe(
    404,
  );
  expect(
    (
      await demander(banc, 'POST', `/envois/${AUTRE}`, {
        'tus-resumable': '1.0.0',
        ...voisin,
        'upload-concat': `final;${adresse}`,
        'upload-metadata': 'filename YQ==',
      })
    ).statut,
  ).toBe(400);
  expect((await tus.situer(adresse)).entetes['upload-offset']).toBe('0');
});

test.each([
  ['../../etc/passwd'],
  ['/etc/passwd'],
  ['C:\\Windows\\x'],
  ['a/../b'],
  ['a\r\nset-cookie: x=1'],
  ['facture\u202Efdp.exe'],
  ['a\u0000b'],
  [' '],
  ['x'.repeat(201)],
])('le nom %j est refusé', async (nom) => {
  expect((await client(banc).creer(3, nom)).statut).toBe(400);
});

test('un nom à guillemets ou hors ASCII ne sort pas de son en-tête', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(9, 9)];
  const adresse = adresseDe(await tus.creer(9, 'pièce "du 3"; x=y %41 *.pdf'));
  await tus.envoyer(adresse, 0, octets);
  expect((await tus.lire(adresse)).entetes['content-disposition']).toBe(
    'attachment; filename="pi_ce _du 3_; x=y _41 *.pdf"; filename*=UTF-8\'\'pi%C3%A8ce%20%22du%203%22%3B%20x%3Dy%20%2541%20%2A.pdf',
  );
});

test('le service dit ce qu’il sait faire, et accepte PATCH par POST', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(50, 10)];
  const { statut, entetes } = await demander(banc, 'OPTIONS', '/envois');
  expect([statut, entetes['tus-extension'], entetes['tus-checksum-algorithm']]).toEqual([
    204,
    'creation,checksum,concatenation,termination',
    'sha256,sha1',
  ]);
  const adresse = adresseDe(await tus.creer(50));
  const parPost = await demander(
    banc,
    'POST',
    adresse,
    {
      'tus-resumable': '1.0.0',
      'x-essai-depot': DEPOT,
      'x-http-method-override': 'PATCH',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': 0,
    },
    octets,
  );
  expect(parPost.statut).toBe(204);
});

test('un envoi ôté ne laisse ni ligne ni octet', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(300_000, 11)];
  const adresse = adresseDe(await tus.creer(400_000));
  await tus.envoyer(adresse, 0, octets);
  const id = idDe(adresse);
  const fichiers = () =>
    readdirSync(join(banc.dossier, 'objets', id.slice(0, 2))).filter((nom) => nom.startsWith(id));
  expect(fichiers().toSorted()).toEqual([id, `${id}.queue`]);
  expect((await tus.oter(adresse)).statut).toBe(204);
  expect(fichiers()).toEqual([]);
  expect((await tus.situer(adresse)).statut).toBe(404);
});

test('ni le fichier ni sa fin inachevée ne sont en clair sur le disque', async () => {
  const tus = client(banc);
  const marque = Buffer.from('MARQUE-EN-CLAIR-TRES-RECONNAISSABLE');
  const octets = Buffer.concat([marque, octetsDEssai(SEGMENT, 12), marque]);
  const adresse = adresseDe(await tus.creer(octets.length + 10));
  await tus.envoyer(adresse, 0, octets);
  const id = idDe(adresse);
  for (const nom of [id, `${id}.queue`])
    expect(readFileSync(join(banc.dossier, 'objets', id.slice(0, 2), nom)).includes(marque)).toBe(false);
});

test('disque plein au milieu : un refus net, ce qui était reçu reste juste, et l’envoi reprend', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(4 * MIO, 13)];
  const adresse = adresseDe(await tus.creer(octets.length));
  const borner = (taille: string) =>
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${taille}`]);
  borner(`${2 * MIO}:unlimited`);
  try {
    expect((await tus.envoyer(adresse, 0, octets)).statut).toBe(507);
  } finally {
    borner('unlimited:unlimited');
  }
  expect(await banc.entrepot().trouver(DEPOT, idDe(adresse))).toBeUndefined();
  expect((await tus.lire(adresse)).statut).toBe(404);
  const position = Number((await tus.situer(adresse)).entetes['upload-offset']);
  expect(position % SEGMENT).toBe(0);
  expect((await tus.envoyer(adresse, position, octets.subarray(position))).statut).toBe(204);
  expect((await banc.entrepot().trouver(DEPOT, idDe(adresse)))?.sha256).toBe(sha256(octets));
});

test('la place annoncée est réservée à la création : au-delà de la capacité, l’envoi ne commence pas', async () => {
  const petit = await bancDesEnvois({ capacite: 1_000 });
  try {
    const tus = client(petit);
    const premiere = await tus.creer(800);
    expect(premiere.statut).toBe(201);
    expect((await tus.creer(300)).statut).toBe(507);
    await tus.oter(adresseDe(premiere));
    expect((await tus.creer(300)).statut).toBe(201);
  } finally {
    await petit.arreter();
  }
});

test('vingt envois à la fois se partagent huit mégaoctets de blocs', async () => {
  const [tus, octets] = [client(banc), octetsDEssai(MIO + 99, 14)];
  const sommes = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const adresse = adresseDe(await tus.creer(octets.length));
      await tus.envoyer(adresse, 0, octets);
      return (await banc.entrepot().trouver(DEPOT, idDe(adresse)))?.sha256;
    }),
  );
  expect(new Set(sommes)).toEqual(new Set([sha256(octets)]));
});
