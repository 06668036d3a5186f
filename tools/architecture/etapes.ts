import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** Une etape de `npm run check` : un programme de `node_modules/.bin` ou un script, lance a la racine. */
export type Etape = {
  readonly nom: string;
  readonly script: string;
  readonly arguments: readonly string[];
};

/** Ce qu'une etape a donne ; `sortie` n'est a montrer que si elle echoue. */
export type Bilan = {
  readonly nom: string;
  readonly reussie: boolean;
  readonly dureeMs: number;
  readonly sortie: string;
};

/** Duree maximale d'une etape : au-dela elle est arretee et compte comme un echec. */
const DUREE_MAXIMALE_MS = 480_000;

/** Outils ecrits en Go : un coeur par etape (deux etapes tournent de front), et un ramasse-miettes qui passe moins. */
const SANS_DOUBLE_EMPLOI = { GOMAXPROCS: '1', GOGC: '400' };

/** Les etapes du controle, la plus longue d'abord : forme, style avec types, types (un programme par milieu : deux portails ne se verifient pas ensemble), direction des imports. */
export function etapesDuControle(racine: string): readonly Etape[] {
  const outil = (nom: string): string => join(racine, 'node_modules', '.bin', nom);
  const types = (nom: string, projet: string): Etape => ({
    nom: `types ${nom}`,
    script: outil('tsc'),
    // Un seul fil : les controleurs de types paralleles refont chacun une part du travail des autres.
    arguments: ['-p', projet, '--singleThreaded'],
  });
  return [
    { nom: 'style', script: outil('oxlint'), arguments: ['--format=unix'] },
    { nom: 'forme', script: outil('oxfmt'), arguments: ['--check', '.'] },
    types('de Node', 'tsconfig.json'),
    types('du code pur', 'tsconfig.pur.json'),
    types('des pièces communes', 'portals/tsconfig.json'),
    types('de l’enquêteur', 'portals/enqueteur/tsconfig.json'),
    types('du bureau pénal', 'portals/bureau-penal/tsconfig.json'),
    types('de PLINE', 'portals/pline/tsconfig.json'),
    types('de PLEX', 'portals/plex/tsconfig.json'),
    types('de la page du vérificateur', 'verifier/page/tsconfig.json'),
    types('des parcours', 'specifications/tsconfig.json'),
    {
      nom: 'imports',
      script: join(import.meta.dirname, 'direction.ts'),
      arguments: [racine],
    },
  ];
}

/** Lance une etape et attend sa fin ; ne lance jamais d'erreur. */
export function lancerEtape(racine: string, etape: Etape): Promise<Bilan> {
  const depart = performance.now();
  const enfant = spawn(process.execPath, [etape.script, ...etape.arguments], {
    cwd: racine,
    env: { ...process.env, ...SANS_DOUBLE_EMPLOI },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: DUREE_MAXIMALE_MS,
  });
  const morceaux: Buffer[] = [];
  enfant.stdout.on('data', (morceau: Buffer) => morceaux.push(morceau));
  enfant.stderr.on('data', (morceau: Buffer) => morceaux.push(morceau));
  return new Promise((finir) => {
    const terminer = (reussie: boolean, ajout = ''): void =>
      finir({
        nom: etape.nom,
        reussie,
        dureeMs: performance.now() - depart,
        sortie: Buffer.concat(morceaux).toString('utf8') + ajout,
      });
    enfant.on('error', (erreur) => terminer(false, erreur.message));
    enfant.on('close', (code) => terminer(code === 0));
  });
}
