import { creerLien, type ReponsePair } from '../lien.ts';
import { sha256 } from '../conteneur.ts';
import type { ReglagesNoeud } from '../reglages.ts';
import type { NoeudDEssai } from './banc.ts';

/** Appelle l'echange d'un noeud avec un certificat client choisi (par defaut celui de `depuis`). */
export async function appeler(
  depuis: NoeudDEssai,
  demande: Parameters<ReturnType<typeof creerLien>['envoyer']>[0],
  client: ReglagesNoeud['tls']['client'] = depuis.reglages.tls.client,
): Promise<ReponsePair> {
  const lien = creerLien({ pair: depuis.reglages.pair, tls: { ...depuis.reglages.tls, client } });
  try {
    return await lien.envoyer(demande);
  } finally {
    lien.fermer();
  }
}

/** Poste des octets comme pli `id` ; l'empreinte annoncee est celle de ces octets, sauf avis contraire. */
export const poster = (
  depuis: NoeudDEssai,
  id: string,
  octets: Uint8Array,
  empreinte: string = sha256(octets),
): Promise<ReponsePair> =>
  appeler(depuis, {
    methode: 'POST',
    chemin: `/echange/plis/${id}`,
    entetes: { 'content-type': 'application/vnd.etsi.asic-e+zip', 'x-empreinte': empreinte },
    corps: octets,
  });
