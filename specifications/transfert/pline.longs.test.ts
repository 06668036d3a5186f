import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerSysteme, type ServiceEnMarche, type Systeme } from '@ppn/demarrage';
import { ouvrirBase } from '@ppn/postgres';
import { type AgentSurPline, attendu, connecterAPline } from '@ppn/scenarios/jeu';
import { lireAncres, validerPdf } from '@ppn/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';

const dossier = mkdtempSync(join(tmpdir(), 'ppn-pline-'));
let systeme: Systeme;
let pline: ServiceEnMarche;
let [sophie, camille, claire]: AgentSurPline[] = [];

beforeAll(async () => {
  systeme = await demarrerSysteme({
    dossier: join(dossier, 'donnees'),
    ports: 'libres',
    semences: false,
    portails: false,
    relancer: false,
    pline: true,
  });
  if (systeme.pline === undefined) throw new Error('PLINE n’est pas démarrée.');
  pline = systeme.pline;
  const terrain = { pline: pline.origine, agent: await systeme.agentAutomatique() };
  sophie = await connecterAPline(terrain, 'sophie-roux');
  camille = await connecterAPline(terrain, 'camille-moreau');
  claire = await connecterAPline(terrain, 'claire-fontaine');
}, 180_000);
afterAll(async () => {
  await systeme?.arreter();
  rmSync(dossier, { recursive: true, force: true });
});

const connecte = (joueur: AgentSurPline | undefined): AgentSurPline => {
  if (joueur === undefined) throw new Error('Agent non connecté.');
  return joueur;
};

/** Une demande d'octets, comme le ferait un navigateur de cet agent. */
const octetsDe = (
  joueur: AgentSurPline | undefined,
  methode: string,
  chemin: string,
  entetes: Record<string, string> = {},
  corps?: Uint8Array,
) =>
  fetch(new URL(chemin, pline.origine), {
    method: methode,
    headers: { cookie: connecte(joueur).temoin(), origin: pline.origine, ...entetes },
    ...(corps === undefined ? {} : { body: new Uint8Array(corps) }),
  });

const TUS = { 'tus-resumable': '1.0.0' };
const nomDe = (nom: string): string => `filename ${Buffer.from(nom).toString('base64')}`;
const creer = async (chemin: string, entetes: Record<string, string>): Promise<string> => {
  const cree = await octetsDe(sophie, 'POST', chemin, { ...TUS, ...entetes });
  expect(cree.status).toBe(201);
  return cree.headers.get('location') ?? '';
};
const envoyer = (adresse: string, position: number, corps: Uint8Array) =>
  octetsDe(
    sophie,
    'PATCH',
    adresse,
    { ...TUS, 'upload-offset': String(position), 'content-type': 'application/offset+octet-stream' },
    corps,
  );
const sha256 = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');
const essai = (taille: number, graine: number): Buffer =>
  Buffer.from(
    Uint32Array.from({ length: taille / 4 }, (_, rang) => (rang * 2_654_435_761 + graine) >>> 0).buffer,
  );

test(
  'une greffière dépose pour un OPJ, le service tué au milieu ; il est avisé, reprend son ZIP, et chacun a son récépissé scellé',
  { timeout: 120_000 },
  async () => {
    const [audition, plan] = [essai(3 * 1024 * 1024, 1), essai(1024 * 1024, 2)];
    const { destinataires } = attendu(
      'annuaire',
      await connecte(sophie).client.appeler('GET /api/destinataires', { requete: { texte: 'mor' } }),
    );
    expect(destinataires.map(({ nom }) => nom)).toEqual(['Camille MOREAU']);
    const id = randomUUID();
    const corps = {
      id,
      objet: 'Copie du dossier Bélier',
      idj: null,
      nature: 'copie-de-dossier' as const,
      droits: 'telecharger' as const,
      dureeJours: 30,
      destinataires: destinataires.map((personne) => personne.id),
    };
    const { televersements } = attendu(
      'préparation',
      await connecte(sophie).client.appeler('POST /api/depots', { corps }),
    );

    // En deux parties a la fois, reunies.
    const milieu = 1_300_001;
    const parties = await Promise.all(
      [audition.subarray(0, milieu), audition.subarray(milieu)].map(async (part) => {
        const adresse = await creer(televersements, {
          'upload-concat': 'partial',
          'upload-length': String(part.length),
        });
        expect((await envoyer(adresse, 0, part)).status).toBe(204);
        return adresse;
      }),
    );
    await creer(televersements, {
      'upload-concat': `final;${parties.join(' ')}`,
      'upload-metadata': nomDe('audition.mp4'),
    });

    // Coupe au milieu par la mort du service, repris ou il en etait.
    const adresse = await creer(televersements, {
      'upload-length': String(plan.length),
      'upload-metadata': nomDe('plans/étage 1.png'),
    });
    expect((await envoyer(adresse, 0, plan.subarray(0, 300_000))).status).toBe(204);
    await pline.tuer('SIGKILL');
    await pline.demarrer();
    const position = Number((await octetsDe(sophie, 'HEAD', adresse, TUS)).headers.get('upload-offset'));
    expect(position).toBe(300_000);
    expect((await envoyer(adresse, position, plan.subarray(position))).status).toBe(204);

    const { envois } = attendu(
      'préparation',
      await connecte(sophie).client.appeler('GET /api/preparations/:id', { id }),
    );
    const empreintes = Object.fromEntries(
      envois.map((envoi) => [envoi.id, sha256(envoi.nom === 'audition.mp4' ? audition : plan)]),
    );
    const depose = attendu(
      'dépôt',
      await connecte(sophie).client.appeler('POST /api/depots/:id/depot', { id, corps: { empreintes } }),
    );
    expect(depose.fichiers.map(({ sha256: somme }) => somme).toSorted()).toEqual(
      [sha256(audition), sha256(plan)].toSorted(),
    );

    const courriers = async () =>
      z
        .array(z.object({ a: z.string(), sujet: z.string() }))
        .parse(await (await fetch(`${systeme.courrier.urlHttp}/api/courriers`)).json());
    await expect.poll(courriers, { timeout: 15_000 }).toContainEqual({
      a: 'camille-moreau@interieur.demonstration.invalid',
      sujet: 'PLINE : un dépôt vous attend',
    });

    // L'OPJ voit, ouvre, prend tout en un ZIP coupe puis repris.
    const { depots } = attendu(
      'reçus',
      await connecte(camille).client.appeler('GET /api/depots', { requete: { sens: 'recus' } }),
    );
    expect(depots).toMatchObject([{ id, objet: 'Copie du dossier Bélier', fichiers: 2 }]);
    const vu = attendu('dépôt', await connecte(camille).client.appeler('GET /api/depots/:id', { id }));
    const zip = vu.zip ?? '';
    const debut = await octetsDe(camille, 'GET', zip, { range: 'bytes=0-1999999' });
    const suite = await octetsDe(camille, 'GET', zip, {
      range: 'bytes=2000000-',
      'if-range': debut.headers.get('etag') ?? '',
    });
    const recu = Buffer.concat([
      Buffer.from(await debut.arrayBuffer()),
      Buffer.from(await suite.arrayBuffer()),
    ]);
    expect([debut.status, suite.status]).toEqual([206, 206]);
    expect(recu.includes(audition) && recu.includes(plan)).toBe(true);
    expect(debut.headers.get('content-disposition')).toMatch(/^attachment;/);

    // L'expediteur sait ce qu'il en est ; les recepisses sont scelles par la zone.
    const etat = async () =>
      attendu('suivi', await connecte(sophie).client.appeler('GET /api/depots/:id', { id }));
    await expect
      .poll(async () => (await etat()).recepisses.map(({ genre }) => genre), { timeout: 30_000 })
      .toEqual(['depot', 'remise']);
    const { suivis, recepisses } = await etat();
    expect(suivis).toMatchObject([{ etat: 'remis', octets: audition.length + plan.length, refus: null }]);
    const pdf = new Uint8Array(
      await (await octetsDe(sophie, 'GET', recepisses[1]?.adresse ?? '')).arrayBuffer(),
    );
    const { signatures } = await validerPdf(pdf, await lireAncres(systeme.confiance.ancres));
    expect(signatures).toMatchObject([
      { verdict: 'valide', signataire: { organisation: 'Ministère de la justice, PLINE' } },
    ]);

    // Chaque fait est au journal scelle de la zone.
    const base = ouvrirBase<unknown>(pline.base.urlApplication);
    try {
      const scelles = async () =>
        (
          await base.pool.query<{ type: string; scelle: boolean }>(
            'select type, indice is not null as scelle from fait left join feuille using (position) where fait.flux = $1 order by fait.version',
            [`depot/${id}`],
          )
        ).rows;
      await expect
        .poll(async () => (await scelles()).every(({ scelle }) => scelle), { timeout: 10_000 })
        .toBe(true);
      expect(new Set((await scelles()).map(({ type }) => type))).toEqual(
        new Set([
          'depot-depose',
          'avis-parti',
          'depot-ouvert',
          'remise-commencee',
          'remise-complete',
          'recepisse-scelle',
        ]),
      );
    } finally {
      await base.fermer();
    }
    // Ni le contenu ni un nom de fichier n'est en clair dans les journaux techniques.
    expect(readFileSync(pline.journal, 'utf8')).not.toMatch(/audition|Bélier|étage/);
  },
);

test('qui n’est pas du dépôt, pas connecté ou venu d’une autre origine n’a rien', async () => {
  const { depots } = attendu(
    'envoyés',
    await connecte(sophie).client.appeler('GET /api/depots', { requete: { sens: 'envoyes' } }),
  );
  const id = depots[0]?.id ?? '';
  const zip = `/telechargements/${id}.zip`;
  expect((await connecte(claire).client.appeler('GET /api/depots/:id', { id })).ok).toBe(false);
  expect((await octetsDe(claire, 'GET', zip)).status).toBe(404);
  expect((await fetch(new URL(zip, pline.origine))).status).toBe(401);
  expect((await fetch(new URL('/api/depots?sens=recus', pline.origine))).status).toBe(401);
  const ailleurs = await octetsDe(sophie, 'POST', `/televersements/${id}`, {
    ...TUS,
    origin: 'http://ailleurs.invalid',
    'upload-length': '3',
    'upload-metadata': nomDe('a'),
  });
  expect(ailleurs.status).toBe(403);
});

test('le rôle de PLINE n’entre dans aucune autre base, et aucun autre rôle dans la sienne', async () => {
  const entrer = async (url: string, base: string): Promise<string> => {
    const cible = new URL(url);
    cible.pathname = `/${base}`;
    const { pool, fermer } = ouvrirBase<unknown>(cible.toString(), { connexions: 1 });
    const issue = await pool.query('select 1').then(
      () => 'entre',
      (cause: unknown) => (cause instanceof Error && 'code' in cause ? String(cause.code) : 'refuse'),
    );
    await fermer();
    return issue;
  };
  const [zone, justice] = [pline.base.urlApplication, systeme.justice.base.urlApplication];
  expect(await entrer(zone, 'pline')).toBe('entre');
  expect(await entrer(zone, 'justice')).toBe('42501');
  expect(await entrer(zone, 'postgres')).toBe('42501');
  expect(await entrer(justice, 'pline')).toBe('42501');
});
