import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceEnMarche, Systeme } from '@ppn/demarrage';
import { attendu, connecterAPlex, connecterAPline, type Joueur } from '@ppn/scenarios/jeu';
import type { contratPlex } from '@ppn/service-plex/contract';
import type { contratPline } from '@ppn/service-pline/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  ecartsDEcran,
  ouvrirNavigateur,
  ouvrirPoste,
  type Poste,
  seConnecter,
} from '../parcours/navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';
import { telechargerDansLaPage } from './reprise.ts';
import { capturerLEchec, debitDe, ecrireUneVideo, MIO, sha256 } from './terrain.ts';

const AVOCATE = { titulaire: 'Éloïse Péronnet', pin: '470123' } as const;
const GREFFIERE = { titulaire: 'Sophie Roux', pin: '456045' } as const;
const LONG = { timeout: 240_000 };

let essai: Essai;
let systeme: Systeme;
let pline: ServiceEnMarche;
let plex: ServiceEnMarche;
let terrain: { readonly pline: string; readonly plex: string; readonly agent: string };
let navigateur: Browser;
let greffe: Poste;
let cabinet: Poste;

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true, plex: true });
  ({ systeme } = essai);
  if (systeme.pline === undefined || systeme.plex === undefined)
    throw new Error('Les zones ne sont pas démarrées.');
  [pline, plex] = [systeme.pline, systeme.plex];
  terrain = { pline: pline.origine, plex: plex.origine, agent: await systeme.agentAutomatique() };
  navigateur = await ouvrirNavigateur();
  [greffe, cabinet] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
}, 240_000);

afterEach(async ({ task }) => {
  await capturerLEchec(task.result?.state, { 'plex-greffe': greffe, 'plex-cabinet': cabinet });
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

const TUS = { 'tus-resumable': '1.0.0' };

/** Depose un fichier au nom de cet agent ; rend l'identifiant du depot. */
async function deposer(
  agent: Joueur<typeof contratPline>,
  destinataires: string[],
  octets: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const id = randomUUID();
  const corps = {
    id,
    objet: 'Copie du dossier Bélier',
    idj: null,
    nature: 'copie-de-dossier' as const,
    droits: 'telecharger' as const,
    dureeJours: 10,
    destinataires,
  };
  const { televersements } = attendu(
    'préparation',
    await agent.client.appeler('POST /api/depots', { corps }),
  );
  const headers = { ...TUS, cookie: agent.temoin(), origin: pline.origine };
  const cree = await fetch(new URL(televersements, pline.origine), {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(octets.length),
      'upload-metadata': `filename ${Buffer.from('copie.pdf').toString('base64')}`,
    },
  });
  await fetch(new URL(cree.headers.get('location') ?? '', pline.origine), {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: octets,
  });
  attendu(
    'dépôt',
    await agent.client.appeler('POST /api/depots/:id/depot', { id, corps: { empreintes: {} } }),
  );
  return id;
}

const etatDe = async (agent: Joueur<typeof contratPline>, id: string) =>
  attendu('dépôt', await agent.client.appeler('GET /api/depots/:id', { id })).suivis.map(({ etat }) => etat);

/** S'identifie chez le fournisseur de demonstration, a ce niveau. */
async function parLeFournisseur(page: Page, niveau: 'eidas1' | 'eidas2'): Promise<void> {
  await page.getByRole('button', { name: 'Se connecter avec e-Barreau (démonstration)' }).click();
  await page.getByLabel('Authentification').selectOption(niveau);
  await page.getByRole('button', { name: 'Éloïse Péronnet, AGEN' }).click();
}

/** Les courriels de la boite locale, objet et texte. */
const courriels = async (): Promise<string> => {
  const liste = await fetch(systeme.courrier.urlHttp);
  return liste.text();
};

test(
  'déposé dans PLINE, avisé, pris dans PLEX malgré la coupure et la page rechargée : l’empreinte est égale, chacun voit l’échéance',
  LONG,
  async () => {
    const { chemin, octets } = ecrireUneVideo(essai.dossier, 24);

    // La greffiere depose depuis PLINE, a l'ecran.
    const chezElle = greffe.page;
    await chezElle.goto(`${pline.origine}/deposer?idj=IDJ-2026-ABCDEFGH-J`);
    await seConnecter(chezElle, GREFFIERE.titulaire, GREFFIERE.pin);
    await chezElle.getByRole('combobox', { name: 'Destinataires' }).fill('péronnet');
    await chezElle.getByRole('option', { name: /Éloïse PÉRONNET/ }).click();
    await chezElle.getByLabel('Fichiers à déposer').setInputFiles(chemin);
    await chezElle.getByRole('spinbutton').fill('10');
    await chezElle.keyboard.press('Control+Enter');
    await chezElle.getByRole('heading', { name: /Copie de dossier, procédure IDJ/ }).waitFor();
    await chezElle.getByText(/encore 10 jours/).waitFor();
    await expect
      .poll(courriels, { timeout: 30_000 })
      .toContain('eloise.peronnet@barreau-agen.demonstration.invalid');

    // L'avocate, dans PLEX : d'ou vient le depot, pour quelle procedure, jusqu'a quand.
    const { page } = cabinet;
    await page.goto(plex.origine);
    await seConnecter(page, AVOCATE.titulaire, AVOCATE.pin);
    const ligne = page.getByRole('list', { name: 'Reçus' }).getByRole('link').first();
    await expect
      .poll(() => ligne.innerText(), { timeout: 30_000 })
      .toMatch(/Copie de dossier[^]*Sophie ROUX, Tribunal judiciaire d’Agen[^]*IDJ-2026-ABCDEFGH-J/);
    expect(await ligne.innerText()).toMatch(/encore 10 jours, jusqu’au \d\d\/\d\d\/\d{4}/);
    expect(await ecartsDEcran(page, 'plex-accueil')).toEqual([]);
    await ligne.click();
    await page.getByText(sha256(octets)).waitFor();
    await page.getByText(/encore 10 jours/).waitFor();

    // Le service meurt au milieu d'un telechargement ; la page se recharge ; repris, c'est le meme fichier.
    const debit = await debitDe(cabinet, 'downloadThroughput');
    const adresse = await page
      .getByRole('link', { name: 'Télécharger vidéosurveillance.mp4' })
      .getAttribute('href');
    await debit(4 * MIO);
    const zip = (adresse ?? '').replace(/\/[^/]+$/, '.zip');
    const coupe = telechargerDansLaPage(page, zip);
    await expect.poll(coupe.lus, { timeout: 30_000 }).toBeGreaterThan(MIO);
    await plex.tuer('SIGKILL');
    expect(await coupe.fini).toBe(false);
    await debit(-1);
    await plex.demarrer();
    const entier = await (await cabinet.contexte.request.get(`${plex.origine}${zip}`)).body();
    expect(entier.includes(octets)).toBe(true);
    expect(await coupe.reprendre()).toEqual({ statut: 206, sha256: sha256(entier) });
    // Un fichier seul, abandonne au milieu puis repris.
    await debit(8 * MIO);
    const seul = telechargerDansLaPage(page, adresse ?? '');
    await expect.poll(seul.lus, { timeout: 30_000 }).toBeGreaterThan(MIO);
    await seul.abandonner();
    expect(await seul.fini).toBe(false);
    await debit(-1);
    expect(await seul.reprendre()).toEqual({ statut: 206, sha256: sha256(octets) });
    await page.reload();
    const [pris] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Télécharger vidéosurveillance.mp4' }).click(),
    ]);
    const telecharge = await pris.path();
    expect(sha256(readFileSync(telecharge))).toBe(sha256(octets));
    await page.getByLabel('Fichiers à vérifier').setInputFiles(telecharge);
    await page.getByText('Identique').waitFor();
    await page.getByText('Récépissé de remise').waitFor();
    expect(await ecartsDEcran(page, 'plex-depot')).toEqual([]);
    await chezElle.getByText('Remis').locator('xpath=ancestor::li[@aria-current="step"]').waitFor();

    // Elle repond : le guichet et la procedure sont deja la ; le recepisse est immediat.
    await page.getByRole('link', { name: 'Déposer en retour' }).click();
    await page.getByRole('button', { name: 'Ôter Tribunal judiciaire d’Agen' }).waitFor();
    expect(await page.getByLabel('Objet', { exact: true }).inputValue()).toBe(
      'Conclusions et pièces, procédure IDJ-2026-ABCDEFGH-J',
    );
    const conclusions = join(essai.dossier, 'Conclusions.txt');
    writeFileSync(conclusions, 'Plaise au tribunal.');
    await page.getByLabel('Fichiers à déposer').setInputFiles(conclusions);
    expect(await ecartsDEcran(page, 'plex-deposer')).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Conclusions et pièces' }).waitFor();
    await page.getByText('Récépissé de dépôt').waitFor();
  },
);

test(
  'se faire suppléer et donner un jeton à son logiciel, à l’écran ; révoquer l’un et l’autre',
  LONG,
  async () => {
    const { page } = cabinet;
    await page.goto(plex.origine);
    await page.getByRole('heading', { name: 'PLEX : échange de fichiers' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'Se faire suppléer' }).waitFor();
    await page.getByRole('button', { name: 'Donner la délégation' }).click();
    await page.getByText('Choisissez qui vous supplée.').waitFor();
    await page.getByRole('combobox', { name: 'À qui' }).fill('quem');
    await page.getByRole('option', { name: /Gaël QUÉMÉNEUR/ }).click();
    await page.getByRole('button', { name: 'Donner la délégation' }).click();
    const donnees = page.getByRole('list', { name: 'Délégations données' });
    await donnees.getByText('en cours').waitFor();
    expect(await ecartsDEcran(page, 'plex-delegations')).toEqual([]);
    await donnees.getByRole('button', { name: 'Révoquer Gaël QUÉMÉNEUR' }).click();
    await donnees.getByText('révoquée', { exact: true }).waitFor();

    // Un jeton pour le logiciel du cabinet : son secret se montre une fois, puis il se revoque.
    await page.keyboard.press('g');
    await page.keyboard.press('j');
    await page.getByRole('button', { name: 'Créer un jeton' }).click();
    await page.getByRole('button', { name: 'Créer le jeton' }).click();
    await page.getByLabel('Pour quel logiciel').fill('Logiciel d’essai');
    await page.getByRole('button', { name: 'Créer le jeton' }).click();
    await page.getByText(/^plex_[\w-]{43}$/).waitFor();
    expect(await ecartsDEcran(page, 'plex-jeton')).toEqual([]);
    await page.getByRole('button', { name: 'C’est noté' }).click();
    await page.getByRole('button', { name: 'Révoquer Logiciel d’essai' }).click();
    await page.getByText('révoqué', { exact: true }).waitFor();
    expect(await page.getByText(/^plex_/).count()).toBe(0);
    expect(await ecartsDEcran(page, 'plex-acces')).toEqual([]);
    expect([...greffe.violations, ...cabinet.violations]).toEqual([]);
  },
);

test(
  'une clé d’accès ouvre PLEX sans carte ; révoquée, sa session se ferme ; un code de secours en enregistre une autre, une fois, et un courriel le dit',
  LONG,
  async () => {
    const { page } = cabinet;
    const liaison = await cabinet.contexte.newCDPSession(page);
    await liaison.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    } as const;
    await liaison.send('WebAuthn.addVirtualAuthenticator', { options });
    const entrerParCle = () =>
      page.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).click();
    const sortir = () => page.getByRole('button', { name: /^Se déconnecter/ }).click();
    const dedans = () => page.getByRole('banner').getByText('Éloïse').waitFor();

    await page.goto(`${plex.origine}/acces`);
    await page.getByRole('button', { name: 'Enregistrer une clé' }).click();
    await page.getByRole('list', { name: 'Clés d’accès' }).getByText('jamais servie').waitFor();
    await page.getByRole('button', { name: 'Demander des codes' }).click();
    const codes = page.getByRole('list', { name: 'Codes de secours' }).locator('code');
    await codes.first().waitFor();
    expect(await codes.count()).toBe(10);
    const code = await codes.first().innerText();
    await page.keyboard.press('Escape');
    expect(await ecartsDEcran(page, 'plex-cles')).toEqual([]);

    await sortir();
    await page.getByRole('button', { name: 'J’ai perdu ma clé d’accès' }).waitFor();
    expect(await ecartsDEcran(page, 'plex-connexion')).toEqual([]);
    await entrerParCle();
    await dedans();
    await page.getByText('a servi le').first().waitFor();
    await page.getByRole('button', { name: /^Révoquer Clé du/ }).click();
    await page.getByText('Votre session est fermée').waitFor();
    await entrerParCle();
    await page.getByText('n’est pas connue ici, ou elle est révoquée').waitFor();

    const parLeCode = async (): Promise<void> => {
      await page.getByRole('button', { name: 'J’ai perdu ma clé d’accès' }).click();
      await page.getByLabel('Votre numéro').fill('AV047001');
      await page.getByLabel('Un code de secours').fill(code.toLowerCase());
      await page.getByRole('button', { name: 'Entrer avec ce code' }).click();
    };
    await parLeCode();
    await dedans();
    await expect.poll(courriels, { timeout: 30_000 }).toContain('codes de secours vient de servir');
    await page.getByRole('link', { name: 'Reçus' }).first().click();
    await page.getByText('n’ouvre que de quoi enregistrer une clé d’accès').first().waitFor();
    await page.getByRole('link', { name: 'Accès' }).click();
    await page.getByRole('button', { name: 'Enregistrer une clé' }).click();
    await page.getByRole('list', { name: 'Clés d’accès' }).getByText('jamais servie').waitFor();
    await sortir();
    await parLeCode();
    await page.getByText('ou le code a déjà servi').waitFor();
    await entrerParCle();
    await dedans();
    await page
      .getByRole('list', { name: 'Dernières connexions' })
      .getByText('code de secours')
      .first()
      .waitFor();
    await sortir();
    expect(cabinet.violations).toEqual([]);
  },
);

test(
  'un fournisseur d’identité ouvre PLEX là où l’on allait ; un seul facteur n’ouvre rien ; sortir ferme aussi sa session',
  LONG,
  async () => {
    const { page } = cabinet;
    await page.goto(`${plex.origine}/acces`);
    await parLeFournisseur(page, 'eidas1');
    await page.getByText('PLEX demande une authentification à deux facteurs').waitFor();
    expect(await ecartsDEcran(page, 'plex-connexion-refusee')).toEqual([]);
    await parLeFournisseur(page, 'eidas2');
    const connexions = page.getByRole('list', { name: 'Dernières connexions' });
    await connexions.getByText('par fournisseur d’identité').first().waitFor();
    await page.getByRole('button', { name: /^Se déconnecter/ }).click();
    await page.getByRole('button', { name: 'Fermer la session' }).click();
    await page.getByRole('button', { name: 'Se connecter avec ma carte' }).waitFor();
    expect(new URL(page.url()).origin).toBe(plex.origine);
    expect(cabinet.violations).toEqual([]);
  },
);

test(
  'une greffière dépose pour une avocate, PLINE tuée au milieu ; l’avocate reçoit dans PLEX, la greffière le voit ; radiée, elle n’entre plus',
  { timeout: 120_000 },
  async () => {
    const sophie = await connecterAPline(terrain, 'sophie-roux');
    const { destinataires } = attendu(
      'annuaire',
      await sophie.client.appeler('GET /api/destinataires', { requete: { texte: 'peron' } }),
    );
    expect(destinataires).toMatchObject([{ genre: 'avocat', nom: 'Éloïse PÉRONNET' }]);
    const octets = new Uint8Array(3_000_000).fill(7);
    const id = await deposer(
      sophie,
      destinataires.map((personne) => personne.id),
      octets,
    );
    await pline.tuer('SIGKILL');
    await pline.demarrer();

    const eloise: Joueur<typeof contratPlex> = await connecterAPlex(terrain, 'eloise-peronnet');
    const recus = async () =>
      attendu('reçus', await eloise.client.appeler('GET /api/depots', { requete: { sens: 'recus' } })).depots;
    const nouveau = async () => (await recus()).find(({ objet }) => objet === 'Copie du dossier Bélier');
    await expect.poll(nouveau, { timeout: 30_000 }).toBeDefined();
    const ligne = await nouveau();
    expect(ligne?.id).not.toBe(id);
    const recu = attendu(
      'dépôt',
      await eloise.client.appeler('GET /api/depots/:id', { id: ligne?.id ?? '' }),
    );
    const [fichier] = recu.fichiers;
    const lu = await fetch(new URL(fichier?.adresse ?? '', plex.origine), {
      headers: { cookie: eloise.temoin() },
    });
    expect(sha256(new Uint8Array(await lu.arrayBuffer()))).toBe(sha256(octets));
    await expect.poll(() => etatDe(sophie, id), { timeout: 30_000 }).toEqual(['remis']);

    // Le logiciel de son cabinet reprend le fichier ou il en etait, et ne fait rien d'autre que ce que sa portee dit.
    const { secret } = attendu(
      'jeton',
      await eloise.client.appeler('POST /api/jetons', {
        corps: {
          id: randomUUID(),
          libelle: 'Logiciel du cabinet',
          portees: ['consulter', 'telecharger'],
          dureeJours: 7,
        },
      }),
    );
    const parJeton = (chemin: string, suite: RequestInit = {}, jeton = secret) =>
      fetch(new URL(chemin, plex.origine), {
        ...suite,
        headers: { authorization: `Bearer ${jeton}`, ...suite.headers },
      });
    expect(await (await parJeton('/api/depots?sens=recus')).text()).toContain('Copie du dossier Bélier');
    const [debut, fin] = await Promise.all(
      ['bytes=0-999999', 'bytes=1000000-'].map((range) =>
        parJeton(fichier?.adresse ?? '', { headers: { range } }),
      ),
    );
    expect([debut?.status, fin?.status]).toEqual([206, 206]);
    const morceaux = [await debut?.arrayBuffer(), await fin?.arrayBuffer()];
    const reuni = Buffer.concat(morceaux.map((morceau) => Buffer.from(morceau ?? new ArrayBuffer(0))));
    expect(sha256(reuni)).toBe(sha256(octets));
    const statuts = await Promise.all([
      parJeton('/api/depots', { method: 'POST' }),
      parJeton('/api/jetons'),
      parJeton('/api/depots?sens=recus', {}, `${secret}x`),
      parJeton(fichier?.adresse ?? '', {}, 'plex_faux'),
    ]);
    expect(statuts.map(({ status }) => status)).toEqual([403, 403, 401, 401]);
    const { jetons } = attendu('jetons', await eloise.client.appeler('GET /api/jetons'));
    expect(jetons[0]).toMatchObject({ libelle: 'Logiciel du cabinet', usages: 5 });

    // Un confrere ne voit rien sans delegation ; delegue, il recoit, et la greffiere le sait ; revoque, il n'a plus rien.
    const gael: Joueur<typeof contratPlex> = await connecterAPlex(terrain, 'gael-quemeneur');
    const lireCommeGael = async () =>
      (await fetch(new URL(fichier?.adresse ?? '', plex.origine), { headers: { cookie: gael.temoin() } }))
        .status;
    expect(await lireCommeGael()).toBe(404);
    const { personnes } = attendu(
      'confrères',
      await eloise.client.appeler('GET /api/confreres', { requete: { texte: 'quem' } }),
    );
    const aujourdhui = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(new Date());
    const delegation = {
      id: randomUUID(),
      delegataire: personnes[0]?.id ?? '',
      du: aujourdhui,
      au: aujourdhui,
    };
    attendu('délégation', await eloise.client.appeler('POST /api/delegations', { corps: delegation }));
    expect(await lireCommeGael()).toBe(200);
    const delegataires = async () =>
      attendu('dépôt', await sophie.client.appeler('GET /api/depots/:id', { id })).suivis[0]?.delegataires;
    await expect.poll(delegataires, { timeout: 30_000 }).toEqual(['Gaël QUÉMÉNEUR']);
    await eloise.client.appeler('DELETE /api/delegations/:id', { id: delegation.id });
    expect(await lireCommeGael()).toBe(404);

    // Un agent n'entre pas dans PLEX, une avocate n'entre pas dans PLINE.
    await expect(connecterAPlex(terrain, 'sophie-roux')).rejects.toThrow('annuaire');
    await expect(connecterAPline(terrain, 'eloise-peronnet')).rejects.toThrow('pas habilité ici');

    // La liste suivante ne la porte plus : sa session ouverte ne vaut plus rien.
    const liste = [
      'Barreau;avCnbfCode;avNom;avPrenom;acDateSerment',
      'AGEN;AV047002;QUÉMÉNEUR;Gaël;01/01/2010',
      '',
    ];
    const deposerUneListe = (nom: string, texte: string): void =>
      writeFileSync(join(systeme.dossier, 'listes', nom), texte);
    deposerUneListe('annuaire-avocats-20261101.csv', liste.join('\r\n'));
    deposerUneListe('experts-20261101.csv', 'nom;prenom;cour\r\n');
    deposerUneListe('commissaires-de-justice-20261101.csv', 'a;b\r\n1;2\r\n');
    await plex.arreter();
    await plex.demarrer();
    const apres = await fetch(new URL(fichier?.adresse ?? '', plex.origine), {
      headers: { cookie: eloise.temoin() },
    });
    expect(apres.status).toBe(403);
    expect((await parJeton('/api/depots?sens=recus')).status).toBe(403);

    // La liste vide attend, l'illisible est refusee : l'exploitant l'apprend, et Sophie, a l'ecran, tranche.
    await expect.poll(courriels, { timeout: 30_000 }).toContain('demande votre décision');
    const chezElle = greffe.page;
    await chezElle.goto(`${pline.origine}/supervision`);
    await chezElle.getByRole('button', { name: 'Voir, puis confirmer ou abandonner' }).click();
    await chezElle.getByText('Partent (1)').click();
    await chezElle.getByText('ÇELIK Inès, Cour d’appel d’Agen').waitFor();
    await chezElle.getByRole('button', { name: 'Confirmer : 1 personne perd l’accès' }).click();
    await chezElle.getByText('L’import est appliqué').first().waitFor();
    await expect(connecterAPlex(terrain, 'ines-celik')).rejects.toThrow('annuaire');

    // Ni sa cle d'acces ni son fournisseur d'identite ne la laissent entrer.
    const { page } = cabinet;
    await page.goto(plex.origine);
    await page.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).click();
    await page.getByText('Vous n’êtes plus à l’annuaire de cette plate-forme').waitFor();
    await parLeFournisseur(page, 'eidas2');
    await page.getByText('aucune personne présente à l’annuaire de PLEX ne porte votre numéro').waitFor();

    // Le fournisseur eteint se dit avant que le navigateur y parte.
    await systeme.fournisseur?.arreter();
    await page.getByRole('button', { name: 'Se connecter avec e-Barreau (démonstration)' }).click();
    await page.getByText('Le service d’identité (e-Barreau (démonstration)) ne répond pas').waitFor();

    // Un moyen ferme l'est au service : ce qu'il a ouvert ne vaut plus rien, et rien de neuf ne s'ouvre.
    await plex.arreter();
    await plex.demarrer({ PPN_MOYENS: 'cle-d-acces' });
    const demander = (chemin: string, corps: unknown = {}) =>
      fetch(new URL(chemin, plex.origine), {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: plex.origine },
        body: JSON.stringify(corps),
      });
    const fermes = await Promise.all([
      demander('/api/session/defi'),
      demander('/api/session/oidc/depart', { vers: '/' }),
      demander('/api/session/cle/defi'),
    ]);
    expect(fermes.map(({ status }) => status)).toEqual([403, 403, 201]);
    expect(await fermes[0]?.text()).toContain('Connectez-vous avec une clé d’accès.');
    const session = await fetch(new URL('/api/session', plex.origine), {
      headers: { cookie: gael.temoin() },
    });
    expect(session.status).toBe(401);
    await page.reload();
    await page.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).waitFor();
    expect(await page.getByRole('button').allInnerTexts()).toEqual([
      'Se connecter avec une clé d’accès',
      'J’ai perdu ma clé d’accès',
    ]);
  },
);
