import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { horodate, isUuid, nouvelUuid } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import type * as z from 'zod';
import type { acteEnCours, schemaIdj } from '@ppn/dossier/contract';
import type { DonneesDuDossier, redaction, TypeActe } from '../contract.ts';
import { decider, type EtatActe, PHRASES_ACTE } from '../domain/cycle-de-l-acte.ts';
import { donneesDuDossier } from '../donnees-du-dossier.ts';
import type { ActeInscrit } from '../inscrire.ts';
import { enAttente, type SignataireAttendu } from '../domain/recueil-des-signatures.ts';
import type { PortsActe, Tx } from '../ports.ts';
import { annulerLeRecueil } from '../signatures-tierces/annuler-le-recueil.ts';

type Redaction = z.infer<typeof redaction>;
export type EnCours = z.infer<typeof acteEnCours>;
/** Colonnes d'un brouillon, sauf le PDF gele : lui seul pese, et seul le scellement le lit. */
export const SANS_LE_PDF = [
  'acte_id',
  'idj',
  'type',
  'etat',
  'version',
  'contenu',
  'redacteur',
  'agent',
  'cree_a',
  'maj_a',
  'numero',
  'certificat',
  'attributs',
  'signature',
  'erreur',
  'recueil',
  'annulation',
  'signataires',
  'cosignataire',
  'renvoi',
] as const;
export type LigneBrouillon = Awaited<ReturnType<typeof lignes>>[number];
const lignes = ({ db }: PortsActe) => db.selectFrom('brouillon').select(SANS_LE_PDF).execute();

/** Definition d'un type d'acte que l'agent peut rediger. */
export function definitionPour({ catalogue }: PortsActe, type: string, agent: Agent): ActeInscrit {
  const definition = catalogue.tous.find((acte) => acte.type === type);
  if (!definition) throw refuser(422, 'acte-inconnu', 'Ce type d’acte n’existe pas dans ce service.');
  if (!definition.qualites.includes(agent.qualite))
    throw refuser(
      403,
      'qualite-insuffisante',
      `Votre qualité ne permet pas de rédiger : ${definition.titre}.`,
    );
  return definition;
}

type ACommencer = {
  readonly type: TypeActe;
  /** Tire par le poste : la demande renvoyee apres une coupure rend l'acte deja commence. */
  readonly acteId?: string | undefined;
  readonly personne?: string | undefined;
  readonly mesure?: string | undefined;
  readonly contenu?: { readonly [champ: string]: unknown } | undefined;
};

/** Commence un acte, prerempli avec tout ce qui est deja saisi. */
export async function commencer(
  ports: PortsActe,
  agent: Agent,
  etat: Etat,
  demande: ACommencer,
): Promise<Redaction> {
  const definition = definitionPour(ports, demande.type, agent);
  if (
    ports.dossier.service === 'justice' &&
    definition.acces === undefined &&
    definition.reprend !== true &&
    etat.decisions.length > 0
  )
    throw refuser(409, 'deja-decidee', 'Ce dossier a déjà reçu une décision.');
  if (demande.acteId !== undefined) await exigerNeuf(ports, demande.acteId);
  const donnees = { ...(await donneesDuDossier(ports.dossier, etat)), redacteur: agent };
  const maintenant = ports.maintenant();
  const acteId = demande.acteId ?? nouvelUuid(maintenant.getTime(), randomBytes(10));
  const contenu = {
    ...definition.preremplir(
      donnees,
      horodate(maintenant.toISOString(), etat.unite.zone),
      demande.personne,
      demande.mesure,
    ),
    ...demande.contenu,
  };
  const ligne = await ports.db
    .insertInto('brouillon')
    .values({
      acte_id: acteId,
      idj: etat.idj,
      type: definition.type,
      etat: 'brouillon',
      version: 1,
      contenu: JSON.stringify(contenu),
      redacteur: agent.matricule,
      agent: JSON.stringify(agent),
      cree_a: maintenant,
      maj_a: maintenant,
    })
    .onConflict((conflit) => conflit.column('acte_id').doNothing())
    .returning(SANS_LE_PDF)
    .executeTakeFirst();
  return redactionDe(
    ports,
    ligne ?? (await dejaCommence(ports, agent, etat, { acteId, type: definition.type })),
    etat,
  );
}

/** L'acte que la meme demande a deja commence. */
async function dejaCommence(
  ports: PortsActe,
  agent: Agent,
  etat: Etat,
  { acteId, type }: { readonly acteId: string; readonly type: TypeActe },
): Promise<LigneBrouillon> {
  const ligne = await brouillonDe(ports, etat.idj, acteId);
  exigerRedacteur(ligne, agent);
  if (ligne.type !== type)
    throw refuser(
      409,
      'demande-deja-servie',
      'Un autre acte est déjà commencé par cette demande : rechargez la page.',
    );
  return ligne;
}

/** Un identifiant deja scelle ne recommence pas. */
async function exigerNeuf({ db }: PortsActe, acteId: string): Promise<void> {
  const scelle = await db
    .selectFrom('piece')
    .select('id')
    .where('id', '=', acteId)
    .limit(1)
    .executeTakeFirst();
  if (scelle) throw refuser(409, 'acte-scelle', PHRASES_ACTE['acte-scelle']);
}

/** Enregistre le brouillon ; refuse une version depassee, et tout acte dont la signature est recue. */
export async function ecrire(
  ports: PortsActe,
  agent: Agent,
  etat: Etat,
  demande: {
    readonly acteId: string;
    readonly versionAttendue: number;
    readonly contenu: { readonly [champ: string]: unknown };
  },
): Promise<Redaction> {
  const ligne = await brouillonDe(ports, etat.idj, demande.acteId);
  exigerRedacteur(ligne, agent);
  if (dejaEcrite(ligne, demande)) return redactionDe(ports, ligne, etat);
  const suite = decider(etatDe(ligne), { commande: 'ecrire', versionAttendue: demande.versionAttendue });
  if (!suite.ok) throw refuser(409, suite.refus, PHRASES_ACTE[suite.refus], { version: ligne.version });
  const ecrite = await remplacer(ports, ligne, demande.contenu);
  if (!ecrite) throw refuser(409, 'version-depassee', PHRASES_ACTE['version-depassee']);
  await etape('redaction.brouillon-garde');
  return redactionDe(ports, ecrite, etat);
}

/** Ecrit le contenu ; un contenu qui change annule les signatures recueillies sur l'ancien, dans la meme transaction. */
const remplacer = (
  ports: PortsActe,
  ligne: LigneBrouillon,
  contenu: { readonly [champ: string]: unknown },
): Promise<LigneBrouillon | undefined> =>
  dansUneTransaction(ports.db, async (tx: Tx) => {
    const ecrite = await tx
      .updateTable('brouillon')
      .set({
        contenu: JSON.stringify(contenu),
        version: ligne.version + 1,
        etat: 'brouillon',
        maj_a: ports.maintenant(),
        pdf: null,
        acte: null,
        attributs: null,
        certificat: null,
        numero: null,
        signe_a: null,
        erreur: null,
      })
      .where('acte_id', '=', ligne.acte_id)
      .where('version', '=', ligne.version)
      .where('etat', 'in', ['brouillon', 'gele'])
      .returning(SANS_LE_PDF)
      .executeTakeFirst();
    const memeTexte = isDeepStrictEqual(ligne.contenu, JSON.parse(JSON.stringify(contenu)));
    if (!ecrite?.recueil || memeTexte) return ecrite;
    const raison = 'Le texte de l’acte a été modifié.';
    await annulerLeRecueil(tx, ports, { acteId: ligne.acte_id, recueil: ecrite.recueil, raison });
    return { ...ecrite, recueil: null };
  });

/** Une phrase par signature encore attendue. */
export const manquesDeSignature = (
  attendus: readonly SignataireAttendu[],
): readonly { readonly champ: string; readonly phrase: string }[] =>
  attendus.map(({ nom, qualite, place }) => ({
    champ: `signatures.${place}`,
    phrase: `Faites signer ${nom} (${qualite}), ou mentionnez son refus ou son impossibilité (D.589-4 CPP).`,
  }));

/** La meme ecriture, renvoyee parce que la reponse s'est perdue (coupure), n'est pas un conflit. */
const dejaEcrite = (
  ligne: LigneBrouillon,
  demande: { readonly versionAttendue: number; readonly contenu: { readonly [champ: string]: unknown } },
): boolean =>
  ligne.etat === 'brouillon' &&
  ligne.version === demande.versionAttendue + 1 &&
  isDeepStrictEqual(ligne.contenu, JSON.parse(JSON.stringify(demande.contenu)));

/** Le brouillon demande, ou un refus qui dit s'il est deja scelle. */
export async function brouillonDe({ db }: PortsActe, idj: string, acteId: string): Promise<LigneBrouillon> {
  if (!isUuid(acteId)) throw acteInconnu();
  const ligne = await db
    .selectFrom('brouillon')
    .select(SANS_LE_PDF)
    .where('idj', '=', idj)
    .where('acte_id', '=', acteId)
    .executeTakeFirst();
  if (ligne) return ligne;
  const scelle = await db
    .selectFrom('piece')
    .select('id')
    .where('idj', '=', idj)
    .where('id', '=', acteId)
    .executeTakeFirst();
  throw scelle ? refuser(409, 'acte-scelle', PHRASES_ACTE['acte-scelle']) : acteInconnu();
}

const acteInconnu = () => refuser(404, 'acte-inconnu', 'Cet acte n’existe pas ou a été abandonné.');

/** Un proces-verbal est redige et signe par celui qui a agi (D.9, D.10 CPP). */
export function exigerRedacteur(ligne: LigneBrouillon, agent: Agent): void {
  if (ligne.redacteur !== agent.matricule)
    throw refuser(
      403,
      'autre-redacteur',
      `Cet acte est rédigé par ${ligne.agent.prenom} ${ligne.agent.nom} : seul son rédacteur le modifie et le signe (D.9 et D.10 CPP).`,
    );
}

/** Qui doit signer maintenant : le redacteur, puis le cosignataire designe. */
export function exigerSignataire(ligne: LigneBrouillon, agent: Agent): void {
  if (ligne.cosignataire === null) return exigerRedacteur(ligne, agent);
  if (ligne.cosignataire !== agent.matricule)
    throw refuser(
      403,
      'autre-signataire',
      'Cet acte attend la cosignature d’un autre agent : lui seul le signe maintenant.',
    );
}

/** Etat du cycle d'un brouillon. */
export function etatDe(ligne: LigneBrouillon): EtatActe {
  if (ligne.etat === 'brouillon') return { etat: 'brouillon', version: ligne.version };
  if (ligne.etat === 'a-cosigner')
    return { etat: 'a-cosigner', version: ligne.version, certificat: ligne.certificat };
  return { etat: ligne.etat, version: ligne.version, certificat: ligne.certificat ?? '' };
}

/** Un acte en redaction, avec ses manques et ses points d'attention. */
export const redactionDe = async (ports: PortsActe, ligne: LigneBrouillon, etat: Etat): Promise<Redaction> =>
  redactionAvec(ports, ligne, { etat, donnees: await donneesDuDossier(ports.dossier, etat) });

/** Le meme, quand les donnees du dossier sont deja lues. */
export function redactionAvec(
  ports: PortsActe,
  ligne: LigneBrouillon,
  { etat, donnees }: { readonly etat: Etat; readonly donnees: DonneesDuDossier },
): Redaction {
  const definition = ports.catalogue.tous.find(({ type }) => type === ligne.type);
  const maintenant = horodate(ports.maintenant().toISOString(), etat.unite.zone);
  const { manques, points } = examiner(definition, ligne, { donnees, maintenant });
  return {
    ...resume(ports, ligne, { titre: definition?.titre ?? ligne.type, manques }),
    idj: etat.idj as z.infer<typeof schemaIdj>,
    contenu: { ...ligne.contenu },
    cosignataire: cosignataireAttendu(ports, ligne),
    points: points.map((point) => ({ ...point })),
  };
}

function cosignataireAttendu(
  ports: PortsActe,
  { etat, cosignataire }: LigneBrouillon,
): Redaction['cosignataire'] {
  if (etat !== 'a-cosigner' || cosignataire === null) return null;
  const agent = ports.dossier.agent(cosignataire);
  return { matricule: cosignataire, nom: agent ? `${agent.prenom} ${agent.nom}` : cosignataire };
}

/** Ce qui manque a un acte et ce qui merite attention ; les signatures se recueillent sur un acte complet, elles ne manquent qu'ensuite. */
export function examiner(
  definition: ActeInscrit | undefined,
  ligne: LigneBrouillon,
  { donnees, maintenant }: { readonly donnees: DonneesDuDossier; readonly maintenant: string },
): ReturnType<ActeInscrit['examiner']> {
  // Deja signe par son redacteur : rien n'y manque plus que la suite des signatures.
  if (!definition || ligne.signataires.length > 0) return { manques: [], points: [] };
  const examen = definition.examiner(ligne.contenu, { ...donnees, redacteur: ligne.agent }, maintenant);
  if (examen.manques.length > 0) return examen;
  const attendus = definition.signataires(ligne.contenu, donnees);
  return { ...examen, manques: manquesDeSignature(enAttente(ligne.recueil ?? undefined, attendus)) };
}

/** Resume d'un brouillon pour les listes. */
export const resume = (
  ports: PortsActe,
  ligne: LigneBrouillon,
  {
    titre,
    manques,
  }: {
    readonly titre: string;
    readonly manques: readonly { readonly champ: string; readonly phrase: string }[];
  },
): EnCours => ({
  acteId: ligne.acte_id as EnCours['acteId'],
  type: ligne.type,
  titre,
  etat: ligne.etat,
  version: ligne.version,
  majA: ligne.maj_a.toISOString(),
  redacteur: `${ligne.agent.prenom} ${ligne.agent.nom}`,
  attend: cosignataireAttendu(ports, ligne)?.nom ?? null,
  manques: manques.map((manque) => ({ ...manque })),
});
