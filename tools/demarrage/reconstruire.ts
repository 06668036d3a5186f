import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { NomDeService } from './annuaire.ts';
import { PanneDeDemarrage } from './pannes.ts';
import { type Execution, executer } from './enfant.ts';
import { fichierDesReglages } from './services.ts';
import { demarrerSysteme } from './systeme.ts';

/**
 * `npm run rebuild -- --service justice` : vide les projections du service et les refait depuis les faits et les actes
 * scelles, sur les donnees de `npm start`, en marche ou arrete. En production : `node services/<service>/main.ts reconstruire`.
 */
const demande = process.env['PPN_DONNEES_DIR'] ?? '';
const racine = resolve(import.meta.dirname, '..', '..');
const dossier = demande === '' ? join(racine, '.data') : resolve(demande);

try {
  const { code, sortie } = await reconstruire(serviceDemande());
  process.stdout.write(sortie);
  process.exitCode = code ?? 1;
} catch (cause) {
  if (!(cause instanceof PanneDeDemarrage)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
}

async function reconstruire(service: NomDeService): Promise<Execution> {
  if (!existsSync(join(dossier, 'ppn.json')))
    throw new PanneDeDemarrage(
      'configuration-invalide',
      `Aucune donnée dans ${dossier} : lancez d’abord « npm start », ou donnez PPN_DONNEES_DIR.`,
    );
  try {
    return await pendantUnDemarrage(service);
  } catch (cause) {
    if (!(cause instanceof PanneDeDemarrage) || cause.code !== 'deja-lance') throw cause;
    return aCoteDuService(service);
  }
}

/** Rien ne tourne : le systeme demarre sur des ports libres, le temps de la commande. */
async function pendantUnDemarrage(service: NomDeService): Promise<Execution> {
  const systeme = await demarrerSysteme({ dossier, ports: 'libres', semences: false, portails: false });
  try {
    return await systeme[service].executer('reconstruire');
  } finally {
    await systeme.arreter();
  }
}

/** `npm start` tourne : la commande prend les reglages qu'il a ecrits, et travaille a cote du service. */
async function aCoteDuService(service: NomDeService): Promise<Execution> {
  const environnement = reglagesEnCours(service);
  return executer({ script: join(racine, 'services', service, 'main.ts'), environnement }, 'reconstruire');
}

function reglagesEnCours(service: NomDeService): Readonly<Record<string, string>> {
  try {
    return z
      .record(z.string(), z.string())
      .parse(JSON.parse(readFileSync(fichierDesReglages(dossier, service), 'utf8')));
  } catch {
    throw new PanneDeDemarrage(
      'configuration-invalide',
      `« npm start » tourne sur ${dossier} mais n’a pas encore préparé ce service : attendez « prêt », puis recommencez.`,
    );
  }
}

function serviceDemande(): NomDeService {
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
