import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { enTableau, lireVecteurs, passer } from './passer.ts';

/**
 * `npm run vectors [-- --sortie F.md]` : passe chaque vecteur publie dans les deux verificateurs et montre le tableau.
 * Sort en 0 seulement si tous rendent le jugement attendu ; en 3 si un outil manque.
 */
const dossier = join(import.meta.dirname, '..', '..', 'verifier', 'vecteurs');
process.exitCode = await executer(process.argv.slice(2));

async function executer(arguments_: readonly string[]): Promise<number> {
  const rang = arguments_.indexOf('--sortie');
  const sortie = rang < 0 ? undefined : arguments_[rang + 1];
  if (arguments_.length > 0 && (arguments_.length !== 2 || sortie === undefined))
    return refuser('Usage : npm run vectors [-- --sortie FICHIER.md]');
  const manquant = (['python3', 'openssl'] as const).find(
    (outil) => spawnSync(outil, [outil === 'openssl' ? 'version' : '--version']).status !== 0,
  );
  if (manquant !== undefined)
    return refuser(
      `Il manque ${manquant} : le vérificateur indépendant en a besoin. Installez-le puis relancez.`,
    );
  if (!existsSync(join(dossier, 'vecteurs.json')))
    return refuser('Les vecteurs ne sont pas là : refaites-les par « node tools/vecteurs/generer.ts ».');
  const passages = await passer(dossier, await lireVecteurs(dossier));
  const tableau = enTableau(passages);
  process.stdout.write(tableau);
  if (sortie !== undefined)
    await writeFile(resolve(process.env['INIT_CWD'] ?? process.cwd(), sortie), tableau);
  return passages.every(({ accord }) => accord) ? 0 : 1;
}

function refuser(phrase: string): number {
  process.stderr.write(`${phrase}\n`);
  return 3;
}
