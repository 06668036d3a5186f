import type { ClientDEchange } from '../contexte.tsx';
import { gardeDuPoste } from './garde.ts';
import { nouvelIdentifiant } from './identifiant.ts';
import { type Moteur, ouvrirMoteur } from './moteur.ts';
import { sommer } from './sommes.ts';
import { serveurDEnvois } from './tus.ts';

/** Moteurs ouverts : un envoi continue quand on change de page. */
const ouverts = new Map<string, Promise<Moteur>>();

/** Le moteur d'un depot en preparation, ouvert au premier appel. */
export function moteurDuDepot(client: ClientDEchange, depot: string, moi: string): Promise<Moteur> {
  const connu = ouverts.get(depot);
  if (connu !== undefined) return connu;
  const neuf = ouvrirMoteur({
    depot,
    moi,
    serveur: serveurDEnvois,
    sommer,
    garde: gardeDuPoste,
    nouvelleCle: nouvelIdentifiant,
    lister: async () => {
      const rendu = await client.appeler('GET /api/preparations/:id', { id: depot });
      if (rendu.ok) return rendu.valeur.envois;
      return rendu.refus.status === 404 ? [] : undefined;
    },
  });
  ouverts.set(depot, neuf);
  return neuf;
}

/** Le depot est fait, ou abandonne : le poste n'en garde plus rien. */
export async function oublierLeMoteur(depot: string): Promise<void> {
  const moteur = await ouverts.get(depot);
  ouverts.delete(depot);
  await moteur?.oublier();
}

/** Fin de session : les envois s'arretent ; ce que le poste en garde attend leur auteur. */
export async function suspendreLesMoteurs(): Promise<void> {
  for (const moteur of ouverts.values()) (await moteur).suspendre();
  ouverts.clear();
}
