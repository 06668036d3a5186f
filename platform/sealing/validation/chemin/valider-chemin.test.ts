import { expect, test } from 'vitest';
import { lireCertificat } from '../asn1/certificat-lu.ts';
import { crlDe, emettre } from '../../essais/pki-d-essai.ts';
import type { Titulaire } from '../../essais/pki-d-essai.ts';
import { MAINTENANT, crlRevoquant } from '../essais/fabrique.ts';
import { lireCrl } from './crl.ts';
import { ouvrirContexte } from './materiel.ts';
import { validerChemin } from '../valider-certificat.ts';
import { jugerChemin } from './valider-chemin.ts';

const racine = emettre({ nom: 'Racine', profil: 'autorite' });
const autorite = emettre({ nom: 'Autorité', profil: 'autorite', emetteur: racine });
const agent = emettre({ nom: 'Agent', profil: 'agent', emetteur: autorite });

const juger = (
  certificat: Titulaire,
  su: {
    readonly intermediaires?: readonly Titulaire[];
    readonly crls?: readonly Uint8Array[];
    readonly a?: Date;
  } = {},
) =>
  jugerChemin(
    ouvrirContexte({
      racines: [lireCertificat(racine.certificat)],
      intermediaires: (su.intermediaires ?? [autorite]).map((autre) => lireCertificat(autre.certificat)),
      crls: (su.crls ?? [crlDe(racine), crlDe(autorite)]).map(lireCrl),
      ocsps: [],
    }),
    { certificat: lireCertificat(certificat.certificat), a: su.a ?? MAINTENANT },
  );

test('une chaine complete, aux dates et aux listes bonnes, est valide', () => {
  expect(juger(agent)).toMatchObject({ chemin: 'valide', revocation: 'bonne', motifs: [] });
  expect(juger(agent).chaine).toHaveLength(3);
});

test('sans l’intermediaire, l’ancre n’est pas atteinte', () => {
  expect(juger(agent, { intermediaires: [] }).chemin).toBe('inconnu');
});

test('un homonyme de l’autorite, d’une autre cle, ne la remplace pas', () => {
  const homonyme = emettre({ nom: 'Autorité', profil: 'autorite', emetteur: racine });
  expect(juger(emettre({ nom: 'Agent', profil: 'agent', emetteur: homonyme })).chemin).toBe('inconnu');
});

test('un certificat d’agent n’est pas une autorite', () => {
  expect(
    juger(emettre({ nom: 'Sous-agent', profil: 'agent', emetteur: agent }), {
      intermediaires: [autorite, agent],
    }),
  ).toMatchObject({ chemin: 'invalide' });
});

test('hors de ses dates, il a expire ou n’a pas commence', () => {
  expect(juger(agent, { a: new Date('2024-01-01T00:00:00Z') }).chemin).toBe('expire');
  expect(juger(agent, { a: new Date('2036-01-01T00:00:00Z') }).chemin).toBe('expire');
});

test('la revocation vaut a partir de sa date, pour le porteur comme pour son autorite', () => {
  const apres = crlRevoquant(autorite, [agent], '261121120000Z');
  expect(juger(agent, { crls: [crlDe(racine), apres] }).revocation).toBe('bonne');
  expect(juger(agent, { crls: [crlDe(racine), apres], a: new Date('2026-11-21T12:00:00Z') }).revocation).toBe(
    'revoquee',
  );
  expect(
    juger(agent, { crls: [crlRevoquant(racine, [autorite], '260101000000Z'), crlDe(autorite)] }).revocation,
  ).toBe('revoquee');
});

test('une liste absente, perimee ou signee par un autre ne prouve rien', () => {
  const faussaire = emettre({ nom: 'Autorité', profil: 'autorite' });
  expect(juger(agent, { crls: [crlDe(racine)] }).revocation).toBe('inconnue');
  expect(juger(agent, { crls: [crlDe(racine), crlDe(faussaire)] }).revocation).toBe('inconnue');
});

test('des autorites qui se signent en rond ne bouclent pas', () => {
  const a = emettre({ nom: 'A', profil: 'autorite' });
  const b = emettre({ nom: 'B', profil: 'autorite', emetteur: a });
  const rond = emettre({ nom: 'A', profil: 'autorite', emetteur: b, cle: a.cle });
  expect(
    juger(emettre({ nom: 'Agent', profil: 'agent', emetteur: b }), { intermediaires: [rond, b] }).chemin,
  ).toBe('inconnu');
});

test('la face publique juge un certificat avec ce qu’on recoit avec lui', () => {
  const ancres = {
    racines: [racine.certificat],
    intermediaires: [],
    crls: [crlDe(racine), crlDe(autorite)],
    ocsps: [],
  };
  const demande = {
    certificat: agent.certificat,
    intermediaires: [autorite.certificat],
    ancres,
    a: MAINTENANT,
  };
  expect(validerChemin(demande)).toMatchObject({ chemin: 'valide', revocation: 'bonne' });
  expect(validerChemin({ ...demande, certificat: new Uint8Array(3) })).toMatchObject({
    chemin: 'invalide',
    motifs: ['certificat illisible'],
  });
});
