import type { IncomingMessage, ServerResponse } from 'node:http';
import { isEmpreinte, isUuid } from '@ppn/core';
import { PROTECTIONS, RefusDOctets, repondreRefus } from '@ppn/large-files';
import { sql } from 'kysely';
import * as z from 'zod';
import { recevoirLesEnvois } from './chemin-des-octets.ts';
import { demandeDeDepot, type preparation, recepisseDuMinistere } from './contract.ts';
import type { Ministere } from './domain/faits.ts';
import type { Identite, PortsTransfert } from './ports.ts';
import { preparerPourLAgent, trouverPreparation } from './use-cases/preparer-depot.ts';
import { vueDeLaPreparation } from './vues.ts';

/** En-tete qui nomme l'agent pour qui le ministere parle. */
export const ENTETE_AGENT = 'x-ppn-agent';

/** De quoi reconnaitre l'agent qu'un ministere nomme : il est de ce ministere, et a l'annuaire. */
export type AgentDuMinistere = (ministere: Ministere, matricule: string) => Identite | undefined;

/** Traite une demande d'un ministere ; `ministere` : celui que le certificat de la liaison nomme. */
export type GuichetDesMinisteres = (
  ministere: Ministere,
  demande: IncomingMessage,
  reponse: ServerResponse,
) => void;

/**
 * Le guichet de PLINE pour les services des deux ministeres (TLS mutuel) : preparer un depot au nom d'un agent, y envoyer ses
 * fichiers (tus 1.0), relire les recepisses des depots lies a un dossier. Rien ne s'y depose : l'agent finit dans PLINE.
 */
export function guichetDesMinisteres(
  ports: PortsTransfert,
  agentDe: AgentDuMinistere,
  consigner: (message: string, cause: unknown) => void,
): GuichetDesMinisteres {
  const envois = (['interieur', 'justice'] as const).map((ministere) => ({
    ministere,
    traiter: recevoirLesEnvois(ports, async (demande) => agentNomme(agentDe, ministere, demande), consigner),
  }));
  return (ministere, demande, reponse) => {
    if (envois.find((connu) => connu.ministere === ministere)?.traiter(demande, reponse) === true) return;
    repondre(ports, { ministere, agentDe, demande, reponse }).catch((cause: unknown) => {
      if (!(cause instanceof RefusDOctets)) consigner('Guichet en échec', cause);
      repondreRefus(demande, reponse, cause instanceof RefusDOctets ? cause : PANNE);
    });
  };
}

type Appel = {
  readonly ministere: Ministere;
  readonly agentDe: AgentDuMinistere;
  readonly demande: IncomingMessage;
  readonly reponse: ServerResponse;
};

async function repondre(ports: PortsTransfert, appel: Appel): Promise<void> {
  const { demande, reponse, ministere, agentDe } = appel;
  const adresse = URL.parse(demande.url ?? '', 'https://guichet.invalid');
  const [, racine, genre, id] = (adresse?.pathname ?? '').split('/');
  if (racine !== 'guichet') throw inconnu();
  if (genre === 'preparations' && isUuid(id)) {
    const agent = agentNomme(agentDe, ministere, demande);
    return envoyerJson(reponse, await preparer(ports, agent, { id, demande }));
  }
  if (genre !== 'recepisses' || demande.method !== 'GET') throw inconnu();
  if (isEmpreinte(id)) return envoyerRecepisse(ports, { ministere, empreinte: id, reponse });
  const apres = z.coerce
    .number()
    .int()
    .min(-1)
    .catch(-1)
    .parse(adresse?.searchParams.get('apres') ?? undefined);
  envoyerJson(reponse, { recepisses: await recepissesDe(ports, ministere, apres) });
}

/** L'agent que le ministere nomme ; un autre ministere ne parle pas pour lui. */
function agentNomme(agentDe: AgentDuMinistere, ministere: Ministere, { headers }: IncomingMessage): Identite {
  const matricule = headers[ENTETE_AGENT];
  const agent = typeof matricule === 'string' ? agentDe(ministere, matricule) : undefined;
  if (agent === undefined)
    throw new RefusDOctets(
      403,
      'agent-inconnu',
      'Cet agent n’est pas à l’annuaire de PLINE pour ce ministère. Faites-l’y inscrire, puis recommencez.',
    );
  return agent;
}

const demandeDuMinistere = demandeDeDepot.pick({ objet: true, idj: true, nature: true });

async function preparer(
  ports: PortsTransfert,
  agent: Identite,
  { id, demande }: { readonly id: string; readonly demande: IncomingMessage },
): Promise<z.infer<typeof preparation>> {
  if (demande.method === 'GET') {
    const connue = await trouverPreparation(ports, agent.correspondant.id, id);
    if (connue === undefined) throw inconnu();
    return vueDeLaPreparation(ports, connue);
  }
  if (demande.method !== 'PUT') throw inconnu();
  const lu = demandeDuMinistere.safeParse(await lireJson(demande));
  if (!lu.success) throw new RefusDOctets(422, 'demande-illisible', 'Cette préparation est mal formée.');
  const prepare = await preparerPourLAgent(ports, agent, { id, ...lu.data });
  if (!prepare.ok)
    throw new RefusDOctets(409, 'identifiant-pris', 'Ce dépôt est déjà fait, ou n’est pas à cet agent.');
  return vueDeLaPreparation(ports, prepare.valeur);
}

const JSON_MAX = 16 * 1024;

async function lireJson(demande: IncomingMessage): Promise<unknown> {
  let texte = '';
  for await (const morceau of demande.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    texte += morceau.toString('utf8');
    if (texte.length > JSON_MAX) throw new RefusDOctets(413, 'trop-long', 'Cette demande est trop longue.');
  }
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}

const RECEPISSES_PAR_PAGE = 100;

/**
 * Les recepisses des depots de ce ministere lies a un dossier, apres ce rang du journal scelle : chaque rang est donne une fois
 * pour toutes, donc reprendre au dernier lu n'en saute aucun.
 */
async function recepissesDe({ db }: PortsTransfert, ministere: Ministere, apres: number) {
  const { rows } = await sql<{
    rang: string;
    depot: string;
    idj: string;
    expediteur: string;
    donnees: unknown;
  }>`
    select s.indice as rang, d.id as depot, d.idj, d.expediteur, f.donnees
    from feuille s join fait f on f.position = s.position
      join depot d on f.flux = 'depot/' || d.id
    where s.indice > ${apres} and f.type = 'recepisse-scelle' and d.idj is not null and d.ministere = ${ministere}
    order by s.indice limit ${RECEPISSES_PAR_PAGE}`.execute(db);
  return rows.map(({ rang, depot, idj, expediteur, donnees }) => {
    const scelle = z.object({ empreinte: z.string(), taille: z.number() }).parse(donnees);
    return recepisseDuMinistere.parse({ rang: Number(rang), depot, idj, expediteur, ...scelle });
  });
}

async function envoyerRecepisse(
  { db, magasin }: PortsTransfert,
  { ministere, empreinte, reponse }: { ministere: Ministere; empreinte: string; reponse: ServerResponse },
): Promise<void> {
  const { rows } = await sql<{ taille: number }>`
    select (f.donnees ->> 'taille')::bigint as taille from fait f join depot d on f.flux = 'depot/' || d.id
    where f.type = 'recepisse-scelle' and f.donnees ->> 'empreinte' = ${empreinte} and d.ministere = ${ministere} limit 1`.execute(
    db,
  );
  const taille = rows[0]?.taille;
  if (taille === undefined || !isEmpreinte(empreinte)) throw inconnu();
  const pdf = await magasin.lireOctets(empreinte, Number(taille));
  reponse
    .writeHead(200, {
      ...PROTECTIONS,
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
    })
    .end(pdf);
}

function envoyerJson(reponse: ServerResponse, corps: unknown): void {
  reponse
    .writeHead(200, { ...PROTECTIONS, 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(corps));
}

const inconnu = (): RefusDOctets =>
  new RefusDOctets(404, 'adresse-inconnue', 'Cette adresse n’existe pas ici.');
const PANNE = new RefusDOctets(500, 'incident-interne', 'PLINE a rencontré un incident. Réessayez.');
