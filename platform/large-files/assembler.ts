import { randomBytes } from 'node:crypto';
import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import type { CreationDEnvoi, RefusDeCreation } from './entrepot.ts';
import { aadDuTroncon } from './format.ts';
import {
  inscrireEnvoi,
  inscrireTroncons,
  type LigneDEnvoi,
  marquerComplet,
  trouverEnvoi,
} from './registre.ts';
import { confierAuFil, type Salle } from './salle.ts';

/** Parties reunies en une fois, au plus. */
const PARTIES_MAX = 1_000;

type Assemblage = Pick<CreationDEnvoi, 'espace' | 'jour' | 'nom'> & { readonly parties: readonly string[] };

/** Reunit des parties completes : elles sont relues une fois pour la somme, puis seules des lignes s'ecrivent. */
export async function assembler(
  salle: Salle,
  assemblage: Assemblage,
): Promise<Result<string, RefusDeCreation>> {
  const { espace, jour, nom, parties } = assemblage;
  const lignes = await partiesCompletes(salle, espace, parties);
  if (lignes === undefined) return refus('parties-inutilisables');
  const confies = await Promise.all(lignes.map((ligne) => confierAuFil(salle, ligne)));
  const somme = await salle.ouvriers.resumer(confies);
  const id = randomBytes(16).toString('hex');
  const longueur = lignes.reduce((total, ligne) => total + ligne.longueur, 0);
  const troncons = await Promise.all(
    confies.map(async (confie, rang) => {
      const place = {
        fichier: id,
        rang,
        nombre: confies.length,
        objet: confie.id,
        longueur: confie.longueur,
      };
      const aad = aadDuTroncon({
        ...place,
        environnement: salle.environnement,
        espace,
        longueurDuFichier: longueur,
      });
      return { ...place, jour, cle_enveloppee: await salle.cles.envelopper(jour, confie.cle, aad) };
    }),
  );
  await dansUneTransaction(salle.db, async (tx) => {
    const cree_a = salle.maintenant();
    const cle_enveloppee = null;
    await inscrireEnvoi(tx, {
      id,
      espace,
      genre: 'assemble',
      longueur,
      nom,
      jour,
      cle_enveloppee,
      parties,
      cree_a,
    });
    await marquerComplet(tx, id, somme, cree_a);
    await inscrireTroncons(tx, troncons);
  });
  return reussite(id);
}

/** Les parties demandees, toutes completes, du meme espace, chacune une fois ; sinon `undefined`. */
async function partiesCompletes(
  salle: Salle,
  espace: string,
  ids: readonly string[],
): Promise<readonly LigneDEnvoi[] | undefined> {
  if (ids.length === 0 || ids.length > PARTIES_MAX || new Set(ids).size !== ids.length) return undefined;
  const lignes = await Promise.all(ids.map((id) => trouverEnvoi(salle.db, espace, id)));
  const completes = lignes.filter((ligne) => ligne?.genre === 'partie' && ligne.etat === 'complet');
  return completes.length === ids.length ? completes.filter((ligne) => ligne !== undefined) : undefined;
}
