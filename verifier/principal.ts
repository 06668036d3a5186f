import { join } from 'node:path';
import { executer } from './commande.ts';
import { examinerParFils } from './dossier/fils.ts';
import { lecteurDeDossier } from './dossier/lecteur.ts';
import { lecteurDeRecepisse } from './recepisse.ts';
import { texteDesActes } from './texte-des-actes.ts';

// `npm run verify … | head` : qui n'ecoute plus la sortie n'est pas une panne.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
});

const issue = await executer(process.argv.slice(2), {
  racine: join(import.meta.dirname, '..'),
  dossier: process.env['INIT_CWD'] ?? process.cwd(),
  environnement: process.env,
  comparerTexte: texteDesActes,
  lecteurs: [lecteurDeDossier(examinerParFils), lecteurDeRecepisse],
});
process.stdout.write(issue.sortie);
process.stderr.write(issue.erreurs);
process.exitCode = issue.code;
