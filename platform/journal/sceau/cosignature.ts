import { etape } from '@ppn/observability';
import {
  lireEntier,
  lireNote,
  lireSignatures,
  memesOctets,
  prouverCoherence,
  racine,
  verifierCosignature,
} from '@ppn/tlog';
import type { ClePublique } from '@ppn/tlog';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { lecteurDeNoeuds } from './lecteur.ts';
import { dernierPoint } from './points.ts';
import type { PointGarde } from './points.ts';
import { ecrireDemande } from './temoin.ts';

/** Le temoin, vu d'ici : comment lui parler, son nom de cle et ses cles. Le transport lance s'il ne repond pas. */
export type TemoinDistant = {
  readonly nom: string;
  readonly cles: () => readonly ClePublique[];
  readonly demander: (corps: string) => Promise<{ readonly statut: number; readonly corps: string }>;
  /** Note du plus grand point qu'il garde de nous, d'au plus `jusqua` feuilles. */
  readonly pointGarde: (jusqua: number) => Promise<string | undefined>;
};

/** Le temoin refuse notre journal : il en garde un point de `connue` feuilles que le notre ne prolonge plus. */
export type Divergence = {
  readonly code: 'journal-recule' | 'journal-bifurque';
  readonly connue: number;
  readonly taille: number;
};

/** Ce qu'une demande a donne. */
export type IssueDeTemoignage = 'rien' | 'cosigne' | Divergence;

/**
 * Fait cosigner le dernier point. Deja cosigne, rien n'est demande, sauf `meme` : l'audit redemande pour que le temoin
 * compare encore. Rend la divergence s'il y en a une ; lance si le temoin ne repond pas.
 */
export async function faireCosigner(
  db: QueryExecutorProvider,
  temoin: TemoinDistant,
  { meme = false }: { readonly meme?: boolean } = {},
): Promise<IssueDeTemoignage> {
  // Dans cet ordre : un point signe et cosigne entre les deux lectures n'est pas un recul.
  const cosignee = await derniereTailleCosignee(db, temoin.nom);
  const point = await dernierPoint(db);
  if (point === undefined) return cosignee > 0 ? recul(cosignee, 0) : 'rien';
  if (cosignee > point.taille) return recul(cosignee, point.taille);
  if (cosignee === point.taille && !meme) return 'rien';
  return demander(db, temoin, { point, ancienne: cosignee, essais: 3 });
}

type Demande = { readonly point: PointGarde; readonly ancienne: number; readonly essais: number };

async function demander(
  db: QueryExecutorProvider,
  temoin: TemoinDistant,
  { point, ancienne, essais }: Demande,
): Promise<IssueDeTemoignage> {
  const preuve = await prouverCoherence(lecteurDeNoeuds(db), ancienne, point.taille);
  const reponse = await temoin.demander(ecrireDemande({ ancienne, preuve, note: point.note }));
  if (reponse.statut === 200) return garder(db, temoin, point, reponse.corps);
  if (reponse.statut === 422) return { code: 'journal-bifurque', connue: ancienne, taille: point.taille };
  const connue = reponse.statut === 409 ? lireEntier(reponse.corps.trim()) : undefined;
  if (connue === undefined || essais <= 1)
    throw new Error(`Le témoin a répondu ${reponse.statut} : ${reponse.corps.slice(0, 200).trim()}`);
  if (connue > point.taille) return reprendre(db, temoin, { connue, point, essais });
  if (connue === ancienne) return { code: 'journal-bifurque', connue, taille: point.taille };
  return demander(db, temoin, { point, ancienne: connue, essais: essais - 1 });
}

/** Le temoin connait un point plus grand que celui qu'on lui montre : il a pu grandir depuis qu'on l'a lu ; sinon, c'est un recul. */
async function reprendre(
  db: QueryExecutorProvider,
  temoin: TemoinDistant,
  { connue, point, essais }: { readonly connue: number; readonly point: PointGarde; readonly essais: number },
): Promise<IssueDeTemoignage> {
  const depuis = await dernierPoint(db);
  return depuis === undefined || depuis.taille < connue
    ? recul(connue, point.taille)
    : demander(db, temoin, { point: depuis, ancienne: connue, essais: essais - 1 });
}

async function garder(
  db: QueryExecutorProvider,
  { nom, cles }: TemoinDistant,
  { taille, note }: PointGarde,
  lignes: string,
): Promise<'cosigne'> {
  const lue = lireNote(note);
  const signatures = lireSignatures(lignes);
  const retenue = signatures?.find((signature) => signature.nom === nom);
  if (lue === undefined || signatures === undefined || retenue === undefined)
    throw new Error('La réponse du témoin ne porte pas sa cosignature.');
  const jugee = verifierCosignature({ ...lue, signatures }, { nom, cles: cles() });
  if (!jugee.ok) throw new Error(`La cosignature du témoin ne vaut pas : ${jugee.refus}.`);
  const ligne = `${lignes.split('\n').find((candidate) => candidate.startsWith(`\u2014 ${nom} `)) ?? ''}\n`;
  await etape('journal.cosignature-recue');
  await sql`insert into point_cosignature (taille, temoin, ligne) values (${taille}, ${nom}, ${ligne}) on conflict do nothing`.execute(
    db,
  );
  return 'cosigne';
}

/** Plus grande taille que ce temoin a cosignee, d'apres nous. */
async function derniereTailleCosignee(db: QueryExecutorProvider, nom: string): Promise<number> {
  const { rows } = await sql<{
    taille: number;
  }>`select coalesce(max(taille), 0) as taille from point_cosignature where temoin = ${nom}`.execute(db);
  return rows[0]?.taille ?? 0;
}

const recul = (connue: number, taille: number): Divergence => ({ code: 'journal-recule', connue, taille });

/** Les feuilles ou deux journaux se separent : `de` a `a`, la derniere exclue. */
export type Plage = { readonly de: number; readonly a: number };

/**
 * Cherche ou notre journal s'ecarte des points que le temoin garde, par dichotomie : la plus petite plage de feuilles
 * entre deux de ses points. Sous charge elle a une seconde de faits ; au calme, un seul. `undefined` : aucun ecart.
 */
export async function localiser(
  db: QueryExecutorProvider,
  { pointGarde }: TemoinDistant,
  { connue }: Pick<Divergence, 'connue'>,
): Promise<Plage | undefined> {
  const { rows } = await sql<{
    taille: number;
  }>`select coalesce(max(indice) + 1, 0) as taille from feuille`.execute(db);
  const ici = rows[0]?.taille ?? 0;
  let [juste, faux] = [0, connue + 1];
  const garde = new Map<number, number>();
  while (faux - juste > 1) {
    const milieu = Math.floor((juste + faux) / 2);
    const lue = lireNote((await pointGarde(milieu)) ?? '');
    if (lue === undefined || lue.taille <= juste) {
      juste = milieu;
      continue;
    }
    const egale = lue.taille <= ici && (await memeRacine(db, lue.taille, lue.racine));
    if (egale) juste = milieu;
    else {
      garde.set(lue.taille, lue.taille);
      faux = lue.taille;
    }
  }
  if (!garde.has(faux)) return undefined;
  const avant = lireNote((await pointGarde(faux - 1)) ?? '');
  return { de: avant?.taille ?? 0, a: faux };
}

async function memeRacine(db: QueryExecutorProvider, taille: number, attendue: Uint8Array): Promise<boolean> {
  try {
    return memesOctets(await racine(taille, lecteurDeNoeuds(db)), attendue);
  } catch {
    return false;
  }
}
