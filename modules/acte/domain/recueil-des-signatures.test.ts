import { expect, test } from 'vitest';
import {
  type CommandeRecueil,
  deciderRecueil,
  enAttente,
  type Recueil,
  recueilVide,
  type Remise,
  type SignataireAttendu,
} from './recueil-des-signatures.ts';

const PERSONNE: SignataireAttendu = { place: 'personne', nom: 'Lucas DUPUIS', qualite: 'personne entendue' };
const INTERPRETE: SignataireAttendu = { place: 'interprete', nom: 'Ada LUND', qualite: 'interprète' };
const [DIX, DIX_DIX, DIX_SEIZE, ONZE] = [
  '2026-11-21T10:00:00.000Z',
  '2026-11-21T10:10:00.000Z',
  '2026-11-21T10:16:00.000Z',
  '2026-11-21T11:00:00.000Z',
] as const;
const remise: Remise = {
  repere: 'ABCD',
  sel: 's',
  verrou: 'v',
  expireA: '2026-11-21T10:15:00.000Z',
  essais: 0,
  ouverte: null,
};
const neuf = recueilVide(DIX, 'texte');
const remis: Recueil = { ...neuf, remise };
const ouvert: Recueil = {
  ...neuf,
  remise: { ...remise, ouverte: { jeton: 'j', expireA: '2026-11-21T10:55:00.000Z' } },
};
const signer: CommandeRecueil = { commande: 'signer', place: 'personne', a: DIX_DIX, traces: 't' };
const ouvrir = (maintenant: string): CommandeRecueil => ({
  commande: 'ouvrir',
  maintenant,
  jeton: 'j',
  expireA: '2026-11-21T10:55:00.000Z',
});
const issueDe = (recueil: Recueil, commande: CommandeRecueil, attendus = [PERSONNE, INTERPRETE]) => {
  const suite = deciderRecueil(recueil, attendus, commande);
  return suite.ok ? suite.valeur : suite.refus;
};

test('le code ouvre une tablette, une seule, dans les quinze minutes', () => {
  expect(issueDe(remis, ouvrir(DIX_DIX))).toEqual(ouvert);
  expect(issueDe(ouvert, ouvrir(DIX_DIX))).toBe('code-deja-employe');
  expect(issueDe(remis, ouvrir(DIX_SEIZE))).toBe('remise-expiree');
  expect(issueDe(neuf, ouvrir(DIX_DIX))).toBe('remise-absente');
});

test('cinq codes faux ferment la remise, meme au bon code', () => {
  let recueil = remis;
  for (let essai = 0; essai < 5; essai += 1) {
    const suite = issueDe(recueil, { commande: 'rater', maintenant: DIX_DIX });
    if (typeof suite === 'string') throw new Error(suite);
    recueil = suite;
  }
  expect(recueil.remise?.essais).toBe(5);
  expect(issueDe(recueil, { commande: 'rater', maintenant: DIX_DIX })).toBe('essais-epuises');
  expect(issueDe(recueil, ouvrir(DIX_DIX))).toBe('essais-epuises');
});

test('une signature ne vient que d’une tablette ouverte, une seule fois par personne', () => {
  expect(issueDe(remis, signer)).toBe('remise-absente');
  expect(issueDe(ouvert, { ...signer, a: ONZE })).toBe('remise-expiree');
  expect(issueDe(ouvert, signer, [INTERPRETE])).toBe('signataire-inattendu');
  const signe = issueDe(ouvert, signer);
  expect(signe).toEqual({
    ...ouvert,
    issues: { personne: { etat: 'signee', a: DIX_DIX, traces: 't' } },
  });
  expect(typeof signe === 'string' ? signe : issueDe(signe, signer)).toBe('deja-recueillie');
});

test('la derniere signature referme la tablette : elle n’ouvre plus rien', () => {
  expect(issueDe(ouvert, signer, [PERSONNE])).toMatchObject({ remise: null });
});

test('l’agent mentionne un refus sans tablette ; la tablette, seulement ouverte', () => {
  const refuser = {
    commande: 'mentionner',
    place: 'personne',
    etat: 'refus',
    motif: ' conteste l’heure ',
    a: DIX_DIX,
  } as const;
  expect(issueDe(neuf, { ...refuser, par: 'agent' })).toMatchObject({
    issues: { personne: { etat: 'refus', motif: 'conteste l’heure' } },
  });
  expect(issueDe(neuf, { ...refuser, par: 'tablette' })).toBe('remise-absente');
  expect(issueDe(ouvert, { ...refuser, par: 'tablette' })).toMatchObject({
    issues: { personne: { etat: 'refus' } },
  });
});

test('l’impossibilite a toujours un motif (D.589-4)', () => {
  const empecher = {
    commande: 'mentionner',
    place: 'personne',
    etat: 'impossibilite',
    motif: ' ',
    a: DIX,
    par: 'agent',
  } as const;
  expect(issueDe(neuf, empecher)).toBe('motif-absent');
  expect(issueDe(neuf, { ...empecher, motif: 'bras immobilisé' })).toMatchObject({
    issues: { personne: { motif: 'bras immobilisé' } },
  });
});

test('l’identite se dit avant la signature, pas apres (A.53-4)', () => {
  const presumer = { commande: 'identifier', place: 'personne', identite: 'presumee' } as const;
  expect(issueDe(neuf, presumer)).toMatchObject({ identites: { personne: 'presumee' } });
  expect(issueDe(neuf, presumer, [INTERPRETE])).toBe('signataire-inattendu');
  const signe = issueDe(ouvert, signer);
  expect(typeof signe === 'string' ? signe : issueDe(signe, presumer)).toBe('deja-recueillie');
});

test('une signature annulee se reprend ; rien ne s’annule deux fois', () => {
  const signe = issueDe(ouvert, signer);
  if (typeof signe === 'string') throw new Error(signe);
  expect(enAttente(signe, [PERSONNE, INTERPRETE])).toEqual([INTERPRETE]);
  const annule = issueDe(signe, { commande: 'annuler', place: 'personne' });
  expect(annule).toEqual(ouvert);
  expect(issueDe(ouvert, { commande: 'annuler', place: 'personne' })).toBe('rien-a-annuler');
});

test('une remise nouvelle remplace l’ancienne ; rien a signer, pas de remise', () => {
  const autre = { ...remise, repere: 'WXYZ' };
  expect(issueDe(ouvert, { commande: 'remettre', remise: autre })).toMatchObject({ remise: autre });
  expect(issueDe(ouvert, { commande: 'fermer' })).toEqual(neuf);
  expect(issueDe(neuf, { commande: 'remettre', remise }, [])).toBe('rien-a-signer');
});
