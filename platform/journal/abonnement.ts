import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import type { Kysely, QueryExecutorProvider, Transaction } from 'kysely';
import { ecouter } from './ecouter.ts';
import type { FaitEnregistre } from './faits.ts';
import { lirePage } from './lire.ts';

/** Traite un fait dans la transaction qui avance le curseur : son effet en base est exactement une fois. */
export type Traitement<T> = (tx: Transaction<T>, fait: FaitEnregistre) => Promise<void>;

/** Un lecteur nomme du journal. */
export type Abonnement<T> = {
  readonly db: Kysely<T>;
  readonly nom: string;
  readonly traiter: Traitement<T>;
  readonly parLot?: number;
};

/**
 * Traite tous les faits que l'horizon laisse lire ; rend la position jusqu'ou tout est traite. Plusieurs processus : un seul travaille, les autres rendent aussitot.
 * Une exception de `traiter` annule le lot et remonte : l'ordre prime, un fait impossible arrete le lecteur.
 */
export async function rattraper<T>(abonnement: Abonnement<T>): Promise<number> {
  await sql`insert into abonnement (nom) values (${abonnement.nom}) on conflict (nom) do nothing`.execute(
    abonnement.db,
  );
  for (;;) {
    const { position, complet } = await unLot(abonnement);
    if (complet) return position;
  }
}

/** Reprend l'abonnement apres `position` (0 : tout rejouer). A faire dans la transaction qui vide la projection. */
export async function repositionner(tx: QueryExecutorProvider, nom: string, position: number): Promise<void> {
  await sql`insert into abonnement (nom, position) values (${nom}, ${position}) on conflict (nom) do update set position = ${position}`.execute(
    tx,
  );
}

/** Options d'un abonnement vivant ; `urlDirecte` : connexion LISTEN, sans intermediaire. */
export type OptionsDAbonnement = {
  readonly urlDirecte: string;
  readonly surErreur?: (cause: unknown) => void;
  readonly releveMs?: number;
};

/** Suit le journal jusqu'a l'arret : rattrape, puis a chaque reveil ; apres une erreur, reessaie (0,1 s a 10 s). */
export function abonner<T>(abonnement: Abonnement<T>, options: OptionsDAbonnement): () => Promise<void> {
  const etat = { voulue: 0, arrete: false, echecs: 0 };
  let travail: Promise<void> | undefined;
  let minuteur: NodeJS.Timeout | undefined;
  const reveiller = (): void => {
    clearTimeout(minuteur);
    if (!etat.arrete) travail ??= tour().finally(() => (travail = undefined));
  };
  const replanifier = (): void => {
    etat.echecs += 1;
    if (!etat.arrete) minuteur = setTimeout(reveiller, Math.min(50 * 2 ** etat.echecs, 10_000));
  };
  const rattraperTout = async (): Promise<number> => {
    for (;;) {
      const visee = etat.voulue;
      const atteinte = await rattraper(abonnement);
      if (etat.arrete || visee >= etat.voulue) return atteinte;
    }
  };
  const tour = async (): Promise<void> => {
    try {
      const atteinte = await rattraperTout();
      if (atteinte < etat.voulue) replanifier();
      else etat.echecs = 0;
    } catch (cause) {
      options.surErreur?.(cause);
      replanifier();
    }
  };
  const taire = ecouter(
    options.urlDirecte,
    (position) => {
      etat.voulue = Math.max(etat.voulue, position);
      reveiller();
    },
    options,
  );
  return async () => {
    etat.arrete = true;
    clearTimeout(minuteur);
    await taire();
    await travail;
    clearTimeout(minuteur);
  };
}

type Lot = { readonly position: number; readonly complet: boolean };

function unLot<T>({ db, nom, traiter, parLot = 100 }: Abonnement<T>): Promise<Lot> {
  return dansUneTransaction(db, async (tx) => {
    const { rows } = await sql<{
      position: number;
    }>`select position from abonnement where nom = ${nom} for update skip locked`.execute(tx);
    const [curseur] = rows;
    if (curseur === undefined) return { position: Number.MAX_SAFE_INTEGER, complet: true };
    const { faits, horizon } = await lirePage(tx, curseur.position, parLot);
    for (const fait of faits) await traiter(tx, fait);
    const position = faits.at(-1)?.position ?? curseur.position;
    if (faits.length > 0)
      await sql`update abonnement set position = ${position} where nom = ${nom}`.execute(tx);
    return faits.length < parLot
      ? { position: Math.max(position, horizon), complet: true }
      : { position, complet: false };
  });
}
