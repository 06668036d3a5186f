import { FRANGE_VIDE } from '@ppn/tlog';
import { sql } from 'kysely';
import { faireCosigner, localiser } from '../sceau/cosignature.ts';
import type { TemoinDistant } from '../sceau/cosignature.ts';
import { frangeDe, NoeudAbsent } from '../sceau/lecteur.ts';
import type { Alteration } from './alterations.ts';
import { cleDeLAlteration } from './alterations.ts';
import { auditerUnLot } from './auditer-lot.ts';
import type { Curseur, Juge } from './auditer-lot.ts';
import { declencheursCoupes, lireCompteurs, ontBouge } from './gardes.ts';
import type { Compteurs } from './gardes.ts';

/** Ce qu'un tour d'audit a vu. Instants ISO 8601 ; `temoin` : le pair a recompare, ou pourquoi non. */
export type TourDAudit = {
  readonly faitA: string;
  readonly dureeMs: number;
  /** Feuilles recomparees dans ce tour, et taille du journal. */
  readonly comparees: number;
  readonly taille: number;
  readonly entier: boolean;
  readonly temoin: 'compare' | 'absent' | 'sans-objet';
  readonly alterations: readonly Alteration[];
};

/** Un audit continu d'un journal. `budgetMs` : temps donne a la ronde des anciennes feuilles dans un tour sans alerte. */
export type ReglagesDAudit = Juge & {
  readonly temoin?: TemoinDistant;
  readonly budgetMs?: number;
  /** Appelee une fois par alteration, tant que le processus vit. */
  readonly surAlteration: (alteration: Alteration) => Promise<void>;
  readonly maintenant?: () => Date;
};

const DEBUT: Curseur = { frange: FRANGE_VIDE, position: 0 };
/** Au demarrage, le dernier bout du journal est recompare avant la ronde. */
const FIN_RECENTE = 20_000;

/** Un audit en cours : ce qu'il a deja dit, ou en sont ses deux passes, ce qu'il a vu de plus grand. */
type Etat = {
  readonly dites: Set<string>;
  compteurs: Compteurs;
  neuf: Curseur | undefined;
  ronde: Curseur;
  plusGrande: number;
};

/**
 * Ouvre un audit. Chaque tour : declencheurs et compteurs ; ce qui est neuf ; une ronde des anciennes feuilles, bornee en
 * temps ; le temoin. Si un compteur bouge, ou si une alteration est trouvee, tout est recompare, sans borne.
 */
export function ouvrirAudit(reglages: ReglagesDAudit): { readonly tour: () => Promise<TourDAudit> } {
  const etat: Etat = {
    dites: new Set(),
    compteurs: { ajoutees: 0, changees: 0 },
    neuf: undefined,
    ronde: DEBUT,
    plusGrande: 0,
  };
  return { tour: () => unTour(reglages, etat) };
}

async function unTour(reglages: ReglagesDAudit, etat: Etat): Promise<TourDAudit> {
  const maintenant = reglages.maintenant ?? (() => new Date());
  const debut = maintenant();
  const taille = await tailleDuJournal(reglages);
  const alterations = [...(await alarmes(reglages, etat, taille))];
  const appel = alterations.length > 0 || (await compteursOntBouge(reglages, etat));
  const ordinaire = appel ? RIEN : await passeOrdinaire(reglages, etat, taille);
  const entier = appel || ordinaire.alterations.length > 0;
  const entiere = entier ? await passeEntiere(reglages, etat) : RIEN;
  alterations.push(...ordinaire.alterations, ...entiere.alterations, ...(await derniersPoints(reglages)));
  const temoin = await comparerAuTemoin(reglages, alterations);
  etat.plusGrande = Math.max(etat.plusGrande, taille);
  const uniques = [...new Map(alterations.map((vue) => [cleDeLAlteration(vue), vue])).values()];
  await dire(reglages, etat, uniques);
  const fin = maintenant();
  return {
    faitA: fin.toISOString(),
    dureeMs: fin.getTime() - debut.getTime(),
    comparees: ordinaire.comparees + entiere.comparees,
    taille,
    entier,
    temoin,
    alterations: uniques,
  };
}

/** Ce qui se voit sans rien relire : un declencheur coupe, un journal plus court qu'avant. */
async function alarmes(
  { db }: ReglagesDAudit,
  { plusGrande }: Etat,
  taille: number,
): Promise<readonly Alteration[]> {
  const coupes = await declencheursCoupes(db);
  return [
    ...coupes.map((table) => ({ ...AUCUNE, code: 'declencheur-coupe', table }) as const),
    ...(taille < plusGrande
      ? [{ ...AUCUNE, code: 'journal-recule', de: taille, a: plusGrande } as const]
      : []),
  ];
}

async function compteursOntBouge({ db }: ReglagesDAudit, etat: Etat): Promise<boolean> {
  const lus = await lireCompteurs(db);
  const bouge = ontBouge(etat.compteurs, lus);
  etat.compteurs = lus;
  return bouge;
}

/** Une passe : ce qu'elle a trouve, et combien de feuilles elle a recomparees. */
type Passe = { readonly alterations: readonly Alteration[]; readonly comparees: number };
const RIEN: Passe = { alterations: [], comparees: 0 };

async function passeOrdinaire(reglages: ReglagesDAudit, etat: Etat, taille: number): Promise<Passe> {
  const neuf = etat.neuf ?? (await curseurA(reglages, Math.max(0, taille - FIN_RECENTE)));
  const recents = await parcourir(reglages, neuf, () => false);
  etat.neuf = recents.curseur;
  const limite = Date.now() + (reglages.budgetMs ?? 5_000);
  const boucle = ({ frange }: Curseur): boolean => frange.taille >= taille;
  const anciens = await parcourir(reglages, etat.ronde, (curseur) => Date.now() > limite || boucle(curseur));
  const comparees =
    recents.curseur.frange.taille -
    neuf.frange.taille +
    (anciens.curseur.frange.taille - etat.ronde.frange.taille);
  etat.ronde = anciens.fini || boucle(anciens.curseur) ? DEBUT : anciens.curseur;
  return { alterations: [...recents.alterations, ...anciens.alterations], comparees };
}

async function passeEntiere(reglages: ReglagesDAudit, etat: Etat): Promise<Passe> {
  const tout = await parcourir(reglages, DEBUT, () => false);
  etat.neuf = tout.curseur;
  etat.ronde = DEBUT;
  return { alterations: tout.alterations, comparees: tout.curseur.frange.taille };
}

async function parcourir(
  reglages: ReglagesDAudit,
  depuis: Curseur,
  assez: (curseur: Curseur) => boolean,
): Promise<Parcours> {
  const alterations: Alteration[] = [];
  for (let curseur = depuis; ;) {
    const lot = await auditerUnLot(reglages, curseur);
    alterations.push(...lot.alterations);
    curseur = lot.curseur;
    if (lot.fini || assez(curseur)) return { alterations, curseur, fini: lot.fini };
  }
}

type Parcours = {
  readonly alterations: readonly Alteration[];
  readonly curseur: Curseur;
  readonly fini: boolean;
};

/** Dit chaque alteration une fois ; si l'incident n'a pu s'ecrire, le tour suivant le redit. */
async function dire(
  { surAlteration }: ReglagesDAudit,
  { dites }: Etat,
  vues: readonly Alteration[],
): Promise<void> {
  for (const vue of vues) {
    const cle = cleDeLAlteration(vue);
    if (dites.has(cle)) continue;
    await surAlteration(vue);
    dites.add(cle);
  }
}

const AUCUNE = { de: 0, a: 0, flux: null, version: null } as const;

async function tailleDuJournal({ db }: Pick<Juge, 'db'>): Promise<number> {
  const { rows } = await sql<{
    taille: number;
  }>`select coalesce(max(indice) + 1, 0) as taille from feuille`.execute(db);
  return rows[0]?.taille ?? 0;
}

/** Reprend un audit a cette taille, sur les noeuds gardes ; s'il en manque, du debut. */
async function curseurA({ db }: Pick<Juge, 'db'>, taille: number): Promise<Curseur> {
  if (taille === 0) return DEBUT;
  const { rows } = await sql<{
    position: number;
  }>`select position from feuille where indice = ${taille - 1}`.execute(db);
  try {
    return { frange: await frangeDe(db, taille), position: rows[0]?.position ?? 0 };
  } catch (cause) {
    if (cause instanceof NoeudAbsent) return DEBUT;
    throw cause;
  }
}

/** Le dernier point repond de la derniere feuille : le sequenceur les ecrit ensemble. */
async function derniersPoints({ db }: Pick<Juge, 'db'>): Promise<readonly Alteration[]> {
  const { rows } = await sql<{ feuilles: number; points: number }>`
    select (select coalesce(max(indice) + 1, 0) from feuille) as feuilles, (select coalesce(max(taille), 0) from point) as points`.execute(
    db,
  );
  const { feuilles = 0, points = 0 } = rows[0] ?? {};
  if (points < feuilles) return [{ ...AUCUNE, code: 'point-manquant', de: points, a: feuilles }];
  if (points > feuilles) return [{ ...AUCUNE, code: 'feuille-manquante', de: feuilles, a: points }];
  return [];
}

async function comparerAuTemoin(
  { db, temoin }: ReglagesDAudit,
  alterations: Alteration[],
): Promise<TourDAudit['temoin']> {
  if (temoin === undefined) return 'sans-objet';
  try {
    const issue = await faireCosigner(db, temoin, { meme: true });
    if (issue === 'rien') return 'sans-objet';
    if (issue === 'cosigne') return 'compare';
    const plage = await localiser(db, temoin, issue);
    alterations.push({
      ...AUCUNE,
      code: issue.code,
      de: plage?.de ?? Math.min(issue.connue, issue.taille),
      a: plage?.a ?? issue.connue,
    });
    return 'compare';
  } catch (cause) {
    if (cause instanceof NoeudAbsent) return 'sans-objet';
    return 'absent';
  }
}
