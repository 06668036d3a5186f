import { demarrerAgent } from './agent.ts';
import { AgentImpossible } from './ecoute.ts';
import { lireReglages, ReglagesFaux } from './reglages.ts';

/** Agent de carte en processus, porte « boucle locale » ; réglages dans `reglages.ts`. */
try {
  const agent = await demarrerAgent((await lireReglages(process.env)).options);
  process.stdout.write(`agent de carte prêt ${agent.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void agent.arreter().then(() => process.exit(0)));
} catch (cause) {
  const connue = cause instanceof AgentImpossible || cause instanceof ReglagesFaux;
  process.stderr.write(`${connue ? cause.message : `L’agent de carte ne démarre pas : ${String(cause)}`}\n`);
  process.exit(1);
}
