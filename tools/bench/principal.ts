import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mesurer, PLAN, PLAN_RAPIDE } from './mesurer.ts';
import { compteRendu } from './rapport.ts';

/** `npm run bench -- --sortie FICHIER.json [--rapide]` : mesure la chaine sur un vrai systeme, imprime un compte rendu, ecrit le JSON. */
const { values } = parseArgs({
  options: { sortie: { type: 'string' }, rapide: { type: 'boolean', default: false } },
  allowPositionals: false,
});

try {
  const mesures = await mesurer(values.rapide ? PLAN_RAPIDE : PLAN, (phrase) =>
    process.stderr.write(`${phrase}\n`),
  );
  process.stdout.write(`\n${compteRendu(mesures)}`);
  if (values.sortie !== undefined) writeFileSync(values.sortie, `${JSON.stringify(mesures, null, 2)}\n`);
} catch (cause) {
  process.stderr.write(`Mesure interrompue : ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
