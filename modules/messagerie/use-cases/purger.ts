import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import { consigner } from '../consigner.ts';
import { type TypeDeFil, typeDeFil } from '../contract.ts';
import {
  finDeConservation,
  regleDeConservation,
  REGLES_DE_CONSERVATION,
} from '../domain/regles-de-conservation.ts';
import { faitDeMessagerie, fluxFil } from '../faits.ts';
import type { PortsMessagerie } from '../ports.ts';

const UN_JOUR_MS = 86_400_000;

/** Efface le contenu des fils dont la conservation est finie, et les fichiers deposes jamais envoyes ; les faits et leurs empreintes restent. Rend les fils effaces. */
export async function purger(ports: PortsMessagerie): Promise<readonly string[]> {
  const maintenant = ports.maintenant();
  await ports.db
    .deleteFrom('message_fichier')
    .where('fil', 'is', null)
    .where('depose_a', '<', new Date(maintenant.getTime() - UN_JOUR_MS))
    .execute();
  const effaces: string[] = [];
  for (const { id, type, dernier_a: dernierA } of await echus(ports, maintenant)) {
    const lu = typeDeFil.parse(type);
    if (finDeConservation(lu, dernierA) > maintenant.toISOString()) continue;
    if (await effacer(ports, id, { type: lu, dernierA })) effaces.push(id);
  }
  return effaces;
}

/** Les fils de chaque type que sa regle la plus courte pourrait toucher, les plus anciens d'abord : un type n'en cache pas un autre. */
async function echus({ db }: PortsMessagerie, maintenant: Date) {
  const lots = await Promise.all(
    typeDeFil.options.map((type) =>
      db
        .selectFrom('fil')
        .select(['id', 'type', 'dernier_a'])
        .where('efface_a', 'is', null)
        .where('type', '=', type)
        .where('dernier_a', '<', new Date(maintenant.getTime() - plusCourte(type) * UN_JOUR_MS))
        .orderBy('dernier_a')
        .limit(1_000)
        .execute(),
    ),
  );
  return lots.flat();
}

const plusCourte = (type: TypeDeFil): number =>
  Math.min(...REGLES_DE_CONSERVATION.filter((regle) => regle.type === type).map(({ jours }) => jours));

/** Relu sous verrou : un message arrive entre-temps garde le fil vivant. */
const effacer = (
  ports: PortsMessagerie,
  fil: string,
  { type, dernierA }: { readonly type: TypeDeFil; readonly dernierA: Date },
): Promise<boolean> =>
  dansUneTransaction(ports.db, async (tx) => {
    const encore = await sql<{ id: string }>`
      select id from fil where id = ${fil} and dernier_a = ${dernierA}::timestamptz and efface_a is null for update`.execute(
      tx,
    );
    if (encore.rows.length === 0) return false;
    const effaces = await tx
      .deleteFrom('message_contenu')
      .where('fil', '=', fil)
      .returning('message')
      .execute();
    await tx.deleteFrom('message_fichier').where('fil', '=', fil).execute();
    await ports.oublier(tx, fluxFil(fil));
    const maintenant = ports.maintenant();
    const regle = regleDeConservation(type, dernierA.toISOString().slice(0, 10));
    const donnees = { fil, messages: effaces.length, regle: regle.article, a: maintenant.toISOString() };
    await consigner(tx, fluxFil(fil), [faitDeMessagerie.parse({ type: 'contenu-efface', donnees })], {
      auteur: 'service',
      maintenant,
    });
    return true;
  });
