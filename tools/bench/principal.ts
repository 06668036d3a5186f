import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mesurer, PLAN, PLAN_RAPIDE } from './mesurer.ts';
import { compteRendu } from './rapport.ts';
import { mesurerTransfert } from './transfert/mesurer.ts';
import { compteRenduDuTransfert } from './transfert/rapport.ts';

/**
 * `npm run bench -- [transfert] --sortie FICHIER.json [--rapide]` : mesure la chaine sur un vrai systeme, ou le chemin des
 * octets de PLINE ; imprime un compte rendu, ecrit le JSON.
 */
const { values, positionals } = parseArgs({
  options: { sortie: { type: 'string' }, rapide: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const dire = (phrase: string): void => void process.stderr.write(`${phrase}\n`);

try {
  const [quoi = 'chaine'] = positionals;
  if (quoi !== 'chaine' && quoi !== 'transfert')
    throw new Error(`mesure inconnue : ${quoi} (chaine, transfert).`);
  const mesures = quoi === 'transfert' ? await transfert() : await chaine();
  if (values.sortie !== undefined) writeFileSync(values.sortie, `${JSON.stringify(mesures, null, 2)}\n`);
} catch (cause) {
  process.stderr.write(`Mesure interrompue : ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}

async function chaine() {
  const mesures = await mesurer(values.rapide ? PLAN_RAPIDE : PLAN, dire);
  process.stdout.write(`\n${compteRendu(mesures)}`);
  return mesures;
}

async function transfert() {
  const mesures = await mesurerTransfert(
    values.rapide ? { gio: 0.25, tours: 1 } : { gio: 1, tours: 3 },
    dire,
  );
  process.stdout.write(`\n${compteRenduDuTransfert(mesures)}`);
  return mesures;
}
