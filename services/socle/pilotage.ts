import { audiencesDe, lireLeRole, NATURES, type TablesDesAudiences } from '@ppn/audience';
import { horodate } from '@ppn/core';
import type { PortsDossier } from '@ppn/dossier';
import {
  type PortsPilotage,
  reconstruireLePilotage,
  suivreLePilotage,
  type TablesDesChiffres,
  type TablesDuTableau,
} from '@ppn/pilotage';
import { vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import type { Compose } from './composer.ts';

/** Une garde a vue presse a moins de deux heures de son echeance, comme sur son tableau. */
const PRESSANTE_MS = 2 * 3_600_000;
/** Audiences montrees au plus, les plus proches d'abord. */
const AUDIENCES = 6;
/** Les reponses dont on tire l'attente mediane a la permanence. */
const SEPT_JOURS_MS = 7 * 86_400_000;

/** Ports du tableau de bord : sa projection, et ce que tiennent les gardes a vue, la messagerie et les audiences. */
export const portsDePilotage = ({
  db,
  maintenant: heure,
  titreDe,
  plisDe,
}: Pick<PortsDossier, 'db' | 'maintenant' | 'titreDe' | 'plisDe'>): PortsPilotage => ({
  db: vueTypee<TablesDesChiffres>(db),
  maintenant: heure,
  titreDe,
  gardesAVue: async ({ rattachement }) => {
    const limite = new Date(heure().getTime() + PRESSANTE_MS);
    const { rows } = await sql<{ en_cours: number; pressantes: number; demandes: number }>`
      select count(*)::int as en_cours, (count(*) filter (where echeance < ${limite}))::int as pressantes,
        (count(*) filter (where jsonb_typeof(ligne -> 'demande') = 'object'
          or jsonb_typeof(ligne -> 'demande') = 'string'))::int as demandes
      from mesure where juridiction = ${rattachement.code} and etat <> 'terminee'`.execute(db);
    const [lues] = rows;
    return {
      enCours: lues?.en_cours ?? 0,
      pressantes: lues?.pressantes ?? 0,
      demandes: lues?.demandes ?? 0,
    };
  },
  audiences: async ({ rattachement }, maintenant) => {
    const base = vueTypee<TablesDesAudiences>(db);
    const jour = (ms: number): string => horodate(new Date(ms).toISOString()).slice(0, 10);
    const toutes = await audiencesDe(base, {
      juridiction: rattachement.code,
      du: jour(maintenant.getTime()),
      au: jour(maintenant.getTime() + SEPT_JOURS_MS),
    });
    const prochaines = toutes.filter(({ annulee, affaires }) => !annulee && affaires > 0).slice(0, AUDIENCES);
    const roles = await Promise.all(prochaines.map((audience) => lireLeRole({ db: base, plisDe }, audience)));
    return roles.map(({ audience: { id, nature, debut, salle }, affaires, pretes }) => ({
      id,
      titre: NATURES[nature],
      debut,
      salle,
      affaires: affaires.length,
      pretes,
    }));
  },
  permanence: async ({ rattachement }, maintenant) => {
    const { rows } = await sql<{ sans_reponse: number; depuis: Date | null; mediane: number | null }>`
      with rendus as (
        select m.id, m.emis_a, min(r.emis_a) as repondu_a
        from message m join fil_participant p on p.fil = m.fil and p.code = ${rattachement.code} and p.matricule = ''
        left join message r on r.fil = m.fil and r.rang > m.rang and r.auteur ->> 'code' = ${rattachement.code}
        where m.genre = 'compte-rendu' and m.emis_a > ${new Date(maintenant.getTime() - 30 * 86_400_000)}
        group by m.id, m.emis_a)
      select (count(*) filter (where repondu_a is null))::int as sans_reponse,
        min(emis_a) filter (where repondu_a is null) as depuis,
        percentile_cont(0.5) within group (order by extract(epoch from repondu_a - emis_a) / 60)
          filter (where repondu_a > ${new Date(maintenant.getTime() - SEPT_JOURS_MS)}) as mediane
      from rendus`.execute(db);
    const [lue] = rows;
    const mediane = lue?.mediane ?? null;
    return {
      sansReponse: lue?.sans_reponse ?? 0,
      depuis: lue?.depuis?.toISOString() ?? null,
      attenteMediane: mediane === null ? null : Math.round(mediane),
    };
  },
});

/** Tient le tableau de bord a jour du journal, jusqu'a l'arret. */
export const demarrerPilotage = ({ base, configuration, journal }: Compose): (() => Promise<void>) =>
  suivreLePilotage(vueTypee<TablesDuTableau>(base.db), configuration.PPN_BASE_URL, (erreur) =>
    journal.avertir('pilotage', 'Tableau de bord en retard', { erreur: String(erreur) }),
  );

/** Vide le tableau ; le service en marche le refait depuis le premier fait. */
export const refaireLePilotage = ({ base }: Pick<Compose, 'base'>): Promise<void> =>
  reconstruireLePilotage(vueTypee<TablesDuTableau>(base.db));
