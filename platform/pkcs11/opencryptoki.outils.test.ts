import { verify, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creerConfiance, graverCarte } from '@ppn/confiance';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialiserJeton, lancerPkcsslotd, MODULE } from './essais/opencryptoki.ts';
import { CKF, ouvrirPilote } from './index.ts';
import type { JetonLu, Pilote } from './index.ts';

const [PIN, NOUVEAU, PUK, LIBELLE] = ['123456', '654321', '11223344', 'CARTE PPN'];
const CONTENU = Buffer.from('attributs signés');
const ETATS = CKF.essaisEntames | CKF.dernierEssai | CKF.verrouille;
let dossier: string;
let certificat: Uint8Array;
let pilote: Pilote;
let arreterDemon: () => void = () => undefined;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-opencryptoki-'));
  arreterDemon = lancerPkcsslotd();
  initialiserJeton({ libelle: LIBELLE, pin: PIN, puk: PUK });
  const { signature } = await graverCarte({
    module: MODULE,
    environnement: {},
    confiance: await creerConfiance({ dossier: join(dossier, 'confiance') }),
    libelle: LIBELLE,
    pin: PIN,
    // Le jeton logiciel d'openCryptoki 3.8 ne sait pas l'ECDSA : SoftHSM l'éprouve.
    algorithme: 'RSA-3072',
    porteur: {
      prenom: 'Camille',
      nom: 'MOREAU',
      matricule: '1048221',
      organisation: 'Ministère de l’intérieur',
      unite: 'Commissariat de Valmont',
    },
  });
  certificat = signature;
  pilote = ouvrirPilote({ module: MODULE });
});
afterAll(async () => {
  await pilote?.arreter();
  arreterDemon();
  await rm(dossier, { recursive: true, force: true });
});

const jeton = async (): Promise<JetonLu> => {
  const lus = await pilote.lister();
  const trouve = lus.ok ? lus.valeur.find(({ libelle }) => libelle === LIBELLE) : undefined;
  if (trouve === undefined) throw new Error('Le jeton openCryptoki manque.');
  return trouve;
};
const etat = async (): Promise<number> => (await jeton()).drapeaux & ETATS;
const signer = async (pin: string) =>
  pilote.signer({ jeton: await jeton(), certificat, pin, contenus: [CONTENU] });

test('trois codes faux verrouillent la carte pour de bon, le PUK la débloque avec un code neuf', async () => {
  expect(await etat()).toBe(0);
  const vus: number[] = [];
  for (let essai = 0; essai < 2; essai += 1) {
    expect(await signer('000000')).toMatchObject({ ok: false, refus: { code: 'code-faux' } });
    vus.push(await etat());
  }
  expect(vus).toEqual([CKF.essaisEntames, CKF.dernierEssai]);
  await signer('000000');
  expect(await etat()).toBe(CKF.verrouille);
  expect(await signer(PIN)).toEqual({ ok: false, refus: { code: 'code-verrouille' } });

  const debloquer = async (puk: string) =>
    pilote.debloquer({ jeton: await jeton(), puk, nouveauPin: NOUVEAU });
  expect(await debloquer('99999999')).toMatchObject({ ok: false, refus: { code: 'code-faux' } });
  expect((await jeton()).drapeaux & CKF.deblocageEntame).not.toBe(0);
  expect(await debloquer(PUK)).toEqual({ ok: true, valeur: 'debloque' });
  expect(await etat()).toBe(0);
  const signee = await signer(NOUVEAU);
  expect(
    signee.ok &&
      verify(
        'sha256',
        CONTENU,
        new X509Certificate(certificat).publicKey,
        signee.valeur[0] ?? new Uint8Array(),
      ),
  ).toBe(true);
});
