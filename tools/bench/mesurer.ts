import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { ouvrirBanc } from './banc.ts';
import { mesurerCroissance } from './croissance.ts';
import { mesurerDossier } from './dossier.ts';
import { mesurerMessages, type PlanDesMessages } from './messages.ts';
import { mesurerPassage, type Passage } from './passage.ts';
import { mesurerJournal, type PlanDuJournal } from './journal.ts';
import type { Mesures } from './rapport.ts';
import { remplir } from './remplissage.ts';
import { mesurerScellement } from './scellement.ts';
import { arrondi } from './statistiques.ts';
import { mesurerLeTableau, type PlanDuTableau } from './tableau.ts';
import { mesurerTemoins } from './temoins.ts';

/** Volumes d'une execution. */
export type Plan = {
  readonly documentsTemoins: number;
  readonly scellement: { readonly actes: number; readonly tranches: number };
  readonly passages: readonly { readonly offert: number; readonly dureeS: number }[];
  /** Passages joues avant les passages mesures. */
  readonly echauffement: { readonly offert: number; readonly dureeS: number };
  readonly messages: PlanDesMessages;
  readonly tableau: PlanDuTableau;
  readonly journal: PlanDuJournal;
  /** Pieces du dossier exporte puis verifie hors ligne. */
  readonly dossier: number;
  readonly croissance: {
    readonly actes: readonly [number, number];
    readonly tours: number;
    readonly fois: number;
  };
};

/** Execution ordinaire (une douzaine de minutes sur deux coeurs) et execution rapide. */
export const PLAN: Plan = {
  documentsTemoins: 100,
  scellement: { actes: 160, tranches: 4 },
  echauffement: { offert: 10, dureeS: 20 },
  passages: [
    { offert: 1, dureeS: 10 },
    { offert: 10, dureeS: 10 },
    { offert: 20, dureeS: 10 },
    { offert: 50, dureeS: 8 },
  ],
  messages: { offert: 20, dureeS: 15, fils: 20 },
  // Deux mille mesures, un fait toutes les dix minutes chacune : 3,3 par seconde ; le double est offert.
  tableau: { mesures: 2_000, ecrans: 500, offert: 7, dureeS: 30 },
  journal: { faits: 50_000, tailles: [1_000_000, 10_000_000] },
  dossier: 1_000,
  croissance: { actes: [1_000, 20_000], tours: 5, fois: 12 },
};
export const PLAN_RAPIDE: Plan = {
  documentsTemoins: 20,
  scellement: { actes: 40, tranches: 1 },
  echauffement: { offert: 5, dureeS: 2 },
  passages: [{ offert: 10, dureeS: 2 }],
  messages: { offert: 20, dureeS: 3, fils: 5 },
  tableau: { mesures: 2_000, ecrans: 500, offert: 7, dureeS: 5 },
  journal: { faits: 10_000, tailles: [100_000, 1_000_000] },
  dossier: 60,
  croissance: { actes: [600, 1_200], tours: 1, fois: 3 },
};

/** Mesure tout, dans l'ordre, sur des systemes neufs effaces a la fin. */
export async function mesurer(plan: Plan, dire: (phrase: string) => void): Promise<Mesures> {
  const [depart, faiteA, charge] = [performance.now(), new Date().toISOString(), loadavg()[0] ?? 0];
  dire('Témoins : Typst, node:crypto, openssl…');
  const temoins = await mesurerTemoins(plan.documentsTemoins);
  dire(
    `Journal de preuve : ${plan.journal.faits} faits, preuves jusqu’à ${plan.journal.tailles.at(-1) ?? 0} feuilles…`,
  );
  const journal = await mesurerJournal(plan.journal);
  const chaine = await mesurerLaChaine(plan, dire);
  const operations = await mesurerLaCroissance(plan, dire);
  const [petite, grande] = plan.croissance.actes;
  return {
    faiteA,
    revision: revision(),
    machine: {
      coeurs: cpus().length,
      processeur: cpus()[0]?.model.trim() ?? '',
      node: process.version,
      charge: [arrondi(charge), arrondi(loadavg()[0] ?? 0)],
    },
    rapide: plan === PLAN_RAPIDE,
    dureeS: Math.round((performance.now() - depart) / 1000),
    temoins,
    journal,
    ...chaine,
    croissance: {
      actes: [petite, grande],
      remplissage:
        'Remplissage : cinq procédures de deux actes passent par toute la chaîne (saisies, signées, transmises, accusées) ; leurs lignes (journal, projections, envois, réceptions, consultations, objets) sont recopiées en SQL sous de nouveaux identifiants, dans la même unité et la même juridiction. Les PDF scellés sont partagés. Les deux systèmes sont mesurés en alternance.',
      operations,
    },
  };
}

async function mesurerLaChaine(
  plan: Plan,
  dire: (phrase: string) => void,
): Promise<Pick<Mesures, 'scellement' | 'passages' | 'messages' | 'tableau' | 'dossier'>> {
  dire('Démarrage d’un système neuf…');
  const banc = await ouvrirBanc();
  try {
    dire(`Scellement : ${plan.scellement.actes * plan.scellement.tranches} actes…`);
    const scellement = await mesurerScellement(banc, plan.scellement);
    const passages: Passage[] = [];
    // Un service tourne des semaines : la compilation a la volee de ses premieres minutes n'est pas mesuree.
    await mesurerPassage(banc, plan.echauffement);
    for (const passage of plan.passages) {
      dire(`Passage entre ministères : ${passage.offert} actes par seconde pendant ${passage.dureeS} s…`);
      passages.push(await mesurerPassage(banc, passage));
    }
    dire(
      `Messages entre ministères : ${plan.messages.offert} par seconde pendant ${plan.messages.dureeS} s…`,
    );
    const messages = await mesurerMessages(banc, plan.messages);
    dire(
      `Tableau des gardes à vue : ${plan.tableau.mesures} mesures, ${plan.tableau.ecrans} écrans ouverts, ${plan.tableau.offert} changements par seconde…`,
    );
    const tableau = await mesurerLeTableau(banc, plan.tableau);
    dire(`Dossier de ${plan.dossier} pièces : rédigé, signé, exporté, vérifié hors ligne…`);
    return { scellement, passages, messages, tableau, dossier: await mesurerDossier(banc, plan.dossier) };
  } finally {
    await banc.fermer();
  }
}

async function mesurerLaCroissance(
  { croissance }: Plan,
  dire: (phrase: string) => void,
): Promise<Mesures['croissance']['operations']> {
  const [petite, grande] = croissance.actes;
  dire(`Deux systèmes neufs, remplis à ${petite} et ${grande} actes…`);
  const bancs = [await ouvrirBanc()];
  try {
    bancs.push(await ouvrirBanc());
    const [a, b] = bancs;
    if (!a || !b) return [];
    await remplir(a, petite);
    await remplir(b, grande);
    dire('Croissance : les mêmes opérations sur les deux…');
    return await mesurerCroissance(a, b, croissance);
  } finally {
    for (const banc of bancs) await banc.fermer();
  }
}

/** Revision du depot, `inconnue` hors de git. */
function revision(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'inconnue';
  }
}
