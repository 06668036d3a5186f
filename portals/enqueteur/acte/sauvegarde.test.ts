import type { Probleme, Result } from '@ppn/api-client';
import { expect, test } from 'vitest';
import type { Contenu } from './contenu.ts';
import { creerSauvegarde } from './sauvegarde.ts';
import type { TexteGarde, VersionServie } from './sauvegarde.ts';

const probleme = (status: number, code: string): Probleme => ({
  type: 'x',
  title: 'Refus',
  status,
  code,
  detail: 'Refusé.',
});

/** Service, poste et horloge tenus a la main. */
function monde(depart: VersionServie, garde?: TexteGarde) {
  const etat = {
    servie: depart,
    garde,
    ecarte: undefined as Contenu | undefined,
    panne: undefined as Probleme | undefined,
  };
  const attente: (() => void)[] = [];
  const recus: Contenu[] = [];
  const sauvegarde = creerSauvegarde<VersionServie>(depart, {
    envoyer: (version, contenu): Promise<Result<VersionServie, Probleme>> => {
      if (etat.panne !== undefined) return Promise.resolve({ ok: false, refus: etat.panne });
      if (version !== etat.servie.version)
        return Promise.resolve({ ok: false, refus: probleme(409, 'version-depassee') });
      recus.push(contenu);
      etat.servie = { version: version + 1, contenu };
      return Promise.resolve({ ok: true, valeur: etat.servie });
    },
    relire: () => Promise.resolve({ ok: true, valeur: etat.servie }),
    garde: {
      lire: () => etat.garde,
      ecrire: (texte) => (etat.garde = texte),
      effacer: () => (etat.garde = undefined),
      ecarter: (contenu) => (etat.ecarte = contenu),
    },
    planifier: (_, rappel) => {
      attente.push(rappel);
      return () => void attente.splice(attente.indexOf(rappel), 1);
    },
  });
  const avancer = async (): Promise<void> => {
    for (const rappel of attente.splice(0)) rappel();
    for (let tour = 0; tour < 8; tour += 1) await Promise.resolve();
  };
  return { etat, recus, sauvegarde, avancer, attente };
}

test('plusieurs frappes partent en un seul envoi, et le poste oublie ce que le service a', async () => {
  const { sauvegarde, avancer, recus, etat } = monde({ version: 1, contenu: { recit: '' } });
  sauvegarde.ecrire('recit', 'On');
  sauvegarde.ecrire('recit', 'On m’a volé');
  expect(etat.garde?.contenu).toEqual({ recit: 'On m’a volé' });
  await avancer();
  expect(recus).toEqual([{ recit: 'On m’a volé' }]);
  expect(sauvegarde.lire().etat).toBe('enregistre');
  expect(etat.garde).toBeUndefined();
});

test('une panne garde le texte sur le poste et l’envoie à la reprise', async () => {
  const { sauvegarde, avancer, etat } = monde({ version: 1, contenu: {} });
  etat.panne = probleme(0, 'injoignable');
  sauvegarde.ecrire('recit', 'texte');
  await avancer();
  expect(sauvegarde.lire().etat).toBe('hors-ligne');
  expect(etat.garde?.contenu).toEqual({ recit: 'texte' });
  etat.panne = undefined;
  await avancer();
  expect(sauvegarde.lire().etat).toBe('enregistre');
  expect(etat.servie).toEqual({ version: 2, contenu: { recit: 'texte' } });
});

test('un navigateur tué retrouve le texte non envoyé', async () => {
  const { sauvegarde, avancer, etat } = monde(
    { version: 4, contenu: { recit: 'début' } },
    { version: 4, contenu: { recit: 'début et suite' } },
  );
  expect(sauvegarde.lire()).toMatchObject({ retrouve: true, contenu: { recit: 'début et suite' } });
  await avancer();
  expect(etat.servie.contenu).toEqual({ recit: 'début et suite' });
});

test('un texte du poste déjà reçu par le service n’est pas un conflit, quel que soit l’ordre des clés', () => {
  const { sauvegarde } = monde(
    { version: 5, contenu: { a: 1, b: 2 } },
    { version: 4, contenu: { b: 2, a: 1 } },
  );
  expect(sauvegarde.lire()).toMatchObject({ etat: 'enregistre', retrouve: false });
});

test('une autre version demande un choix ; garder le mien l’envoie sur la nouvelle version', async () => {
  const { sauvegarde, avancer, etat } = monde({ version: 1, contenu: { recit: 'a' } });
  etat.servie = { version: 2, contenu: { recit: 'ailleurs' } };
  sauvegarde.ecrire('recit', 'ici');
  await avancer();
  expect(sauvegarde.lire()).toMatchObject({
    etat: 'conflit',
    contenu: { recit: 'ici' },
    autre: { version: 2 },
  });
  sauvegarde.trancher('le-mien');
  await avancer();
  expect(etat.servie).toEqual({ version: 3, contenu: { recit: 'ici' } });
});

test('prendre l’autre version met mon texte de côté sans le perdre', async () => {
  const { sauvegarde, avancer, etat } = monde({ version: 1, contenu: { recit: 'a' } });
  etat.servie = { version: 2, contenu: { recit: 'ailleurs' } };
  sauvegarde.ecrire('recit', 'ici');
  await avancer();
  sauvegarde.trancher('l-autre');
  expect(sauvegarde.lire()).toMatchObject({ etat: 'enregistre', contenu: { recit: 'ailleurs' }, epoque: 1 });
  expect(etat.ecarte).toEqual({ recit: 'ici' });
});

test('un acte scellé ailleurs refuse l’écriture et le dit', async () => {
  const { sauvegarde, avancer, etat } = monde({ version: 1, contenu: {} });
  etat.panne = probleme(409, 'acte-scelle');
  sauvegarde.ecrire('recit', 'trop tard');
  await avancer();
  expect(sauvegarde.lire()).toMatchObject({ etat: 'refuse', refus: { code: 'acte-scelle' } });
  expect(etat.garde?.contenu).toEqual({ recit: 'trop tard' });
});

test('vider envoie tout de suite et dit si tout est au service', async () => {
  const { sauvegarde, etat } = monde({ version: 1, contenu: {} });
  sauvegarde.ecrire('recit', 'à signer');
  expect(await sauvegarde.vider()).toBe(true);
  expect(etat.servie.contenu).toEqual({ recit: 'à signer' });
  etat.panne = probleme(0, 'injoignable');
  sauvegarde.ecrire('recit', 'plus tard');
  expect(await sauvegarde.vider()).toBe(false);
});
