import { acceder, type Etat } from '@ppn/dossier';
import type { Action, Agent } from '@ppn/habilitation';
import { type Gestionnaires, RefusHttp, refuser } from '@ppn/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { composerActe, construireActe } from './composer-acte.ts';
import type { contratActes, DonneesDuDossier } from './contract.ts';
import { donneesDuDossier } from './donnees-du-dossier.ts';
import type { CarteDeSession, PortsActe } from './ports.ts';
import { cosignatairesPossibles } from './use-cases/cosignataires.ts';
import { abandonner } from './use-cases/abandonner.ts';
import {
  brouillonDe,
  commencer,
  definitionPour,
  ecrire,
  type EnCours,
  examiner,
  exigerRedacteur,
  exigerSignataire,
  type LigneBrouillon,
  redactionDe,
  resume,
  SANS_LE_PDF,
} from './use-cases/rediger.ts';
import { parDossier, viser, type Vise } from './use-cases/lot.ts';
import { aSignerPar, enAttenteDesAutres, garderLEchec } from './use-cases/parapheur.ts';
import { renvoyer } from './use-cases/renvoyer.ts';
import type { ResultatDeScellement } from './use-cases/sceller.ts';
import { geler, recevoirSignature } from './use-cases/signer.ts';
import { horodate, isUuid, refus, reussite, type Result, type Uuid } from '@ppn/core';

/** Gestionnaires de la redaction et de la signature. `carteDe` : la carte de la session qui porte la demande. */
export function gestionnairesActes(
  ports: PortsActe,
  carteDe: (brute: FastifyRequest) => Promise<CarteDeSession>,
): Gestionnaires<typeof contratActes, Agent> {
  const ouvrir = async (
    demande: {
      readonly agent: Agent;
      readonly params: { readonly idj: string; readonly acteId?: string };
      readonly brute: FastifyRequest;
      readonly corps?: unknown;
    },
    libelle: string,
    connu?: Connu,
    ouverts: DejaLu['ouverts'] = new Map(),
  ): Promise<Etat> => {
    const { agent, params, brute } = demande;
    const { idj } = params;
    const { type, cosignataire } = connu ?? (await connaitre(ports, params.acteId));
    const designe = cosignataire === agent.matricule;
    const action = designe ? 'cosigner' : actionPour(ports, type);
    return uneFois(ouverts, `${idj} ${action}`, () =>
      acceder(ports.dossier, {
        agent,
        idj,
        action,
        designe,
        adresse: brute.ip,
        libelle: designe ? `${libelle}, pour le cosigner` : libelle,
      }),
    );
  };
  const recevoirUne = async (
    demande: Demande,
    carte: CarteDeSession,
    acte: Vise<{ readonly acteId: string; readonly signature: string }>,
    { ouverts }: DejaLu,
  ): Promise<ResultatDeScellement> => {
    const { idj, acteId, signature } = acte;
    await ouvrir({ ...demande, params: { idj } }, 'signer un acte', acte, ouverts);
    const rendu = await recevoirSignature(ports, demande.agent, carte, { acteId, signature });
    if (rendu.etat === 'refuse') await garderLEchec(ports, demande.agent, { acteId, phrase: rendu.phrase });
    return rendu;
  };
  const gelerUn = async (
    demande: Demande,
    carte: CarteDeSession,
    acte: Vise<{ readonly acteId: Uuid }>,
    { ouverts, donnees }: DejaLu,
  ): Promise<Result<OrdreDUnActe, RefusDUnActe>> => {
    const { acteId, idj } = acte;
    try {
      const etat = await ouvrir({ ...demande, params: { idj } }, 'préparer une signature', acte, ouverts);
      const lire = (): Promise<DonneesDuDossier> =>
        uneFois(donnees, idj, () => donneesDuDossier(ports.dossier, etat));
      return reussite({ acteId, ...(await geler(ports, demande.agent, carte, etat, acteId, lire)) });
    } catch (cause) {
      if (!(cause instanceof RefusHttp)) throw cause;
      await garderLEchec(ports, demande.agent, { acteId, phrase: cause.corps.detail });
      return refus({ acteId, code: cause.corps.code, phrase: cause.corps.detail });
    }
  };
  return {
    'GET /api/catalogue': async ({ agent }) => ({
      types: ports.catalogue.tous
        .filter(({ qualites }) => qualites.includes(agent.qualite))
        .map(({ type, titre, description }) => ({ type, titre, description })),
    }),
    'POST /api/dossiers/:idj/actes': async (demande) =>
      commencer(
        ports,
        demande.agent,
        await ouvrir(demande, 'commencer un acte', { type: demande.corps.type }),
        demande.corps,
      ),
    'GET /api/dossiers/:idj/actes/:acteId': async (demande) => {
      const etat = await ouvrir(demande, 'lire un brouillon');
      return redactionDe(ports, await brouillonDe(ports, etat.idj, demande.params.acteId), etat);
    },
    'PUT /api/dossiers/:idj/actes/:acteId': async (demande) =>
      ecrire(ports, demande.agent, await ouvrir(demande, 'écrire un brouillon'), {
        acteId: demande.params.acteId,
        ...demande.corps,
      }),
    'DELETE /api/dossiers/:idj/actes/:acteId': async (demande) => {
      await abandonner(ports, demande.agent, await ouvrir(demande, 'abandonner un brouillon'), {
        acteId: demande.params.acteId,
        motif: demande.requete.motif,
      });
      return undefined;
    },
    'GET /api/dossiers/:idj/cosignataires': async (demande) => {
      await ouvrir(demande, 'choisir qui cosigne', { type: demande.requete.type });
      return {
        agents: cosignatairesPossibles(
          ports,
          demande.agent,
          ports.catalogue.tous.find(({ type }) => type === demande.requete.type),
        ),
      };
    },
    'GET /api/dossiers/:idj/actes/:acteId/apercu': async (demande) =>
      apercevoir(ports, demande, await ouvrir(demande, 'apercevoir un brouillon')),
    'POST /api/dossiers/:idj/actes/:acteId/renvoi': async (demande) => {
      const { acteId } = demande.params;
      const etat = await ouvrir(demande, 'renvoyer un acte à son rédacteur');
      await renvoyer(ports, demande.agent, etat, { acteId, motif: demande.corps.motif });
      return undefined;
    },
    'GET /api/parapheur': async ({ agent }) => {
      const [actes, enAttente] = await Promise.all([
        aSignerPar(ports, agent),
        enAttenteDesAutres(ports, agent),
      ]);
      return { actes, enAttente };
    },
    'POST /api/signatures/ordres': async (demande) => {
      const carte = await carteDe(demande.brute);
      const lot = await viser(
        ports,
        demande.corps.actes.map((acteId) => ({ acteId })),
      );
      const lu = rienLu();
      const issues = await parDossier(lot, (acte) => gelerUn(demande, carte, acte, lu));
      return {
        ordres: issues.flatMap((issue) => (issue.ok ? [issue.valeur] : [])),
        refus: issues.flatMap((issue) => (issue.ok ? [] : [issue.refus])),
      };
    },
    'POST /api/signatures': async (demande) => {
      const carte = await carteDe(demande.brute);
      const lot = await viser(ports, demande.corps.signatures);
      const lu = rienLu();
      return {
        resultats: [
          ...(await parDossier(lot, async (signature) => ({
            acteId: signature.acteId,
            ...(await recevoirUne(demande, carte, signature, lu).catch(enRefus)),
          }))),
        ],
      };
    },
  };
}

type Demande = { readonly agent: Agent; readonly brute: FastifyRequest };
type OrdreDUnActe = { readonly acteId: Uuid; readonly titre: string; readonly ordre: string };
type RefusDUnActe = { readonly acteId: Uuid; readonly code: string; readonly phrase: string };

/** Ce qu'un lot a deja ouvert et lu : dix actes d'un dossier sont un acces et une lecture de ses donnees. */
type DejaLu = {
  readonly ouverts: Map<string, Promise<Etat>>;
  readonly donnees: Map<string, Promise<DonneesDuDossier>>;
};
const rienLu = (): DejaLu => ({ ouverts: new Map(), donnees: new Map() });

function uneFois<T>(connus: Map<string, Promise<T>>, cle: string, lire: () => Promise<T>): Promise<T> {
  const connu = connus.get(cle) ?? lire();
  connus.set(cle, connu);
  return connu;
}

/** Action qu'un type d'acte demande sur le dossier : la sienne, sinon celle du service. */
const actionPour = ({ catalogue, dossier }: PortsActe, type: string | undefined): Action =>
  catalogue.tous.find((acte) => acte.type === type)?.acces ??
  (dossier.service === 'interieur' ? 'rediger' : 'decider');

/** Ce qu'il faut savoir d'un acte pour dire qui y accede : son type, et le matricule du cosignataire qu'il attend. */
type Connu = { readonly type: string | undefined; readonly cosignataire?: string | null };

async function connaitre(ports: PortsActe, acteId: string | undefined): Promise<Connu> {
  const [vise] = isUuid(acteId) ? await viser(ports, [{ acteId }]) : [];
  return vise ?? { type: undefined };
}

/** Le refus d'un acte n'arrete pas le lot : chaque acte a son sort. */
function enRefus(cause: unknown): ResultatDeScellement {
  if (!(cause instanceof RefusHttp)) throw cause;
  return { etat: 'refuse', phrase: cause.corps.detail };
}

/** Actes en cours d'un dossier, avec leurs manques (pour la vue du dossier et la completude). */
export async function actesEnCours(ports: PortsActe, idj: string): Promise<EnCours[]> {
  const lignes = await ports.db
    .selectFrom('brouillon')
    .select(SANS_LE_PDF)
    .where('idj', '=', idj)
    .orderBy('cree_a')
    .execute();
  if (lignes.length === 0) return [];
  const ligneDossier = await ports.db
    .selectFrom('dossier')
    .select('contenu')
    .where('idj', '=', idj)
    .executeTakeFirst();
  if (!ligneDossier) return [];
  const etat = ligneDossier.contenu as Etat;
  const donnees = await donneesDuDossier(ports.dossier, etat);
  const maintenant = horodate(ports.maintenant().toISOString(), etat.unite.zone);
  return lignes.map((ligne) => {
    const definition = ports.catalogue.tous.find(({ type }) => type === ligne.type);
    const { manques } = examiner(definition, ligne, { donnees, maintenant });
    return resume(ports, ligne, { titre: definition?.titre ?? ligne.type, manques });
  });
}

/** Nombre d'actes en cours par dossier. */
export async function comptesEnCours(
  { db }: Pick<PortsActe, 'db'>,
  idjs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (idjs.length === 0) return new Map();
  const lignes = await db
    .selectFrom('brouillon')
    .select(['idj', ({ fn }) => fn.countAll<number>().as('nombre')])
    .where('idj', 'in', [...idjs])
    .groupBy('idj')
    .execute();
  return new Map(lignes.map(({ idj, nombre }) => [idj, Number(nombre)]));
}

async function apercevoir(
  ports: PortsActe,
  {
    agent,
    params,
    reponse,
  }: {
    readonly agent: Agent;
    readonly params: { readonly idj: string; readonly acteId: string };
    readonly reponse: FastifyReply;
  },
  etat: Etat,
): Promise<void> {
  const ligne = await brouillonDe(ports, etat.idj, params.acteId);
  if (ligne.etat === 'a-cosigner') return montrerLeSigne(ports, { agent, ligne, reponse });
  exigerRedacteur(ligne, agent);
  const definition = definitionPour(ports, ligne.type, agent);
  const donnees = { ...(await donneesDuDossier(ports.dossier, etat)), redacteur: agent };
  const instant = ports.maintenant().toISOString();
  const { manques } = definition.examiner(ligne.contenu, donnees, horodate(instant, etat.unite.zone));
  if (manques.length > 0)
    throw refuser(
      409,
      'acte-incomplet',
      `Complétez d’abord l’acte pour en voir l’aperçu : ${manques.map(({ phrase }) => phrase).join(' ')}`,
    );
  const pdf = await composerActe(
    construireActe({
      definition,
      acteId: ligne.acte_id,
      numero: ligne.numero ?? 1,
      contenu: ligne.contenu,
      donnees,
      agent,
      instant,
    }),
    definition,
    ports,
  );
  await reponse
    .header('content-type', 'application/pdf')
    .header('content-disposition', 'inline; filename="apercu.pdf"')
    .send(Buffer.from(pdf));
}

/** L'acte deja signe par son redacteur, tel que le cosignataire va le signer. */
async function montrerLeSigne(
  { db }: PortsActe,
  {
    agent,
    ligne,
    reponse,
  }: { readonly agent: Agent; readonly ligne: LigneBrouillon; readonly reponse: FastifyReply },
): Promise<void> {
  if (ligne.redacteur !== agent.matricule) exigerSignataire(ligne, agent);
  const { pdf_signe } = await db
    .selectFrom('brouillon')
    .select('pdf_signe')
    .where('acte_id', '=', ligne.acte_id)
    .executeTakeFirstOrThrow();
  await reponse
    .header('content-type', 'application/pdf')
    .header('content-disposition', 'inline; filename="acte-a-cosigner.pdf"')
    .send(pdf_signe);
}
