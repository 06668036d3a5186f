import { createPrivateKey, createPublicKey } from 'node:crypto';
import { creerIdj } from '@ppn/core';
import { bordereau } from '@ppn/exchange';
import { composerPdfA } from '@ppn/sealing';
import { signerTete, verifierTete, vkey } from '@ppn/tlog';
import jsqr from 'jsqr';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { modeleDuBordereau } from './modele-du-bordereau.ts';

const idj = creerIdj(2026, new Uint8Array(8).fill(4));
const privee = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
});
const publique = new Uint8Array(
  createPublicKey(privee).export({ format: 'der', type: 'spki' }).subarray(-32),
);
const nom = 'ppn/interieur';
const cles = [
  {
    nom,
    genre: 'journal',
    vkey: vkey(nom, 'journal', publique),
    du: '2026-01-01T00:00:00Z',
    au: null,
  } as const,
];
const tete = signerTete(
  { service: 'interieur', idj, taille: 12, racine: new Uint8Array(32).fill(3) },
  { nom, privee, publique },
);
const EMPREINTE = 'ab'.repeat(32);
const imprime = (portee: { readonly tete?: string }) =>
  modeleDuBordereau({
    bordereau: bordereau.parse({
      schema: 'ppn/bordereau@1',
      pli: '019a0000-0000-7000-8000-000000000001',
      genre: 'procedure',
      objet: idj,
      emetteur: 'interieur',
      destinataire: 'justice',
      emisA: '2026-11-22T10:00:00Z',
      pieces: [
        {
          nom: 'actes/a.pdf',
          empreinte: EMPREINTE,
          taille: 84_213,
          typeMime: 'application/pdf',
          role: 'acte',
          externe: false,
        },
      ],
      message: {},
      ...portee,
    }),
    zone: 'Europe/Paris',
    empreinteDuPli: 'cd'.repeat(32),
    accuseA: null,
    titres: new Map([[EMPREINTE, '1. Plainte']]),
  });

test('le QR du bordereau imprimé porte la tête signée du dossier, que le vérificateur accepte', async () => {
  const image = [...imprime({ tete }).images.values()][0];
  const { data, info } = await sharp(Buffer.from(image?.octets ?? []), { density: 300 })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const lu = jsqr.default(new Uint8ClampedArray(data), info.width, info.height);
  expect(verifierTete(lu?.data ?? '', cles)).toMatchObject({ ok: true, valeur: { idj, taille: 12 } });
});

test('le bordereau se compose, avec ou sans tête, et nomme chaque pièce et son empreinte', async () => {
  const textes = JSON.stringify(imprime({ tete }).blocs);
  for (const attendu of ['1. Plainte', EMPREINTE, 'cd'.repeat(32), 'pas encore', '12 faits'])
    expect(textes).toContain(attendu);
  expect(imprime({}).images.size).toBe(0);
  for (const modele of [imprime({ tete }), imprime({})])
    expect(
      Buffer.from(await composerPdfA(modele))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
});
