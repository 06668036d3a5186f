import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { annonce } from './annonce.ts';
import { PanneDeDemarrage } from './pannes.ts';
import type { Systeme } from './types-du-systeme.ts';
import { enPanneDeDemarrage } from './traduire.ts';

const AIDE = `npm start [-- options]
  --reset            efface les données de ce dossier et repart de zéro
  --ports-libres     prend des ports libres au lieu des ports fixes
  --sans-semences    n’ajoute pas les procédures de démonstration
  --aide             cette aide
Dossier des données : .data, ou PPN_DONNEES_DIR. Ports et réglages : voir README, « Réglages ».
`;

/** Deux signaux rapproches n'en font qu'un : le terminal et npm envoient chacun le leur. */
const MEME_GESTE_MS = 500;

let systeme: Systeme | undefined;
let arretDemandeA: number | undefined;
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, surSignal);
for (const sortie of [process.stdout, process.stderr]) sortie.on('error', () => undefined);

try {
  await lancer();
} catch (cause) {
  const panne = enPanneDeDemarrage(cause, dossier());
  if (!(panne instanceof PanneDeDemarrage)) throw cause;
  process.stderr.write(`${panne.message}\n`);
  process.exit(panne.code === 'arret-demande' ? 0 : 1);
}

/** Le systeme n'est lu qu'ici : un module absent de node_modules devient une phrase. */
async function lancer(): Promise<void> {
  const options = lireOptions();
  if (options.aide) return void process.stdout.write(AIDE);
  if (process.env['NODE_ENV'] === 'production')
    throw new PanneDeDemarrage(
      'configuration-invalide',
      'NODE_ENV=production : « npm start » est le démonstrateur (clés et cartes de démonstration) ; en production, chaque service se lance seul avec ses variables.',
    );
  const { demarrerSysteme } = await import('./systeme.ts');
  const lance = await demarrerSysteme({
    dossier: dossier(),
    ports: options['ports-libres'] ? 'libres' : 'fixes',
    semences: !options['sans-semences'],
    remettreAZero: options.reset,
    pline: true,
    plex: true,
    signal: interruption.signal,
    dire: (phrase) => process.stdout.write(`${phrase}\n`),
  });
  systeme = lance;
  process.stdout.write(annonce(lance));
}

function dossier(): string {
  const demande = process.env['PPN_DONNEES_DIR'] ?? '';
  return demande === '' ? resolve(import.meta.dirname, '..', '..', '.data') : resolve(demande);
}

function lireOptions(): { reset: boolean; 'ports-libres': boolean; 'sans-semences': boolean; aide: boolean } {
  const option = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      options: { reset: option, 'ports-libres': option, 'sans-semences': option, aide: option },
      strict: true,
    }).values;
  } catch {
    process.stderr.write(`Option inconnue : ${process.argv.slice(2).join(' ')}\n${AIDE}`);
    process.exit(2);
  }
}

/** Premier signal : arret propre. Second, plus tard : tout est tue. */
function surSignal(): void {
  const maintenant = Date.now();
  if (arretDemandeA === undefined) {
    arretDemandeA = maintenant;
    process.stdout.write('\nArrêt… (Ctrl-C encore une fois pour forcer)\n');
    if (systeme === undefined) interruption.abort();
    else void arreter();
  } else if (maintenant - arretDemandeA > MEME_GESTE_MS) {
    systeme?.forcer();
    process.exit(130);
  }
}

async function arreter(): Promise<void> {
  await systeme?.arreter();
  process.stdout.write('Arrêté.\n');
  process.exit(0);
}
