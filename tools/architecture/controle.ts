import { resolve } from 'node:path';
import { etapesDuControle, lancerEtape } from './etapes.ts';
import type { Bilan } from './etapes.ts';

/** `node controle.ts [racine]` : toutes les etapes, meme apres un echec ; sort en 1 si l'une echoue. */
const racine = resolve(process.argv[2] ?? process.cwd());
const bilans: Bilan[] = [];
for (const etape of etapesDuControle(racine)) {
  const bilan = await lancerEtape(racine, etape);
  bilans.push(bilan);
  if (!bilan.reussie) process.stdout.write(`\n── ${bilan.nom} ──\n${bilan.sortie.trimEnd()}\n\n`);
  process.stdout.write(
    `${bilan.reussie ? 'ok    ' : 'ÉCHEC '} ${bilan.nom} (${(bilan.dureeMs / 1000).toFixed(1)} s)\n`,
  );
}
const echecs = bilans.filter(({ reussie }) => !reussie).map(({ nom }) => nom);
process.stdout.write(
  echecs.length === 0 ? 'Contrôle : tout est conforme.\n' : `Contrôle : échec de ${echecs.join(', ')}.\n`,
);
process.exitCode = echecs.length === 0 ? 0 : 1;
