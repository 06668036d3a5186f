import { sql } from 'kysely';
import type { Db } from './tables.ts';

const PAGE = 100;

/** Les depots recus ou envoyes par l'un de `qui` (la personne d'abord, puis qui elle supplee), du plus recent au plus ancien. */
export async function listerDepots(
  db: Db,
  qui: readonly string[],
  { sens, avant }: { readonly sens: 'recus' | 'envoyes'; readonly avant?: string | undefined },
) {
  const { rows } = await sql<{
    id: string;
    etat: 'disponible' | 'retire' | 'expire';
    objet: string;
    idj: string | null;
    nature: 'fichier';
    expediteur_nom: string;
    organisation: string;
    pour: string | null;
    destinataires: readonly string[];
    fichiers: number;
    octets: number;
    depose_a: Date;
    echeance: string;
    remis: number;
    refus: number;
  }>`
    select d.id, d.etat, d.objet, d.idj, d.nature, d.expediteur_nom, d.organisation, d.fichiers, d.octets, d.depose_a, d.echeance,
      array_agg(p.nom order by p.nom) as destinataires,
      (array_agg(p.nom) filter (where ${sens} = 'recus' and p.destinataire <> ${qui[0] ?? ''}))[1] as pour,
      count(*) filter (where p.remis >= d.fichiers)::int as remis, count(*) filter (where p.refus is not null)::int as refus
    from depot d join depot_destinataire p on p.depot = d.id
    where ${sens === 'envoyes' ? sql`d.expediteur = any(${qui}::text[])` : sql`d.id in (select depot from depot_destinataire where destinataire = any(${qui}::text[])) and p.destinataire = any(${qui}::text[])`}
      and d.depose_a < ${avant ?? 'infinity'}::timestamptz
    group by d.id order by d.depose_a desc limit ${PAGE}`.execute(db);
  return rows.map(({ expediteur_nom: expediteur, depose_a, ...ligne }) => ({
    ...ligne,
    expediteur,
    destinataires: [...ligne.destinataires],
    deposeA: depose_a.toISOString(),
  }));
}
