import { expect, test } from 'vitest';
import { ErreurGrappe, erreurDuJournal, erreurDuSysteme } from './erreurs.ts';

const CONTEXTE = { dossier: '/donnees', port: 5432 };

test.each([
  ['FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 'disque-plein'],
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port-pris'],
  ['FATAL:  lock file "postmaster.pid" already exists', 'deja-demarree'],
  ['PANIC:  could not locate a valid checkpoint record at 0/1', 'dossier-abime'],
  ['FATAL:  data directory "/d" has invalid permissions', 'droits-insuffisants'],
  ['FATAL:  autre chose', 'demarrage-impossible'],
])('« %s » est dit : %s', (journal, code) => {
  expect(erreurDuJournal(journal, CONTEXTE).code).toBe(code);
});

test('un disque plein a l’ecriture du verrou est dit en francais, une erreur inconnue reste elle-meme', () => {
  const plein = erreurDuSysteme(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }), '/donnees');
  expect(plein instanceof ErreurGrappe && plein.message).toContain('Le disque est plein');
  const autre = new Error('autre');
  expect(erreurDuSysteme(autre, '/donnees')).toBe(autre);
});
