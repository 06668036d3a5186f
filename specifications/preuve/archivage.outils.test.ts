import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { demarrerSysteme, type Systeme } from '@ppn/demarrage';
import {
  AFFAIRES,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  deciderClassement,
  type Magistrat,
  ouvrir,
  redigerConstatations,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { afterAll, beforeAll, expect, test } from 'vitest';

const RACINE = resolve(import.meta.dirname, '..', '..');
const dossier = mkdtempSync(join(tmpdir(), 'ppn-archivage-'));
let systeme: Systeme;
let magistrat: Magistrat;
let idj = '';

beforeAll(async () => {
  systeme = await demarrerSysteme({
    dossier: join(dossier, 'donnees'),
    ports: 'libres',
    semences: false,
    portails: false,
    relancer: false,
  });
  const terrain = {
    interieur: systeme.interieur.origine,
    justice: systeme.justice.origine,
    agent: await systeme.agentAutomatique(),
  };
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
}, 180_000);

afterAll(async () => {
  await systeme?.arreter();
  rmSync(dossier, { recursive: true, force: true });
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
  const ancres = join(dossier, 'ancres');
  mkdirSync(ancres, { recursive: true });
  copyFileSync(systeme.confiance.racine, join(ancres, 'racine.pem'));
  for (const { id } of archive) {
    const pdf = join(dossier, `${id}.pdf`);
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
}, 120_000);
