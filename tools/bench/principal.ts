import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mesurer, type Partie, PARTIES, PLAN, PLAN_RAPIDE } from './mesurer.ts';
import { compteRendu, type Mesures } from './rapport.ts';
import { mesurerTransfert } from './transfert/mesurer.ts';
import { compteRenduDuTransfert } from './transfert/rapport.ts';

/**
 * `npm run bench -- [partie…|transfert] --sortie FICHIER.json [--rapide]` : mesure la chaine sur un vrai systeme, entiere ou
 * les seules parties nommees, ou le chemin des octets de PLINE ; imprime un compte rendu, ecrit le JSON apres chaque partie.
 */
const { values, positionals } = parseArgs({
  options: { sortie: { type: 'string' }, rapide: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const dire = (phrase: string): void => void process.stderr.write(`${phrase}\n`);

try {
  await (positionals.includes('transfert') ? transfert() : chaine(partiesDe(positionals)));
} catch (cause) {
  process.stderr.write(`Mesure interrompue : ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}

/** Les parties nommees, toutes si aucune ; celle qui n'existe pas se dit avant que rien ne demarre. */
function partiesDe(nommees: readonly string[]): readonly Partie[] {
  const inconnue = nommees.find((nom) => PARTIES.every((partie) => partie !== nom));
  if (inconnue !== undefined)
    throw new Error(`mesure inconnue : ${inconnue} (transfert, ou : ${PARTIES.join(', ')}).`);
  return nommees.length === 0 ? PARTIES : PARTIES.filter((partie) => nommees.includes(partie));
}

async function chaine(parties: readonly Partie[]): Promise<void> {
  const choisies = parties.includes('scellement') ? [...new Set<Partie>(['temoins', ...parties])] : parties;
  const mesures = await mesurer(values.rapide ? PLAN_RAPIDE : PLAN, choisies, { dire, garder });
  process.stdout.write(`\n${compteRendu(mesures)}`);
}

async function transfert(): Promise<void> {
  const mesures = await mesurerTransfert(
    values.rapide ? { gio: 0.25, tours: 1 } : { gio: 1, tours: 3 },
    dire,
  );
  garder(mesures);
  process.stdout.write(`\n${compteRenduDuTransfert(mesures)}`);
}

function garder(mesures: Mesures | Awaited<ReturnType<typeof mesurerTransfert>>): void {
  if (values.sortie !== undefined) writeFileSync(values.sortie, `${JSON.stringify(mesures, null, 2)}\n`);
}
