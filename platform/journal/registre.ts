import { horodate } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import { type Kysely, sql, type Transaction } from 'kysely';
import { ajouterFaits } from './ajouter-faits.ts';
import type { Json } from './faits.ts';
import { lireFlux } from './lire.ts';

/** Un fait d'un registre : son type, ses donnees. */
type Fait = { readonly type: string; readonly donnees: unknown };

/** Ce qui fait un registre : des flux `prefixe/<cle>`, un schema, une projection qui se refait. */
export type ReglagesDeRegistre<T, F extends Fait> = {
  readonly prefixe: string;
  /** Relit un fait du journal ; lance s'il ne suit pas son schema. */
  readonly lire: (fait: Fait) => F;
  /** Applique un fait ; rejoue sur une base videe, il donne les memes lignes. `a` : instant d'enregistrement. */
  readonly projeter: (tx: Transaction<T>, cle: string, fait: F, a: string) => Promise<void>;
  /** Ote ce que le flux a projete. */
  readonly effacer: (tx: Transaction<T>, cle: string) => Promise<void>;
};

/** Registre tenu par faits : on y consigne, on le refait du journal. */
export type Registre<T, F extends Fait> = {
  readonly consigner: (
    tx: Transaction<T>,
    cle: string,
    faits: readonly F[],
    ecrit: { readonly auteur: string; readonly maintenant: Date },
  ) => Promise<void>;
  readonly reconstruire: (db: Kysely<T>) => Promise<{ readonly faits: number; readonly flux: number }>;
};

/** Ouvre un registre ; ses ecrivains passent l'un apres l'autre, flux par flux. */
export function creerRegistre<T, F extends Fait>({
  prefixe,
  lire,
  projeter,
  effacer,
}: ReglagesDeRegistre<T, F>): Registre<T, F> {
  const refaire = (db: Kysely<T>, flux: string): Promise<number> =>
    dansUneTransaction(db, async (tx) => {
      const cle = flux.slice(prefixe.length + 1);
      await verrouiller(tx, flux);
      await effacer(tx, cle);
      const faits = await lireFlux(tx, flux);
      for (const { type, donnees, enregistreA } of faits)
        await projeter(tx, cle, lire({ type, donnees }), enregistreA);
      return faits.length;
    });
  return {
    async consigner(tx, cle, faits, { auteur, maintenant }) {
      const flux = `${prefixe}/${cle}`;
      await verrouiller(tx, flux);
      const ajoutes = await ajouterFaits(tx, {
        flux,
        versionAttendue: 'derniere',
        faits: faits.map(({ type, donnees }) => ({
          type,
          donnees: JSON.parse(JSON.stringify(donnees)) as Json,
          survenuA: horodate(maintenant.toISOString()),
        })),
        auteur,
      });
      if (!ajoutes.ok) throw new Error(`Deux écritures simultanées sur ${flux}.`);
      for (const [rang, { enregistreA }] of ajoutes.valeur.entries()) {
        const fait = faits[rang];
        if (fait) await projeter(tx, cle, fait, enregistreA);
      }
    },
    async reconstruire(db) {
      const { rows } = await sql<{ flux: string }>`
        select distinct flux from fait where flux like ${`${prefixe}/%`} order by flux`.execute(db);
      let faits = 0;
      for (const { flux } of rows) faits += await refaire(db, flux);
      return { faits, flux: rows.length };
    },
  };
}

const verrouiller = async (tx: Parameters<typeof lireFlux>[0], flux: string): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended(${flux}, 7206060))`.execute(tx));
