import { sql } from 'kysely';
import { vueDeSupervision, type VueDeSupervisionDesDepots } from '../contract-supervision.ts';
import { centile, JOURS_SANS_RETRAIT, PART_UTILE } from '../domain/conservation.ts';
import { DUREE_MAX } from '../domain/echeances.ts';
import { regleDeTransfert } from '../domain/regles-de-transfert.ts';
import type { PortsTransfert } from '../ports.ts';
import { alarmesDe } from './alarmes.ts';
import { conservationDuJour } from './etat-du-stockage.ts';

const LIGNES_MAX = 500;

/** La supervision d'une zone sur ces derniers jours : des volumes et des delais, jamais un objet ni un nom de fichier. */
export async function superviser(ports: PortsTransfert, jours: number): Promise<VueDeSupervisionDesDepots> {
  const maintenant = ports.maintenant();
  const depuis = new Date(maintenant.getTime() - jours * 86_400_000);
  const [conservation, volumes, delais, nonRetires, plusGros] = await Promise.all([
    conservationDuJour(ports),
    volumesDe(ports, { depuis, maintenant }),
    delaisDe(ports, depuis),
    nonRetiresDe(ports, maintenant),
    plusGrosDe(ports),
  ]);
  const { capacite, occupes, offerte, entreeParJour, saturation, prevision } = conservation;
  const regle = regleDeTransfert('conservation', maintenant.toISOString().slice(0, 10));
  return vueDeSupervision.parse({
    zone: ports.zone,
    faiteA: maintenant.toISOString(),
    stockage: {
      capacite,
      occupes,
      utile: Math.floor(capacite * PART_UTILE),
      entreeParJour,
      saturation,
      prevision,
    },
    conservation: {
      offerte,
      max: DUREE_MAX,
      article: regle.article,
      phrase: regle.valeur,
      aVerifier: regle.aVerifier,
    },
    ...volumes,
    delais: {
      mediane: centile(delais, 0.5),
      neufDixiemes: centile(delais, 0.9),
      retires: delais.length,
    },
    nonRetires,
    quota: { parPersonne: ports.quotaParPersonne, plusGros },
    alarmes: await alarmesDe(ports, {
      part: occupes / capacite,
      utile: PART_UTILE,
      saturation,
      nonRetires: nonRetires.length,
    }),
  });
}

async function volumesDe(
  { db }: PortsTransfert,
  { depuis, maintenant }: { readonly depuis: Date; readonly maintenant: Date },
) {
  const [parJour, parOrganisation, parNature] = await Promise.all([
    sql<{ jour: string; depots: number; fichiers: number; octets: number }>`
      select (depose_a at time zone 'Europe/Paris')::date::text as jour, count(*)::int as depots,
        sum(fichiers)::int as fichiers, sum(octets)::bigint as octets
      from depot where depose_a >= ${depuis} group by 1 order by 1`.execute(db),
    sql<{ organisation: string; depots: number; octets: number; nonRetires: number }>`
      select organisation, count(*)::int as depots, sum(octets)::bigint as octets,
        count(*) filter (where etat = 'disponible' and depose_a < ${maintenant}::timestamptz - make_interval(days => ${JOURS_SANS_RETRAIT})
          and exists (select 1 from depot_destinataire p where p.depot = d.id and p.remis < d.fichiers))::int as "nonRetires"
      from depot d where depose_a >= ${depuis} group by 1 order by 3 desc limit ${LIGNES_MAX}`.execute(db),
    sql<{ nature: string; depots: number; octets: number }>`
      select nature, count(*)::int as depots, sum(octets)::bigint as octets
      from depot where depose_a >= ${depuis} group by 1 order by 3 desc`.execute(db),
  ]);
  return { parJour: parJour.rows, parOrganisation: parOrganisation.rows, parNature: parNature.rows };
}

/** Delais de retrait complet, par destinataire, en jours entiers. */
async function delaisDe({ db }: PortsTransfert, depuis: Date): Promise<readonly number[]> {
  const { rows } = await sql<{ jours: number }>`
    select floor(extract(epoch from p.remis_a - d.depose_a) / 86400)::int as jours
    from depot_destinataire p join depot d on d.id = p.depot
    where p.remis_a is not null and d.depose_a >= ${depuis} limit 100000`.execute(db);
  return rows.map(({ jours }) => jours);
}

async function nonRetiresDe({ db }: PortsTransfert, maintenant: Date) {
  const { rows } = await sql<{
    depot: string;
    organisation: string;
    expediteur: string;
    depose_a: Date;
    echeance: string;
    attendus: number;
  }>`
    select d.id as depot, d.organisation, d.expediteur_nom as expediteur, d.depose_a, d.echeance::text as echeance,
      count(*)::int as attendus
    from depot d join depot_destinataire p on p.depot = d.id and p.remis < d.fichiers
    where d.etat = 'disponible' and d.fin_prevue > ${maintenant}
      and d.depose_a < ${maintenant}::timestamptz - make_interval(days => ${JOURS_SANS_RETRAIT})
    group by d.id order by d.fin_prevue limit ${LIGNES_MAX}`.execute(db);
  return rows.map(({ depose_a, ...ligne }) => ({ ...ligne, deposeA: depose_a.toISOString() }));
}

async function plusGrosDe({ db }: PortsTransfert) {
  const { rows } = await sql<{ nom: string; organisation: string; octets: number }>`
    select max(expediteur_nom) as nom, max(organisation) as organisation, sum(octets)::bigint as octets
    from depot where not efface and etat = 'disponible' group by expediteur order by 3 desc limit 20`.execute(
    db,
  );
  return rows;
}
