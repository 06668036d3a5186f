import { expect, test } from 'vitest';
import { choisirLeCanal, type Destinataire } from './canal.ts';
import { estEnRetard, estOuvert, type EtatDEnvoi, pasPossibles, peutSuivre } from './suivi.ts';

const libre: Destinataire = { qualite: 'victime', consent: false, detenu: false, avocat: false };
const canal = (objet: Parameters<typeof choisirLeCanal>[0], qui: Partial<Destinataire> = {}, unite = false) =>
  choisirLeCanal(objet, { ...libre, ...qui }, unite).canal;

test('un avis ne part par voie électronique que si la personne y a consenti (803-1 II CPP)', () => {
  expect(canal('avis-de-classement')).toBe('impression');
  expect(canal('avis-de-classement', { consent: true })).toBe('voie-electronique');
  expect(canal('avis-d-audience', { avocat: true })).toBe('avocat-electronique');
});

test('une citation se signifie, une convocation se remet par l’unité, un détenu la reçoit au greffe de l’établissement', () => {
  const prevenu = { qualite: 'prevenu' } as const;
  expect(canal('citation', prevenu)).toBe('commissaire-de-justice');
  expect(canal('citation', { ...prevenu, consent: true })).toBe('voie-electronique');
  expect(canal('convocation', prevenu, true)).toBe('unite');
  expect(canal('convocation', prevenu)).toBe('commissaire-de-justice');
  expect(canal('convocation', { ...prevenu, detenu: true }, true)).toBe('chef-d-etablissement');
  expect(canal('avis-d-audience', { detenu: true })).toBe('impression');
});

test('chaque choix dit sa raison et son article', () => {
  for (const objet of ['convocation', 'citation', 'notification', 'avis-de-classement'] as const)
    expect(choisirLeCanal(objet, libre, false)).toMatchObject({
      raison: expect.stringMatching(/\.$/),
      article: expect.stringMatching(/CPP$/),
    });
});

test('un échec se reprend, une fin ne se rouvre pas', () => {
  const etats: readonly EtatDEnvoi[] = ['a-envoyer', 'envoye', 'recu', 'echoue', 'confirme', 'abandonne'];
  expect(peutSuivre('echoue', 'envoye')).toBe(true);
  expect(peutSuivre('recu', 'envoye')).toBe(false);
  expect(etats.filter((etat) => pasPossibles(etat).length === 0)).toEqual(['confirme', 'abandonne']);
  expect(etats.filter(estOuvert)).toEqual(['a-envoyer', 'envoye', 'echoue']);
});

test('en retard : le terme est passé sans réception, ou l’envoi a échoué', () => {
  const envoi = (etat: EtatDEnvoi, echeance = '2026-11-21') => estEnRetard({ etat, echeance }, '2026-11-22');
  expect(envoi('a-envoyer')).toBe(true);
  expect(envoi('envoye')).toBe(true);
  expect(envoi('a-envoyer', '2026-11-22')).toBe(false);
  expect(envoi('a-envoyer', '')).toBe(false);
  expect(envoi('recu')).toBe(false);
  expect(envoi('echoue', '2027-01-01')).toBe(true);
});
