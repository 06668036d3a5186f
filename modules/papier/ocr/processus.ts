import process from 'node:process';
import { lireLesPages } from './lire-les-pages.ts';
import type { ALire, DuLecteur } from './protocole.ts';

// Programme du lecteur : un processus fils sans environnement ni droit d'ecrire, une piece, puis il meurt avec son parent ou par lui.

const dire = (message: DuLecteur): void => void process.send?.(message);

async function lire(demande: ALire): Promise<DuLecteur> {
  try {
    return { genre: 'lu', lecture: await lireLesPages(demande) };
  } catch {
    return { genre: 'illisible' };
  }
}

process.on('message', (demande: ALire) => void lire(demande).then(dire));
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', () => process.exit(70));
process.on('uncaughtException', () => process.exit(70));
dire({ genre: 'pret' });
