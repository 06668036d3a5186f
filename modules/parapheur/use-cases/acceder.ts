import { isUuid } from '@ppn/core';
import { type Agent, tracer } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { circuitDe } from '../consigner.ts';
import type { Circuit } from '../domain/circuit.ts';
import type { PortsParapheur } from '../ports.ts';

/** Qui veut quoi d'un circuit, et d'ou. `piece` : le document lu. */
export type AccesAuCircuit = {
  readonly agent: Agent;
  readonly id: string;
  readonly adresse: string;
  readonly libelle: string;
  readonly piece?: string;
};

/** Le circuit, si l'agent y participe ; l'acces est trace avant d'etre servi, le refus aussi. Inconnu et interdit rendent le meme refus. */
export async function accederAuCircuit(
  { db }: PortsParapheur,
  { agent, id, adresse, libelle, piece }: AccesAuCircuit,
): Promise<Circuit> {
  const circuit = isUuid(id) ? await circuitDe(db, id) : undefined;
  const trace = { agent, idj: null, action: libelle, adresse, piece: piece ?? `circuit ${id.slice(0, 64)}` };
  const role = circuit === undefined ? undefined : roleDe(circuit, agent.matricule);
  if (circuit !== undefined && role !== undefined) {
    await tracer(db, { ...trace, motif: `${role} du circuit de signature ${id}`, resultat: 'accorde' });
    return circuit;
  }
  await tracer(db, {
    ...trace,
    motif: circuit === undefined ? 'circuit-inconnu' : 'non-participant',
    resultat: 'refuse',
  });
  throw refuser(
    403,
    'acces-refuse',
    'Cette demande de signature n’existe pas ou vous n’y participez pas. Votre demande est enregistrée au journal des accès.',
  );
}

const roleDe = ({ demandeur, signataires }: Circuit, matricule: string): string | undefined => {
  if (demandeur.matricule === matricule) return 'demandeur';
  return signataires.some((un) => un.matricule === matricule) ? 'signataire' : undefined;
};
