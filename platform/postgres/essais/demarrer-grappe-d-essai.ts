import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerGrappe } from '../grappe.ts';
import type { Grappe } from '../grappe.ts';

/** Une grappe jetable et le geste qui l'arrete et efface son dossier. */
export type GrappeDEssai = { readonly grappe: Grappe; readonly arreter: () => Promise<void> };

const PREFIXE = 'ppn-essais-';

/** Grappe sans durabilite dans un dossier temporaire ; elle meurt avec ce processus, et le lancement suivant balaie ce qui reste. */
export async function demarrerGrappeDEssai(): Promise<GrappeDEssai> {
  balayer();
  const dossier = mkdtempSync(join(tmpdir(), `${PREFIXE}${process.pid}-`));
  const effacer = (): void => rmSync(dossier, { recursive: true, force: true, maxRetries: 5 });
  try {
    const grappe = await demarrerGrappe({ dossier, durable: false, connexions: 300 });
    return { grappe, arreter: () => grappe.arreter().finally(effacer) };
  } catch (cause) {
    effacer();
    throw cause;
  }
}

/** Efface les dossiers dont le processus n'existe plus (lancement tue). */
function balayer(): void {
  for (const nom of readdirSync(tmpdir()).filter((candidat) => candidat.startsWith(PREFIXE))) {
    const pid = Number(nom.slice(PREFIXE.length).split('-')[0]);
    if (!existe(pid)) effacerSansBruit(join(tmpdir(), nom));
  }
}

function effacerSansBruit(dossier: string): void {
  try {
    rmSync(dossier, { recursive: true, force: true });
  } catch {
    /* Un dossier d'un autre compte, ou encore en cours d'arret : le prochain lancement reessaiera. */
  }
}

function existe(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
