import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ouvrirDossierDeDonnees } from './dossier-de-donnees.ts';
import { dossierTemporaire } from './essais-dossier.ts';
import { PanneDeDemarrage } from './pannes.ts';

const panneDe = (action: () => unknown): PanneDeDemarrage => {
  try {
    action();
  } catch (cause) {
    if (cause instanceof PanneDeDemarrage) return cause;
    throw cause;
  }
  throw new Error('aucune panne');
};

test('un dossier neuf reçoit son témoin, et se rouvre tel quel', () => {
  const chemin = join(dossierTemporaire(), 'a', 'b');
  const premier = ouvrirDossierDeDonnees(chemin);
  expect(premier.neuf).toBe(true);
  writeFileSync(premier.lieu('garde'), 'x');
  premier.lacher();
  const second = ouvrirDossierDeDonnees(chemin);
  expect(second.neuf).toBe(false);
  expect(second.lieuNeuf('postgres')).toBe(premier.lieuNeuf('postgres'));
  expect(existsSync(second.lieu('garde'))).toBe(true);
  second.lacher();
});

test('une remise à zéro efface tout et change le nom des bases', () => {
  const chemin = dossierTemporaire();
  const premier = ouvrirDossierDeDonnees(chemin);
  mkdirSync(premier.lieu('objets'));
  premier.lacher();
  const second = ouvrirDossierDeDonnees(chemin, true);
  expect(second.neuf).toBe(true);
  expect(existsSync(second.lieu('objets'))).toBe(false);
  expect(second.lieuNeuf('postgres')).not.toBe(premier.lieuNeuf('postgres'));
  second.lacher();
});

test('le dossier d’un autre n’est ni utilisé ni effacé, même avec --reset', () => {
  const chemin = dossierTemporaire();
  writeFileSync(join(chemin, 'these.txt'), 'dix ans de travail');
  for (const remise of [false, true]) {
    expect(panneDe(() => ouvrirDossierDeDonnees(chemin, remise)).code).toBe('donnees-etrangeres');
  }
  expect(readFileSync(join(chemin, 'these.txt'), 'utf8')).toBe('dix ans de travail');
});

test('un second lanceur vivant est nommé par son numéro ; le verrou d’un mort est repris', () => {
  const chemin = dossierTemporaire();
  const premier = ouvrirDossierDeDonnees(chemin);
  const panne = panneDe(() => ouvrirDossierDeDonnees(chemin));
  expect(panne.code).toBe('deja-lance');
  expect(panne.message).toContain(`processus ${process.pid}`);
  premier.lacher();
  const mort = spawnSync(process.execPath, ['-e', '0']).pid;
  writeFileSync(join(chemin, 'lanceur.verrou'), `${mort} 12345`);
  ouvrirDossierDeDonnees(chemin).lacher();
});

test('un numéro de processus réutilisé ne passe pas pour le lanceur', () => {
  const chemin = dossierTemporaire();
  ouvrirDossierDeDonnees(chemin).lacher();
  writeFileSync(join(chemin, 'lanceur.verrou'), `${process.pid} 1`);
  ouvrirDossierDeDonnees(chemin).lacher();
});

test('des données d’une autre version sont gardées, et la phrase dit comment repartir', () => {
  const chemin = dossierTemporaire();
  writeFileSync(join(chemin, 'ppn.json'), JSON.stringify({ systeme: 'ppn', forme: 99, id: 'a' }));
  const panne = panneDe(() => ouvrirDossierDeDonnees(chemin));
  expect(panne.code).toBe('donnees-d-une-autre-version');
  expect(panne.message).toContain('--reset');
  ouvrirDossierDeDonnees(chemin, true).lacher();
});

test('un chemin qui n’est pas un dossier est refusé en nommant la variable', () => {
  const fichier = join(dossierTemporaire(), 'fichier');
  writeFileSync(fichier, '');
  const panne = panneDe(() => ouvrirDossierDeDonnees(fichier));
  expect(panne.code).toBe('configuration-invalide');
  expect(panne.message).toContain('PPN_DONNEES_DIR');
});
