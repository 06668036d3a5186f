import type { Etat } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import type { PortsActe } from '../ports.ts';
import { brouillonDe, exigerSignataire } from './rediger.ts';

/**
 * Le cosignataire designe dit au redacteur pourquoi il ne cosigne pas. L'acte deja signe ne change pas : son redacteur
 * l'abandonne avec un motif (decision 0056), ou le cosignataire le signe apres tout.
 */
export async function renvoyer(
  ports: PortsActe,
  agent: Agent,
  etat: Etat,
  { acteId, motif }: { readonly acteId: string; readonly motif: string },
): Promise<void> {
  const ligne = await brouillonDe(ports, etat.idj, acteId);
  if (ligne.etat !== 'a-cosigner')
    throw refuser(
      409,
      'cosignature-non-attendue',
      'Cet acte n’attend plus de cosignature : relisez la liste.',
    );
  exigerSignataire(ligne, agent);
  const renvoi = { par: `${agent.prenom} ${agent.nom}`, motif, a: ports.maintenant().toISOString() };
  await ports.db
    .updateTable('brouillon')
    .set({ renvoi: JSON.stringify(renvoi) })
    .where('acte_id', '=', acteId)
    .where('etat', '=', 'a-cosigner')
    .where('cosignataire', '=', agent.matricule)
    .execute();
  ports.prevenir(etat.idj);
}
