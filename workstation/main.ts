import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { demarrerAgent } from './agent.ts';
import { AgentImpossible } from './ecoute.ts';
import type { FournisseurDePin } from './poste.ts';
import type { ClesServeur } from './ordre.ts';

/**
 * Agent de carte en processus. Variables :
 * `AGENT_PORT` (18790), `AGENT_ORIGINES` (portails, séparés par des virgules), `AGENT_CLES` (fichiers JWK publics des services,
 * séparés par des virgules), `AGENT_CARTES` (dossier des cartes), `AGENT_DOSSIER` (état), `AGENT_PIN_PROVIDER` (script, jamais en service).
 */
const liste = z
  .string()
  .min(1)
  .transform((texte) =>
    texte
      .split(',')
      .map((element) => element.trim())
      .filter((element) => element !== ''),
  );
const reglages = z
  .object({
    AGENT_PORT: z.coerce.number().int().min(0).max(65_535).default(18_790),
    AGENT_ORIGINES: liste,
    AGENT_CLES: liste,
    AGENT_CARTES: z.string().min(1),
    AGENT_DOSSIER: z.string().min(1),
    AGENT_PIN_PROVIDER: z.string().min(1).optional(),
  })
  .safeParse(process.env);
const schemaCle = z.looseObject({
  kid: z.string(),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  origines: z.array(z.string()).optional(),
});

if (!reglages.success)
  sortir(
    `Réglages de l’agent de carte à corriger : ${reglages.error.issues.map(({ path }) => path.join('.')).join(', ')}.`,
  );
const { AGENT_PORT, AGENT_ORIGINES, AGENT_CLES, AGENT_CARTES, AGENT_DOSSIER, AGENT_PIN_PROVIDER } =
  reglages.data;

try {
  const agent = await demarrerAgent({
    port: AGENT_PORT,
    origines: AGENT_ORIGINES,
    clesServeur: await lireCles(AGENT_CLES),
    cartes: AGENT_CARTES,
    dossier: AGENT_DOSSIER,
    ...(AGENT_PIN_PROVIDER === undefined ? {} : { fournisseurDePin: pinParScript(AGENT_PIN_PROVIDER) }),
  });
  process.stdout.write(`agent de carte prêt ${agent.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void agent.arreter().then(() => process.exit(0)));
} catch (cause) {
  sortir(
    cause instanceof AgentImpossible ? cause.message : `L’agent de carte ne démarre pas : ${String(cause)}`,
  );
}

async function lireCles(chemins: readonly string[]): Promise<ClesServeur> {
  const cles = await Promise.all(
    chemins.map(async (chemin) => {
      const { origines, ...cle } = schemaCle.parse(JSON.parse(await readFile(chemin, 'utf8')));
      return [cle.kid, { ...cle, ...(origines ? { origines } : {}) }] as const;
    }),
  );
  return Object.fromEntries(cles);
}

/** Le script reçoit l'identifiant de la carte et écrit le PIN sur sa sortie. */
function pinParScript(chemin: string): FournisseurDePin {
  const lancer = promisify(execFile);
  return async (carte) => (await lancer(chemin, [carte], { timeout: 10_000, maxBuffer: 1024 })).stdout.trim();
}

function sortir(phrase: string): never {
  process.stderr.write(`${phrase}\n`);
  process.exit(1);
}
