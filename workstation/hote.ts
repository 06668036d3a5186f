import { lanceParUneExtension, servirNatif } from './natif.ts';
import { ouvrirPoste } from './noyau.ts';
import { lireReglages, ReglagesFaux } from './reglages.ts';

/**
 * Hôte du navigateur, porte « native messaging » : lancé par l'extension, arrêté avec elle. La sortie standard porte le protocole,
 * tout le reste va sur l'erreur standard.
 */
try {
  const { options, extensions } = await lireReglages(process.env);
  if (!lanceParUneExtension(process.argv.slice(2), extensions))
    throw new ReglagesFaux('L’agent de carte n’a pas été lancé par une extension admise (AGENT_EXTENSIONS).');
  await servirNatif(await ouvrirPoste(options), { entree: process.stdin, sortie: process.stdout });
  process.exit(0);
} catch (cause) {
  process.stderr.write(
    `${cause instanceof ReglagesFaux ? cause.message : `L’agent de carte ne démarre pas : ${String(cause)}`}\n`,
  );
  process.exit(1);
}
