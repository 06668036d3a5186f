import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import type { Reception, RefusDeReception } from './entrepot.ts';
import { EnvoiImpossible, type Fait } from './envoi/fils.ts';
import type { EnvoiConfie, Issue } from './envoi/protocole.ts';
import { type CorpsDEnvoi, verser } from './envoi/verser.ts';
import { aadDuTroncon } from './format.ts';
import { inscrireTroncons, type LigneDEnvoi, marquerComplet, trouverEnvoi } from './registre.ts';
import { confierAuFil, prendreLaPlace, type Salle } from './salle.ts';

type Recu = Result<Fait & { readonly longueur: number }, RefusDeReception>;

/** Recoit une requete d'envoi. Ce qui est rendu est garde sur le disque ; un refus dit ce qui n'a pas ete pris. */
export async function recevoir(
  salle: Salle,
  reception: Reception,
  corps: CorpsDEnvoi,
): Promise<Recu | undefined> {
  const { espace, id } = reception;
  if ((await trouverEnvoi(salle.db, espace, id)) === undefined) return undefined;
  // Verifie et pris d'un trait : deux requetes qui attendaient la meme ne passent pas ensemble.
  while (salle.tenus.has(id)) await prendreLaPlace(salle, id);
  const travail = recevoirSeul(salle, reception, corps);
  salle.tenus.set(id, { couper: () => void corps.destroy(), finie: travail });
  try {
    return await travail;
  } catch (cause) {
    if (cause instanceof EnvoiImpossible && cause.defaut !== 'panne') return refus(cause.defaut);
    throw cause;
  } finally {
    salle.tenus.delete(id);
  }
}

async function recevoirSeul(
  salle: Salle,
  reception: Reception,
  corps: CorpsDEnvoi,
): Promise<Recu | undefined> {
  const ligne = await trouverEnvoi(salle.db, reception.espace, reception.id);
  if (ligne === undefined) return undefined;
  const { longueur } = ligne;
  if (ligne.etat === 'complet')
    return reception.position === longueur
      ? reussite({ position: longueur, longueur })
      : refus('envoi-termine');
  const envoi = await confierAuFil(salle, ligne);
  const { position } = await salle.ouvriers.commencer(envoi, reception.somme?.algorithme);
  if (position !== reception.position) {
    await salle.ouvriers.finir(ligne.id, { genre: 'defaire' });
    return refus('position-differente');
  }
  const fin = await verser(corps, ligne.id, salle.ouvriers, salle.tas);
  const issue: Issue =
    fin === 'entier' ? { genre: 'entiere', somme: reception.somme?.valeur } : { genre: 'coupee' };
  const fait = await salle.ouvriers.finir(ligne.id, issue);
  if (fait.position === longueur) await conclure(salle, ligne, envoi, fait);
  return reussite({ ...fait, longueur });
}

/** L'envoi est entier sur le disque : sa somme (relue si le fil ne l'a pas), puis la base, d'un seul geste. */
export async function conclure(
  salle: Salle,
  ligne: LigneDEnvoi,
  envoi: EnvoiConfie,
  { resume }: Fait,
): Promise<void> {
  const maintenant = salle.maintenant();
  if (ligne.genre === 'partie') {
    await marquerComplet(salle.db, ligne.id, undefined, maintenant);
    return;
  }
  const somme = resume ?? (await salle.ouvriers.resumer([envoi]));
  const { id, longueur, espace, jour } = ligne;
  const place = {
    environnement: salle.environnement,
    espace,
    fichier: id,
    rang: 0,
    nombre: 1,
    objet: id,
    longueur,
  };
  const aad = aadDuTroncon({ ...place, longueurDuFichier: longueur });
  const cle_enveloppee = await salle.cles.envelopper(jour, envoi.cle, aad);
  await dansUneTransaction(salle.db, async (tx) => {
    if (!(await marquerComplet(tx, id, somme, maintenant))) return;
    await inscrireTroncons(tx, [
      { fichier: id, rang: 0, nombre: 1, objet: id, longueur, jour, cle_enveloppee },
    ]);
  });
  salle.ouvriers.oublier(id);
}
