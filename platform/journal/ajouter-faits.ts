import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { codeSql } from '@ppn/postgres';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { COLONNES } from './colonnes.ts';
import { TAILLE_MAXIMALE_DES_DONNEES } from './faits.ts';
import type { FaitEnregistre, FaitNouveau } from './faits.ts';

/** Faits a ajouter a un flux : `versionAttendue` est la derniere version lue (0 pour un flux neuf), ou `'derniere'` de qui tient deja le flux. */
export type Ajout = {
  readonly flux: string;
  readonly versionAttendue: number | 'derniere';
  readonly faits: readonly FaitNouveau[];
  readonly auteur: string;
};

/**
 * Ajoute des faits a la suite de la version lue, dans la transaction donnee (`read committed`) ; NOTIFY part avec son commit.
 * `conflit-de-version` : un autre a ecrit entre-temps, rien n'est ecrit. Lance `RangeError` si un fait depasse 256 Kio.
 */
export async function ajouterFaits(
  tx: QueryExecutorProvider,
  ajout: Ajout,
): Promise<Result<readonly FaitEnregistre[], 'conflit-de-version'>> {
  if (ajout.faits.length === 0) return reussite([]);
  const lignes = JSON.stringify(ajout.faits.map(enLigne));
  await sql`select pg_advisory_xact_lock(hashtextextended(${ajout.flux}, ${GRAINE}))`.execute(tx);
  try {
    const { rows } = await inserer(ajout, lignes).execute(tx);
    return rows.length === 0 ? refus('conflit-de-version') : reussite(rows);
  } catch (cause) {
    if (codeSql(cause) === DOUBLON) return refus('conflit-de-version');
    throw cause;
  }
}

/** Graine des verrous par flux : deux ecrivains d'un meme flux passent l'un apres l'autre. */
const GRAINE = 7_206_004;

/** `unique_violation` : seulement sous une isolation plus forte, ou la lecture est anterieure au verrou ; la transaction est alors perdue. */
const DOUBLON = '23505';

const inserer = ({ flux, versionAttendue, auteur }: Ajout, lignes: string) => sql<FaitEnregistre>`
  insert into fait (flux, version, type, donnees, survenu_a, auteur)
  select ${flux}, derniere + rang, ligne ->> 'type', ligne -> 'donnees', ligne ->> 'survenuA', ${auteur}
  from jsonb_array_elements(${lignes}::jsonb) with ordinality as l (ligne, rang),
    (select coalesce(max(version), 0) as derniere from fait where flux = ${flux}) as d
  where derniere = coalesce(${versionAttendue === 'derniere' ? null : versionAttendue}::int, derniere)
  order by rang
  returning ${COLONNES}`;

function enLigne(fait: FaitNouveau): FaitNouveau {
  const taille = Buffer.byteLength(JSON.stringify(fait.donnees));
  if (taille > TAILLE_MAXIMALE_DES_DONNEES)
    throw new RangeError(
      `Fait ${fait.type} trop gros : ${taille} octets, ${TAILLE_MAXIMALE_DES_DONNEES} au plus. Deposez les octets dans le magasin.`,
    );
  return { type: fait.type, donnees: fait.donnees, survenuA: fait.survenuA };
}
