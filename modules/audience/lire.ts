import { type Horodate, isHorodate, isUuid, jourCivilDe, type Uuid } from '@ppn/core';
import { sql } from 'kysely';
import { type Audience, natureDAudience } from './contract.ts';
import type { Db, Tx } from './tables.ts';

const ZONE = 'Europe/Paris';
const LISTE_MAX = 500;

/** Ce qu'on cherche au calendrier d'une juridiction ; bornes comprises, AAAA-MM-JJ, `au` vide : un an. */
export type Recherche = {
  readonly juridiction: string;
  readonly du: string;
  readonly au: string;
  readonly id?: string;
};

/** Audiences d'une juridiction, des plus proches aux plus lointaines, charge comprise : une requete. */
export async function audiencesDe(
  db: Db | Tx,
  { juridiction, du, au, id }: Recherche,
): Promise<readonly Audience[]> {
  const { rows } = await sql<Ligne>`
    select a.id, a.juridiction, a.nature, a.debut_local, a.salle, a.duree_minutes, a.origine, a.annulee_a,
      coalesce(sum(f.duree_minutes), 0)::int as prises, count(f.acte_id)::int as affaires
    from audience a left join audience_affaire f on f.audience = a.id
    where a.juridiction = ${juridiction}
      and (${id ?? null}::uuid is null or a.id = ${id ?? null}::uuid)
      and a.debut >= (${du}::date::timestamp at time zone ${ZONE})
      and a.debut < ((case when ${au} = '' then ${du}::date + 366 else nullif(${au}, '')::date + 1 end)::timestamp at time zone ${ZONE})
    group by a.id order by a.debut limit ${LISTE_MAX}`.execute(db);
  return rows.map(montrer);
}

type Ligne = {
  readonly id: string;
  readonly juridiction: string;
  readonly nature: string;
  readonly debut_local: string;
  readonly salle: string;
  readonly duree_minutes: number;
  readonly origine: string;
  readonly annulee_a: Date | null;
  readonly prises: number;
  readonly affaires: number;
};

const montrer = (ligne: Ligne): Audience => ({
  id: uuidDe(ligne.id),
  juridiction: ligne.juridiction,
  nature: natureDAudience.parse(ligne.nature),
  debut: horodateDe(ligne.debut_local),
  salle: ligne.salle,
  dureeMinutes: ligne.duree_minutes,
  prises: ligne.prises,
  affaires: ligne.affaires,
  origine: ligne.origine === 'decision' ? 'decision' : 'calendrier',
  annulee: ligne.annulee_a !== null,
});

function uuidDe(valeur: string): Uuid {
  if (!isUuid(valeur)) throw new Error(`Identifiant d’audience illisible : ${valeur}`);
  return valeur;
}

function horodateDe(valeur: string): Horodate {
  if (!isHorodate(valeur)) throw new Error(`Horodate d’audience illisible : ${valeur}`);
  return valeur;
}

/** Jour civil d'une audience. */
export const jourDe = ({ debut }: Pick<Audience, 'debut'>): string => jourCivilDe(debut, ZONE);
