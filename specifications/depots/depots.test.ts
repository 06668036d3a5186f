import { readdirSync, readFileSync } from 'node:fs';
import type { ServiceEnMarche } from '@ppn/demarrage';
import {
  AFFAIRE_S1,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  type Magistrat,
  ouvrir,
  type ProcedureOuverte,
  rediger,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demander, ouvrirTerrain, preuveHorsAgent, surLaBase, type SystemeDEssai } from '../acces/terrain.ts';
import {
  bombe,
  eicar,
  grandeVideo,
  jusquA,
  type Octets,
  pdf,
  pdfActif,
  pdfChiffre,
  photo,
  programme,
  sha256,
  sha256De,
} from './fichiers-d-essai.ts';

/** Taille de la grande video, en Mio ; `PPN_ESSAI_MIO=2100` pour l'essai complet de 2 Go. */
const GRANDE = Number(process.env['PPN_ESSAI_MIO'] ?? '256');
const MIO = 1024 * 1024;

let terrain: SystemeDEssai;
let opj: Enqueteur;
let magistrat: Magistrat;
let procedure: ProcedureOuverte;
let temoins: { readonly interieur: string; readonly justice: string };

beforeAll(async () => {
  terrain = await ouvrirTerrain();
  opj = await connecterEnqueteur(terrain.terrain, 'camille-moreau');
  magistrat = await connecterMagistrat(terrain.terrain, 'claire-fontaine');
  procedure = await ouvrir(opj, AFFAIRE_S1);
  temoins = {
    interieur: await entrer('interieur', 'camille-moreau'),
    justice: await entrer('justice', 'claire-fontaine'),
  };
}, 120_000);

async function entrer(service: 'interieur' | 'justice', carte: string): Promise<string> {
  const origine = terrain.terrain[service];
  const corps = await preuveHorsAgent(terrain, origine, carte);
  return (await demander(origine, 'POST /api/session', { corps })).temoin;
}

afterAll(() => terrain?.fermer());

const deposer = (nom: string, octets: Octets | ReadableStream<Uint8Array>, signal?: AbortSignal) =>
  opj.client.deposer('POST /api/dossiers/:idj/fichiers', {
    idj: procedure.idj,
    nom,
    octets,
    ...(signal ? { signal } : {}),
  });
const vue = async () =>
  attendu('dossier', await opj.client.appeler('GET /api/dossiers/:idj', { idj: procedure.idj }));
/** Une piece lue par un service, avec le temoin de sa session ; `range` : une plage. */
const lire = (service: 'interieur' | 'justice', id: string, range?: string): Promise<Response> =>
  fetch(`${terrain.terrain[service]}/api/dossiers/${procedure.idj}/pieces/${id}`, {
    headers: { cookie: temoins[service], ...(range === undefined ? {} : { range }) },
  });

test('chaque mauvais fichier est refusé pour sa vraie raison, et rien n’entre au dossier', async () => {
  const cas: readonly (readonly [string, Octets, string])[] = [
    ['chiffré.pdf', pdfChiffre(), 'pdf-chiffre'],
    ['actif.pdf', pdfActif(), 'contenu-actif'],
    ['photo.jpg', programme(), 'type-interdit'],
    ['notes.txt', eicar(), 'virus'],
    ['archive.zip', await bombe(), 'archive-dangereuse'],
    ['vide.txt', new Uint8Array(), 'vide'],
    ['coupé.pdf', pdf().slice(0, 60), 'fichier-abime'],
  ];
  for (const [nom, octets, code] of cas) {
    const rendu = await deposer(nom, octets);
    expect(rendu).toMatchObject({
      ok: false,
      refus: { status: 422, code, detail: expect.stringMatching(/^[A-ZÀÉ].+\.$/u) },
    });
  }
  expect((await vue()).fichiers).toEqual([]);
});

test('un nom trompeur est nettoyé, une extension trompeuse est dite', async () => {
  const noms: readonly (readonly [string, string])[] = [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\photo.pdf', 'photo.pdf'],
    ['photo\u202Efdp.jpg', 'photofdp.jpg'],
    ['ligne\r\nretour\0.pdf', 'ligneretour.pdf'],
    ['..', 'fichier'],
    ['é'.repeat(300), 'é'.repeat(200)],
    ['« pièce » n° 1 — 100 %.pdf', '« pièce » n° 1 — 100 %.pdf'],
  ];
  const trompeuses: string[] = [];
  for (const [rang, [nom, attendue]] of noms.entries()) {
    const depose = attendu('dépôt', await deposer(nom, pdf(`/Lang (fr-${rang})`)));
    expect([depose.nom, depose.typeMime]).toEqual([attendue, 'application/pdf']);
    trompeuses.push(
      ...depose.avertissements.filter(({ code }) => code === 'extension-trompeuse').map(() => depose.nom),
    );
    const reponse = await lire('interieur', depose.id);
    expect(reponse.headers.get('content-disposition')).toBe(
      `inline; filename*=UTF-8''${encodeURIComponent(attendue)}`,
    );
    await reponse.body?.cancel();
    attendu(
      'retrait',
      await opj.client.appeler('DELETE /api/dossiers/:idj/fichiers/:id', {
        idj: procedure.idj,
        id: depose.id,
      }),
    );
  }
  expect(trompeuses).toEqual(['photofdp.jpg']);
  expect((await vue()).fichiers).toEqual([]);
});

test('un envoi abandonné ne laisse rien : ni fichier, ni objet, ni écriture en cours', async () => {
  const { interieur } = terrain.systeme;
  const lignes = () =>
    surLaBase(
      interieur,
      async (client) => (await client.query('select empreinte from objet order by 1')).rows,
    );
  const [avant, objets] = [await lignes(), fichiersDe(interieur)];
  for (const apresMs of [0, 150]) {
    const coupure = new AbortController();
    const envoi = deposer('coupé.bin', jusquA(coupure.signal), coupure.signal);
    await attendre('octets en cours', async () =>
      apresMs === 0 || fichiersDe(interieur).length > objets.length ? true : undefined,
    );
    coupure.abort();
    expect(await envoi).toMatchObject({ ok: false, refus: { code: 'injoignable' } });
    await attendre('ménage', async () => (fichiersDe(interieur).length === objets.length ? true : undefined));
  }
  expect(await lignes()).toEqual(avant);
  expect((await vue()).fichiers).toEqual([]);
});

test(
  'un grand fichier et une photographie traversent bit pour bit, sans être tenus en mémoire',
  { timeout: 600_000 },
  async () => {
    const { interieur, justice } = terrain.systeme;
    const avant = { interieur: memoireDe(interieur), justice: memoireDe(justice) };
    const chronos: { [etape: string]: number } = {};
    const chronometrer = async <T>(etape: string, agir: () => Promise<T>): Promise<T> => {
      const depart = performance.now();
      const rendu = await agir();
      chronos[etape] = Math.round(performance.now() - depart);
      return rendu;
    };
    const grande = grandeVideo(GRANDE);
    const video = attendu(
      'vidéo',
      await chronometrer('dépôt', () => deposer('surveillance.mp4', grande.flux)),
    );
    expect(video).toMatchObject({
      typeMime: 'video/mp4',
      famille: 'video',
      taille: GRANDE * MIO,
      empreinte: grande.sha256(),
    });
    const octets = await photo(200);
    const image = attendu('photo', await deposer('rayon.jpg', octets));
    expect(image).toMatchObject({
      typeMime: 'image/jpeg',
      taille: octets.length,
      empreinte: sha256(octets),
      vignette: true,
    });
    expect(image.avertissements.map(({ code }) => code)).toContain('antivirus-absent');

    const vignette = attendu(
      'vignette',
      await opj.client.lire('GET /api/dossiers/:idj/pieces/:id/vignette', {
        idj: procedure.idj,
        id: image.id,
      }),
    );
    expect(vignette.headers.get('content-type')).toBe('image/webp');
    expect((await vignette.arrayBuffer()).byteLength).toBeLessThan(100_000);

    const plainte = await redigerPlainte(opj, procedure, AFFAIRE_S1);
    const constatations = await rediger(opj, procedure.idj, 'constatations', () => ({
      constatations: 'Vidéosurveillance et photographie jointes.',
      photographies: [video, image].map(({ id }) => ({ fichier: id, legende: 'Vue' })),
    }));
    await signer(opj, [plainte, constatations]);
    await signer(opj, [await redigerSynthese(opj, procedure)]);
    await chronometrer('passage', () => transmettreLonguement());

    const recues = attendu(
      'dossier',
      await magistrat.client.appeler('GET /api/dossiers/:idj', { idj: procedure.idj }),
    ).pieces;
    for (const service of ['interieur', 'justice'] as const) {
      expect(recues.find(({ id }) => id === video.id)).toMatchObject({
        empreinte: grande.sha256(),
        taille: GRANDE * MIO,
        integre: true,
      });
      expect(await sha256De(await lire(service, image.id))).toBe(sha256(octets));
      expect(await chronometrer('lecture', async () => sha256De(await lire(service, video.id)))).toBe(
        grande.sha256(),
      );
      const plage = await lire(service, video.id, `bytes=${200 * MIO - 3}-${200 * MIO + 2}`);
      expect(plage.status).toBe(206);
      expect(plage.headers.get('content-range')).toBe(
        `bytes ${200 * MIO - 3}-${200 * MIO + 2}/${GRANDE * MIO}`,
      );
      expect([...new Uint8Array(await plage.arrayBuffer())]).toEqual([199, 199, 199, 200, 200, 200]);
    }
    const hausses = {
      interieur: memoireDe(interieur) - avant.interieur,
      justice: memoireDe(justice) - avant.justice,
    };
    if (process.env['PPN_ESSAI_MIO'] !== undefined)
      process.stdout.write(`${JSON.stringify({ mio: GRANDE, chronos, avant, hausses })}\n`);
    expect(hausses.interieur).toBeLessThan(256);
    expect(hausses.justice).toBeLessThan(256);
  },
);

test('au repos, rien n’est en clair', async () => {
  const { interieur, justice } = terrain.systeme;
  for (const service of [interieur, justice])
    for (const chemin of fichiersDe(service)) {
      const debut = readFileSync(chemin).subarray(0, 4_096).toString('latin1');
      expect(debut).not.toMatch(/%PDF|ftypisom|JFIF|Exif|RIFF/);
    }
});

test(
  'un fichier trop grand est refusé avec la taille admise, et n’est pas gardé',
  { timeout: 120_000 },
  async () => {
    const { interieur } = terrain.systeme;
    await interieur.arreter();
    await interieur.demarrer({ PPN_FICHIER_MAX: String(3 * MIO) });
    const objets = fichiersDe(interieur);
    const refus = {
      ok: false,
      refus: { status: 413, code: 'trop-volumineux', detail: 'Ce fichier dépasse la taille admise (3 Mo).' },
    };
    expect(await deposer('grand.mp4', grandeVideo(4).flux)).toMatchObject(refus);
    expect(await deposer('grand.mp4', new Uint8Array(4 * MIO))).toMatchObject(refus);
    expect(fichiersDe(interieur)).toEqual(objets);
    attendu('dépôt', await deposer('juste.mp4', grandeVideo(3).flux));
  },
);

/** Attend l'accuse d'un pli, aussi longtemps qu'un grand fichier le demande. */
async function transmettreLonguement(): Promise<void> {
  await transmettre(opj, procedure.idj, 'tj47001').catch(async (cause: unknown) => {
    if (!String(cause).includes('Attente trop longue')) throw cause;
    await attendre(
      'accusé',
      async () => ((await vue()).plis.every(({ etat }) => etat === 'accuse') ? true : undefined),
      540_000,
    );
  });
}

/** Memoire residente la plus haute d'un service depuis sa naissance, en Mio. */
const memoireDe = (service: ServiceEnMarche): number =>
  Math.round(
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid()}/status`, 'utf8'))?.[1]) / 1024,
  );

const fichiersDe = ({ objets }: ServiceEnMarche): readonly string[] =>
  readdirSync(objets, { recursive: true, withFileTypes: true })
    .filter((entree) => entree.isFile())
    .map((entree) => `${entree.parentPath}/${entree.name}`)
    .toSorted();
