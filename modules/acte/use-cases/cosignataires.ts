import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import type { ActeInscrit } from '../inscrire.ts';
import type { PortsActe } from '../ports.ts';
import type { LigneBrouillon } from './rediger.ts';

/** Agents designes pour cosigner, tels que l'annuaire les connait ; leve un refus si l'un n'est plus de l'unite, ou redige lui-meme. */
export const cosignatairesDe = (
  { dossier }: Pick<PortsActe, 'dossier'>,
  definition: Pick<ActeInscrit, 'cosignataires'>,
  ligne: Pick<LigneBrouillon, 'contenu' | 'agent'>,
): readonly Agent[] =>
  definition.cosignataires(ligne.contenu).map((matricule) => {
    const agent = dossier.agent(matricule);
    if (agent?.rattachement.code !== ligne.agent.rattachement.code || matricule === ligne.agent.matricule)
      throw refuser(
        409,
        'cosignataire-impossible',
        'Le second enquêteur choisi ne peut pas cosigner : choisissez un autre agent de l’unité.',
      );
    return agent;
  });
