import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lireAncres } from '../ancres.ts';
import type { Rapport } from '../rapport.ts';
import { validerPdf } from './valider-pdf.ts';

const dossier = process.env['PPN_DONNEES'] ?? 'PPN_DONNEES-absent';
const DATE = new Date('2020-12-15T00:00:00Z');
const LIMITE_MS = 10_000;

/** Accords avec pdfsig (integrite et couverture) : ne doivent pas baisser. */
const ACCORDS_MINIMAUX = 68;

type Ligne = Readonly<Record<string, string>>;

async function lireAttendus(): Promise<readonly Ligne[]> {
  const [entete = '', ...lignes] = (await readFile(join(dossier, 'signatures', 'pdf_attendus.csv'), 'utf8'))
    .trim()
    .split(/\r?\n/u);
  const colonnes = entete.split(';');
  return lignes.map((ligne) =>
    Object.fromEntries(ligne.split(';').map((valeur, rang) => [colonnes[rang] ?? '', valeur])),
  );
}

async function juger(chemin: string): Promise<Rapport> {
  const octets = new Uint8Array(await readFile(chemin));
  const debut = performance.now();
  const rapport = await validerPdf(octets, await lireAncres(join(dossier, 'signatures', 'ancres_pyhanko')), {
    a: DATE,
  });
  expect([chemin, performance.now() - debut < LIMITE_MS]).toEqual([chemin, true]);
  return rapport;
}

/** Ce que pdfsig dit de chaque signature qu'il sait juger. */
const oracleDe = (
  ligne: Ligne,
): readonly { readonly intacte: boolean; readonly totale: boolean; readonly jugee: boolean }[] =>
  (ligne['pdfsig'] ?? '')
    .split(' / ')
    .map((texte) => texte.split('|'))
    .filter(([issue]) => issue !== undefined && issue !== '' && issue !== '?')
    .map(([issue = '', couverture]) => ({
      intacte: issue === 'Signature is Valid.',
      totale: couverture === 'total',
      jugee: !issue.startsWith('Signature has not yet'),
    }));

test('aucun PDF altere du corpus n’est valide, chacun est juge, et l’accord avec pdfsig ne baisse pas', async () => {
  const lignes = await lireAttendus();
  expect(lignes.length).toBeGreaterThanOrEqual(85);
  const valides: string[] = [];
  let accords = 0;
  for (const ligne of lignes) {
    const nom = ligne['fichier'] ?? '';
    const rapport = await juger(join(dossier, 'signatures', 'pdf', nom));
    if (rapport.verdict === 'valide') valides.push(nom);
    oracleDe(ligne).forEach((oracle, rang) => {
      const signature = rapport.signatures[rang];
      if (
        oracle.jugee &&
        (signature?.integrite === 'intacte') === oracle.intacte &&
        (signature?.couverture === 'totale') === oracle.totale
      )
        accords += 1;
    });
  }
  // Aucune preuve de non-revocation n'accompagne ce corpus : rien ne peut y etre valide.
  expect(valides).toEqual([]);
  expect(accords).toBeGreaterThanOrEqual(ACCORDS_MINIMAUX);
});

test('une falsification du corpus est invalide, et non seulement indeterminee', async () => {
  const falsifies = [
    'dss__modified_after_signature',
    'dss__pades-signed-annot-added',
    'dss__pades-spoofing-replaced-reason',
    'dss__pdf-removed-pages',
    'dss__hello_signed_INCSAVE_signed_EDITED',
    'dss__pades-two-sig-copied-tst',
    'dss__pdf-signed-corrupted',
    'dss__dss-2236__annotation-and-visible-change',
    'pyhanko__form-update-override-appearance-stream-sneaky',
    'pyhanko__one-byterange',
    'pyhanko__tail-uncovered',
    'pyhanko__weird-byterange',
  ];
  const verdicts = await Promise.all(
    falsifies.map(async (nom) => [
      nom,
      (await juger(join(dossier, 'signatures', 'pdf', `${nom}.pdf`))).verdict,
    ]),
  );
  expect(verdicts).toEqual(falsifies.map((nom) => [nom, 'invalide']));
});

test('les PDF ordinaires, casses ou chiffres ne sont jamais valides et n’arretent rien', async () => {
  const noms = (await readdir(join(dossier, 'pdf'))).filter((nom) => /\.pdf$/iu.test(nom));
  expect(noms.length).toBeGreaterThan(150);
  for (const nom of noms)
    expect([nom, (await juger(join(dossier, 'pdf', nom))).verdict]).not.toEqual([nom, 'valide']);
});
