import { horodate } from '@ppn/core';
import { ajouterFaits, type Json, lireFlux } from '@ppn/journal';
import { dansUneTransaction } from '@ppn/postgres';
import { type Kysely, sql } from 'kysely';
import { attendusPour, type Circuit, etatDuCircuit, evoluer, type FaitDuCircuit } from './domain/circuit.ts';
import { circuitDuFlux, fluxCircuit, lireFait } from './faits.ts';
import type { Tables, Tx } from './ports.ts';

/** Les ecrivains d'un circuit passent l'un apres l'autre. */
export const verrouiller = async (tx: Tx, id: string): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended(${fluxCircuit(id)}, 7206070))`.execute(tx));

/** Le circuit tel qu'il est ; `undefined` s'il n'existe pas. */
export async function circuitDe(db: Kysely<Tables> | Tx, id: string): Promise<Circuit | undefined> {
  const ligne = await db.selectFrom('circuit').select('contenu').where('id', '=', id).executeTakeFirst();
  return ligne?.contenu;
}

/** Ecrit les faits a la suite et met la projection a jour, sous le verrou du circuit. Rend le circuit d'apres. */
export async function consigner(
  tx: Tx,
  avant: Circuit | undefined,
  faits: readonly FaitDuCircuit[],
  { id, auteur, maintenant }: { readonly id: string; readonly auteur: string; readonly maintenant: Date },
): Promise<Circuit> {
  const ajoutes = await ajouterFaits(tx, {
    flux: fluxCircuit(id),
    versionAttendue: 'derniere',
    faits: faits.map(({ type, donnees }) => ({
      type,
      donnees: JSON.parse(JSON.stringify(donnees)) as Json,
      survenuA: horodate(maintenant.toISOString()),
    })),
    auteur,
  });
  if (!ajoutes.ok) throw new Error(`Deux écritures simultanées sur le circuit ${id}.`);
  return projeter(tx, avant, faits, ajoutes.valeur.at(-1)?.enregistreA ?? maintenant.toISOString());
}

async function projeter(
  tx: Tx,
  avant: Circuit | undefined,
  faits: readonly FaitDuCircuit[],
  a: string,
): Promise<Circuit> {
  const circuit = faits.reduce<Circuit | undefined>((etat, fait) => evoluer(etat, fait), avant);
  if (circuit === undefined) throw new Error('Circuit sans fait.');
  const etat = etatDuCircuit(circuit);
  const ligne = {
    etat,
    clos_a: etat === 'en-cours' ? null : new Date(a),
    participants: [...new Set([circuit.demandeur, ...circuit.signataires].map(({ matricule }) => matricule))],
    attendus: [...new Set(circuit.documents.flatMap((document) => attendusPour(circuit, document)))],
    contenu: JSON.stringify(circuit),
  };
  await tx
    .insertInto('circuit')
    .values({ id: circuit.id, demande_a: new Date(circuit.demandeA), ...ligne })
    .onConflict((conflit) => conflit.column('id').doUpdateSet(ligne))
    .execute();
  return circuit;
}

/** Vide la projection et la refait depuis le journal, circuit par circuit, chacun sous son verrou. */
export async function reconstruireParapheur(
  db: Kysely<Tables>,
): Promise<{ readonly faits: number; readonly flux: number }> {
  const { rows } = await sql<{ flux: string }>`
    select distinct flux from fait where flux like 'parapheur/%' order by flux`.execute(db);
  let faits = 0;
  for (const { flux } of rows) faits += await refaire(db, flux);
  await sql`delete from circuit c where not exists (select 1 from fait where flux = 'parapheur/' || c.id::text)`.execute(
    db,
  );
  return { faits, flux: rows.length };
}

const refaire = (db: Kysely<Tables>, flux: string): Promise<number> =>
  dansUneTransaction(db, async (tx: Tx) => {
    const id = circuitDuFlux(flux) ?? '';
    await verrouiller(tx, id);
    const lus = await lireFlux(tx, flux);
    await projeter(tx, undefined, lus.map(lireFait), lus.at(-1)?.enregistreA ?? '');
    return lus.length;
  });
