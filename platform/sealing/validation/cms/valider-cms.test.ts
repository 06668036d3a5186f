import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pkiDEssai } from '../../essais/pki-d-essai.ts';
import { MAINTENANT, ancresDe, cmsDe } from '../essais/fabrique.ts';
import { validerCms, validerEnveloppe } from './valider-cms.ts';

const pki = pkiDEssai();
const ancres = ancresDe(pki.racine);
const contenu = Buffer.from('accusé de réception');
const empreinte = createHash('sha256').update(contenu).digest('hex');
const bonne = await cmsDe(empreinte, { titulaire: pki.agent, crls: pki.crls, horodateur: pki.horodateur });
const demande = { cms: bonne, contenu, ancres, a: MAINTENANT };

test('une signature CAdES detachee est valide au niveau B-LT, preuves jointes', async () => {
  expect(await validerCms(demande)).toMatchObject({
    verdict: 'valide',
    niveau: 'B-LT',
    integrite: 'intacte',
    horodateA: '2026-11-21T09:15:00.000Z',
  });
});

test('un autre contenu la rend invalide ; un contenu absent la laisse indeterminee', async () => {
  expect(await validerCms({ ...demande, contenu: Buffer.from('autre') })).toMatchObject({
    verdict: 'invalide',
    integrite: 'alteree',
  });
  expect(await validerEnveloppe({ cms: bonne, ancres, a: MAINTENANT })).toMatchObject({
    verdict: 'indetermine',
    motifs: ['signature détachée : le fichier signé n’a pas été fourni'],
  });
});

test('des octets ajoutes apres elle ne passent pas inapercus', async () => {
  expect(
    (await validerEnveloppe({ ...demande, cms: Buffer.concat([bonne, Buffer.from([0])]) })).verdict,
  ).not.toBe('valide');
});

test('aucun octet change de la signature ne la laisse valide', async () => {
  const valides: number[] = [];
  for (let place = 5; place < bonne.length; place += 37) {
    const copie = Uint8Array.from(bonne);
    copie[place] = (copie[place] ?? 0) ^ 0x80;
    if ((await validerEnveloppe({ ...demande, cms: copie })).verdict === 'valide') valides.push(place);
  }
  expect(valides).toEqual([]);
});

test('des octets quelconques ne sont pas une signature', async () => {
  for (const cms of [
    new Uint8Array(),
    Buffer.from('bonjour'),
    Buffer.alloc(200, 0x30),
    Buffer.from('3080'.repeat(500), 'hex'),
  ])
    expect((await validerEnveloppe({ ...demande, cms })).verdict).toBe('non-signe');
});
