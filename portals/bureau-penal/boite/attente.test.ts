import { creerIdj } from '@ppn/core';
import type { ResumeDossier } from '@ppn/dossier/contract';
import { describe, expect, test } from 'vitest';
import { correspond, ordreDAttente, tempsDAttente } from './attente.ts';

const maintenant = Date.parse('2026-11-21T12:00:00Z');
const dossier = (rang: number, suite: Partial<ResumeDossier>): ResumeDossier => ({
  idj: creerIdj(2026, new Uint8Array(8).fill(rang)),
  numero: `2026/00${rang}`,
  intitule: 'Vol à l’étalage',
  cadre: 'preliminaire',
  etat: 'transmise',
  prochaineEtape: '',
  ouverteA: '2026-11-01T08:00:00Z',
  majA: '2026-11-21T08:00:00Z',
  victimes: ['Supérette du Centre'],
  misEnCause: ['LEFÈVRE Paul'],
  infractions: ['Vol'],
  unite: 'Commissariat',
  pieces: 3,
  aSigner: 0,
  nouveau: false,
  incidents: 0,
  recueA: '2026-11-21T08:00:00Z',
  numeroParquet: null,
  ...suite,
});

describe('la boîte du parquet', () => {
  test('met les nouveaux d’abord, puis ce qui attend depuis le plus longtemps', () => {
    const vieux = dossier(1, { recueA: '2026-11-10T08:00:00Z' });
    const recent = dossier(2, { recueA: '2026-11-20T08:00:00Z' });
    const nouveau = dossier(3, { recueA: '2026-11-21T11:55:00Z', nouveau: true });
    expect(ordreDAttente([recent, nouveau, vieux])).toEqual([nouveau, vieux, recent]);
  });

  test('compte l’attente en minutes, en heures puis en jours', () => {
    expect(tempsDAttente('2026-11-21T11:59:40Z', maintenant)).toBe('à l’instant');
    expect(tempsDAttente('2026-11-21T12:56:00+01:00[Europe/Paris]', maintenant)).toBe('4\u00A0min');
    expect(tempsDAttente('2026-11-20T11:00:00Z', maintenant)).toBe('25\u00A0h');
    expect(tempsDAttente('2026-11-19T11:00:00Z', maintenant)).toBe('2\u00A0j');
    expect(tempsDAttente(null, maintenant)).toBe('');
  });

  test('se filtre par plusieurs mots, sans accent ni casse', () => {
    expect(correspond(dossier(1, {}), 'lefevre superette')).toBe(true);
    expect(correspond(dossier(1, {}), 'lefevre inconnu')).toBe(false);
    expect(correspond(dossier(1, {}), '')).toBe(true);
  });
});
