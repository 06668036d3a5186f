import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerSysteme, type Systeme } from '@ppn/demarrage';
import type { Terrain } from '@ppn/scenarios/jeu';
import { copierLeModele } from './copier-le-modele.ts';

/** Un systeme jetable en marche. */
export type Essai = {
  readonly systeme: Systeme;
  /** Dossier jetable de l'essai ; les donnees du systeme y sont sous `donnees`. */
  readonly dossier: string;
  /** Ou joindre les services ; lance l'agent de carte qui connait les PIN. */
  readonly terrain: () => Promise<Terrain>;
  /** Arrete tout et efface le dossier. */
  readonly fermer: () => Promise<void>;
};

/** `portails` : les ecrans, deja construits par `npm test`. `reglages` : surcharges `PPN_INTERIEUR_*`, `PPN_JUSTICE_*`, `PPN_AGENT_*`. */
export type OptionsDEssai = {
  readonly portails?: boolean;
  /** Demarre aussi PLINE. */
  readonly pline?: boolean;
  /** Demarre aussi PLEX, et PLINE avec elle. */
  readonly plex?: boolean;
  readonly reglages?: NodeJS.ProcessEnv;
};

/** Demarre un systeme neuf, sans semences, qui ne relance rien de lui-meme. */
export async function demarrerUnEssai({
  portails = false,
  pline = false,
  plex = false,
  reglages = {},
}: OptionsDEssai = {}): Promise<Essai> {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-essai-'));
  // `rm` : effacer les milliers de fichiers d'une grappe par `rmSync` coute dix fois plus.
  const effacer = (): void => void execFileSync('rm', ['-rf', dossier]);
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  try {
    await copierLeModele(join(dossier, 'donnees'));
    const systeme = await demarrerSysteme({
      dossier: join(dossier, 'donnees'),
      ports: 'libres',
      semences: false,
      portails,
      pline,
      plex,
      relancer: false,
      durable: false,
      environnement: { PATH, NODE_COMPILE_CACHE, ...reglages },
    });
    return {
      systeme,
      dossier,
      terrain: async () => ({
        interieur: systeme.interieur.origine,
        justice: systeme.justice.origine,
        agent: await systeme.agentAutomatique(),
      }),
      fermer: async () => {
        await systeme.arreter();
        effacer();
      },
    };
  } catch (cause) {
    effacer();
    throw cause;
  }
}
