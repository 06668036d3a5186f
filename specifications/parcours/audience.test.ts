import {
  AFFAIRES,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  deciderCopj,
  type Enqueteur,
  juger,
  type Magistrat,
  ouvrir,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  capturer,
  donnerLePin,
  ecartsDEcran,
  ouvrirNavigateur,
  ouvrirPoste,
  type Poste,
  seConnecter,
} from './navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

const PRESIDENTE = { titulaire: 'Isabelle Caron', pin: '753951' } as const;
const GREFFIERE = { titulaire: 'Sophie Roux', pin: '456045' } as const;

let essai: Essai;
let origine: string;
let navigateur: Browser;
let siege: Poste;
let greffe: Poste;
let enqueteur: Enqueteur;
let parquet: Magistrat;
let president: Magistrat;
let greffier: Magistrat;
let idj = '';

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  origine = essai.systeme.justice.origine;
  const terrain = await essai.terrain();
  [enqueteur, parquet] = [
    await connecterEnqueteur(terrain, 'camille-moreau'),
    await connecterMagistrat(terrain, 'claire-fontaine'),
  ];
  [president, greffier] = [
    await connecterMagistrat(terrain, 'isabelle-caron'),
    await connecterMagistrat(terrain, 'sophie-roux'),
  ];
  navigateur = await ouvrirNavigateur();
  [siege, greffe] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
}, 180_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await capturer(siege.page, 'echec-audience-siege');
  await capturer(greffe.page, 'echec-audience-greffe');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

/** Une procedure transmise, sans decision. */
async function transmise(): Promise<string> {
  const [affaire] = AFFAIRES;
  if (!affaire) throw new Error('Aucune affaire de démonstration.');
  const procedure = await ouvrir(enqueteur, affaire);
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, affaire)]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, procedure.idj, 'tj47001');
  return procedure.idj;
}

const jugementsDe = async (joueur: Magistrat, quel: string) =>
  attendu('jugements', await joueur.client.appeler('GET /api/dossiers/:idj/jugements', { idj: quel }))
    .jugements;

async function entrer({ page }: Poste, qui: typeof PRESIDENTE | typeof GREFFIERE): Promise<void> {
  await page.goto(origine);
  await seConnecter(page, qui.titulaire, qui.pin);
}

async function ouvrirLeJugement(page: Page): Promise<void> {
  await page.goto(`${origine}/dossiers/${idj}?onglet=jugement`);
  await page.getByRole('tab', { name: 'Jugement', selected: true }).waitFor();
}

describe('du dossier audiencé au jugement et à son recours', { timeout: 120_000 }, () => {
  test('le président ne lit rien avant que le tribunal soit saisi, ni le greffier ne juge', async () => {
    idj = await transmise();
    const avant = await president.client.appeler('GET /api/dossiers/:idj', { idj });
    expect(avant).toMatchObject({ ok: false, refus: { code: 'acces-refuse' } });
    const tot = await greffier.client.appeler('POST /api/dossiers/:idj/actes', {
      idj,
      corps: { type: 'jugement' },
    });
    expect(tot).toMatchObject({ ok: false, refus: { code: 'audience-absente' } });
    await deciderCopj(parquet, idj, 30);
    expect(attendu('liste', await president.client.appeler('GET /api/dossiers', {})).dossiers).toHaveLength(
      1,
    );
    const parquetJuge = await parquet.client.appeler('POST /api/dossiers/:idj/actes', {
      idj,
      corps: { type: 'jugement' },
    });
    expect(parquetJuge).toMatchObject({ ok: false });
  });

  test('la présidente juge au clavier un projet prérempli, la greffière cosigne, la minute prend son numéro', async () => {
    const { page } = siege;
    await entrer(siege, PRESIDENTE);
    await ouvrirLeJugement(page);
    await page.getByRole('button', { name: /^Rédiger : Jugement/ }).click();
    await page.getByRole('radio', { name: 'coupable' }).check();
    await page.getByLabel('Ajouter une peine').selectOption('emprisonnement');
    await page.getByLabel('mois', { exact: true }).fill('4');
    await page.getByLabel('Sursis').selectOption('simple');
    await page.getByText('S’est constituée partie civile').click();
    await page.getByRole('button', { name: 'Allouer une somme' }).click();
    await page.getByLabel('Euros alloués').fill('189,5');
    await page.getByLabel('Motifs').fill('Les faits sont établis par la vidéo et reconnus.');
    await page.getByLabel('Ministère public').fill('Claire FONTAINE, substitut');
    const jour = new Date(Date.now() - 3_600_000).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
    await page.getByLabel('Audience : date').fill(jour);
    await page.getByLabel('Audience : heure (Paris)').fill('00:00');
    await page.getByLabel('Signe aussi la minute').selectOption({ label: 'Sophie Roux, greffier' });
    await page
      .getByLabel('Motif de passer outre')
      .fill('Comparution volontaire, bulletin remis à l’audience.');
    await page.getByText('Brouillon enregistré').waitFor();
    expect(await ecartsDEcran(page, 'jugement-projet')).toEqual([]);
    await page.getByRole('button', { name: /^Signer la minute/ }).click();
    await donnerLePin(page, PRESIDENTE.pin);
    await page
      .getByText(/attend (la cosignature de )?Sophie Roux/)
      .first()
      .waitFor();
    expect(await jugementsDe(president, idj)).toEqual([]);

    const poste = greffe.page;
    await entrer(greffe, GREFFIERE);
    const { actes } = attendu('parapheur', await greffier.client.appeler('GET /api/parapheur'));
    await poste.goto(`${origine}/parapheur/${idj}/${actes[0]?.acteId ?? ''}`);
    await poste.getByText('Par ces motifs').first().waitFor();
    await poste.keyboard.press('s');
    await donnerLePin(poste, GREFFIERE.pin);
    await poste.getByText('Acte signé et scellé.').waitFor();
    const [jugement] = await jugementsDe(greffier, idj);
    expect(jugement).toMatchObject({
      minute: `1/${new Date().getFullYear()}`,
      definitif: false,
      personnes: [{ condamnee: true, executoire: { oui: false } }],
    });
  });

  test('une série de minutes n’a pas de trou : un projet abandonné n’en prend pas', async () => {
    const autre = await transmise();
    await deciderCopj(parquet, autre, 30);
    const { acteId } = attendu(
      'projet',
      await president.client.appeler('POST /api/dossiers/:idj/actes', {
        idj: autre,
        corps: { type: 'jugement' },
      }),
    );
    attendu(
      'abandon',
      await president.client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj: autre, acteId }),
    );
    await juger({ president, greffier }, autre);
    const [jugement] = await jugementsDe(president, autre);
    expect(jugement?.minute).toBe(`2/${new Date().getFullYear()}`);
  });

  test('l’appel se déclare au greffe et se voit en marge du jugement ; l’unité n’en reçoit rien', async () => {
    const { page } = greffe;
    await ouvrirLeJugement(page);
    await page.getByRole('button', { name: /^Rédiger : Déclaration de recours/ }).click();
    await page.getByLabel('Se présente').selectOption('avocat');
    await page.getByLabel('Avocat ou fondé de pouvoir').fill('Me Éloïse Péronnet');
    await page.getByText('Brouillon enregistré').waitFor();
    await page.getByRole('button', { name: /^Signer la déclaration/ }).click();
    await donnerLePin(page, GREFFIERE.pin);
    await page
      .getByText(/Appel principal : déclaration du/)
      .first()
      .waitFor();
    await page.getByText('frappé d’un recours').waitFor();
    expect(await ecartsDEcran(page, 'jugement-rendu')).toEqual([]);
    const { pieces } = attendu('dossier', await greffier.client.appeler('GET /api/dossiers/:idj', { idj }));
    expect(pieces.find(({ type }) => type === 'jugement')?.mentions).toHaveLength(1);
    const unite = attendu('unité', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj }));
    expect(unite.pieces.filter(({ type }) => type === 'jugement' || type === 'declaration-recours')).toEqual(
      [],
    );
  });
});
