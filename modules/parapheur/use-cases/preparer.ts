import type { Empreinte } from '@ppn/core';
import { horodate } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import {
  attributsSignes,
  empreinteDe,
  preparerSignature,
  RevisionImpossible,
  SignatureImpossible,
} from '@ppn/sealing';
import { TAILLE_MAX } from '../contract.ts';
import { type Circuit, obstacleA, type RefusDuCircuit } from '../domain/circuit.ts';
import type { CarteDeSession, PortsParapheur } from '../ports.ts';

/** Le document d'un circuit, et qui le signe. */
export type ASigner = { readonly circuit: Circuit; readonly document: string };

/** Phrases des refus, telles que montrees. */
export const PHRASES: { readonly [refus in RefusDuCircuit]: string } = {
  'document-inconnu': 'Ce document n’est pas dans cette demande.',
  'rien-a-signer': 'Ce document n’attend plus votre signature : signé, refusé ou retiré. Relisez la liste.',
  'pas-votre-tour': 'Un autre signataire doit signer avant vous : le document viendra dans votre parapheur.',
  'version-depassee':
    'Un autre signataire vient de signer ce document : signez de nouveau, sur sa dernière version.',
  'autre-demandeur': 'Seul l’agent qui a demandé les signatures peut retirer sa demande.',
  'circuit-clos': 'Cette demande est close : il n’y a plus rien à retirer.',
};

/** Prepare un document pour la carte de la session et rend l'ordre qu'elle signera. */
export async function preparer(
  ports: PortsParapheur,
  agent: Agent,
  carte: CarteDeSession,
  { circuit, document: id }: ASigner,
): Promise<{ readonly titre: string; readonly ordre: string }> {
  const obstacle = obstacleA(circuit, id, agent.matricule);
  const document = circuit.documents.find((un) => un.id === id);
  if (obstacle || !document)
    throw refuser(409, obstacle ?? 'document-inconnu', PHRASES[obstacle ?? 'document-inconnu']);
  const pdf = await ports.magasin.lireOctets(document.courant as Empreinte, TAILLE_MAX * 2);
  const instant = ports.maintenant();
  const prepare = await preparerSignature({
    pdf,
    signeA: horodate(instant.toISOString()),
    nom: `${agent.prenom} ${agent.nom}`,
  }).catch((cause: unknown) => {
    throw refuser(409, 'pdf-non-signable', phraseDeLaPreparation(cause));
  });
  const attributs = attributsSignes({ empreinte: prepare.empreinte, certificat: carte.certificat });
  const certificat = empreinteDe(carte.certificat);
  const ligne = {
    circuit: circuit.id,
    base: document.courant,
    pdf: Buffer.from(prepare.octets),
    attributs: Buffer.from(attributs),
    certificat,
    chaine: JSON.stringify([carte.certificat, ...carte.chaine].map(enBase64)),
    signe_a: instant,
    signature: null,
    erreur: null,
  };
  await ports.db
    .insertInto('circuit_preparation')
    .values({ document: id, matricule: agent.matricule, ...ligne })
    .onConflict((conflit) => conflit.columns(['document', 'matricule']).doUpdateSet(ligne))
    .execute();
  const titre = `${circuit.titre} — ${document.nom}`;
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

/** Ce qui empeche un PDF de recevoir une signature, dit a qui le depose ou le signe. */
export function phraseDeLaPreparation(cause: unknown): string {
  if (cause instanceof SignatureImpossible || cause instanceof RevisionImpossible) return cause.message;
  return 'Ce PDF est protégé, ou sa structure est abîmée : exportez-le de nouveau (par exemple en l’imprimant vers un PDF), puis déposez la copie.';
}

const enBase64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');
