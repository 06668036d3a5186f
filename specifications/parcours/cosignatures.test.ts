import {
  AFFAIRES,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  ouvrir,
  type ProcedureOuverte,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tenirLeBudget } from './gestes.ts';
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

const OPJ = { titulaire: 'Camille Moreau', pin: '258025' } as const;
const INTERPRETE = { titulaire: 'Ada Lund', pin: '246024' } as const;
const GREFFIER = { titulaire: 'Sophie Roux', pin: '456045' } as const;
const SUBSTITUT = { titulaire: 'Claire Fontaine', pin: '159015' } as const;

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let opj: Poste;
let interprete: Poste;
let parquet: Poste;
let greffe: Poste;
let enqueteur: Enqueteur;
let procedure: ProcedureOuverte;

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  enqueteur = await connecterEnqueteur(await essai.terrain(), 'camille-moreau');
  procedure = await ouvrir(enqueteur, affaire());
  navigateur = await ouvrirNavigateur();
  [opj, interprete] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
  [parquet, greffe] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
}, 120_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [nom, { page }] of Object.entries({ opj, interprete, parquet, greffe }))
    await capturer(page, `echec-cosignatures-${nom}`);
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

function affaire() {
  const [premiere] = AFFAIRES;
  if (!premiere) throw new Error('Aucune affaire de démonstration.');
  return premiere;
}

describe('l’interprète à carte cosigne une audition et ne voit qu’elle', { timeout: 120_000 }, () => {
  let acteId = '';

  test('l’enquêteur choisit l’interprète inscrite, signe, et voit qui est attendu', async () => {
    acteId = await auditionAvecInterprete();
    const { page } = opj;
    await page.goto(systeme.interieur.origine);
    await seConnecter(page, OPJ.titulaire, OPJ.pin);
    await page.goto(`${systeme.interieur.origine}/dossiers/${procedure.idj}/actes/${acteId}`);
    await page.getByLabel('Interprète inscrit, qui cosigne par sa carte').selectOption('IN300001');
    await page.getByText(/Enregistré à/).waitFor();
    await page.getByRole('button', { name: 'La personne ne peut pas signer' }).click();
    await page.keyboard.type('bras immobilisé');
    await page.keyboard.press('Enter');
    await page.getByText('ne peut pas signer', { exact: true }).waitFor();
    await page
      .getByRole('button', { name: /^Signer/ })
      .first()
      .click();
    await donnerLePin(page, OPJ.pin);
    await page.getByText('Il attend la cosignature de Ada Lund').first().waitFor();
    await page.getByRole('button', { name: 'Terminer' }).click();
    await page.getByText('signé, attend Ada Lund').first().waitFor();
  });

  test('l’interprète arrive au parapheur, lit l’acte signé et le cosigne en deux gestes', async () => {
    const { page } = interprete;
    await page.goto(systeme.interieur.origine);
    await seConnecter(page, INTERPRETE.titulaire, INTERPRETE.pin);
    await page.getByRole('heading', { level: 1, name: 'Parapheur' }).waitFor();
    expect(await page.getByText(affaire().intitule).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Procédures' }).count()).toBe(0);
    await tenirLeBudget(page, { tache: 'Interprète : cosigner un acte', gestes: 2 }, async () => {
      await page.getByRole('link', { name: /audition de victime/ }).click();
      await page.getByText('Lisez l’acte ci-dessous').waitFor();
      await page.getByText('Ce qui m’a été volé').first().waitFor();
      await page.keyboard.press('s');
      await donnerLePin(page, INTERPRETE.pin);
      await page.getByText('Acte signé et scellé.').waitFor();
    });
    expect(await ecartsDEcran(page, 'cosignature-interprete')).toEqual([]);
    await page.getByRole('button', { name: 'Terminer' }).click();
    await page.getByText('Aucun acte ne vous attend').waitFor();
  });

  test('tout le reste lui est fermé, l’acte lui-même une fois scellé ; chaque refus est au journal', async () => {
    const connecte = await connecterEnqueteur(await essai.terrain(), 'ada-lund');
    const { client } = connecte;
    const { idj } = procedure;
    const refuses = [
      await client.appeler('GET /api/dossiers/:idj', { idj }),
      await client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId }),
      await client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
      await client.appeler('GET /api/dossiers/:idj/cosignataires', { idj, requete: { type: 'plainte' } }),
      await client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'plainte' } }),
      await client.appeler('GET /api/dossiers/:idj/completude', { idj }),
    ];
    expect(refuses.map((rendu) => (rendu.ok ? 'accordé' : rendu.refus.code))).toEqual(
      refuses.map(() => 'acces-refuse'),
    );
    const supervision = await client.appeler('GET /api/supervision');
    expect(supervision).toMatchObject({ ok: false, refus: { code: 'qualite-insuffisante' } });
    const { dossiers } = attendu('dossiers', await client.appeler('GET /api/dossiers', {}));
    expect(dossiers).toEqual([]);
    expect(attendu('catalogue', await client.appeler('GET /api/catalogue')).types).toEqual([]);
    const { consultations } = attendu(
      'lectures',
      await enqueteur.client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
    );
    const siennes = consultations.filter(({ agent }) => agent === 'Ada Lund');
    expect(siennes.filter(({ resultat }) => resultat === 'refuse')).toHaveLength(refuses.length);
    expect(siennes.map(({ motif }) => motif)).toContain('interprète désigné pour cosigner cet acte');
  });
});

describe('le greffier cosigne la décision du parquet, puis elle part', { timeout: 120_000 }, () => {
  test('le substitut désigne le greffier ; signée, la décision attend et ne part pas', async () => {
    await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, affaire())]);
    await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
    await transmettre(enqueteur, procedure.idj, 'tj47001');
    const { page } = parquet;
    await page.goto(systeme.justice.origine);
    await seConnecter(page, SUBSTITUT.titulaire, SUBSTITUT.pin);
    await page.goto(`${systeme.justice.origine}/dossiers/${procedure.idj}?onglet=decision`);
    await page.getByRole('button', { name: /Classement sans suite/ }).click();
    await page.getByRole('radio', { name: /^21 / }).check();
    await page.getByLabel('Cosigné par').selectOption('MJ200003');
    await page.getByText('Brouillon enregistré').waitFor();
    await page.getByRole('button', { name: /^Signer la décision/ }).click();
    await donnerLePin(page, SUBSTITUT.pin);
    // Le flux vif remplace le formulaire, panneau de signature compris, des que l'acte attend.
    await page.getByText('Signé, attend Sophie Roux').waitFor();
    expect(await ecartsDEcran(page, 'decision-a-cosigner')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /Parapheur/ }).click();
    const attente = page.getByRole('region', { name: 'Attendent Sophie Roux' });
    await attente.getByText('signé par vous').waitFor();
    await attente.getByText('cosignature attendue').waitFor();
    expect(await decisions()).toEqual([]);
  });

  test('le greffier la cosigne depuis son parapheur ; l’unité la reçoit, ses deux signataires nommés', async () => {
    const { page } = greffe;
    await page.goto(systeme.justice.origine);
    await seConnecter(page, GREFFIER.titulaire, GREFFIER.pin);
    await page.getByRole('link', { name: /Parapheur/ }).click();
    await page.getByText('l’a signé et vous désigne pour le cosigner').waitFor();
    await page.getByText('1 non ouvert').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Choisissez un acte' }).waitFor();
    await page.keyboard.press('z');
    await page.getByRole('button', { name: 'Signer 1 acte' }).waitFor();
    await page.keyboard.press('l');
    await page
      .getByRole('region', { name: /à lire avant de signer/ })
      .getByText('Infraction')
      .first()
      .waitFor();
    await page.getByText('1 lu', { exact: false }).first().waitFor();
    expect(await ecartsDEcran(page, 'parapheur-justice')).toEqual([]);
    await page.goto(systeme.justice.origine);
    await tenirLeBudget(page, { tache: 'Greffier : cosigner une décision', gestes: 3 }, async () => {
      await page.getByRole('link', { name: /Parapheur/ }).click();
      await page.getByRole('link', { name: /classement sans suite/i }).click();
      await page.getByText('Lisez l’acte ci-dessous').waitFor();
      await page.keyboard.press('s');
      await donnerLePin(page, GREFFIER.pin);
      await page.getByText('Acte signé et scellé.').waitFor();
    });
    expect(await ecartsDEcran(page, 'cosignature-greffier')).toEqual([]);
    const recue = await attendre('décision chez l’enquêteur', async () => (await decisions())[0]);
    expect(recue.signataires.map(({ nom, qualite }) => [nom, qualite])).toEqual([
      [expect.stringMatching(/Fontaine/i), 'substitut du procureur de la République'],
      [expect.stringMatching(/Roux/i), 'greffier'],
    ]);
  });

  test('une décision signée que personne ne cosigne s’abandonne avec son motif', async () => {
    expect([...opj.violations, ...interprete.violations]).toEqual([]);
    expect([...parquet.violations, ...greffe.violations]).toEqual([]);
    const magistrat = await connecterMagistrat(await essai.terrain(), 'claire-fontaine');
    const greffier = await connecterMagistrat(await essai.terrain(), 'sophie-roux');
    const { idj } = procedure;
    const [decision] = await decisions();
    const { acteId, contenu } = attendu(
      'mention',
      await magistrat.client.appeler('POST /api/dossiers/:idj/actes', {
        idj,
        corps: { type: 'mention-annulement' },
      }),
    );
    const vise = {
      acteId: decision?.id ?? '',
      numero: decision?.numero ?? 0,
      titre: decision?.titre ?? '',
      empreinte: decision?.empreinte ?? '',
    };
    attendu(
      'brouillon',
      await magistrat.client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
        idj,
        acteId,
        corps: {
          versionAttendue: 1,
          contenu: {
            ...contenu,
            vise,
            voie: 'jugement',
            juridiction: 'Tribunal judiciaire d’Agen',
            reference: '26/00001',
            cosignataire: 'MJ200003',
          },
        },
      }),
    );
    await expect(signer(magistrat, [acteId])).rejects.toThrow('attend la cosignature de Sophie Roux');
    const motif = 'La référence du jugement est fausse.';
    const renvoyer = (qui: typeof magistrat) =>
      qui.client.appeler('POST /api/dossiers/:idj/actes/:acteId/renvoi', { idj, acteId, corps: { motif } });
    expect(await renvoyer(magistrat)).toMatchObject({ refus: { code: 'autre-signataire' } });
    expect((await renvoyer(greffier)).ok).toBe(true);
    expect(
      attendu('parapheur', await magistrat.client.appeler('GET /api/parapheur')).enAttente,
    ).toMatchObject([{ mien: true, attend: 'Sophie Roux', renvoi: { par: 'Sophie Roux', motif } }]);
    const abandonner = (qui: typeof magistrat, motif: string) =>
      qui.client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId, requete: { motif } });
    expect(await abandonner(greffier, 'je refuse')).toMatchObject({ refus: { code: 'autre-redacteur' } });
    expect(await abandonner(magistrat, '')).toMatchObject({ refus: { code: 'motif-absent' } });
    expect((await abandonner(magistrat, 'Portée par erreur.')).ok).toBe(true);
    const vue = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
    expect(vue.enCours).toEqual([]);
    expect(vue.pieces.some(({ id }) => id === acteId)).toBe(false);
  });
});

async function auditionAvecInterprete(): Promise<string> {
  const { idj } = procedure;
  const { acteId, contenu } = attendu(
    'audition',
    await enqueteur.client.appeler('POST /api/dossiers/:idj/actes', {
      idj,
      corps: { type: 'audition-victime' },
    }),
  );
  const echanges = [{ question: 'Que vous a-t-on volé ?', reponse: 'Ce qui m’a été volé : une perceuse.' }];
  attendu(
    'brouillon',
    await enqueteur.client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
      idj,
      acteId,
      corps: { versionAttendue: 1, contenu: { ...contenu, echanges } },
    }),
  );
  return acteId;
}

const decisions = async () =>
  attendu(
    'dossier',
    await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj: procedure.idj }),
  ).pieces.filter(({ type }) => type === 'classement-sans-suite');
