import { randomBytes } from 'node:crypto';
import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import type { CreationDEnvoi, EtatDEnvoi, RefusDeCreation } from './entrepot.ts';
import { aadDeLEnvoi } from './format.ts';
import { inscrireEnvoi, octetsReserves, trouverEnvoi } from './registre.ts';
import { confierAuFil, prendreLaPlace, type Salle } from './salle.ts';
import { conclure } from './recevoir.ts';

/** Les creations passent une a une : deux annonces ne se partagent pas le meme octet libre. */
const VERROU = 7_206_070;

/** Reserve la longueur annoncee et tire la cle de l'envoi ; un fichier vide est complet tout de suite. */
export async function creer(
  salle: Salle,
  creation: CreationDEnvoi,
): Promise<Result<string, RefusDeCreation>> {
  const id = randomBytes(16).toString('hex');
  const { espace, jour, genre, longueur, nom } = creation;
  const objet = { environnement: salle.environnement, espace, id, longueur };
  const cle_enveloppee = await salle.cles.envelopper(jour, randomBytes(32), aadDeLEnvoi(objet));
  const cree = await dansUneTransaction(salle.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${VERROU})`.execute(tx);
    if ((await octetsReserves(tx)) + longueur > salle.capacite) return refus('capacite-atteinte' as const);
    const cree_a = salle.maintenant();
    await inscrireEnvoi(tx, {
      id,
      espace,
      genre,
      longueur,
      nom,
      jour,
      cle_enveloppee,
      parties: null,
      cree_a,
    });
    return reussite(id);
  });
  if (cree.ok && longueur === 0) await creerVide(salle, espace, id);
  return cree;
}

async function creerVide(salle: Salle, espace: string, id: string): Promise<void> {
  const ligne = await trouverEnvoi(salle.db, espace, id);
  if (ligne === undefined) return;
  const envoi = await confierAuFil(salle, ligne);
  await salle.ouvriers.commencer(envoi, undefined);
  await conclure(salle, ligne, envoi, await salle.ouvriers.finir(id, { genre: 'entiere' }));
}

/** Un envoi et sa position ; une requete qui le tiendrait encore est coupee d'abord, pour que la position ne bouge plus. */
export async function etat(salle: Salle, espace: string, id: string): Promise<EtatDEnvoi | undefined> {
  if ((await trouverEnvoi(salle.db, espace, id)) === undefined) return undefined;
  await prendreLaPlace(salle, id);
  const ligne = await trouverEnvoi(salle.db, espace, id);
  if (ligne === undefined) return undefined;
  const { genre, longueur, nom, parties } = ligne;
  const position =
    ligne.etat === 'complet' ? longueur : await salle.ouvriers.position(await confierAuFil(salle, ligne));
  return { id, genre, longueur, nom, parties, etat: ligne.etat, position };
}
