import { type Agent, lecteursDe } from '@ppn/habilitation';
import type { PortsDossier } from '../ports.ts';

/** Une personne dont on peut prendre les yeux. */
export type LecteurPossible = { readonly matricule: string; readonly nom: string; readonly qualite: string };

/** Les agents du meme rattachement que celui qui demande, et ceux que le journal des acces nomme ; chacun une fois. */
export async function lecteursPossibles(
  ports: Pick<PortsDossier, 'db' | 'agentsDe'>,
  agent: Agent,
  idj: string,
): Promise<readonly LecteurPossible[]> {
  const annuaire = ports.agentsDe(agent.rattachement.code).map(({ matricule, prenom, nom, qualite }) => ({
    matricule,
    nom: `${prenom} ${nom}`,
    qualite,
  }));
  const parMatricule = new Map(
    [...(await lecteursDe(ports.db, idj)), ...annuaire].map((lecteur) => [lecteur.matricule, lecteur]),
  );
  return [...parMatricule.values()].toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr'));
}
