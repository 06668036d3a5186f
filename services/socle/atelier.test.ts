import { horodate } from '@ppn/core';
import type { ModelePdf } from '@ppn/sealing';
import { afterEach, describe, expect, test } from 'vitest';
import { type Atelier, type OptionsAtelier, ouvrirAtelier } from './atelier.ts';

const ateliers: Atelier[] = [];
const atelier = (options: Partial<OptionsAtelier> = {}): Atelier => {
  const ouvert = ouvrirAtelier({ ouvriers: 1, ...options });
  ateliers.push(ouvert);
  return ouvert;
};
afterEach(() => ateliers.splice(0).forEach(({ fermer }) => fermer()));

const acte = (texte: string): ModelePdf => ({
  titre: 'Procès-verbal',
  enTete: ['Ministère de l’Intérieur'],
  reference: 'Essai',
  etabliA: horodate('2026-11-21T14:30:00Z'),
  blocs: [{ type: 'paragraphe', texte }],
  images: new Map(),
  jointes: [],
  signataires: [],
});
const ancres = { racines: [], intermediaires: [], crls: [], ocsps: [] };
const IDJ = 'IDJ-2026-7K3F9Q2M-4';

describe('l’atelier d’un service', () => {
  test('compose le même acte que le service lui-même, plusieurs à la suite', async () => {
    const { composer } = atelier();
    const [un, deux] = await Promise.all([composer(acte('Bonjour.')), composer(acte('Bonjour.'))]);
    expect(Buffer.from(un.subarray(0, 8)).toString()).toBe('%PDF-1.7');
    expect(Buffer.compare(un, deux)).toBe(0);
  });

  test('rend à l’agent la phrase qui nomme le caractère impossible', async () => {
    await expect(atelier().composer(acte('Oui 😀'))).rejects.toMatchObject({
      name: 'DocumentNonComposable',
      message: expect.stringContaining('U+1F600') as string,
    });
  });

  test('juge un document reçu comme le ferait le service', async () => {
    const juge = await atelier().verifier({ pdf: Buffer.from('rien'), idj: IDJ, ancres });
    expect(juge.ok).toBe(false);
  });

  test('refuse un document sur lequel les ouvriers tombent, et reste utilisable', async () => {
    const { verifier, composer } = atelier({ programme: '/absent.ts' });
    expect(await verifier({ pdf: new Uint8Array(1), idj: IDJ, ancres })).toEqual({
      ok: false,
      refus: ['L’acte n’a pas pu être vérifié : le document sort de toute norme.'],
    });
    await expect(composer(acte('Bonjour.'))).rejects.toThrow('n’a pas pu être composé');
  });

  test('arrête un travail trop long, puis en fait un autre', async () => {
    const { composer } = atelier({ delaiMs: 1 });
    await expect(composer(acte('Trop long.'))).rejects.toThrow('n’a pas pu être composé');
    await expect(composer(acte('Encore.'))).rejects.toThrow('n’a pas pu être composé');
  });
});
