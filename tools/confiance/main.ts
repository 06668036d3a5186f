import { ConfianceInutilisable } from './confiance.ts';
import { demarrerConfiance } from './serveur.ts';

/** Service de confiance en processus : `PPN_CONFIANCE_DOSSIER` (obligatoire), `PPN_CONFIANCE_PORT` (18780). */
const dossier = process.env['PPN_CONFIANCE_DOSSIER'];
const port = Number(process.env['PPN_CONFIANCE_PORT'] ?? '18780');
if (dossier === undefined || dossier === '')
  sortir('PPN_CONFIANCE_DOSSIER manque : donnez le dossier de confiance.');
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  sortir('PPN_CONFIANCE_PORT doit être un numéro de port.');

try {
  const service = await demarrerConfiance({ dossier, port });
  process.stdout.write(`confiance prête ${service.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void service.arreter().then(() => process.exit(0)));
} catch (erreur) {
  sortir(
    erreur instanceof ConfianceInutilisable
      ? erreur.message
      : `Le service de confiance ne démarre pas : ${String(erreur)}`,
  );
}

function sortir(phrase: string): never {
  process.stderr.write(`${phrase}\n`);
  process.exit(1);
}
