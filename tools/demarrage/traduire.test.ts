import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compterLesEssais } from './comptage-des-essais.ts';
import { dossierTemporaire } from './essais-dossier.ts';
import { environnementAmbiant } from './environnement.ts';
import { phraseDuJournal } from './phrase-du-journal.ts';
import { enPanneDeDemarrage } from './traduire.ts';

const erreur = (code: string, champs: object = {}): Error =>
  Object.assign(new Error(`${code}: x`), { code, ...champs });

test.each([
  [erreur('ENOSPC'), 'disque-plein', 'disque est plein'],
  [erreur('EADDRINUSE', { port: 18701 }), 'port-occupe', '18701'],
  [erreur('EACCES', { path: '/donnees/x' }), 'donnees-interdites', '/donnees/x'],
  [
    Object.assign(erreur('ERR_MODULE_NOT_FOUND'), {
      message: "Cannot find package 'fastify' imported from x",
    }),
    'installation-abimee',
    'fastify',
  ],
  [
    Object.assign(new Error('La base est déjà démarrée.'), { name: 'ErreurGrappe', code: 'deja-demarree' }),
    'deja-lance',
    'déjà démarrée',
  ],
])('%s devient une phrase', (cause, code, extrait) => {
  expect(enPanneDeDemarrage(cause, '/d')).toMatchObject({ code, message: expect.stringContaining(extrait) });
});

test('un défaut du programme reste un défaut', () => {
  const defaut = new TypeError('x is not a function');
  expect(enPanneDeDemarrage(defaut, '/d')).toBe(defaut);
});

test('la phrase d’un journal n’est ni une pile, ni une ligne d’information', () => {
  const fichier = join(dossierTemporaire(), 'journal');
  writeFileSync(
    fichier,
    'ancienne phrase\n{"niveau":"info","message":"Prêt"}\nError: Configuration à corriger.\n    at lire (file:///a.ts:1:1)\n\nNode.js v24.21.0\n',
  );
  expect(phraseDuJournal(fichier, 16).phrase).toBe('Configuration à corriger.');
  writeFileSync(fichier, '{"niveau":"info","message":"Prêt"}\n');
  expect(phraseDuJournal(fichier, 0).phrase).toBeUndefined();
  writeFileSync(fichier, '{"niveau":"error","message":"La base ne répond pas."}\n');
  expect(phraseDuJournal(fichier, 0).phrase).toBe('La base ne répond pas.');
});

test('un enfant ne reçoit ni les secrets du terminal, ni les réglages de l’autre service', () => {
  const garde = environnementAmbiant({
    PATH: '/bin',
    GITHUB_TOKEN: 's',
    PPN_JUSTICE_BASE_URL: 's',
    NODE_OPTIONS: '--x',
  });
  expect(garde).toEqual({ PATH: '/bin' });
});

test('le compte des essais ne cache ni un fichier illisible, ni un vitest mort', () => {
  const rapport = (testResults: object[], numFailedTests = 0): string =>
    JSON.stringify({ numPassedTests: 3, numFailedTests, testResults });
  const reussi = { status: 'passed', assertionResults: [{ status: 'passed' }] };
  expect(compterLesEssais(rapport([reussi]), 0)).toEqual({ reussis: 3, echoues: 0 });
  expect(compterLesEssais(rapport([reussi, { status: 'failed', assertionResults: [] }]), 1)).toEqual({
    reussis: 3,
    echoues: 1,
  });
  expect(compterLesEssais(rapport([reussi], 2), 1)).toEqual({ reussis: 3, echoues: 2 });
  expect(compterLesEssais(rapport([reussi]), 1)).toEqual({ reussis: 3, echoues: 1 });
  expect(compterLesEssais(undefined, 0)).toEqual({ reussis: 0, echoues: 1 });
  expect(compterLesEssais('{', 0)).toEqual({ reussis: 0, echoues: 1 });
});
