import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DossierDeDonnees } from './dossier-de-donnees.ts';
import { environnementAmbiant } from './environnement.ts';
import { avecFinLiee } from './fin-liee.ts';
import type { PileDArrets } from './pile-d-arrets.ts';
import { ecrireSecret } from './secrets.ts';
import type { Systeme } from './types-du-systeme.ts';

type Besoins = {
  readonly racine: string;
  readonly dossier: DossierDeDonnees;
  readonly systeme: Systeme;
  readonly ambiant: NodeJS.ProcessEnv;
  readonly dire: (phrase: string) => void;
  readonly arrets: PileDArrets;
};

/** Ce que recoit `tools/scenarios/amorcer.ts` par le fichier `PPN_SYSTEME` (JSON, 0600) : adresses, agents, cartes et PIN. */
export type SystemeDecrit = {
  readonly interieur: string;
  readonly justice: string;
  readonly agent: string;
  readonly pline?: string;
  readonly plex?: string;
  readonly racine: string;
  readonly intermediaires: string;
  readonly courrier: string;
  readonly agents: Systeme['agents'];
};

/**
 * Remplit une seule fois, par les API publiques : `tools/scenarios/amorcer.ts` dans un enfant, un agent de carte
 * automatique. Le temoin n'est ecrit qu'a la fin ; interrompu ou en echec, l'enfant reprend au demarrage suivant d'apres
 * `PPN_SEMENCES_JOURNAL`, et le systeme marche sans attendre.
 */
export async function semerUneFois({
  racine,
  dossier,
  systeme,
  dire,
  ambiant,
  arrets,
}: Besoins): Promise<void> {
  const temoin = dossier.lieu('semences.json');
  const script = join(racine, 'tools', 'scenarios', 'amorcer.ts');
  if (existsSync(temoin) || !existsSync(script)) return;
  dire('Premier démarrage : une petite unité et un petit tribunal se remplissent…');
  const decrit = dossier.lieu('systeme.json');
  ecrireSecret(decrit, JSON.stringify(decrire(systeme, await systeme.agentAutomatique())));
  const erreur = await lancer(arrets, script, {
    ...environnementAmbiant(ambiant),
    PPN_SYSTEME: decrit,
    PPN_SEMENCES_JOURNAL: dossier.lieu('semences.journal'),
  });
  if (erreur === undefined) return ecrireSecret(temoin, JSON.stringify({ etat: 'faites' }));
  dire(
    `Les procédures de démonstration ne sont pas toutes créées (${erreur}) : le système marche sans elles, et le prochain démarrage les complétera.`,
  );
}

function decrire(systeme: Systeme, agent: string): SystemeDecrit {
  return {
    interieur: systeme.interieur.origine,
    justice: systeme.justice.origine,
    agent,
    ...(systeme.pline === undefined ? {} : { pline: systeme.pline.origine }),
    ...(systeme.plex === undefined ? {} : { plex: systeme.plex.origine }),
    racine: systeme.confiance.racine,
    intermediaires: systeme.confiance.intermediaires,
    courrier: systeme.courrier.urlHttp,
    agents: systeme.agents,
  };
}

/** `undefined` si tout va bien, sinon la derniere ligne d'erreur. */
function lancer(
  arrets: PileDArrets,
  script: string,
  environnement: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const [programme, args] = avecFinLiee(process.execPath, [script]);
  const enfant = spawn(programme, args, { env: environnement, stdio: ['ignore', 'ignore', 'pipe'] });
  arrets.ajouter(() => void enfant.kill('SIGTERM'));
  const erreurs: Buffer[] = [];
  enfant.stderr.on('data', (morceau: Buffer) => erreurs.push(morceau));
  return new Promise((finir) => {
    enfant.on('error', (cause) => finir(cause.message));
    enfant.on('close', (code, signal) => {
      const texte = Buffer.concat(erreurs).toString('utf8');
      const ligne = texte
        .split('\n')
        .find((candidate) => /^\S/.test(candidate) && !/^(file:|node:|\(node)/.test(candidate));
      finir(code === 0 ? undefined : (ligne?.replace(/^\w*Error: /, '') ?? signal ?? `code ${code ?? '?'}`));
    });
  });
}
