import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { demarrerSysteme } from './systeme.ts';
import { PanneDeDemarrage } from './pannes.ts';

/**
 * `npm run rebuild -- --service justice` : vide les projections du service et les refait depuis les faits et les actes
 * scelles, sur les donnees de `npm start` (qui doit etre arrete). En production : `node services/<service>/main.ts reconstruire`.
 */
const demande = process.env['PPN_DONNEES_DIR'] ?? '';
const dossier = demande === '' ? resolve(import.meta.dirname, '..', '..', '.data') : resolve(demande);

try {
  process.exitCode = await reconstruire(serviceDemande());
} catch (cause) {
  if (!(cause instanceof PanneDeDemarrage)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
}

async function reconstruire(service: 'interieur' | 'justice'): Promise<number> {
  if (!existsSync(join(dossier, 'ppn.json')))
    throw new PanneDeDemarrage(
      'configuration-invalide',
      `Aucune donnée dans ${dossier} : lancez d’abord « npm start », ou donnez PPN_DONNEES_DIR.`,
    );
  const systeme = await demarrerSysteme({ dossier, ports: 'libres', semences: false, portails: false });
  try {
    const { code, sortie } = await systeme[service].executer('reconstruire');
    process.stdout.write(sortie);
    return code ?? 1;
  } finally {
    await systeme.arreter();
  }
}

function serviceDemande(): 'interieur' | 'justice' {
  const { service } = lireArguments();
  if (service === 'interieur' || service === 'justice') return service;
  throw new PanneDeDemarrage(
    'configuration-invalide',
    'Dites quel service : --service interieur, ou --service justice.',
  );
}

function lireArguments(): { readonly service?: string | undefined } {
  try {
    return parseArgs({ options: { service: { type: 'string' } }, strict: true }).values;
  } catch {
    return {};
  }
}
