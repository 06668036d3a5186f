import { DepotRefuse, nomMontrable, plusBas, refuser, type Contexte } from '../contexte.ts';
import { sourceOctets } from '../source.ts';

/** Examine le contenu d'une entree. Un refus dit laquelle ; une entree seulement abimee ne ferme pas la porte a l'archive. */
export async function examinerDedans(octets: Uint8Array, nom: string, contexte: Contexte): Promise<void> {
  try {
    await contexte.dedans(sourceOctets(octets), nom, plusBas(contexte));
  } catch (erreur) {
    if (!(erreur instanceof DepotRefuse)) throw erreur;
    const { refus } = erreur;
    if (refus.code === 'fichier-abime') {
      contexte.avertir(
        'archive-irreguliere',
        `Dans cette archive, « ${nomMontrable(nom)} » n’a pas pu être lu.`,
      );
      return;
    }
    refuser(refus.code, `Dans cette archive, « ${nomMontrable(nom)} » : ${refus.phrase}`);
  }
}
