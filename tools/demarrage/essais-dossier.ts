import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Un dossier temporaire, efface a la fin de l'essai. */
export function dossierTemporaire(): string {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-demarrage-'));
  onTestFinished(() => rmSync(dossier, { recursive: true, force: true, maxRetries: 3 }));
  return dossier;
}
