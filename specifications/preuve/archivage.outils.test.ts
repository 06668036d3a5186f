import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  AFFAIRES,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  deciderClassement,
  faireSigner,
  type Magistrat,
  ouvrir,
  redigerConstatations,
  redigerSynthese,
  signer,
  signerLesDocuments,
  transmettre,
} from '@ppn/scenarios/jeu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

const RACINE = resolve(import.meta.dirname, '..', '..');
const VERIFICATEUR = process.env['PPN_VERIFY_PADES'] ?? '/work/shared/verificateurs/verify_pades.sh';
let essai: Essai;
let systeme: Essai['systeme'];
let magistrat: Magistrat;
let idj = '';

beforeAll(async () => {
  essai = await demarrerUnEssai();
  ({ systeme } = essai);
  const terrain = await essai.terrain();
  const enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  magistrat = await connecterMagistrat(terrain, 'claire-fontaine');
  const [affaire] = AFFAIRES;
  if (!affaire) throw new Error('Aucune affaire de démonstration.');
  const procedure = await ouvrir(enqueteur, affaire);
  idj = procedure.idj;
  await signer(enqueteur, [await redigerConstatations(enqueteur, procedure, [])]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, idj, 'tj47001');
  await deciderClassement(magistrat, idj, '71', 'Auteur inconnu à ce jour.');
}, 480_000);

afterAll(async () => {
  await essai?.fermer();
});

const vue = async () => attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));

test('le dossier décidé est archivé : chaque acte est B-LTA, et se vérifie encore en 2038, hors ligne', async () => {
  const archive = await attendre('actes archivés', async () => {
    const { pieces } = await vue();
    const actes = pieces.filter(({ genre }) => genre === 'acte');
    return actes.length === 3 && actes.every(({ archiveJusqua }) => archiveJusqua !== null)
      ? actes
      : undefined;
  });
  const ancres = join(essai.dossier, 'ancres');
  mkdirSync(ancres, { recursive: true });
  copyFileSync(systeme.confiance.racine, join(ancres, 'racine.pem'));
  for (const { id } of archive) {
    const pdf = join(essai.dossier, `${id}.pdf`);
    const reponse = attendu(
      'acte archivé',
      await magistrat.client.lire('GET /api/dossiers/:idj/pieces/:id/archive', { idj, id }),
    );
    writeFileSync(pdf, Buffer.from(await reponse.arrayBuffer()));
    execFileSync('qpdf', ['--check', pdf], { stdio: 'ignore' });
    const verification = spawnSync(
      'faketime',
      [
        '2038-01-01 12:00:00',
        process.execPath,
        join(RACINE, 'verifier/principal.ts'),
        '--json',
        '--ancres',
        ancres,
        pdf,
      ],
      { encoding: 'utf8' },
    );
    expect(verification).toMatchObject({ status: 0, stdout: expect.stringContaining('"B-LTA"') });
  }
}, 480_000);

test('un PDF signé à deux hors de tout dossier se vérifie sans une ligne de ce projet', async () => {
  const greffier = await connecterMagistrat(await essai.terrain(), 'sophie-roux');
  const demande = await faireSigner(magistrat, ['MJ200003', 'MJ200001']);
  await signerLesDocuments(greffier, demande);
  await signerLesDocuments(magistrat, demande);
  const reponse = attendu(
    'document signé',
    await magistrat.client.lire('GET /api/circuits/:id/documents/:document', {
      id: demande.id,
      document: demande.documents[0]?.id ?? '',
    }),
  );
  const pdf = join(essai.dossier, 'note-signee.pdf');
  writeFileSync(pdf, Buffer.from(await reponse.arrayBuffer()));
  execFileSync('qpdf', ['--check', pdf], { stdio: 'ignore' });
  const { racine, intermediaires } = systeme.confiance;
  const verification = spawnSync(VERIFICATEUR, [pdf, racine, intermediaires], { encoding: 'utf8' });
  expect(verification).toMatchObject({ status: 0, stdout: expect.stringContaining('sig 1') });
  expect(verification.stdout.match(/signature-time-stamp OK/g)).toHaveLength(2);
}, 120_000);
