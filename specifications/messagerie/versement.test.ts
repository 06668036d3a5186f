import type { ServiceEnMarche } from '@ppn/demarrage';
import {
  accepterEtRepondre,
  AFFAIRE_S1,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  instruire,
  type Magistrat,
  ouvrir,
  type ProcedureOuverte,
  redigerPlainte,
  redigerSynthese,
  rendreCompte,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { lireAncres } from '@ppn/sealing';
import { texteDesActes, verifierDossier } from '@ppn/verifier';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

let essai: Essai;
let systeme: Essai['systeme'];
let enqueteur: Enqueteur;
let magistrat: Magistrat;
let ailleurs: Enqueteur;
let procedure: ProcedureOuverte;
let idj = '';
let fil = '';
let acteId = '';

beforeAll(async () => {
  essai = await demarrerUnEssai();
  ({ systeme } = essai);
  const terrain = await essai.terrain();
  enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  ailleurs = await connecterEnqueteur(terrain, 'nadia-benali');
  magistrat = await connecterMagistrat(terrain, 'claire-fontaine');
  procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  idj = procedure.idj;
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, AFFAIRE_S1)]);
  fil = await rendreCompte(enqueteur, idj, 'Audition libre ou garde à vue ?');
  await instruire(magistrat, fil, 'Audition libre.');
  await accepterEtRepondre(enqueteur, fil, 'Bien reçu.');
}, 180_000);
afterAll(async () => {
  await essai?.fermer();
}, 60_000);

const LONG = { timeout: 120_000 };
const codeDe = (rendu: { ok: boolean; refus?: { code: string } }): string =>
  rendu.refus?.code ?? 'aucun refus';

test(
  'sans session ou d’une autre unité, un fil ne se lit, ne s’écrit ni ne se verse ; le refus est tracé',
  LONG,
  async () => {
    expect((await fetch(`${systeme.interieur.origine}/api/fils/${fil}`)).status).toBe(401);
    const { client } = ailleurs;
    expect(codeDe(await client.appeler('GET /api/fils/:fil', { fil }))).toBe('acces-refuse');
    expect(codeDe(await client.appeler('POST /api/fils/:fil/versement', { fil }))).toBe('acces-refuse');
    const corps = { id: '0198c000-0000-4000-8000-000000000001', texte: 'Intrus.' };
    expect(codeDe(await client.appeler('POST /api/fils/:fil/messages', { fil, corps }))).toBe('acces-refuse');
    expect(attendu('fils', await client.appeler('GET /api/fils', {})).fils).toEqual([]);
    const { consultations } = attendu(
      'consultations',
      await enqueteur.client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
    );
    const refus = consultations.filter(
      ({ agent, resultat }) => agent === 'Nadia Benali' && resultat === 'refuse',
    );
    expect(refus.map(({ action }) => action).toSorted()).toEqual([
      'lire un fil de messages',
      'verser un fil au dossier',
      'écrire dans un fil de messages',
    ]);
  },
);

test('le fil d’un versement ne se retouche pas : ni en le commençant, ni en l’écrivant', LONG, async () => {
  const { client } = enqueteur;
  ({ acteId } = attendu('versement', await client.appeler('POST /api/fils/:fil/versement', { fil })));
  const lire = async () =>
    attendu('acte', await client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId }));
  const avant = await lire();
  expect(JSON.stringify(avant.contenu)).toContain('Audition libre.');
  const faux = JSON.parse(JSON.stringify(avant.contenu).replace('Audition libre.', 'Garde à vue.')) as object;
  attendu(
    'écriture',
    await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
      idj,
      acteId,
      corps: { versionAttendue: avant.version, contenu: { ...faux, motif: 'Instruction reçue.' } },
    }),
  );
  const apres = await lire();
  expect(apres.contenu['fil']).toEqual(avant.contenu['fil']);
  expect(apres.contenu['motif']).toBe('Instruction reçue.');
  const direct = attendu(
    'acte',
    await client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'versement-de-messages' } }),
  );
  expect(direct.manques.map(({ phrase }) => phrase)).toContain(
    'Préparez ce versement depuis le fil de messages.',
  );
  attendu(
    'abandon',
    await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId: direct.acteId }),
  );
});

test(
  'signé puis transmis, le versement se vérifie chez le destinataire et hors ligne, texte et données',
  LONG,
  async () => {
    await signer(enqueteur, [acteId]);
    expect(attendu('fil', await enqueteur.client.appeler('GET /api/fils/:fil', { fil })).verse).toMatchObject(
      [{ acteId }],
    );
    await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
    await transmettre(enqueteur, idj, 'tj47001');
    const recu = await attendre('versement chez le destinataire', async () => {
      const vue = await magistrat.client.appeler('GET /api/dossiers/:idj', { idj });
      return vue.ok ? vue.valeur.pieces.find(({ id }) => id === acteId) : undefined;
    });
    expect(recu.type).toBe('versement-de-messages');
    const reponse = attendu('export', await enqueteur.client.lire('GET /api/dossiers/:idj/export', { idj }));
    const zip = await fromBufferPromise(Buffer.from(await reponse.arrayBuffer()), {
      lazyEntries: true,
      autoClose: false,
    });
    const fichiers = new Map<string, Uint8Array>();
    for await (const entree of zip.eachEntry()) {
      const morceaux: Uint8Array[] = [];
      for await (const morceau of (await zip.openReadStreamPromise(entree)) as AsyncIterable<Uint8Array>)
        morceaux.push(morceau);
      fichiers.set(entree.fileName, Buffer.concat(morceaux));
    }
    const rapport = await verifierDossier(
      { noms: [...fichiers.keys()], lire: async (nom) => fichiers.get(nom) ?? new Uint8Array() },
      { ancres: await lireAncres(systeme.confiance.ancres), comparerTexte: texteDesActes },
    );
    expect([rapport.verdict, rapport.constats]).toEqual(['valide', []]);
  },
);

const lignes = async ({ base }: ServiceEnMarche): Promise<string> => {
  const client = new pg.Client({ connectionString: base.urlApplication });
  await client.connect();
  try {
    const tables = [
      'fil',
      'fil_participant',
      'message',
      'message_lecture',
      'message_lu',
      'fil_verse',
      'permanence',
    ];
    const lues = [];
    for (const table of tables)
      lues.push((await client.query(`select t::text from ${table} t order by 1`)).rows);
    return JSON.stringify(lues);
  } finally {
    await client.end();
  }
};

test('les fils se refont des seuls faits, dans les deux ministères', LONG, async () => {
  for (const service of [systeme.interieur, systeme.justice]) {
    const avant = await lignes(service);
    expect(avant).toContain(fil);
    expect((await service.executer('reconstruire')).code).toBe(0);
    expect(await lignes(service)).toBe(avant);
  }
});
