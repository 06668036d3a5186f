import { resolve } from 'node:path';
import { etapesDuControle, lancerEtape } from './etapes.ts';
import type { Bilan } from './etapes.ts';

/** `node controle.ts [racine]` : toutes les etapes, deux a la fois, meme apres un echec ; sort en 1 si l'une echoue. */
const racine = resolve(process.argv[2] ?? process.cwd());
const aFaire = [...etapesDuControle(racine)];
const bilans: Bilan[] = [];
await Promise.all([file(), file()]);
const echecs = bilans.filter(({ reussie }) => !reussie).map(({ nom }) => nom);
process.stdout.write(
  echecs.length === 0 ? 'Contrôle : tout est conforme.\n' : `Contrôle : échec de ${echecs.join(', ')}.\n`,
);
process.exitCode = echecs.length === 0 ? 0 : 1;

/** Prend les etapes l'une apres l'autre, tant qu'il en reste. */
async function file(): Promise<void> {
  for (let etape = aFaire.shift(); etape !== undefined; etape = aFaire.shift()) {
    const bilan = await lancerEtape(racine, etape);
    bilans.push(bilan);
    dire(bilan);
  }
}

function dire({ nom, reussie, dureeMs, sortie }: Bilan): void {
  if (!reussie) process.stdout.write(`\n── ${nom} ──\n${sortie.trimEnd()}\n\n`);
  process.stdout.write(`${reussie ? 'ok    ' : 'ÉCHEC '} ${nom} (${(dureeMs / 1000).toFixed(1)} s)\n`);
}
