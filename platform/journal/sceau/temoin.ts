import { dansUneTransaction } from '@ppn/postgres';
import {
  cosigner,
  enBase64,
  lireEmpreinte,
  lireEntier,
  lireNote,
  memesOctets,
  RACINE_VIDE,
  verifierCoherence,
  verifierNote,
} from '@ppn/tlog';
import type { CleDeSignature, ClePublique, Note } from '@ppn/tlog';
import { sql } from 'kysely';
import type { Kysely, QueryExecutorProvider } from 'kysely';

/** Une demande de cosignature (C2SP tlog-witness) : la taille que le temoin connait, la preuve, la note. */
export type DemandeDeTemoignage = {
  readonly ancienne: number;
  readonly preuve: readonly Uint8Array[];
  readonly note: string;
};

/** Ce que repond le temoin ; `faute` : le journal du pair ne prolonge plus le point de cette taille, c'est un incident grave. */
export type Temoignage = {
  readonly statut: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: string;
  readonly corps: string;
  readonly faute?: { readonly taille: number; readonly annoncee: number };
};

/** Qui temoigne, et du journal de qui. */
export type Temoin<T> = {
  readonly db: Kysely<T>;
  readonly cle: CleDeSignature;
  /** Origine du journal du pair, et ses cles de journal. */
  readonly origine: string;
  readonly clesDuPair: () => readonly ClePublique[];
  readonly maintenant: () => Date;
};

/** Ecrit le corps d'une demande. */
export const ecrireDemande = ({ ancienne, preuve, note }: DemandeDeTemoignage): string =>
  `old ${ancienne}\n${preuve.map((noeud) => `${enBase64(noeud)}\n`).join('')}\n${note}`;

/** Lit le corps d'une demande ; `undefined` si la forme est fausse. */
export function lireDemande(corps: string): (DemandeDeTemoignage & { readonly lue: Note }) | undefined {
  const coupe = corps.indexOf('\n\n');
  const [premiere = '', ...lignes] = corps.slice(0, Math.max(0, coupe)).split('\n');
  const ancienne = lireEntier(/^old (\d+)$/.exec(premiere)?.[1] ?? '');
  const preuve = lignes.map(lireEmpreinte);
  const note = corps.slice(coupe + 2);
  const lue = lireNote(note);
  if (ancienne === undefined || lue === undefined || preuve.length > 63) return undefined;
  return preuve.every((noeud) => noeud !== undefined) ? { ancienne, preuve, note, lue } : undefined;
}

/** Cosigne un point du pair qui prolonge celui que nous gardons, ou dit pourquoi non. Le point est garde avant la reponse. */
export async function temoigner<T>(corps: string, temoin: Temoin<T>): Promise<Temoignage> {
  const demande = lireDemande(corps);
  if (demande === undefined) return dire(400, 'Demande de cosignature illisible.');
  const { lue } = demande;
  if (lue.origine !== temoin.origine) return dire(404, 'Journal inconnu.');
  const verifiee = verifierNote(demande.note, {
    nom: temoin.origine,
    cles: temoin.clesDuPair(),
    a: temoin.maintenant().toISOString(),
  });
  if (!verifiee.ok) return dire(403, `Point refusé : ${verifiee.refus}.`);
  if (demande.ancienne > lue.taille) return dire(400, 'L’ancienne taille dépasse la nouvelle.');
  return dansUneTransaction(temoin.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${VERROU})`.execute(tx);
    return juger(tx, demande, temoin);
  });
}

const VERROU = 7_206_021;

async function juger<T>(
  tx: QueryExecutorProvider,
  { ancienne, preuve, lue, note }: DemandeDeTemoignage & { readonly lue: Note },
  { cle, origine, maintenant }: Temoin<T>,
): Promise<Temoignage> {
  const garde = await dernierPointDuPair(tx, origine);
  const connue = garde?.taille ?? 0;
  if (ancienne !== connue) return conflit(connue);
  const racineDe = garde?.racine ?? RACINE_VIDE;
  const faute = { taille: connue, annoncee: lue.taille };
  if (connue === lue.taille && !memesOctets(racineDe, lue.racine)) return { ...conflit(connue), faute };
  if (!verifierCoherence({ de: connue, racineDe, a: lue.taille, racineA: lue.racine, preuve }))
    return { ...dire(422, 'Ce point ne prolonge pas celui que nous avons cosigné.'), faute };
  const ligne = cosigner(lue.corps, cle, Math.floor(maintenant().getTime() / 1000));
  await sql`insert into point_du_pair (origine, taille, note, cosignature) values (${origine}, ${lue.taille}, ${note}, ${ligne})
    on conflict do nothing`.execute(tx);
  return { statut: 200, type: 'text/plain; charset=utf-8', corps: ligne };
}

const dire = (statut: 400 | 403 | 404 | 422, phrase: string): Temoignage => ({
  statut,
  type: 'text/plain; charset=utf-8',
  corps: `${phrase}\n`,
});

const conflit = (connue: number): Temoignage => ({
  statut: 409,
  type: 'text/x.tlog.size',
  corps: `${connue}\n`,
});

/** Un point du pair que nous gardons. */
export type PointDuPair = {
  readonly taille: number;
  readonly racine: Uint8Array;
  readonly note: string;
  readonly cosignature: string;
};

/** Le plus grand point du pair que nous avons cosigne, d'au plus `jusqua` feuilles. */
export async function dernierPointDuPair(
  tx: QueryExecutorProvider,
  origine: string,
  jusqua: number = Number.MAX_SAFE_INTEGER,
): Promise<PointDuPair | undefined> {
  const { rows } = await sql<{ note: string; cosignature: string }>`
    select note, cosignature from point_du_pair where origine = ${origine} and taille <= ${jusqua}
    order by taille desc limit 1`.execute(tx);
  const [garde] = rows;
  const lue = garde && lireNote(garde.note);
  return lue && { ...garde, taille: lue.taille, racine: lue.racine };
}
