import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  creerCle,
  graverCarte,
  initialiserSoftHsm,
  preparerSoftHsm,
  type ModulePkcs11,
} from '@ppn/confiance';
import { demarrerSysteme, type Systeme } from '@ppn/demarrage';
import {
  AFFAIRE_S1,
  attendrePli,
  attendu,
  connecterEnqueteur,
  type Enqueteur,
  ouvrir,
  redigerConstatations,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { empreinteDe, lireAncres } from '@ppn/sealing';
import { verifierFichier } from '@ppn/verifier';
import { installer } from '@ppn/workstation';
import { type BrowserContext, chromium as pilote, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { capturer, ouvrirNavigateur } from '../parcours/navigateur.ts';

const [PIN, PUK] = ['258025', '11223344'];
/** Un verificateur qui n'a rien de notre code, quand l'atelier le fournit. */
const VERIFICATEUR = process.env['PPN_VERIFY_PADES'] ?? '/work/shared/verificateurs/verify_pades.sh';
const CARTES = { boucle: 'P-256', extension: 'RSA-3072' } as const;
type Porte = keyof typeof CARTES;
const PORTES: readonly Porte[] = ['boucle', 'extension'];

let dossier = '';
let systeme: Systeme;
let softhsm: Readonly<Record<Porte, ModulePkcs11>>;
let enqueteur: Enqueteur;
let procedure: Awaited<ReturnType<typeof ouvrir>>;
let contexte: BrowserContext | undefined;
let page: Page | undefined;

beforeAll(async () => {
  dossier = mkdtempSync(join(tmpdir(), 'ppn-cartes-'));
  // Un lecteur par porte : les deux cartes portent le meme nom.
  softhsm = {
    boucle: await preparerSoftHsm(join(dossier, 'lecteur-boucle')),
    extension: await preparerSoftHsm(join(dossier, 'lecteur-extension')),
  };
  // SoftHSM ne voit que les jetons presents a son demarrage ; leurs objets, a tout moment.
  for (const porte of PORTES)
    await initialiserSoftHsm(softhsm[porte], { libelle: 'CARTE', pin: PIN, puk: PUK });
  await initialiserSoftHsm(softhsm.boucle, { libelle: 'CACHET', pin: PIN, puk: PUK });
  systeme = await demarrerSysteme({
    dossier: join(dossier, 'donnees'),
    ports: 'libres',
    semences: false,
    relancer: false,
    environnement: {
      ...process.env,
      ...softhsm.boucle.environnement,
      PPN_AGENT_PKCS11: softhsm.boucle.module,
    },
  });
  for (const porte of PORTES)
    await graverCarte({
      ...softhsm[porte],
      confiance: systeme.confiance.service,
      libelle: 'CARTE',
      pin: PIN,
      algorithme: CARTES[porte],
      chaqueActe: true,
      porteur: {
        prenom: 'Camille',
        nom: 'Moreau',
        matricule: 'PN100001',
        organisation: 'Ministère de l’intérieur (démonstration)',
        unite: 'Commissariat d’Agen',
      },
    });
  const agent = await systeme.agentAutomatique();
  enqueteur = await connecterEnqueteur(
    { interieur: systeme.interieur.origine, justice: systeme.justice.origine, agent },
    'camille-moreau',
  );
  procedure = await ouvrir(enqueteur, AFFAIRE_S1);
}, 480_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' && page !== undefined) await capturer(page, 'echec-cartes');
  await contexte?.close();
  contexte = undefined;
});
afterAll(async () => {
  await systeme?.arreter();
  rmSync(dossier, { recursive: true, force: true, maxRetries: 3 });
});

/** Boucle locale : le Chromium de npm. Extension : celui de Debian, qui en accepte, et l'hote installe dans son profil. */
async function ouvrirLeNavigateur(porte: Porte): Promise<BrowserContext> {
  if (porte === 'boucle') return (await ouvrirNavigateur()).newContext({ locale: 'fr-FR' });
  const { extension, manifestes } = await installer({
    vers: join(dossier, 'poste'),
    origines: [systeme.interieur.origine],
    cle: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      type: 'spki',
      format: 'der',
    }),
    environnement: {
      ...softhsm.extension.environnement,
      AGENT_ORIGINES: systeme.interieur.origine,
      AGENT_CLES: join(dossier, 'donnees', 'agent', 'cles', 'interieur.json'),
      AGENT_DOSSIER: join(dossier, 'etat-de-l-hote'),
      PPN_AGENT_PKCS11: softhsm.extension.module,
    },
  });
  const profil = join(dossier, 'profil');
  await mkdir(join(profil, 'NativeMessagingHosts'), { recursive: true });
  await copyFile(manifestes.chrome, join(profil, 'NativeMessagingHosts', 'fr.ppn.agent.json'));
  return pilote.launchPersistentContext(profil, {
    executablePath: execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(),
    headless: false,
    args: [
      '--headless=new',
      '--no-sandbox',
      `--load-extension=${extension}`,
      '--disable-features=DisableLoadExtensionCommandLineSwitch',
    ],
    ignoreDefaultArgs: ['--disable-extensions'],
    locale: 'fr-FR',
  });
}

/** Fait un geste qui demande la carte, et repond dans la fenetre de l'agent : celle du cadre, ou celle de l'extension. */
async function avecLaCarte(ici: Page, porte: Porte, geste: () => Promise<void>): Promise<void> {
  const aPart = porte === 'extension' ? contexte?.waitForEvent('page') : undefined;
  await geste();
  const fenetre = aPart === undefined ? ici.frameLocator('iframe') : await aPart;
  await fenetre.getByRole('radio', { name: /Camille Moreau.*Prête/ }).check();
  await fenetre.locator('#pin').fill(PIN);
  await fenetre.locator('#pin').press('Enter');
}

describe.each(PORTES)('par la porte « %s »', { timeout: 480_000 }, (porte) => {
  test('l’OPJ se connecte et signe avec sa carte PKCS#11 ; l’acte scellé est valide pour tous', async () => {
    const acteId = await redigerConstatations(enqueteur, procedure, []);
    contexte = await ouvrirLeNavigateur(porte);
    page = await contexte.newPage();
    const ici = page;
    await ici.goto(`${systeme.interieur.origine}/`);
    await avecLaCarte(ici, porte, () =>
      ici.getByRole('button', { name: 'Se connecter avec ma carte' }).click(),
    );
    await ici.getByRole('heading', { level: 1, name: 'Procédures de l’unité' }).waitFor();
    await ici.goto(`${systeme.interieur.origine}/dossiers/${procedure.idj}/actes/${acteId}`);
    await avecLaCarte(ici, porte, () =>
      ici
        .getByRole('button', { name: /^Signer/ })
        .first()
        .click(),
    );
    await ici
      .getByRole('button', { name: 'Terminer' })
      .or(ici.getByText('Cet acte est signé et scellé'))
      .first()
      .waitFor();

    const fichier = join(dossier, `${porte}.pdf`);
    const lu = attendu(
      'pièce',
      await enqueteur.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj: procedure.idj, id: acteId }),
    );
    writeFileSync(fichier, Buffer.from(await lu.arrayBuffer()));
    const ancres = await lireAncres(systeme.confiance.ancres);
    expect(await verifierFichier({ chemin: fichier, ancres })).toMatchObject({
      verdict: 'valide',
      signatures: [{ signataire: { nom: 'Camille Moreau', matricule: 'PN100001' }, niveau: 'B-T' }],
    });
  });

  test.skipIf(!existsSync(VERIFICATEUR))('un vérificateur qui n’est pas de nous l’accepte', () => {
    const [racine, intermediaires] = [systeme.confiance.racine, systeme.confiance.intermediaires];
    const rendu = execFileSync(
      'bash',
      [VERIFICATEUR, join(dossier, `${porte}.pdf`), racine, intermediaires],
      {
        encoding: 'utf8',
      },
    );
    expect(rendu).toContain('couvre tout le fichier');
  });
});

test(
  'le service scelle ses plis par un cachet tenu en PKCS#11, que la Justice accepte',
  { timeout: 480_000 },
  async () => {
    const commun = { ...softhsm.boucle, libelle: 'CACHET', pin: PIN, algorithme: 'RSA-3072' as const };
    const cle = await creerCle(commun, { id: '01', nom: 'cachet' });
    const chaine = await systeme.confiance.service.certifierCachet('interieur', cle);
    const certificats = join(dossier, 'cachet.pem');
    writeFileSync(certificats, chaine.map(enPem).join(''));
    await systeme.interieur.tuer('SIGTERM');
    await systeme.interieur.demarrer({
      PPN_CACHET_CLE: '',
      PPN_CACHET_PKCS11: softhsm.boucle.module,
      PPN_CACHET_JETON: 'CACHET',
      PPN_CACHET_PIN: PIN,
      PPN_CACHET_CERT: certificats,
    });
    await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
    const id = await transmettre(enqueteur, procedure.idj, 'tj47001');
    await attendrePli(enqueteur, procedure.idj, id);
    const pli = attendu(
      'pli',
      await enqueteur.client.lire('GET /api/dossiers/:idj/plis/:id', { idj: procedure.idj, id }),
    );
    const chemin = join(dossier, 'pli.asice');
    writeFileSync(chemin, Buffer.from(await pli.arrayBuffer()));
    expect(
      await verifierFichier({ chemin, ancres: await lireAncres(systeme.confiance.ancres) }),
    ).toMatchObject({
      verdict: 'valide',
      signatures: [
        { genre: 'cachet', signataire: { certificat: empreinteDe(chaine[0] ?? new Uint8Array()) } },
      ],
    });
  },
);

const enPem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
