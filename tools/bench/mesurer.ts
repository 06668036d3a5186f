import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { type Banc, ouvrirBanc } from './banc.ts';
import { mesurerCroissance } from './croissance.ts';
import { mesurerDossier } from './dossier.ts';
import { mesurerMessages, type PlanDesMessages } from './messages.ts';
import { mesurerPassage, type Passage } from './passage.ts';
import { mesurerJournal, type PlanDuJournal } from './journal.ts';
import type { Mesures, Resultats } from './rapport.ts';
import { remplir } from './remplissage.ts';
import { mesurerScellement, type PlanDuScellement } from './scellement.ts';
import { arrondi } from './statistiques.ts';
import { mesurerLeTableau, type PlanDuTableau } from './tableau.ts';
import { mesurerTemoins } from './temoins.ts';

/** Volumes d'une execution. */
export type Plan = {
  readonly documentsTemoins: number;
  readonly scellement: PlanDuScellement;
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
  scellement: { actes: 160, tranches: 4, echauffement: 5 },
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
  scellement: { actes: 40, tranches: 1, echauffement: 1 },
  echauffement: { offert: 5, dureeS: 2 },
  passages: [{ offert: 10, dureeS: 2 }],
  messages: { offert: 20, dureeS: 3, fils: 5 },
  tableau: { mesures: 2_000, ecrans: 500, offert: 7, dureeS: 5 },
  journal: { faits: 10_000, tailles: [100_000, 1_000_000] },
  dossier: 60,
  croissance: { actes: [600, 1_200], tours: 1, fois: 3 },
};

/** Ce qui se mesure, dans cet ordre. Le scellement se lit contre ses temoins. */
export const PARTIES = [
  'temoins',
  'journal',
  'scellement',
  'passages',
  'messages',
  'tableau',
  'dossier',
  'croissance',
] as const satisfies readonly (keyof Resultats)[];
export type Partie = (typeof PARTIES)[number];

/** Ou va ce qu'une execution dit : une phrase avant chaque mesure, et le tout, relu apres chacune. */
export type Suivi = {
  readonly dire: (phrase: string) => void;
  readonly garder: (mesures: Mesures) => void;
};

type Mesureurs = { readonly [P in Partie]?: () => Promise<Resultats[P]> };

/** Mesure les parties choisies sur des systemes neufs effaces a la fin ; ce qui est mesure est garde avant la suite. */
export async function mesurer(
  plan: Plan,
  choisies: readonly Partie[],
  { dire, garder }: Suivi,
): Promise<Mesures> {
  const [depart, faiteA, charge] = [performance.now(), new Date().toISOString(), loadavg()[0] ?? 0];
  let resultats: Partial<Resultats> = {};
  const mesures = (): Mesures => ({
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
    ...resultats,
  });
  const jouer = async (mesureurs: Mesureurs): Promise<void> => {
    for (const partie of PARTIES) {
      const mesureur = choisies.includes(partie) ? mesureurs[partie] : undefined;
      if (mesureur === undefined) continue;
      resultats = { ...resultats, [partie]: await mesureur() };
      garder(mesures());
    }
  };
  await jouer({ temoins: () => temoins(plan, dire), journal: () => journal(plan, dire) });
  if (choisies.some((partie) => DE_LA_CHAINE.has(partie)))
    await surUnSystemeNeuf(dire, (banc) => jouer(mesureursDeLaChaine(banc, plan, dire)));
  await jouer({ croissance: () => mesurerLaCroissance(plan, dire) });
  return mesures();
}

const temoins = (plan: Plan, dire: Suivi['dire']): Promise<Resultats['temoins']> => {
  dire('Témoins : Typst, node:crypto, openssl…');
  return mesurerTemoins(plan.documentsTemoins);
};

const journal = ({ journal }: Plan, dire: Suivi['dire']): Promise<Resultats['journal']> => {
  dire(
    `Journal de preuve : ${journal.faits} faits, preuves jusqu’à ${journal.tailles.at(-1) ?? 0} feuilles…`,
  );
  return mesurerJournal(journal);
};

/** Les parties d'un meme systeme. */
const DE_LA_CHAINE: ReadonlySet<Partie> = new Set([
  'scellement',
  'passages',
  'messages',
  'tableau',
  'dossier',
]);

async function surUnSystemeNeuf(dire: Suivi['dire'], action: (banc: Banc) => Promise<void>): Promise<void> {
  dire('Démarrage d’un système neuf…');
  const banc = await ouvrirBanc();
  try {
    await action(banc);
  } finally {
    await banc.fermer();
  }
}

const mesureursDeLaChaine = (banc: Banc, plan: Plan, dire: Suivi['dire']): Mesureurs => ({
  scellement: () => {
    dire(`Scellement : ${plan.scellement.actes * plan.scellement.tranches} actes…`);
    return mesurerScellement(banc, plan.scellement);
  },
  passages: async () => {
    // Un service tourne des semaines : la compilation a la volee de ses premieres minutes n'est pas mesuree.
    await mesurerPassage(banc, plan.echauffement);
    const passages: Passage[] = [];
    for (const passage of plan.passages) {
      dire(`Passage entre ministères : ${passage.offert} actes par seconde pendant ${passage.dureeS} s…`);
      passages.push(await mesurerPassage(banc, passage));
    }
    return passages;
  },
  messages: () => {
    const { offert, dureeS } = plan.messages;
    dire(`Messages entre ministères : ${offert} par seconde pendant ${dureeS} s…`);
    return mesurerMessages(banc, plan.messages);
  },
  tableau: () => {
    const { mesures, ecrans, offert } = plan.tableau;
    dire(
      `Tableau des gardes à vue : ${mesures} mesures, ${ecrans} écrans ouverts, ${offert} changements par seconde…`,
    );
    return mesurerLeTableau(banc, plan.tableau);
  },
  dossier: () => {
    dire(`Dossier de ${plan.dossier} pièces : rédigé, signé, exporté, vérifié hors ligne…`);
    return mesurerDossier(banc, plan.dossier);
  },
});

async function mesurerLaCroissance(
  { croissance }: Plan,
  dire: Suivi['dire'],
): Promise<Resultats['croissance']> {
  const [petite, grande] = croissance.actes;
  dire(`Deux systèmes neufs, remplis à ${petite} et ${grande} actes…`);
  const a = await ouvrirBanc();
  const b = await ouvrirBanc().catch(async (cause: unknown) => {
    await a.fermer();
    throw cause;
  });
  try {
    await remplir(a, petite);
    await remplir(b, grande);
    dire('Croissance : les mêmes opérations sur les deux…');
    return {
      actes: [petite, grande],
      remplissage: REMPLISSAGE,
      operations: await mesurerCroissance(a, b, croissance),
    };
  } finally {
    await a.fermer();
    await b.fermer();
  }
}

const REMPLISSAGE =
  'Remplissage : cinq procédures de deux actes passent par toute la chaîne (saisies, signées, transmises, accusées) ; leurs lignes (journal, projections, envois, réceptions, consultations, objets) sont recopiées en SQL sous de nouveaux identifiants, dans la même unité et la même juridiction. Les PDF scellés sont partagés. Les deux systèmes sont mesurés en alternance.';

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
