import type { Etat } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { etape } from '@ppn/observability';
import { attributsSignes, empreinteDe, preparerSignature, verifierSignatureBrute } from '@ppn/sealing';
import { horodate } from '@ppn/core';
import { sql } from 'kysely';
import { champDeSignature, composerActe, construireActe } from '../composer-acte.ts';
import type { ActeJson, DonneesDuDossier } from '../contract.ts';
import { decider, PHRASES_ACTE, type RefusActe } from '../domain/cycle-de-l-acte.ts';
import { enAttente } from '../domain/recueil-des-signatures.ts';
import { donneesDuDossier } from '../donnees-du-dossier.ts';
import type { ActeInscrit } from '../inscrire.ts';
import type { CarteDeSession, PortsActe } from '../ports.ts';
import { cosignatairesDe } from './cosignataires.ts';
import { fixerLActe } from '../signatures-tierces/acte-a-lire.ts';
import { perimer } from '../signatures-tierces/recueillir.ts';
import { signaturesDeLActe, type SignaturesDeLActe } from '../signatures-tierces/signatures-de-l-acte.ts';
import {
  brouillonDe,
  definitionPour,
  etatDe,
  exigerSignataire,
  type LigneBrouillon,
  manquesDeSignature,
  SANS_LE_PDF,
} from './rediger.ts';
import { reprendreLeScellement, type ResultatDeScellement, sceller } from './sceller.ts';

/** Gele un acte pour la carte de la session et rend l'ordre qu'elle signera. `lire` : les donnees de son dossier. Leve un refus si l'acte est incomplet. */
export async function geler(
  ports: PortsActe,
  agent: Agent,
  carte: CarteDeSession,
  etat: Etat,
  acteId: string,
  lire = (): Promise<DonneesDuDossier> => donneesDuDossier(ports.dossier, etat),
): Promise<{ titre: string; ordre: string }> {
  const ligne = await brouillonDe(ports, etat.idj, acteId);
  exigerSignataire(ligne, agent);
  if (ligne.etat === 'a-cosigner') return preparerLaCosignature(ports, { agent, carte, etat, ligne });
  const definition = definitionPour(ports, ligne.type, agent);
  const donnees = { ...(await lire()), redacteur: agent };
  const instant = ports.maintenant().toISOString();
  const { manques } = definition.examiner(ligne.contenu, donnees, horodate(instant, etat.unite.zone));
  const attendus = definition.signataires(ligne.contenu, donnees);
  const manquantes = enAttente(ligne.recueil ?? undefined, attendus);
  const certificat = empreinteDe(carte.certificat);
  const suite = decider(etatDe(ligne), {
    commande: 'geler',
    certificat,
    manques: manques.length,
    signaturesAttendues: manquantes.length,
  });
  if (!suite.ok)
    throw refuser(
      409,
      suite.refus,
      phraseDeGel(suite.refus, definition.titre, [...manques, ...manquesDeSignature(manquantes)]),
    );
  const { redige, images } = await acteAuGel(ports, ligne, { definition, donnees, agent, etat, instant });
  const acte: ActeJson = { ...redige, numero: await numeroReserve(ports, etat, ligne) };
  const pdf = await composerActe(acte, definition, ports, images);
  const prepare = await preparerSignature({
    pdf,
    champ: champDeSignature(0),
    signeA: horodate(instant, etat.unite.zone),
    nom: `${agent.prenom} ${agent.nom}`,
  });
  const attributs = attributsSignes({ empreinte: prepare.empreinte, certificat: carte.certificat });
  const { numUpdatedRows } = await ports.db
    .updateTable('brouillon')
    .set({
      etat: 'gele',
      certificat,
      chaine: JSON.stringify([carte.certificat, ...carte.chaine].map(enBase64)),
      pdf: Buffer.from(prepare.octets),
      attributs: Buffer.from(attributs),
      acte: JSON.stringify(acte),
      numero: acte.numero,
      signe_a: new Date(instant),
      erreur: null,
    })
    .where('acte_id', '=', acteId)
    .where('version', '=', ligne.version)
    .where('etat', 'in', ['brouillon', 'gele'])
    // Une signature annulee ou reprise pendant la composition : l'acte compose n'est plus celui-la.
    .where(
      sql<boolean>`recueil is not distinct from ${ligne.recueil === null ? null : JSON.stringify(ligne.recueil)}::jsonb`,
    )
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw refuser(409, 'version-depassee', PHRASES_ACTE['version-depassee']);
  await etape('signature.acte-gele');
  const titre = `${definition.titre} — ${donnees.procedure.alias[0]?.numero ?? etat.idj}`;
  const { jws } = await ports.emettreOrdre({
    op: 'signer',
    origin: ports.origine,
    titre,
    empreinte: prepare.empreinte,
    attributs: enBase64(attributs),
    certificat,
  });
  return { titre, ordre: jws };
}

type ACosigner = {
  readonly agent: Agent;
  readonly carte: CarteDeSession;
  readonly etat: Etat;
  readonly ligne: LigneBrouillon;
};

/** Prepare la cosignature : une mise a jour du PDF deja signe, dans le champ pose pour elle ; rien de ce qui est signe ne bouge. */
async function preparerLaCosignature(
  ports: PortsActe,
  { agent, carte, etat, ligne }: ACosigner,
): Promise<{ titre: string; ordre: string }> {
  const certificat = empreinteDe(carte.certificat);
  const suite = decider(etatDe(ligne), { commande: 'cosigner', certificat });
  if (!suite.ok) throw refuser(409, suite.refus, PHRASES_ACTE[suite.refus]);
  const instant = ports.maintenant().toISOString();
  const { pdf_signe } = await ports.db
    .selectFrom('brouillon')
    .select('pdf_signe')
    .where('acte_id', '=', ligne.acte_id)
    .executeTakeFirstOrThrow();
  const prepare = await preparerSignature({
    pdf: pdf_signe ?? new Uint8Array(),
    champ: champDeSignature(ligne.signataires.length),
    signeA: horodate(instant, etat.unite.zone),
    nom: `${agent.prenom} ${agent.nom}`,
  });
  const attributs = attributsSignes({ empreinte: prepare.empreinte, certificat: carte.certificat });
  await ports.db
    .updateTable('brouillon')
    .set({
      certificat,
      chaine: JSON.stringify([carte.certificat, ...carte.chaine].map(enBase64)),
      pdf: Buffer.from(prepare.octets),
      attributs: Buffer.from(attributs),
      signe_a: new Date(instant),
      erreur: null,
    })
    .where('acte_id', '=', ligne.acte_id)
    .where('etat', '=', 'a-cosigner')
    .execute();
  const titre = `${ports.dossier.titreDe(ligne.type)} — ${etat.alias[0]?.numero ?? etat.idj}`;
  const { jws } = await ports.emettreOrdre({
    op: 'signer',
    origin: ports.origine,
    titre,
    empreinte: prepare.empreinte,
    attributs: enBase64(attributs),
    certificat,
  });
  return { titre, ordre: jws };
}

const phraseDeGel = (
  raison: RefusActe,
  titre: string,
  manques: readonly { readonly phrase: string }[],
): string =>
  raison === 'acte-incomplet' || raison === 'signatures-attendues'
    ? `« ${titre} » : ${manques.map(({ phrase }) => phrase).join(' ')}`
    : PHRASES_ACTE[raison];

type AuGel = {
  readonly definition: ActeInscrit;
  readonly donnees: DonneesDuDossier;
  readonly agent: Agent;
  readonly etat: Etat;
  readonly instant: string;
};

/** L'acte et les images de ses signatures ; le texte signe doit etre encore celui de l'acte, sinon elles sont annulees et l'agent le sait. */
async function acteAuGel(
  ports: PortsActe,
  ligne: LigneBrouillon,
  { definition, donnees, agent, etat, instant }: AuGel,
): Promise<{ readonly redige: ActeJson; readonly images?: SignaturesDeLActe['images'] }> {
  if (definition.signataires(ligne.contenu, donnees).length === 0)
    return {
      redige: construireActe({
        definition,
        acteId: ligne.acte_id,
        numero: ligne.numero ?? 1,
        contenu: ligne.contenu,
        donnees,
        agent,
        instant,
        cosignataires: cosignatairesDe(ports, definition, ligne),
      }),
    };
  const { acte, attendus, recueil, change } = fixerLActe(ports, ligne, { definition, donnees });
  if (change) {
    await perimer(ports, ligne, 'Une identité, un fait ou une pièce du dossier a changé.');
    throw refuser(
      409,
      'signatures-annulees',
      'Le dossier a changé depuis que cet acte a été lu : ses signatures sont annulées. Faites-le relire et signer de nouveau.',
    );
  }
  const { signatures, images } = await signaturesDeLActe(ports, ligne.acte_id, {
    recueil,
    attendus,
    zone: etat.unite.zone,
  });
  return { redige: { ...acte, signatures: [...signatures] }, images };
}

/** Recoit une signature : la verifie, l'enregistre (une panne reprendra de la), puis scelle. */
export async function recevoirSignature(
  ports: PortsActe,
  agent: Agent,
  carte: CarteDeSession,
  demande: { readonly acteId: string; readonly signature: string },
): Promise<ResultatDeScellement> {
  const ligne = await ports.db
    .selectFrom('brouillon')
    .select(SANS_LE_PDF)
    .where('acte_id', '=', demande.acteId)
    .executeTakeFirst();
  if (!ligne) return dejaScelle(ports, demande.acteId);
  // La reponse de la premiere signature s'est perdue : l'acte attend deja la suivante.
  if (ligne.etat === 'a-cosigner' && ligne.redacteur === agent.matricule)
    return { etat: 'cosignature-attendue', phrase: PHRASES_ACTE['cosignature-attendue'] };
  exigerSignataire(ligne, agent);
  // La reponse s'est perdue et la meme signature revient : elle est deja enregistree, il ne reste qu'a sceller.
  if (ligne.etat === 'signature-recue' && ligne.signature?.equals(Buffer.from(demande.signature, 'base64')))
    return reprendreLeScellement(ports, demande.acteId);
  const suite = decider(etatDe(ligne), {
    commande: 'recevoir-signature',
    certificat: empreinteDe(carte.certificat),
  });
  if (!suite.ok) return { etat: 'refuse', phrase: PHRASES_ACTE[suite.refus] };
  const signature = Buffer.from(demande.signature, 'base64');
  if (
    !ligne.attributs ||
    !verifierSignatureBrute({ attributsSignes: ligne.attributs, signature, certificat: carte.certificat })
  )
    return {
      etat: 'refuse',
      phrase: 'La signature reçue n’est pas celle de cet acte par cette carte : signez de nouveau.',
    };
  const recue = await ports.db
    .updateTable('brouillon')
    .set({ etat: 'signature-recue', signature, maj_a: ports.maintenant() })
    .where('acte_id', '=', demande.acteId)
    .where('etat', '=', ligne.etat)
    .where('version', '=', ligne.version)
    .returningAll()
    .executeTakeFirst();
  if (!recue) return { etat: 'refuse', phrase: PHRASES_ACTE['acte-non-gele'] };
  await etape('signature.signature-recue');
  return sceller(ports, recue);
}

async function dejaScelle({ db }: PortsActe, acteId: string): Promise<ResultatDeScellement> {
  const piece = await db.selectFrom('piece').select('id').where('id', '=', acteId).executeTakeFirst();
  return piece
    ? { etat: 'scelle', phrase: 'Acte signé et scellé.' }
    : { etat: 'refuse', phrase: 'Cet acte n’existe pas ou a été abandonné.' };
}

/** Numero de piece : celui deja reserve par le gel precedent, sinon le suivant de sa serie (migrations/0005, decision 0045). */
async function numeroReserve(
  { db, dossier }: PortsActe,
  { idj, juridiction }: Pick<Etat, 'idj' | 'juridiction'>,
  ligne: LigneBrouillon,
): Promise<number> {
  if (ligne.numero !== null) return ligne.numero;
  const { rows } = await sql<{
    numero: number | null;
  }>`select reserver_numero(${idj}, ${ligne.acte_id}, ${dossier.service === 'justice' && juridiction === null}) as numero`.execute(
    db,
  );
  const numero = rows[0]?.numero;
  if (numero === null || numero === undefined)
    throw refuser(409, 'version-depassee', PHRASES_ACTE['version-depassee']);
  return numero;
}

const enBase64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');
