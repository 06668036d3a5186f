import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type * as z from 'zod';
import type { filtreDeListe, ProcedureListee } from './contrat.ts';
import type { TablesPilotage } from '../tables.ts';
import { AGES, bornesDeLAge, JOURS_DES_DECISIONS } from './lire-le-tableau.ts';

type Filtre = z.infer<typeof filtreDeListe>;
const ZONE = 'Europe/Paris';

/** Une page de la liste qu'un chiffre designe, avec son total ; le droit est dans la requete. */
export async function lireLaListe(
  db: Kysely<TablesPilotage>,
  agent: Agent,
  filtre: Filtre,
  { maintenant, parPage = 100 }: { readonly maintenant: Date; readonly parPage?: number },
): Promise<{ total: number; procedures: ProcedureListee[]; suite: string | null }> {
  const ou = conditions(agent, filtre, maintenant);
  const requete = db.selectFrom('pilotage_procedure').where(ou);
  const apres = apresDe(filtre.apres);
  const [{ total }, lignes] = await Promise.all([
    requete.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
    (apres === undefined ? requete : requete.where(apres))
      .selectAll()
      .orderBy('recue_a')
      .orderBy('idj')
      .limit(parPage + 1)
      .execute(),
  ]);
  const page = lignes.slice(0, parPage);
  const derniere = page.at(-1);
  return {
    total: Number(total),
    procedures: page.map((ligne) => ({
      idj: ligne.idj as ProcedureListee['idj'],
      numero: ligne.numero,
      intitule: ligne.intitule,
      unite: ligne.unite_libelle,
      recueA: ligne.recue_a.toISOString(),
      enregistreeA: ligne.enregistree_a?.toISOString() ?? null,
      decideeA: ligne.decidee_a?.toISOString() ?? null,
      decision: ligne.decision,
      etat: ligne.etat,
      sansAuteur: ligne.sans_auteur,
    })),
    suite: lignes.length > parPage && derniere ? `${derniere.recue_a.toISOString()}_${derniere.idj}` : null,
  };
}

/** Ce que le filtre veut, toujours dans la juridiction de l'agent. */
function conditions(agent: Agent, filtre: Filtre, maintenant: Date): RawBuilder<boolean> {
  const { etat, age, decision, unite } = filtre;
  const toutes = [
    sql<boolean>`juridiction = ${agent.rattachement.code}`,
    ...(etat === undefined
      ? []
      : etat === 'en-stock'
        ? [sql<boolean>`etat in ('a-trier', 'a-decider')`]
        : [sql<boolean>`etat = ${etat}`]),
    ...(age === undefined ? [] : [bornesDeLAge(ageDe(age), maintenant)]),
    ...semaineDe(filtre),
    ...(decision === undefined
      ? []
      : [
          sql<boolean>`decision = ${decision} and decidee_a > ${new Date(maintenant.getTime() - JOURS_DES_DECISIONS * 86_400_000)}`,
        ]),
    ...(unite === undefined ? [] : [sql<boolean>`unite = ${unite}`]),
  ];
  return sql<boolean>`${sql.join(toutes, sql` and `)}`;
}

const COLONNES = { recues: 'recue_a', enregistrees: 'enregistree_a', decidees: 'decidee_a' } as const;

const semaineDe = ({ quoi, semaine }: Filtre): readonly RawBuilder<boolean>[] =>
  quoi === undefined || semaine === undefined
    ? []
    : [
        sql<boolean>`${sql.id(COLONNES[quoi])} >= (${semaine}::date::timestamp at time zone ${ZONE})
          and ${sql.id(COLONNES[quoi])} < ((${semaine}::date + 7)::timestamp at time zone ${ZONE})`,
      ];

function ageDe(cle: string): (typeof AGES)[number] {
  const age = AGES.find((un) => un.cle === cle);
  if (!age) throw refuser(422, 'age-inconnu', 'Cette tranche d’âge n’existe pas : repartez du tableau.');
  return age;
}

function apresDe(apres: string | undefined): RawBuilder<boolean> | undefined {
  if (apres === undefined) return undefined;
  const [recueA = '', idj = ''] = apres.split('_');
  if (Number.isNaN(Date.parse(recueA)))
    throw refuser(422, 'page-inconnue', 'Cette page n’existe plus : repartez du début de la liste.');
  // La page garde la milliseconde : les microsecondes de la base ne feraient sauter aucune ligne.
  return sql<boolean>`(date_trunc('milliseconds', recue_a), idj) > (${new Date(recueA)}, ${idj})`;
}
