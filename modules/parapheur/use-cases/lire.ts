import { horodate } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { sql } from 'kysely';
import { circuit as schema, type CircuitVu } from '../contract.ts';
import {
  attendusPour,
  type Circuit,
  type DocumentDuCircuit,
  enRetard,
  etatDuCircuit,
  etatDuDocument,
} from '../domain/circuit.ts';
import type { PortsParapheur } from '../ports.ts';

/** Circuits rendus au plus. */
const AU_PLUS = 200;

/** Les circuits ou l'agent participe : le droit est dans la requete. A signer : les plus pressants d'abord. */
export async function lireLesCircuits(
  ports: PortsParapheur,
  agent: Agent,
  vue: 'a-signer' | 'en-cours' | 'clos',
): Promise<CircuitVu[]> {
  const moi = sql<boolean>`participants @> array[${agent.matricule}]`;
  const requete = ports.db.selectFrom('circuit').select('contenu').where(moi).limit(AU_PLUS);
  const choisis =
    vue === 'a-signer'
      ? requete
          .where('etat', '=', 'en-cours')
          .where(sql<boolean>`attendus @> array[${agent.matricule}]`)
          .orderBy(sql`contenu ->> 'echeance' nulls last`)
          .orderBy('demande_a')
      : vue === 'en-cours'
        ? requete.where('etat', '=', 'en-cours').orderBy('demande_a')
        : requete.where('etat', '!=', 'en-cours').orderBy('clos_a', 'desc');
  const lignes = await choisis.execute();
  return montrerLesCircuits(
    ports,
    agent,
    lignes.map(({ contenu }) => contenu),
  );
}

/** Des circuits tels que les voit un participant, avec ce qui a empeche l'agent de signer. */
export async function montrerLesCircuits(
  { db, maintenant }: PortsParapheur,
  agent: Agent,
  circuits: readonly Circuit[],
): Promise<CircuitVu[]> {
  const ids = circuits.map(({ id }) => id);
  const echecs =
    ids.length === 0
      ? []
      : await db
          .selectFrom('circuit_preparation')
          .select(['document', 'erreur'])
          .where('circuit', 'in', ids)
          .where('matricule', '=', agent.matricule)
          .where('erreur', 'is not', null)
          .execute();
  const echecDe = new Map(echecs.map(({ document, erreur }) => [document, erreur]));
  const jour = horodate(maintenant().toISOString()).slice(0, 10);
  return circuits.map((circuit) =>
    schema.parse({
      ...circuit,
      etat: etatDuCircuit(circuit),
      enRetard: enRetard(circuit, jour),
      mien: circuit.demandeur.matricule === agent.matricule,
      documents: circuit.documents.map((document) => ({
        ...document,
        etat: etatDuDocument(circuit, document),
        signatures: signaturesDe(circuit, document),
        aSigner: attendusPour(circuit, document).includes(agent.matricule),
        echec: echecDe.get(document.id) ?? null,
      })),
    }),
  );
}

const signaturesDe = (circuit: Circuit, document: DocumentDuCircuit) =>
  document.signatures.map((signature) => ({
    qui: circuit.signataires.find(({ matricule }) => matricule === signature.matricule),
    etat: signature.etat,
    sonTour: attendusPour(circuit, document).includes(signature.matricule),
    signeA: signature.etat === 'signee' ? signature.signeA : null,
    horodateA: signature.etat === 'signee' ? signature.horodateA : null,
    motif: signature.etat === 'refusee' ? signature.motif : null,
  }));
