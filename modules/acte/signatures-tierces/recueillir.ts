import { randomBytes } from 'node:crypto';
import type { Etat } from '@ppn/dossier';
import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import type { RecueilVu } from '../contract.ts';
import { codeDepuis, OCTETS_PAR_CODE, repereDe } from '../domain/code-de-remise.ts';
import { decider, PHRASES_ACTE } from '../domain/cycle-de-l-acte.ts';
import {
  type CommandeRecueil,
  MINUTES_DU_CODE,
  type Recueil,
  type SignataireAttendu,
} from '../domain/recueil-des-signatures.ts';
import { donneesDuDossier } from '../donnees-du-dossier.ts';
import type { PortsActe, Tx } from '../ports.ts';
import { brouillonDe, etatDe, type LigneBrouillon } from '../use-cases/rediger.ts';
import { acteALire } from './acte-a-lire.ts';
import { annulerLeRecueil } from './annuler-le-recueil.ts';
import { avancer } from './garder-le-recueil.ts';
import { imageDe } from './signatures-de-l-acte.ts';
import { fermerALaCle } from './verrou.ts';

/** Le recueil tel que l'agent le voit. Un acte incomplet n'a encore personne a faire signer. */
export async function voirRecueil(ports: PortsActe, ligne: LigneBrouillon, etat: Etat): Promise<RecueilVu> {
  const definition = ports.catalogue.tous.find(({ type }) => type === ligne.type);
  const attendus = definition?.signataires(ligne.contenu, await donneesDuDossier(ports.dossier, etat)) ?? [];
  const { recueil } = ligne;
  const signataires = attendus.map((attendu) => signataireVu(ports, ligne.acte_id, recueil, attendu));
  return {
    etat: ligne.etat,
    signataires: await Promise.all(signataires),
    remise: remiseVue(recueil, ports.maintenant()),
    annulation: ligne.annulation,
  };
}

async function signataireVu(
  ports: PortsActe,
  acteId: string,
  recueil: Recueil | null,
  attendu: SignataireAttendu,
): Promise<RecueilVu['signataires'][number]> {
  const issue = recueil?.issues[attendu.place];
  const image =
    issue?.etat === 'signee' ? new TextDecoder().decode(await imageDe(ports, acteId, attendu.place)) : null;
  return {
    ...attendu,
    identite: recueil?.identites[attendu.place] ?? 'constatee',
    issue: issue
      ? { etat: issue.etat, a: issue.a, motif: issue.etat === 'signee' ? '' : issue.motif, image }
      : null,
  };
}

function remiseVue(recueil: Recueil | null, maintenant: Date): RecueilVu['remise'] {
  const remise = recueil?.remise;
  if (!remise) return null;
  const expireA = remise.ouverte?.expireA ?? remise.expireA;
  if (Date.parse(expireA) <= maintenant.getTime()) return null;
  return { etat: remise.ouverte ? 'tablette-ouverte' : 'code-donne', expireA };
}

/** Remet l'acte a une tablette : un code neuf, qui ferme tout ce qui etait ouvert. Seul son verrou est garde. */
export async function remettre(
  ports: PortsActe,
  ligne: LigneBrouillon,
  etat: Etat,
): Promise<{ readonly code: string; readonly adresse: string; readonly expireA: string }> {
  const lu = await acteALire(ports, ligne, etat);
  if (lu.change) await perimer(ports, ligne, 'Une identité, un fait ou une pièce du dossier a changé.');
  const code = tirerCode();
  const expireA = new Date(ports.maintenant().getTime() + MINUTES_DU_CODE * 60_000).toISOString();
  const { sel, verrou } = await fermerALaCle(code);
  const remise = { repere: repereDe(code), sel, verrou, expireA, essais: 0, ouverte: null };
  await avancer(ports, { ...lu, ligne }, { commande: 'remettre', remise });
  return { code, adresse: `${ports.origine}/tablette`, expireA };
}

/** Fait un pas du recueil au nom de l'agent : identite, mention, annulation, reprise de la tablette. */
export async function agir(
  ports: PortsActe,
  ligne: LigneBrouillon,
  etat: Etat,
  commandes: readonly CommandeRecueil[],
): Promise<RecueilVu> {
  const lu = await acteALire(ports, ligne, etat);
  if (lu.change) await perimer(ports, ligne, 'Une identité, un fait ou une pièce du dossier a changé.');
  for (const commande of commandes) await avancer(ports, { ...lu, ligne }, commande);
  return voirRecueil(ports, await brouillonDe(ports, ligne.idj, ligne.acte_id), etat);
}

/** Rouvre un acte fige que l'agent n'a pas signe : ce qui est recueilli est garde, la signature preparee ne vaut plus. */
export async function reprendre(ports: PortsActe, ligne: LigneBrouillon, etat: Etat): Promise<RecueilVu> {
  const suite = decider(etatDe(ligne), { commande: 'reprendre' });
  if (!suite.ok) throw refuser(409, suite.refus, PHRASES_ACTE[suite.refus]);
  await ports.db
    .updateTable('brouillon')
    .set({ etat: 'brouillon', pdf: null, acte: null, attributs: null, certificat: null, signe_a: null })
    .where('acte_id', '=', ligne.acte_id)
    .where('etat', '=', 'gele')
    .execute();
  ports.prevenir(ligne.idj);
  return voirRecueil(ports, await brouillonDe(ports, ligne.idj, ligne.acte_id), etat);
}

/** Annule les signatures d'un texte qui n'est plus celui de l'acte, et le dit. */
export async function perimer(ports: PortsActe, ligne: LigneBrouillon, raison: string): Promise<void> {
  await dansUneTransaction(ports.db, (tx: Tx) =>
    annulerLeRecueil(tx, ports, { acteId: ligne.acte_id, recueil: ligne.recueil, raison }),
  );
  ports.prevenir(ligne.idj);
}

function tirerCode(): string {
  for (;;) {
    const code = codeDepuis(randomBytes(OCTETS_PAR_CODE));
    if (code !== undefined) return code;
  }
}
