import { horodate, jourCivilDe } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import { sql } from 'kysely';
import { type Envoi, envoi } from './contract.ts';
import { estEnRetard, pasPossibles } from './domain/suivi.ts';
import type { Db } from './tables.ts';

const LISTE_MAX = 200;
const ZONE = 'Europe/Paris';

/** Vue de la liste des envois. */
export type Vue = 'en-retard' | 'a-suivre' | 'termines';

const OUVERTS = sql`n.etat in ('a-envoyer', 'envoye', 'echoue')`;
const enRetard = (jour: string) =>
  sql`(n.etat = 'echoue' or (${OUVERTS} and n.echeance <> '' and n.echeance < ${jour}))`;

/** Jour civil, heure de Paris. */
export const jourDe = (maintenant: Date): string => jourCivilDe(horodate(maintenant.toISOString()), ZONE);

/** Envois d'une juridiction : les plus pressants d'abord. */
export async function envoisDeLaJuridiction(
  db: Db,
  { juridiction, vue, jour }: { readonly juridiction: string; readonly vue: Vue; readonly jour: string },
): Promise<{ readonly envois: Envoi[]; readonly tronquee: boolean; readonly comptes: Comptes }> {
  const filtre =
    vue === 'en-retard'
      ? enRetard(jour)
      : vue === 'a-suivre'
        ? OUVERTS
        : sql`n.etat in ('recu', 'confirme', 'abandonne')`;
  const { rows } = await sql<Ligne>`
    select n.*, d.contenu from notification n join dossier d on d.idj = n.idj
    where n.juridiction = ${juridiction} and d.juridiction = ${juridiction} and ${filtre}
    order by case when ${vue} = 'termines' then null else coalesce(nullif(n.echeance, ''), '9999') end, n.maj_a desc
    limit ${LISTE_MAX + 1}`.execute(db);
  const compte = await sql<{ en_retard: number; a_suivre: number }>`
    select count(*) filter (where ${enRetard(jour)})::int as en_retard, count(*)::int as a_suivre
    from notification n where n.juridiction = ${juridiction} and ${OUVERTS}`.execute(db);
  const tronquee = rows.splice(LISTE_MAX).length > 0;
  const [lu] = compte.rows;
  return {
    envois: rows.map((ligne) => montrer(ligne, jour)),
    tronquee,
    comptes: { enRetard: lu?.en_retard ?? 0, aSuivre: lu?.a_suivre ?? 0 },
  };
}

type Comptes = { readonly enRetard: number; readonly aSuivre: number };

/** Envois d'un dossier, les plus recents d'abord ; `id` : celui-la seul. */
export async function envoisDuDossier(
  db: Db,
  idj: string,
  { jour, id }: { readonly jour: string; readonly id?: string },
): Promise<Envoi[]> {
  const { rows } = await sql<Ligne>`
    select n.*, d.contenu from notification n join dossier d on d.idj = n.idj
    where n.idj = ${idj} and (${id ?? null}::uuid is null or n.id = ${id ?? null}::uuid)
    order by n.prevue_a desc, n.id limit 1000`.execute(db);
  return rows.map((ligne) => montrer(ligne, jour));
}

type Ligne = {
  readonly id: string;
  readonly idj: string;
  readonly acte_id: string;
  readonly objet: string;
  readonly qualite: string;
  readonly personne: string;
  readonly canal: string;
  readonly raison: string;
  readonly article: string;
  readonly echeance: string;
  readonly etat: string;
  readonly prevue_a: Date;
  readonly etapes: unknown;
  readonly contenu: unknown;
};

function montrer(ligne: Ligne, jour: string): Envoi {
  const etat = ligne.contenu as Etat;
  const personne = etat.personnes.find(({ id }) => id === ligne.personne);
  const lu = envoi.omit({ enRetard: true, possibles: true }).parse({
    ...ligne,
    acteId: ligne.acte_id,
    intitule: etat.intitule,
    nom:
      personne === undefined
        ? 'Personne retirée du dossier'
        : personne.genre === 'morale'
          ? personne.nom
          : `${personne.prenoms} ${personne.nom.toLocaleUpperCase('fr')}`.trim(),
    adresse: personne?.adresse ?? '',
    prevuA: ligne.prevue_a.toISOString(),
  });
  return { ...lu, enRetard: estEnRetard(lu, jour), possibles: [...pasPossibles(lu.etat)] };
}
