import { isUuid } from '@ppn/core';
import { type Agent, tracer } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import { circuitDe, consigner, verrouiller } from '../consigner.ts';
import type { Circuit, Participant } from '../domain/circuit.ts';
import type { PortsParapheur, Tx } from '../ports.ts';

/** Une demande de signature. */
export type DemandeDeCircuit = {
  readonly id: string;
  readonly titre: string;
  readonly message: string;
  readonly ordre: Circuit['ordre'];
  readonly echeance: string | null;
  readonly depots: readonly string[];
  readonly signataires: readonly string[];
};

/** Soumet des PDF deposes a la signature d'agents de la meme juridiction ; la meme demande, renvoyee, rend le circuit deja ouvert. */
export async function ouvrirLeCircuit(
  ports: PortsParapheur,
  agent: Agent,
  demande: DemandeDeCircuit,
  adresse: string,
): Promise<Circuit> {
  const signataires = participantsDe(ports, agent, demande.signataires);
  await tracer(ports.db, {
    agent,
    idj: null,
    piece: `circuit ${demande.id}`,
    action: 'demander des signatures',
    motif: `juridiction de l’agent : ${agent.rattachement.code}`,
    resultat: 'accorde',
    adresse,
  });
  return dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouiller(tx, demande.id);
    const deja = await circuitDe(tx, demande.id);
    if (deja !== undefined) {
      if (deja.demandeur.matricule === agent.matricule) return deja;
      throw refuser(409, 'demande-deja-servie', 'Cette demande existe déjà : rechargez la page.');
    }
    const documents = await prendreLesDepots(tx, agent, demande.depots);
    const maintenant = ports.maintenant();
    const { depots: _depots, signataires: _signataires, ...reste } = demande;
    return consigner(
      tx,
      undefined,
      [
        {
          type: 'circuit-ouvert',
          donnees: {
            ...reste,
            juridiction: agent.rattachement.code,
            demandeur: enParticipant(agent),
            demandeA: maintenant.toISOString(),
            signataires,
            documents,
          },
        },
      ],
      { id: demande.id, auteur: agent.matricule, maintenant },
    );
  });
}

/** A qui cet agent peut demander une signature : les agents de sa juridiction, lui compris. */
export const signatairesPossibles = ({ agentsDe }: PortsParapheur, agent: Agent): readonly Agent[] =>
  agentsDe(agent.rattachement.code).filter(({ qualite }) => qualite !== 'interprete');

function participantsDe(
  ports: PortsParapheur,
  agent: Agent,
  matricules: readonly string[],
): readonly Participant[] {
  const possibles = new Map(signatairesPossibles(ports, agent).map((un) => [un.matricule, un]));
  const choisis = matricules.flatMap((matricule) => possibles.get(matricule) ?? []);
  if (choisis.length !== matricules.length || new Set(matricules).size !== matricules.length)
    throw refuser(
      422,
      'signataire-impossible',
      'Un signataire choisi n’est pas de votre juridiction, ou l’est deux fois : choisissez-le dans la liste.',
    );
  return choisis.map(enParticipant);
}

const enParticipant = ({ matricule, prenom, nom, qualite }: Agent): Participant => ({
  matricule,
  nom: `${prenom} ${nom}`,
  qualite,
});

/** Les depots de l'agent, dans l'ordre demande ; ils quittent la file d'attente dans la transaction qui ouvre le circuit. */
async function prendreLesDepots(tx: Tx, agent: Agent, ids: readonly string[]) {
  const lignes = await tx
    .deleteFrom('circuit_depot')
    .where('id', 'in', ids.filter(isUuid))
    .where('depose_par', '=', agent.matricule)
    .returningAll()
    .execute();
  return ids.map((id) => {
    const ligne = lignes.find((une) => une.id === id);
    if (!ligne)
      throw refuser(
        409,
        'depot-inconnu',
        'Un des PDF n’est plus déposé (retiré, ou resté plus d’un jour) : déposez-le de nouveau.',
      );
    return { id, nom: ligne.nom, original: ligne.empreinte, taille: Number(ligne.taille) };
  });
}
