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
  expect(decider(signe, { commande: 'sceller', cosignaturesAttendues: 0 })).toEqual({
    ok: true,
    valeur: { etat: 'scelle' },
  });
});

test('aucune commande ne quitte l’etat scelle', () => {
  for (const commande of [
    { commande: 'ecrire', versionAttendue: 3 },
    { commande: 'sceller', cosignaturesAttendues: 0 },
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

test('signé par son rédacteur, un acte attend ses cosignatures avant d’être scellé, sans plus changer', () => {
  const aCosigner = { etat: 'a-cosigner', version: 3, certificat: null } as const;
  expect(decider(signe, { commande: 'sceller', cosignaturesAttendues: 1 })).toEqual({
    ok: true,
    valeur: aCosigner,
  });
  for (const commande of [
    { commande: 'ecrire', versionAttendue: 3 },
    { commande: 'geler', certificat: 'c1', manques: 0, signaturesAttendues: 0 },
    { commande: 'recueillir' },
    { commande: 'reprendre' },
  ] as const)
    expect(decider(aCosigner, commande)).toEqual({ ok: false, refus: 'cosignature-attendue' });
  expect(decider(aCosigner, { commande: 'sceller', cosignaturesAttendues: 0 })).toEqual({
    ok: false,
    refus: 'signature-absente',
  });
});

test('la cosignature vient de la carte pour laquelle elle est préparée, puis l’acte se scelle', () => {
  const aCosigner = { etat: 'a-cosigner', version: 3, certificat: null } as const;
  expect(decider(aCosigner, { commande: 'recevoir-signature', certificat: 'c2' })).toEqual({
    ok: false,
    refus: 'acte-non-gele',
  });
  const prete = { ...aCosigner, certificat: 'c2' } as const;
  expect(decider(aCosigner, { commande: 'cosigner', certificat: 'c2' })).toEqual({ ok: true, valeur: prete });
  expect(decider(prete, { commande: 'recevoir-signature', certificat: 'c1' })).toEqual({
    ok: false,
    refus: 'autre-certificat',
  });
  expect(decider(prete, { commande: 'recevoir-signature', certificat: 'c2' })).toEqual({
    ok: true,
    valeur: { etat: 'signature-recue', version: 3, certificat: 'c2' },
  });
  expect(decider(gele, { commande: 'cosigner', certificat: 'c2' })).toEqual({
    ok: false,
    refus: 'rien-a-cosigner',
  });
});
