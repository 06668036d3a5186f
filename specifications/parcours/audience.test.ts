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

describe('le rôle d’audience, et l’audience tenue', { timeout: 120_000 }, () => {
  let id = '';

  test('le rôle dit l’ordre, la charge, ce qui manque et la personne attendue deux fois', async () => {
    const jour = (decalage: number) =>
      new Date(Date.now() + decalage * 86_400_000).toISOString().slice(0, 10);
    const { audiences } = attendu(
      'audiences',
      await greffier.client.appeler('GET /api/audiences', { requete: { du: jour(0), au: jour(60) } }),
    );
    id = audiences.find(({ affaires }) => affaires === 2)?.id ?? '';
    const role = attendu('rôle', await greffier.client.appeler('GET /api/audiences/:id/role', { id }));
    expect(role.affaires.map(({ rang }) => rang)).toEqual([1, 2]);
    expect(role.affaires[0]).toMatchObject({
      heurts: [{ genre: 'personne' }],
      jugement: expect.stringContaining('minute 1'),
    });
    expect(role.affaires[1]?.preparation.find(({ quoi }) => quoi === 'bulletin')?.etat).toBe('manque');
    const ailleurs = await connecterMagistrat(await essai.terrain(), 'marc-delattre');
    expect(await ailleurs.client.appeler('GET /api/audiences/:id/role', { id })).toMatchObject({
      ok: false,
      refus: { code: 'audience-inconnue' },
    });
    const pdf = attendu('PDF', await greffier.client.lire('GET /api/audiences/:id/role/pdf', { id }));
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const { page } = greffe;
    await page.goto(`${origine}/audiences/${id}`);
    await page.getByText('est aussi à ce rôle, dans une autre affaire').first().waitFor();
    expect(await ecartsDEcran(page, 'role')).toEqual([]);
  });

  test('la greffière note au clavier, réseau coupé compris ; le public ne voit que la page dirigée', async () => {
    const { page, contexte } = greffe;
    await page.getByRole('link', { name: 'Tenir l’audience' }).click();
    await page.getByText('Notes enregistrées').waitFor();
    await page.keyboard.press('Alt+f');
    await page.getByRole('textbox', { name: /^Note/ }).fill('Le prévenu reconnaît les faits.');
    await page.keyboard.press('Enter');
    await page.getByText('Notes enregistrées').waitFor();
    await contexte.setOffline(true);
    await page.getByRole('textbox', { name: /^Note/ }).fill('La victime demande 189 euros.');
    await page.keyboard.press('F6');
    await page.keyboard.press('Enter');
    await page.getByText(/Réseau coupé/).waitFor();
    await contexte.setOffline(false);
    await page.getByText('Notes enregistrées').waitFor();
    const public_ = await contexte.newPage();
    await public_.goto(`${origine}/ecran-public`);
    await public_.getByText('Rien n’est montré pour le moment.').waitFor();
    await page.bringToFront();
    await page.keyboard.press('Alt+Enter');
    await public_.getByRole('figure', { name: /page 1$/ }).waitFor();
    expect(await public_.getByText('Le prévenu reconnaît').count()).toBe(0);
    await page.keyboard.press('Alt+Backspace');
    await public_.getByText('Rien n’est montré pour le moment.').waitFor();
    await public_.close();
    expect(await ecartsDEcran(page, 'audience-tenue')).toEqual([]);
    await page.getByRole('combobox', { name: 'Suite' }).selectOption('juge');
    await page
      .getByLabel('Visées par')
      .selectOption({ label: 'Isabelle Caron, président du tribunal correctionnel' });
    await page.getByText('Notes enregistrées').waitFor();
    await page.getByRole('button', { name: 'Signer les notes' }).click();
    await donnerLePin(page, GREFFIERE.pin);
    await page
      .getByText(/attend (la cosignature de )?Isabelle Caron/)
      .first()
      .waitFor();
    const { actes } = attendu('parapheur', await president.client.appeler('GET /api/parapheur'));
    const notes = actes.find(({ type }) => type === 'notes-d-audience');
    await signer(president, [notes?.acteId ?? '']);
    const { pieces } = attendu(
      'dossier',
      await president.client.appeler('GET /api/dossiers/:idj', { idj: notes?.idj ?? '' }),
    );
    expect(pieces.find(({ type }) => type === 'notes-d-audience')?.signataires).toHaveLength(2);
  });

  test('l’audience emportée la veille s’ouvre et se tient sans le service, puis se réunit', async () => {
    const { page } = greffe;
    const role = attendu('rôle', await greffier.client.appeler('GET /api/audiences/:id/role', { id }));
    const autre = role.affaires[1]?.idj ?? '';
    await page.goto(`${origine}/audiences/${id}/tenir?idj=${autre}`);
    await page.getByText('Nous, Camille MOREAU').first().waitFor();
    await page.getByRole('button', { name: 'Emporter l’audience' }).click();
    await page.getByText(/emportée le/).waitFor();
    await essai.systeme.justice.tuer('SIGKILL');
    await page.reload();
    await page.getByText('Nous, Camille MOREAU').first().waitFor();
    await page.getByRole('textbox', { name: /^Note/ }).fill('Note prise sans le service.');
    await page.keyboard.press('Enter');
    await page.getByText(/Réseau coupé/).waitFor();
    await essai.systeme.justice.demarrer();
    await page.getByText('Notes enregistrées').waitFor();
    const { enCours } = attendu(
      'dossier',
      await greffier.client.appeler('GET /api/dossiers/:idj', { idj: autre }),
    );
    const acteId = enCours.find(({ type }) => type === 'notes-d-audience')?.acteId ?? '';
    const { contenu } = attendu(
      'notes',
      await greffier.client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj: autre, acteId }),
    );
    expect(contenu['notes']).toMatchObject([{ texte: 'Note prise sans le service.' }]);
    await page.getByRole('button', { name: 'Rendre le sac' }).click();
    await page.getByRole('button', { name: 'Emporter l’audience' }).waitFor();
    expect(greffe.violations).toEqual([]);
  });
});
