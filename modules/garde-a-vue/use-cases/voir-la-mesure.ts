import { horodate } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { dansUneTransaction } from '@ppn/postgres';
import { droitSur } from '../acces-a-la-mesure.ts';
import { magistratDe, MAGISTRATS_SIGNATAIRES } from '../actes/decision-du-magistrat.ts';
import { courtApresLaFin } from '../domain/attentes/depot.ts';
import type { Entree } from '../domain/entrees.ts';
import { deferementDe, depuisLeDeferement } from '../domain/garde-au-depot.ts';
import type { Mesure } from '../domain/mesure.ts';
import { reportsPossibles } from '../domain/reports-possibles.ts';
import type { PortsGardeAVue, Tx } from '../ports.ts';
import { reditesDe } from '../projeter.ts';
import { lireLeRegistre } from '../registre.ts';
import type { LigneDeMesure, VueMesure } from '../vues.ts';
import { entreesDe } from './consigner-une-entree.ts';

/** La mesure entiere, pour un agent deja autorise : registre, horloge et obligations a l'instant, actes. */
export async function voirLaMesure(ports: PortsGardeAVue, agent: Agent, id: string): Promise<VueMesure> {
  const { ouverture, ligne, entrees, redites, actes } = await dansUneTransaction(
    ports.db,
    (tx) => lireLaMesure(tx, id),
    { isolation: 'repeatable read' },
  );
  const { mesure } = ouverture;
  const enCours = await ports.enCours(mesure.idj, id);
  const a = horodate(ports.maintenant().toISOString(), mesure.zone);
  const { horloge, obligations, regles } = ports.droit;
  const auDepot = !droitSur(agent, 'suivre-la-mesure', ligne).ok;
  const ecrit = droitSur(agent, auDepot ? 'tenir-le-depot' : 'statuer-sur-la-mesure', ligne).ok;
  const actesPossibles = ports.actes.filter(({ qualites }) => ecrit && qualites.includes(agent.qualite));
  const vue: VueMesure = {
    ligne,
    mesure: structuredClone(mesure),
    identite: { ...ouverture.identite },
    ouverteA: ouverture.ouverteA,
    entrees: [...entrees],
    registre: lireLeRegistre(id, entrees, redites),
    horloge: horloge(mesure, entrees, regles, a),
    obligations: [...obligations(mesure, entrees, regles, a)],
    actes,
    enCours,
    actesPossibles: actesPossibles.map(({ type, titre }) => ({ type, titre })),
    reports:
      ecrit && MAGISTRATS_SIGNATAIRES.some((qualite) => qualite === agent.qualite)
        ? [...reportsPossibles({ mesure, entrees, regles, a }, magistratDe({ redacteur: agent }))]
        : [],
    gardesDuDepot: gardesPossibles(ports, { agent, mesure, entrees }),
    auDepot,
    visio: ports.visioDe(mesure.juridiction.code) ?? null,
    peut: ecrit
      ? ['consigner', 'rectifier', 'acquitter', ...(actesPossibles.length > 0 ? (['signer'] as const) : [])]
      : [],
  };
  return auDepot ? restreindreAuDepot(vue) : vue;
}

/** Ce que lit qui garde la personne au depot : ce qui suit le deferement, ce qui y reste du, les actes du depot (803-3 CPP). */
function restreindreAuDepot(vue: VueMesure): VueMesure {
  const entrees = [...depuisLeDeferement(vue.entrees)];
  const lues = new Set<string>(entrees.map(({ id }) => id));
  const duDepot = ({ type }: { readonly type: string }): boolean => type === 'gav-depot';
  return {
    ...vue,
    entrees,
    registre: vue.registre.filter(({ id }) => lues.has(id)),
    horloge: { ...vue.horloge, irregularites: [] },
    obligations: vue.obligations.filter(({ genre }) => courtApresLaFin(genre)),
    actes: vue.actes.filter(duDepot),
    enCours: vue.enCours.filter(duDepot),
    actesPossibles: vue.actesPossibles.filter(duDepot),
  };
}

/** A qui l'unite de la mesure peut remettre la personne deferee : rien tant qu'elle ne l'est pas. */
const gardesPossibles = (
  { dossier }: PortsGardeAVue,
  {
    agent,
    mesure,
    entrees,
  }: { readonly agent: Agent; readonly mesure: Mesure; readonly entrees: readonly Entree[] },
): VueMesure['gardesDuDepot'] =>
  agent.rattachement.code === mesure.unite.code && deferementDe(entrees) !== undefined
    ? [...(dossier.unitesDuDepot?.(mesure.juridiction.code) ?? [])]
    : [];

/** Lue d'un seul instant : un acte arrive pendant la lecture y est avec ses entrees, ou n'y est pas. */
const lireLaMesure = async (tx: Tx, id: string) => ({
  ...(await tx
    .selectFrom('mesure')
    .select(['ouverture', 'ligne'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()),
  entrees: await entreesDe(tx, id),
  redites: await reditesDe(tx, id),
  actes: await actesDe(tx, id),
});

/** Les actes signes de la mesure, avec les fichiers qu'ils joignent. */
async function actesDe(db: Tx, id: string): Promise<VueMesure['actes']> {
  const actes = await db
    .selectFrom('mesure_acte')
    .innerJoin('piece', (liaison) =>
      liaison.onRef('piece.id', '=', 'mesure_acte.acte_id').onRef('piece.idj', '=', 'mesure_acte.idj'),
    )
    .selectAll('piece')
    .where('mesure_acte.mesure', '=', id)
    .orderBy('mesure_acte.rang')
    .execute();
  if (actes.length === 0) return [];
  const jointes = await db
    .selectFrom('piece')
    .select(['id', 'acte_id', 'titre', 'type_mime', 'taille'])
    .where(
      'acte_id',
      'in',
      actes.map(({ id: acte }) => acte),
    )
    .orderBy('rang')
    .execute();
  const parActe = Map.groupBy(jointes, ({ acte_id }) => acte_id);
  return actes.map(
    (acte) =>
      ({
        acteId: acte.id,
        type: acte.type,
        titre: acte.titre,
        numero: acte.numero,
        empreinte: acte.empreinte,
        enregistreA: acte.versee.toISOString(),
        signataires: [...acte.signataires],
        jointes: (parActe.get(acte.id) ?? []).map((jointe) => ({
          id: jointe.id,
          titre: jointe.titre,
          typeMime: jointe.type_mime,
          taille: jointe.taille,
        })),
      }) as VueMesure['actes'][number],
  );
}

/** Mesures montrees d'un coup : toutes celles d'un grand tribunal (2 000 en cours), ou les dernieres terminees. */
const EN_COURS_MAX = 3_000;
const TERMINEES_MAX = 200;

/** Les mesures que l'agent suit : son unite, ou sa juridiction ; celle qui expire la premiere d'abord. */
export async function listerLesMesures(
  { db }: Pick<PortsGardeAVue, 'db'>,
  agent: Agent,
  etat: 'en-cours' | 'terminees' | 'au-depot',
): Promise<{ readonly mesures: LigneDeMesure[]; readonly tronquee: boolean }> {
  const max = etat === 'en-cours' ? EN_COURS_MAX : TERMINEES_MAX;
  const lignes = await db
    .selectFrom('mesure')
    .select('ligne')
    .where(colonneDe(agent, etat), '=', agent.rattachement.code)
    .where('etat', etat === 'en-cours' ? '<>' : '=', 'terminee')
    .$if(etat === 'en-cours', (requete) => requete.orderBy('echeance', (ordre) => ordre.asc().nullsLast()))
    .orderBy('maj_a', 'desc')
    .limit(max + 1)
    .execute();
  const tronquee = lignes.splice(max).length > 0;
  const mesures = lignes
    .map(({ ligne }) => ligne)
    .filter(
      (ligne) => droitSur(agent, etat === 'au-depot' ? 'tenir-le-depot' : 'suivre-la-mesure', ligne).ok,
    );
  return { mesures, tronquee };
}

/** Ce qui rattache une mesure a l'agent : son unite qui l'execute, son unite qui garde la personne, ou sa juridiction. */
const colonneDe = (
  { service }: Agent,
  etat: 'en-cours' | 'terminees' | 'au-depot',
): 'unite' | 'garde_au_depot' | 'juridiction' =>
  service === 'justice' ? 'juridiction' : etat === 'au-depot' ? 'garde_au_depot' : 'unite';

/** Les mesures d'un dossier que l'agent suit. */
export async function mesuresDuDossier(
  { db }: Pick<PortsGardeAVue, 'db'>,
  agent: Agent,
  idj: string,
): Promise<LigneDeMesure[]> {
  const lignes = await db
    .selectFrom('mesure')
    .select('ligne')
    .where('idj', '=', idj)
    .orderBy('maj_a')
    .execute();
  return lignes.map(({ ligne }) => ligne).filter((ligne) => droitSur(agent, 'suivre-la-mesure', ligne).ok);
}
