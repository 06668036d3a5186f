import { expect, test } from 'vitest';
import { decider, type EtatActe } from './cycle-de-l-acte.ts';

const brouillon: EtatActe = { etat: 'brouillon', version: 3 };
const gele: EtatActe = { etat: 'gele', version: 3, certificat: 'c1' };
const signe: EtatActe = { etat: 'signature-recue', version: 3, certificat: 'c1' };

test('un brouillon s’ecrit a la version lue, et pas a une autre', () => {
  expect(decider(brouillon, { commande: 'ecrire', versionAttendue: 3 })).toEqual({
    ok: true,
    valeur: { etat: 'brouillon', version: 4 },
  });
  expect(decider(brouillon, { commande: 'ecrire', versionAttendue: 2 })).toEqual({
    ok: false,
    refus: 'version-depassee',
  });
});

test('ecrire un acte gele le degele : la signature preparee ne vaut plus', () => {
  expect(decider(gele, { commande: 'ecrire', versionAttendue: 3 })).toEqual({
    ok: true,
    valeur: { etat: 'brouillon', version: 4 },
  });
});

test('un acte incomplet ne se gele pas', () => {
  expect(
    decider(brouillon, { commande: 'geler', certificat: 'c1', manques: 1, signaturesAttendues: 0 }),
  ).toEqual({
    ok: false,
    refus: 'acte-incomplet',
  });
  expect(
    decider(brouillon, { commande: 'geler', certificat: 'c1', manques: 0, signaturesAttendues: 0 }),
  ).toEqual({
    ok: true,
    valeur: gele,
  });
});

test('seule la carte pour laquelle l’acte est gele peut le signer', () => {
  expect(decider(gele, { commande: 'recevoir-signature', certificat: 'c2' })).toEqual({
    ok: false,
    refus: 'autre-certificat',
  });
  expect(decider(brouillon, { commande: 'recevoir-signature', certificat: 'c1' })).toEqual({
    ok: false,
    refus: 'acte-non-gele',
  });
  expect(decider(gele, { commande: 'recevoir-signature', certificat: 'c1' })).toEqual({
    ok: true,
    valeur: signe,
  });
});

test('une fois la signature recue, rien ne change plus que le scellement', () => {
  for (const commande of [
    { commande: 'ecrire', versionAttendue: 3 },
    { commande: 'geler', certificat: 'c1', manques: 0, signaturesAttendues: 0 },
    { commande: 'abandonner' },
  ] as const)
    expect(decider(signe, commande)).toEqual({ ok: false, refus: 'acte-en-cours-de-scellement' });
  expect(decider(signe, { commande: 'sceller' })).toEqual({ ok: true, valeur: { etat: 'scelle' } });
});

test('aucune commande ne quitte l’etat scelle', () => {
  for (const commande of [
    { commande: 'ecrire', versionAttendue: 3 },
    { commande: 'sceller' },
    { commande: 'abandonner' },
    { commande: 'recevoir-signature', certificat: 'c1' },
  ] as const)
    expect(decider({ etat: 'scelle' }, commande)).toEqual({ ok: false, refus: 'acte-scelle' });
});

test('l’image de la main vient avant le gel, le gel avant la signature electronique : aucun autre ordre (D.589-4, A.53-4)', () => {
  expect(decider(brouillon, { commande: 'recueillir' })).toEqual({ ok: true, valeur: brouillon });
  expect(
    decider(brouillon, { commande: 'geler', certificat: 'c1', manques: 0, signaturesAttendues: 1 }),
  ).toEqual({ ok: false, refus: 'signatures-attendues' });
  expect(decider(gele, { commande: 'recueillir' })).toEqual({ ok: false, refus: 'acte-gele' });
  expect(decider(signe, { commande: 'recueillir' })).toEqual({
    ok: false,
    refus: 'acte-en-cours-de-scellement',
  });
  expect(decider({ etat: 'scelle' }, { commande: 'recueillir' })).toEqual({
    ok: false,
    refus: 'acte-scelle',
  });
});

test('un acte gele et pas encore signe se reprend, a la meme version', () => {
  expect(decider(gele, { commande: 'reprendre' })).toEqual({ ok: true, valeur: brouillon });
  expect(decider(signe, { commande: 'reprendre' })).toEqual({
    ok: false,
    refus: 'acte-en-cours-de-scellement',
  });
});
