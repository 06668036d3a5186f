import { expect, test } from 'vitest';
import {
  APPREHENSION,
  entreeDEssai,
  idDEssai,
  le,
  mesureDEssai,
  PLACEMENT,
  plus,
} from '../essais/registre-d-essai.ts';
import type { DonneesParType, TypeDEntree } from './donnees-des-entrees.ts';
import { contenuDe, divergencesDe } from './divergences.ts';
import type { Entree } from './entrees.ts';

const { id: mesure } = mesureDEssai();
const ACTE = idDEssai(50);
const consignee = <T extends TypeDEntree>(
  rang: number,
  type: T,
  moment: string,
  donnees: DonneesParType[T],
): Entree =>
  entreeDEssai({ mesure, type, survenuA: le(`2026-11-20 ${moment}`), donnees, id: idDEssai(rang), rang });
/** La meme entree, dite par un acte redige a `redigeA`. */
const parLActe = <T extends Entree>(entree: T, redigeA: string, change: Partial<Entree> = {}): Entree =>
  ({
    ...entree,
    enregistreA: le(`2026-11-20 ${redigeA}`),
    source: { genre: 'acte', acteId: ACTE },
    ...change,
  }) as Entree;
const dites = (entrees: readonly Entree[], redites: readonly Entree[]) =>
  divergencesDe(mesure, entrees, redites).map(({ registre, autre, heure, champs }) => ({
    registre: registre.survenuA.slice(11, 16),
    acte: autre.survenuA.slice(11, 16),
    heure,
    champs,
  }));

const MEDECIN = consignee(3, 'medecin-requis', '10:00', { nom: 'Dr Lund', circonstance: '' });
const rectifier = (moment: string, propre: Partial<DonneesParType['rectification']>): Entree =>
  consignee(9, 'rectification', moment, {
    entree: MEDECIN.id,
    survenuA: null,
    donnees: null,
    annulee: false,
    motif: 'Erreur.',
    ...propre,
  });

test('une autre heure, une autre personne : l’acte et le registre divergent, les deux se gardent', () => {
  expect(dites([MEDECIN], [parLActe(MEDECIN, '11:00', { survenuA: le('2026-11-20 10:30') })])).toEqual([
    { registre: '10:00', acte: '10:30', heure: true, champs: [] },
  ]);
  const autre = { donnees: { nom: 'Dr Castel', circonstance: 'Tard.' } } as Partial<Entree>;
  expect(dites([MEDECIN], [parLActe(MEDECIN, '11:00', autre)])).toEqual([
    { registre: '10:00', acte: '10:00', heure: false, champs: ['nom'] },
  ]);
});

test('compléter, écrire autrement un motif, ou ôter les secondes n’est pas se contredire', () => {
  const nu = consignee(3, 'medecin-requis', '10:00', { nom: '', circonstance: 'Ligne coupée.' });
  const complete = {
    survenuA: plus(nu.survenuA, 0),
    donnees: { nom: 'Dr Lund', circonstance: 'Réseau coupé.' },
  };
  expect(dites([nu], [parLActe(nu, '11:00', complete as Partial<Entree>)])).toEqual([]);
});

test('l’acte qui suit une rectification est comparé à ce qu’elle a corrigé', () => {
  const corrige = { survenuA: le('2026-11-20 10:30') };
  const avant = rectifier('10:45', corrige);
  expect(dites([MEDECIN, avant], [parLActe(MEDECIN, '11:00', corrige)])).toEqual([]);
  expect(dites([MEDECIN, avant], [parLActe(MEDECIN, '11:00')])).toHaveLength(1);
});

test('rectifier après coup n’efface pas la divergence', () => {
  const corrige = { survenuA: le('2026-11-20 10:30') };
  const redite = parLActe(MEDECIN, '11:00', corrige);
  expect(dites([MEDECIN, rectifier('12:00', corrige)], [redite])).toHaveLength(1);
});

test('une période close d’une touche à une heure, par l’acte à une autre', () => {
  const seance = {
    surLesFaits: true,
    avocat: 'present',
    silenceRappele: true,
    enregistree: false,
    autreProcedure: false,
  } as const;
  const audition = consignee(4, 'audition', '10:00', { ...seance, fin: null });
  const close = consignee(5, 'fin-de-periode', '10:40', { entree: audition.id });
  const acte = (fin: string) =>
    parLActe(audition, '11:00', { donnees: { ...seance, fin: le(`2026-11-20 ${fin}`) } });
  expect(dites([audition, close], [acte('10:50')])).toMatchObject([{ champs: ['fin'] }]);
  expect(dites([audition, close], [acte('10:40')])).toEqual([]);
});

test('un fait qui n’arrive qu’une fois, saisi puis porté par un acte sous un autre identifiant', () => {
  const saisi = consignee(2, 'placement', '09:10', PLACEMENT);
  const porte = parLActe(consignee(6, 'placement', '09:25', PLACEMENT), '10:00');
  expect(dites([porte, saisi], [])).toEqual([{ registre: '09:10', acte: '09:25', heure: true, champs: [] }]);
  const annulee = {
    ...rectifier('09:40', { annulee: true }),
    donnees: { entree: saisi.id, survenuA: null, donnees: null, annulee: true, motif: 'Erreur.' },
  } as Entree;
  expect(dites([porte, saisi, annulee], [])).toEqual([]);
  expect(dites([saisi, consignee(7, 'apprehension', '09:00', APPREHENSION)], [])).toEqual([]);
});

test('deux dires égaux n’en font qu’un, quel que soit l’ordre de leurs champs', () => {
  const autre = parLActe(MEDECIN, '11:00', {
    donnees: { circonstance: '', nom: 'Dr Lund' },
  });
  expect(contenuDe(autre)).toBe(contenuDe(MEDECIN));
});
