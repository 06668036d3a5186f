import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { demarrerSysteme, type Systeme } from '@ppn/demarrage';
import type { Terrain } from './joueur.ts';
import { type LienCoupable, lienCoupable } from './lien-coupable.ts';
import { installerLeTemps, type TempsSimule } from './temps-simule.ts';
import { verifierLaSortie } from './verifier-la-sortie.ts';

/** Deroulement d'un scenario : chaque etape est chronometree, chaque fichier depose dans la sortie. */
export type Deroulement = {
  readonly terrain: Terrain;
  /** L'heure du scenario ; present si le scenario est `simule`. */
  readonly temps?: TempsSimule;
  readonly systeme: Systeme;
  /** L'echange entre les deux ministeres, que l'on peut couper ; present si le scenario est `coupable`. */
  readonly liaison?: { readonly couper: () => void; readonly retablir: () => void };
  /** Execute et chronometre une etape. */
  readonly etape: <T>(titre: string, agir: () => Promise<T>) => Promise<T>;
  /** Ecrit un fichier sous la sortie (`actes/…`, `plis/…`, `accuses/…`, `dossiers/…`). */
  readonly deposer: (chemin: string, octets: Uint8Array) => void;
};

/** Un scenario jouable ; `jouer` rend l'IDJ du dossier. */
export type Scenario = {
  readonly nom: string;
  readonly titre: string;
  /** Vrai : joue en temps simule, et chaque fichier de la sortie est verifie avant de la rendre. */
  readonly simule?: boolean;
  /** Vrai : l'echange entre les ministeres passe par un lien que le scenario peut couper. */
  readonly coupable?: boolean;
  readonly jouer: (deroulement: Deroulement) => Promise<string>;
  /** Le meme, joue aux ecrans dans un navigateur : laisse aussi `captures/`. */
  readonly jouerALEcran?: (deroulement: Deroulement) => Promise<string>;
};

/** `resume.json` : l'IDJ, chaque etape avec sa duree en ms, chaque fichier avec son SHA-256. */
export type Resume = {
  readonly scenario: string;
  readonly titre: string;
  readonly idj: string;
  readonly etapes: readonly { readonly titre: string; readonly dureeMs: number }[];
  readonly fichiers: readonly { readonly chemin: string; readonly taille: number; readonly sha256: string }[];
};

/**
 * Demarre un systeme neuf sur des ports libres et des donnees temporaires, joue, ramasse, arrete tout. `navigateur` : aux
 * ecrans plutot que par les API.
 */
export async function jouerScenario(
  scenario: Scenario,
  sortie: string,
  { navigateur = false }: { readonly navigateur?: boolean } = {},
): Promise<Resume> {
  const jouer = navigateur ? scenario.jouerALEcran : scenario.jouer;
  if (jouer === undefined) throw new Error(`${scenario.nom} ne se joue pas dans un navigateur.`);
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-demo-'));
  mkdirSync(sortie, { recursive: true });
  const horloge = mkdtempSync(join(tmpdir(), 'ppn-horloge-'));
  const temps = scenario.simule === true ? await installerLeTemps(horloge) : undefined;
  const liens = scenario.coupable === true ? [await lienCoupable(), await lienCoupable()] : [];
  const systeme = await demarrerSysteme({
    dossier,
    ports: 'libres',
    semences: false,
    portails: navigateur,
    relancer: false,
    environnement: { ...process.env, ...adressesDesLiens(liens) },
  });
  brancher(liens, systeme);
  try {
    await temps?.suivre([systeme.interieur, systeme.justice].map(({ base }) => base.urlProprietaire));
    const etapes: { titre: string; dureeMs: number }[] = [];
    const idj = await jouer({
      systeme,
      ...(temps === undefined ? {} : { temps }),
      ...(liens.length === 0 ? {} : { liaison: liaisonDes(liens) }),
      terrain: {
        interieur: systeme.interieur.origine,
        justice: systeme.justice.origine,
        agent: await systeme.agentAutomatique(),
      },
      async etape(titre, agir) {
        const depart = performance.now();
        const rendu = await agir();
        etapes.push({ titre, dureeMs: Math.round(performance.now() - depart) });
        return rendu;
      },
      deposer(chemin, octets) {
        const cible = join(sortie, chemin);
        mkdirSync(join(cible, '..'), { recursive: true });
        writeFileSync(cible, octets);
      },
    });
    cpSync(systeme.confiance.racine, join(sortie, 'racine.pem'));
    cpSync(systeme.confiance.intermediaires, join(sortie, 'intermediaires.pem'));
    writeFileSync(join(sortie, 'cles.json'), clesDesJournaux(dossier));
    if (temps !== undefined) await verifierLaSortie(sortie);
    const resume: Resume = {
      scenario: scenario.nom,
      titre: scenario.titre,
      idj,
      etapes,
      fichiers: inventorier(sortie),
    };
    writeFileSync(join(sortie, 'resume.json'), `${JSON.stringify(resume, null, 2)}\n`);
    return resume;
  } finally {
    await systeme.arreter();
    for (const lien of liens) await lien.fermer();
    rmSync(dossier, { recursive: true, force: true });
    rmSync(horloge, { recursive: true, force: true });
  }
}

/** Chaque service joint l'autre par un lien : Interieur vers Justice, puis Justice vers Interieur. */
const adressesDesLiens = ([versJustice, versInterieur]: readonly LienCoupable[]): NodeJS.ProcessEnv =>
  versJustice === undefined || versInterieur === undefined
    ? {}
    : { PPN_INTERIEUR_PAIR_URL: versJustice.url, PPN_JUSTICE_PAIR_URL: versInterieur.url };

function brancher([versJustice, versInterieur]: readonly LienCoupable[], { ports }: Systeme): void {
  if (versJustice === undefined || versInterieur === undefined) return;
  versJustice.vers = ports.justiceEchange;
  versInterieur.vers = ports.interieurEchange;
}

const liaisonDes = (liens: readonly LienCoupable[]): NonNullable<Deroulement['liaison']> => ({
  couper: () => liens.forEach((lien) => lien.couper()),
  retablir: () => liens.forEach((lien) => lien.retablir()),
});

/** Cles publiques des deux journaux, telles que le lanceur les publie : le verificateur les tient ainsi d'ailleurs que de l'export. */
function clesDesJournaux(dossier: string): string {
  const publiees = (['interieur', 'justice'] as const).flatMap(
    (service): unknown =>
      JSON.parse(readFileSync(join(dossier, 'confiance', 'journaux', `${service}.json`), 'utf8')) as unknown,
  );
  return `${JSON.stringify(publiees, null, 1)}\n`;
}

function inventorier(sortie: string): Resume['fichiers'] {
  return readdirSync(sortie, { recursive: true, withFileTypes: true })
    .filter((entree) => entree.isFile() && entree.name !== 'resume.json')
    .map((entree) => {
      const chemin = join(entree.parentPath, entree.name);
      const octets = readFileSync(chemin);
      return {
        chemin: relative(sortie, chemin),
        taille: octets.length,
        sha256: createHash('sha256').update(octets).digest('hex'),
      };
    })
    .sort((a, b) => a.chemin.localeCompare(b.chemin));
}
