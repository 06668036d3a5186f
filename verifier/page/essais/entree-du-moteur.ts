import { executer } from '../../commande.ts';
import { poser } from '../substituts/disque.ts';

/** La commande sur le disque de la page. */
export async function lancer(
  fichiers: readonly (readonly [string, Blob])[],
  args: readonly string[],
): Promise<string> {
  for (const [chemin, fichier] of fichiers) poser(chemin, fichier);
  return (await executer(args, { racine: '/', dossier: '/depot', environnement: {} })).sortie;
}
