import { join } from 'node:path';
import { ecrireVecteurs } from './ecrire.ts';

/** `node tools/vecteurs/generer.ts [DOSSIER]` : refait tous les vecteurs, cles neuves. */
const dossier = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'verifier', 'vecteurs');
const publies = await ecrireVecteurs(dossier);
process.stdout.write(`${publies.length} vecteurs dans ${dossier}\n`);
