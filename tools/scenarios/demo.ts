import { parseArgs } from 'node:util';
import { PanneDeDemarrage } from '@ppn/demarrage';
import { jouerScenario } from './jouer-scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/**
 * `npm run demo -- --scenario S1 --sortie DOSSIER` : joue un scenario par les API publiques, laisse actes, plis, accuses et
 * ancres. `--navigateur` (S3) : le joue aux ecrans, deux utilisateurs cote a cote, et laisse aussi `captures/`.
 */
const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'S1' },
    navigateur: { type: 'boolean', default: false },
    sortie: { type: 'string' },
  },
  allowPositionals: false,
});

const scenario = SCENARIOS[values.scenario];
if (!scenario || values.sortie === undefined) {
  process.stderr.write(
    `Usage : npm run demo -- --scenario ${Object.keys(SCENARIOS).join('|')} [--navigateur] --sortie DOSSIER\n`,
  );
  process.exit(2);
}
try {
  const resume = await jouerScenario(scenario, values.sortie, { navigateur: values.navigateur });
  process.stdout.write(
    `Scénario ${values.scenario} joué : ${resume.etapes.length} étapes, ${resume.fichiers.length} fichiers dans ${values.sortie}\n`,
  );
} catch (cause) {
  const phrase = cause instanceof PanneDeDemarrage || cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`Le scénario ${values.scenario} a échoué : ${phrase}\n`);
  process.exit(1);
}
