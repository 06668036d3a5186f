import { verifierArchitecture } from './architecture.ts';

/** `node direction.ts [racine]` : imprime les infractions, sort en 1 s'il y en a. */
const infractions = verifierArchitecture(process.argv[2] ?? process.cwd());
for (const { lieu, phrase } of infractions) process.stdout.write(`${lieu}\n  ${phrase}\n`);
process.stdout.write(
  infractions.length === 0
    ? 'Direction des imports : conforme au plan.\n'
    : `Direction des imports : ${infractions.length} infraction(s).\n`,
);
process.exitCode = infractions.length === 0 ? 0 : 1;
