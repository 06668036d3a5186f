import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { peutCosigner } from '../domain/cosignataires.ts';
import type { ActeInscrit } from '../inscrire.ts';
import type { PortsActe } from '../ports.ts';
import type { LigneBrouillon } from './rediger.ts';

/** Agents designes pour cosigner, tels que l'annuaire les connait ; leve un refus si l'un ne le peut pas, ou l'est deux fois. */
export const cosignatairesDe = (
  { dossier }: Pick<PortsActe, 'dossier'>,
  definition: Pick<ActeInscrit, 'cosignataires' | 'cosignentAvec'>,
  ligne: Pick<LigneBrouillon, 'contenu' | 'agent'>,
): readonly Agent[] =>
  definition.cosignataires(ligne.contenu).map((matricule, rang, tous) => {
    const agent = dossier.agent(matricule);
    if (
      !agent ||
      !peutCosigner(ligne.agent, agent) ||
      !admis(definition, ligne.agent, agent) ||
      tous.indexOf(matricule) !== rang
    )
      throw refuser(
        409,
        'cosignataire-impossible',
        'Un cosignataire choisi ne peut pas cosigner cet acte : choisissez un autre agent du service, ou un interprète inscrit.',
      );
    return agent;
  });

/** Qui cet agent peut choisir pour cosigner : ses collegues, puis les interpretes inscrits. */
export const cosignatairesPossibles = (
  { dossier }: Pick<PortsActe, 'dossier'>,
  agent: Agent,
  definition: Pick<ActeInscrit, 'cosignentAvec'> | undefined,
) =>
  [...dossier.agentsDe(agent.rattachement.code), ...dossier.interpretes()]
    .filter((candidat) => peutCosigner(agent, candidat) && admis(definition, agent, candidat))
    .map(({ matricule, prenom, nom, qualite }) => ({ matricule, nom: `${prenom} ${nom}`, qualite }));

/** Vrai si la definition de l'acte admet cette qualite aux cotes du redacteur. */
const admis = (
  definition: Pick<ActeInscrit, 'cosignentAvec'> | undefined,
  redacteur: Agent,
  candidat: Agent,
): boolean => definition?.cosignentAvec?.(redacteur.qualite).includes(candidat.qualite) ?? true;
