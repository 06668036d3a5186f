import { randomUUID } from 'node:crypto';
import { signatureDeDemonstration } from './signature-de-demonstration.ts';
import type { TypeActe } from '@ppn/acte/contract';
import { type Client, creerClient, type Probleme, type ReponsePour } from '@ppn/api-client';
import type { contratInterieur } from '@ppn/service-interieur/contract';
import type { contratJustice } from '@ppn/service-justice/contract';
import type { contratPlex } from '@ppn/service-plex/contract';
import type { contratPline } from '@ppn/service-pline/contract';
import { type ClientAgent, clientAgent } from '@ppn/workstation';
import type { Result } from '@ppn/core';
import type { Contrat } from '@ppn/http/contrat';

/** Ou jouer : origines des deux services et adresse d'un agent de carte qui connait les PIN de demonstration. */
export type Terrain = { readonly interieur: string; readonly justice: string; readonly agent: string };

/** Un agent connecte, et sa carte. */
export type Joueur<C extends Contrat> = {
  readonly client: Client<C>;
  readonly carte: ClientAgent;
  readonly origine: string;
  /** En-tete `cookie` de la session, pour un client qui n'est pas le notre. */
  readonly temoin: () => string;
};
export type Enqueteur = Joueur<typeof contratInterieur>;
export type Magistrat = Joueur<typeof contratJustice>;
/** Un agent de l'un ou l'autre ministere, sur PLINE. */
export type AgentSurPline = Joueur<typeof contratPline>;
/** Un auxiliaire de justice, sur PLEX. */
export type ExterneSurPlex = Joueur<typeof contratPlex>;

/** Le service a refuse ; le message est celui que verrait l'agent. */
export class RefusDuService extends Error {
  readonly probleme: Probleme;
  constructor(cle: string, probleme: Probleme) {
    super(`${cle} : ${probleme.detail}`);
    this.name = 'RefusDuService';
    this.probleme = probleme;
  }
}

/** La valeur, ou l'exception `RefusDuService`. */
export function attendu<T>(cle: string, resultat: Result<T, Probleme>): T {
  if (!resultat.ok) throw new RefusDuService(cle, resultat.refus);
  return resultat.valeur;
}

/** Connecte un enqueteur par sa carte. */
export const connecterEnqueteur = (terrain: Terrain, carte: string): Promise<Enqueteur> =>
  connecter<typeof contratInterieur>(terrain.interieur, terrain.agent, carte);

/** Connecte un magistrat ou un greffier par sa carte. */
export const connecterMagistrat = (terrain: Terrain, carte: string): Promise<Magistrat> =>
  connecter<typeof contratJustice>(terrain.justice, terrain.agent, carte);

/** Connecte un agent de l'un ou l'autre ministere a PLINE. */
export const connecterAPline = (
  { pline, agent }: { readonly pline: string; readonly agent: string },
  carte: string,
): Promise<AgentSurPline> => connecter<typeof contratPline>(pline, agent, carte);

/** Connecte un auxiliaire de justice a PLEX, par sa carte. */
export const connecterAPlex = (
  { plex, agent }: { readonly plex: string; readonly agent: string },
  carte: string,
): Promise<ExterneSurPlex> => connecter<typeof contratPlex>(plex, agent, carte);

async function connecter<C extends Contrat>(
  origine: string,
  agent: string,
  carte: string,
): Promise<Joueur<C>> {
  const recus = new Map<string, string>();
  const client = creerClient<C>({
    base: origine,
    garderTemoins: true,
    entetes: { origin: origine },
    fetch: async (entree, suite) => {
      const reponse = await fetch(entree, suite);
      for (const temoin of reponse.headers.getSetCookie()) {
        const [nom = '', valeur = ''] = (temoin.split(';')[0] ?? '').split('=');
        recus.set(nom, valeur);
      }
      return reponse;
    },
  });
  const temoin = (): string => [...recus].map(([nom, valeur]) => `${nom}=${valeur}`).join('; ');
  const session = client as unknown as Client<typeof contratInterieur>;
  const poste = clientAgent({ url: agent, origine });
  const { ordre } = attendu('défi', await session.appeler('POST /api/session/defi'));
  const resultat = await poste.authentifier(ordre, { carte });
  attendu(
    'session',
    await session.appeler('POST /api/session', {
      corps: { ordre, resultat: { ...resultat, chaine: [...resultat.chaine] } },
    }),
  );
  return { client, carte: poste, origine, temoin };
}

/** Signe des actes : ordres, carte (un PIN pour le lot), retour des signatures. Lance si un seul n'est pas scelle (ou n'attend pas sa cosignature). */
export async function signer(
  joueur: Enqueteur | Magistrat,
  actes: readonly string[],
  voulu: 'scelle' | 'cosignature-attendue' = 'scelle',
): Promise<void> {
  const client = joueur.client as Client<typeof contratInterieur>;
  const { ordres, refus } = attendu(
    'ordres',
    await client.appeler('POST /api/signatures/ordres', { corps: { actes: [...actes] } }),
  );
  if (refus[0]) throw new Error(`Acte refusé : ${refus[0].phrase}`);
  const signatures = await joueur.carte.signer(ordres.map(({ ordre }) => ordre));
  const { resultats } = attendu(
    'signatures',
    await client.appeler('POST /api/signatures', {
      corps: {
        signatures: ordres.map(({ acteId }, rang) => ({
          acteId,
          signature: signatures[rang]?.signature ?? '',
        })),
      },
    }),
  );
  const enEchec = resultats.find(({ etat }) => etat !== voulu);
  if (enEchec) throw new Error(`Acte non scellé : ${enEchec.phrase}`);
}

/** Remet l'acte a une tablette de demonstration : chacun de ceux qui le signent le lit et le signe. */
export async function signerSurTablette(
  { client, origine }: Enqueteur,
  idj: string,
  acteId: string,
): Promise<void> {
  const { code } = attendu(
    'remise',
    await client.appeler('POST /api/dossiers/:idj/actes/:acteId/remise', { idj, acteId }),
  );
  const entetes = { origin: origine };
  const muette = creerClient<typeof contratInterieur>({ base: origine, entetes });
  const { jeton, lecture } = attendu(
    'tablette',
    await muette.appeler('POST /api/tablette', { corps: { code } }),
  );
  const tablette = creerClient<typeof contratInterieur>({
    base: origine,
    entetes: { ...entetes, authorization: `Bearer ${jeton}` },
  });
  for (const { place, nom } of lecture.signataires)
    attendu(
      'signature',
      await tablette.appeler('POST /api/tablette/signature', {
        corps: { place, lu: true, traces: signatureDeDemonstration(nom) },
      }),
    );
}

/** Commence un acte (d'une mesure, s'il en est une), complete son contenu prerempli, l'enregistre ; rend son identifiant. */
export async function rediger(
  joueur: Enqueteur | Magistrat,
  idj: string,
  type: TypeDActe,
  completer: (prerempli: { readonly [champ: string]: unknown }) => { readonly [champ: string]: unknown },
  mesure?: string,
): Promise<string> {
  const client = joueur.client as Client<typeof contratInterieur>;
  const corps = mesure === undefined ? { type } : { type, mesure };
  const acte = attendu(type, await client.appeler('POST /api/dossiers/:idj/actes', { idj, corps }));
  const contenu = { ...acte.contenu, ...completer(acte.contenu) };
  const ecrit = attendu(
    type,
    await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
      idj,
      acteId: acte.acteId,
      corps: { versionAttendue: acte.version, contenu },
    }),
  );
  if (!type.startsWith('gav-') && ecrit.manques.some(({ champ }) => champ === 'passerOutre'))
    return passerOutre(joueur, idj, { ...ecrit, contenu });
  return finirLaRedaction(joueur, idj, ecrit);
}

/** Un point d'attention d'un acte ordinaire : il est vu, le motif le dit. */
async function passerOutre(
  joueur: Enqueteur | Magistrat,
  idj: string,
  acte: ReponsePour<typeof contratInterieur, 'PUT /api/dossiers/:idj/actes/:acteId'>,
): Promise<string> {
  const client = joueur.client as Client<typeof contratInterieur>;
  const ecrit = attendu(
    acte.type,
    await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
      idj,
      acteId: acte.acteId,
      corps: {
        versionAttendue: acte.version,
        contenu: { ...acte.contenu, passerOutre: 'Vu : les circonstances de l’enquête l’expliquent.' },
      },
    }),
  );
  return finirLaRedaction(joueur, idj, ecrit);
}

/** Un acte complet se signe de la main de chacun ; incomplet, il leve. */
async function finirLaRedaction(
  joueur: Enqueteur | Magistrat,
  idj: string,
  ecrit: ReponsePour<typeof contratInterieur, 'PUT /api/dossiers/:idj/actes/:acteId'>,
): Promise<string> {
  const { type, acteId } = ecrit;
  const manques = ecrit.manques.filter(({ champ }) => !champ.startsWith('signatures.'));
  if (manques.length > 0)
    throw new Error(
      `${type} incomplet : ${manques.map(({ champ, phrase }) => `${champ} ${phrase}`).join(' ')}`,
    );
  if (ecrit.manques.length > 0) await signerSurTablette(joueur, idj, acteId);
  return acteId;
}

export type TypeDActe =
  | 'plainte'
  | 'constatations'
  | 'audition-victime'
  | 'audition-libre'
  | 'synthese'
  | 'conversion-papier'
  | 'classement-sans-suite'
  | 'copj'
  | 'orientation'
  | 'soit-transmis'
  | 'jugement'
  | 'notes-d-audience'
  | 'declaration-recours'
  | 'extrait-ecrou'
  | 'extrait-tresor'
  | 'fiche-casier'
  | Extract<TypeActe, `gav-${string}`>
  | `mention-${'appel' | 'opposition' | 'rectification' | 'signification' | 'annulement'}`;

/** Attend qu'une lecture rende une valeur, au plus `delaiMs` ; relit toutes les 25 ms. */
export async function attendre<T>(
  quoi: string,
  lire: () => Promise<T | undefined>,
  delaiMs = 120_000,
): Promise<T> {
  const echeance = performance.now() + delaiMs;
  for (;;) {
    const valeur = await lire();
    if (valeur !== undefined) return valeur;
    if (performance.now() > echeance) throw new Error(`Attente trop longue : ${quoi}.`);
    await new Promise((suite) => setTimeout(suite, 25));
  }
}

/** Identifiant neuf pour une saisie. */
export const nouvelId = (): string => randomUUID();
