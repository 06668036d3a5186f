import { z } from 'zod';

/** Nombre d'essais reussis et echoues ; un fichier illisible ou une erreur hors essai compte pour un echec. */
export type Compte = { readonly reussis: number; readonly echoues: number };

/** La part utile du rapport JSON de vitest. */
const Rapport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** Le compte d'un rapport vitest ; `code` est le code de sortie, qui ne peut jamais etre contredit par le rapport. */
export function compterLesEssais(rapport: string | undefined, code: number): Compte {
  const lu = rapport === undefined ? undefined : Rapport.safeParse(json(rapport));
  if (lu?.success !== true) return { reussis: 0, echoues: 1 };
  const { numPassedTests, numFailedTests, testResults } = lu.data;
  const fichiersCasses = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((essai) => essai.status === 'failed'),
  );
  const echoues = numFailedTests + fichiersCasses.length;
  return { reussis: numPassedTests, echoues: echoues === 0 && code !== 0 ? 1 : echoues };
}

function json(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}
