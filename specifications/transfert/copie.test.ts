import { createHash, randomUUID } from 'node:crypto';
import { PDF } from '@libpdf/core';
import { ouvrirBase } from '@ppn/postgres';
import {
  AFFAIRE_S1,
  type AgentSurPline,
  attendre,
  attendu,
  connecterAPline,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  ouvrir,
  photographies,
  redigerConstatations,
  redigerPlainte,
  signer,
} from '@ppn/scenarios/jeu';
import { lireAncres, validerPdf } from '@ppn/sealing';
import { verifierDossier } from '@ppn/verifier';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { ecartsDEcran, ouvrirNavigateur, ouvrirPoste, seConnecter } from '../parcours/navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

let essai: Essai;
let enqueteur: Enqueteur;
let camille: AgentSurPline;
let sophie: AgentSurPline;
let navigateur: Browser;
let idj = '';
const COPIE = randomUUID();

beforeAll(async () => {
  essai = await demarrerUnEssai({ pline: true, portails: true });
  navigateur = await ouvrirNavigateur();
  const lieux = await essai.terrain();
  const surPline = { pline: pline().origine, agent: lieux.agent };
  enqueteur = await connecterEnqueteur(lieux, 'camille-moreau');
  camille = await connecterAPline(surPline, 'camille-moreau');
  sophie = await connecterAPline(surPline, 'sophie-roux');
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  idj = procedure.idj;
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, AFFAIRE_S1)]);
  await signer(enqueteur, [await redigerConstatations(enqueteur, procedure, await photographies(2))]);
}, 240_000);
afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
}, 60_000);

function pline() {
  const { pline: demarree } = essai.systeme;
  if (demarree === undefined) throw new Error('PLINE n’est pas démarrée.');
  return demarree;
}
const copies = async () =>
  attendu('copies', await enqueteur.client.appeler('GET /api/dossiers/:idj/copies', { idj }));
const demander = (corps: { pieces: string[] | null; laissees: string[] }) =>
  enqueteur.client.appeler('POST /api/dossiers/:idj/copies', { idj, corps: { id: COPIE, ...corps } });
const codeDe = (rendu: Awaited<ReturnType<typeof demander>>): string =>
  rendu.ok ? 'accordée' : rendu.refus.code;
const octetsDe = async (joueur: AgentSurPline, adresse: string | null): Promise<Buffer> => {
  const reponse = await fetch(new URL(adresse ?? '', pline().origine), {
    headers: { cookie: joueur.temoin() },
  });
  expect(reponse.status).toBe(200);
  return Buffer.from(await reponse.arrayBuffer());
};
const sha256 = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');

test(
  'une copie part du dossier vers PLINE, ce qui se réserve reste dehors ; coupures comprises, les récépissés reviennent au dossier',
  { timeout: 180_000 },
  async () => {
    const { pieces } = await copies();
    expect(pieces.map(({ cote, exclusion }) => [cote, exclusion])).toEqual([
      ['1', null],
      ['2', null],
      ['2-1', null],
      ['2-2', null],
    ]);
    const reservee = pieces.find(({ cote }) => cote === '2-2')?.id ?? '';
    attendu(
      'réserve',
      await enqueteur.client.appeler('PUT /api/dossiers/:idj/pieces/:id/reserve', {
        idj,
        id: reservee,
        corps: { motif: 'identite-protegee' },
      }),
    );
    expect(codeDe(await demander({ pieces: null, laissees: [] }))).toBe('liste-changee');
    expect(codeDe(await demander({ pieces: [reservee], laissees: [reservee] }))).toBe(
      'piece-non-communicable',
    );

    // PLINE est tombee : la copie attend, le dit, et part a son retour.
    await pline().tuer('SIGKILL');
    expect(codeDe(await demander({ pieces: null, laissees: [reservee] }))).toBe('accordée');
    await attendre('copie en attente', async () => ((await copies()).copies[0]?.erreur ? true : undefined));
    await pline().demarrer();
    const prete = await attendre('copie prête', async () => {
      const [copie] = (await copies()).copies;
      expect(copie?.etat).not.toBe('echec');
      return copie?.etat === 'prete' ? copie : undefined;
    });
    expect(prete).toMatchObject({ pieces: 3, laissees: 1, erreur: null });
    expect(prete.adresse).toBe(`${pline().origine}/deposer/${COPIE}?idj=${idj}`);

    // L'agent finit dans PLINE : destinataires, duree, depot.
    const { demande, envois, prepare } = attendu(
      'préparation',
      await camille.client.appeler('GET /api/preparations/:id', { id: COPIE }),
    );
    expect(prepare?.par).toBe('interieur');
    expect(demande).toMatchObject({ idj, nature: 'copie-de-dossier', destinataires: [] });
    expect(envois.map(({ nom }) => nom).toSorted()).toEqual(['dossier.pdf', 'dossier.zip']);
    const { destinataires } = attendu(
      'annuaire',
      await camille.client.appeler('GET /api/destinataires', { requete: { texte: 'roux' } }),
    );
    attendu(
      'demande',
      await camille.client.appeler('POST /api/depots', {
        corps: { ...demande, dureeJours: 10, destinataires: destinataires.map(({ id }) => id) },
      }),
    );
    attendu(
      'dépôt',
      await camille.client.appeler('POST /api/depots/:id/depot', { id: COPIE, corps: { empreintes: {} } }),
    );
    await attendre('récépissé de dépôt', async () =>
      (await copies()).recepisses.length === 1 ? true : undefined,
    );

    // La destinataire prend tout ; pendant ce temps notre service meurt : le recepisse de remise vient quand meme, une fois.
    await essai.systeme.interieur.tuer('SIGKILL');
    const recu = attendu('dépôt', await sophie.client.appeler('GET /api/depots/:id', { id: COPIE }));
    const fichier = (nom: string) => recu.fichiers.find((candidat) => candidat.nom === nom);
    const archive = await octetsDe(sophie, fichier('dossier.zip')?.adresse ?? null);
    const relie = await octetsDe(sophie, fichier('dossier.pdf')?.adresse ?? null);
    await essai.systeme.interieur.demarrer();
    await verifierLArchive(archive);
    expect(sha256(relie)).toBe(fichier('dossier.pdf')?.sha256);
    expect((await PDF.load(relie)).getPageCount()).toBeGreaterThan(3);
    const revenus = await attendre('récépissé de remise', async () => {
      const { recepisses } = await copies();
      return recepisses.length === 2 ? recepisses : undefined;
    });
    expect(revenus.map(({ genre, destinataire }) => [genre, destinataire])).toEqual([
      ['remise', 'Sophie ROUX'],
      ['depot', null],
    ]);
    expect(revenus[0]).toMatchObject({
      depot: COPIE,
      zone: 'pline',
      reception: { article: expect.stringContaining('A.53-9'), aVerifier: true },
      suivis: [{ nom: 'Sophie ROUX', remis: 2, ouvertA: expect.any(String) }],
    });
    await verifierLeRecepisse(revenus[0]?.adresse ?? '');

    // Tout cela est au journal des acces, et au journal du dossier.
    expect(await copiesTracees()).toEqual([
      `obtenir une copie : toutes les pièces communicables, dépôt ${COPIE}`,
    ]);
    expect(await typesDeFaits()).toEqual([
      'copie-preparee',
      'piece-reservee',
      'recepisse-verse',
      'recepisse-verse',
    ]);
    await verifierLExport();
  },
);

async function ouvrirZip(octets: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(octets, { lazyEntries: true });
  const lus = new Map<string, Buffer>();
  for await (const entree of zip.eachEntry()) {
    const morceaux: Uint8Array[] = [];
    for await (const morceau of await zip.openReadStreamPromise(entree)) morceaux.push(morceau as Uint8Array);
    lus.set(entree.fileName, Buffer.concat(morceaux));
  }
  return lus;
}

/** Ce que le verificateur reproche aux recepisses de cet export. */
async function reprochesAuxRecepisses(fichiers: ReadonlyMap<string, Buffer>): Promise<readonly string[]> {
  const { constats } = await verifierDossier(
    { noms: [...fichiers.keys()], lire: async (nom) => fichiers.get(nom) ?? Buffer.alloc(0) },
    { ancres: await lireAncres(essai.systeme.confiance.ancres) },
  );
  return constats.filter(({ objet }) => objet.startsWith('récépissé')).map(({ code }) => code);
}

/** Les recepisses verses sortent avec le dossier, et le verificateur en repond : tous, rien d'autre, sous le cachet de la zone. */
async function verifierLExport(): Promise<void> {
  const rendu = attendu('export', await enqueteur.client.lire('GET /api/dossiers/:idj/export', { idj }));
  const fichiers = await ouvrirZip(Buffer.from(await rendu.arrayBuffer()));
  const recepisses = [...fichiers.keys()].filter((nom) => nom.startsWith('recepisses/'));
  expect(recepisses).toHaveLength(2);
  expect(await reprochesAuxRecepisses(fichiers)).toEqual([]);
  const [un = '', autre = ''] = recepisses;
  const sans = new Map(fichiers);
  sans.delete(un);
  expect(await reprochesAuxRecepisses(sans)).toEqual(['piece-manquante']);
  // Un autre recepisse, vrai lui aussi, mis a sa place.
  const echange = new Map(fichiers).set(un, fichiers.get(autre) ?? Buffer.alloc(0));
  expect(await reprochesAuxRecepisses(echange)).toEqual(['piece-substituee', 'donnees-differentes']);
  const enTrop = new Map(fichiers).set(`recepisses/${'0'.repeat(64)}.pdf`, Buffer.from('rien'));
  expect(await reprochesAuxRecepisses(enTrop)).toContain('piece-inconnue');
}

async function verifierLArchive(octets: Buffer): Promise<void> {
  const lus = await ouvrirZip(octets);
  expect([...lus.keys()].map((nom) => nom.split(' ')[0])).toEqual([
    'SHA256SUMS',
    'actes/1',
    'actes/2',
    'pieces/2-1',
  ]);
  const sommes = lus.get('SHA256SUMS')?.toString('utf8').trim().split('\n') ?? [];
  lus.delete('SHA256SUMS');
  expect(sommes).toEqual([...lus].map(([nom, contenu]) => `${sha256(contenu)}  ${nom}`));
}

async function verifierLeRecepisse(adresse: string): Promise<void> {
  const reponse = await fetch(new URL(adresse, essai.systeme.interieur.origine), {
    headers: { cookie: enqueteur.temoin() },
  });
  const { signatures } = await validerPdf(
    new Uint8Array(await reponse.arrayBuffer()),
    await lireAncres(essai.systeme.confiance.ancres),
  );
  expect(signatures).toMatchObject([
    { verdict: 'valide', signataire: { organisation: 'Ministère de la justice, PLINE' } },
  ]);
}

async function copiesTracees(): Promise<readonly string[]> {
  const base = ouvrirBase<unknown>(essai.systeme.interieur.base.urlApplication);
  try {
    const { rows } = await base.pool.query<{ trace: string }>(
      `select distinct action || ', ' || piece as trace from consultation
       where idj = $1 and resultat = 'accorde' and action like 'obtenir une copie : toutes%'`,
      [idj],
    );
    return rows.map(({ trace }) => trace);
  } finally {
    await base.fermer();
  }
}

async function typesDeFaits(): Promise<readonly string[]> {
  const base = ouvrirBase<unknown>(essai.systeme.interieur.base.urlApplication);
  try {
    const { rows } = await base.pool.query<{ type: string }>(
      `select type from fait where flux = $1 and type in ('copie-preparee', 'piece-reservee', 'recepisse-verse') order by type`,
      [`dossier/${idj}`],
    );
    return rows.map(({ type }) => type);
  } finally {
    await base.fermer();
  }
}

test(
  'à l’écran : ce qui part, ce qui reste et pourquoi, où finir le dépôt, et les récépissés',
  { timeout: 180_000 },
  async () => {
    const { page, violations } = await ouvrirPoste(navigateur);
    page.setDefaultTimeout(20_000);
    const agent = essai.systeme.agents.find(({ carte }) => carte === 'camille-moreau');
    await page.goto(essai.systeme.interieur.origine);
    await seConnecter(page, 'Camille Moreau', agent?.pin ?? '');
    await page.goto(`${essai.systeme.interieur.origine}/dossiers/${idj}`);
    await page.getByRole('button', { name: 'Déposer une copie…' }).click();
    const dialogue = page.getByRole('dialog', { name: 'Déposer une copie' });
    await dialogue.getByText('Hors de la copie : 1 pièce', { exact: true }).waitFor();
    await dialogue.getByText(/706-57, 706-58 et 15-4 CPP, à vérifier/).waitFor();
    expect(await ecartsDEcran(page, 'copie-du-dossier')).toEqual([]);
    const lien = dialogue.getByRole('link', { name: /Choisir les destinataires dans PLINE/ });
    expect(await lien.getAttribute('href')).toBe(`${pline().origine}/deposer/${COPIE}?idj=${idj}`);
    await dialogue.getByRole('link', { name: /Récépissé de remise à Sophie ROUX/ }).waitFor();

    // Lever la reserve : la piece repasse parmi celles qui se communiquent.
    await dialogue.getByText('Réserver une pièce', { exact: true }).click();
    const choix = dialogue.getByLabel('Pièce', { exact: true });
    await choix.selectOption({ index: 3 });
    await dialogue.getByLabel('Elle', { exact: true }).selectOption({ label: 'Se communique' });
    await dialogue.getByRole('button', { name: 'Inscrire' }).click();
    await dialogue.getByText('Toutes les pièces qui se communiquent (4)').waitFor();
    await dialogue.getByRole('button', { name: 'Préparer la copie' }).click();
    await dialogue
      .getByRole('link', { name: /Choisir les destinataires dans PLINE/ })
      .nth(1)
      .waitFor({ timeout: 90_000 });
    expect(violations).toEqual([]);
  },
);

test('un dépôt qui se dit d’un dossier que son expéditeur ne peut copier n’y verse rien, et cela se voit', async () => {
  const magistrat = await connecterMagistrat(await essai.terrain(), 'sophie-roux');
  const refuse = await magistrat.client.appeler('GET /api/dossiers/:idj/copies', { idj });
  expect(!refuse.ok && refuse.refus.status).toBe(403);
  const id = randomUUID();
  const { destinataires } = attendu(
    'annuaire',
    await sophie.client.appeler('GET /api/destinataires', { requete: { texte: 'mor' } }),
  );
  const { televersements } = attendu(
    'préparation',
    await sophie.client.appeler('POST /api/depots', {
      corps: {
        id,
        objet: 'Au hasard',
        idj,
        nature: 'fichier',
        droits: 'telecharger',
        dureeJours: 3,
        destinataires: destinataires.map((personne) => personne.id),
      },
    }),
  );
  const entetes = { cookie: sophie.temoin(), origin: pline().origine, 'tus-resumable': '1.0.0' };
  const cree = await fetch(new URL(televersements, pline().origine), {
    method: 'POST',
    headers: { ...entetes, 'upload-length': '0', 'upload-metadata': 'filename YQ==' },
  });
  const lieu = cree.headers.get('location') ?? '';
  await fetch(new URL(lieu, pline().origine), {
    method: 'PATCH',
    headers: { ...entetes, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(),
  });
  attendu(
    'dépôt',
    await sophie.client.appeler('POST /api/depots/:id/depot', { id, corps: { empreintes: {} } }),
  );
  const base = ouvrirBase<unknown>(essai.systeme.justice.base.urlApplication);
  try {
    const ecartes = await attendre('récépissé écarté', async () => {
      const { rows } = await base.pool.query('select depot, raison from recepisse_ecarte');
      return rows.length > 0 ? rows : undefined;
    });
    expect(ecartes).toEqual([{ depot: id, raison: 'dossier-inconnu' }]);
  } finally {
    await base.fermer();
  }
});
