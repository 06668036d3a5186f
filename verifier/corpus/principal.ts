import { join } from 'node:path';
import { executerCorpus } from './commande.ts';

const issue = await executerCorpus(process.argv.slice(2), {
  racine: join(import.meta.dirname, '..', '..'),
  dossier: process.env['INIT_CWD'] ?? process.cwd(),
  environnement: process.env,
});
process.stdout.write(issue.sortie);
process.stderr.write(issue.erreurs);
process.exitCode = issue.code;
