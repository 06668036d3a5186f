import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import type { Jour } from './cles-du-jour.ts';
import { ObjetIllisible } from './envoi/resumer.ts';
import { aadDeLEnvoi, aadDuTroncon, cheminDeLObjet } from './format.ts';
import {
  fichiersDeLEspace,
  idsDeLEspace,
  oublierEnvois,
  remplacerTroncon,
  tronconsDe,
  trouverEnvoi,
} from './registre.ts';
import { prendreLaPlace, type Salle } from './salle.ts';

/** Passe un espace sous la cle d'un autre jour : chaque cle est ouverte puis enveloppee de nouveau, dans une transaction. */
export async function changerDeJour(salle: Salle, espace: string, jour: Jour): Promise<void> {
  await dansUneTransaction(salle.db, async (tx) => {
    for (const fichier of await fichiersDeLEspace(tx, espace))
      for (const troncon of await tronconsDe(tx, fichier.id)) {
        const aad = aadDuTroncon({
          ...troncon,
          environnement: salle.environnement,
          espace,
          longueurDuFichier: fichier.longueur,
        });
        const cle_enveloppee = await reenvelopper(
          salle,
          { de: troncon.jour, a: jour },
          troncon.cle_enveloppee,
          aad,
        );
        await remplacerTroncon(tx, { ...troncon, jour, cle_enveloppee });
      }
    for (const id of await idsDeLEspace(tx, espace)) {
      const ligne = await trouverEnvoi(tx, espace, id);
      if (ligne === undefined || ligne.cle_enveloppee === null) continue;
      const aad = aadDeLEnvoi({ environnement: salle.environnement, espace, id, longueur: ligne.longueur });
      const cle = await reenvelopper(salle, { de: ligne.jour, a: jour }, ligne.cle_enveloppee, aad);
      await sql`update televersement set jour = ${jour}, cle_enveloppee = ${cle} where id = ${id}`.execute(
        tx,
      );
    }
  });
}

async function reenvelopper(
  { cles }: Salle,
  { de, a }: { readonly de: Jour; readonly a: Jour },
  enveloppe: Uint8Array,
  aad: Uint8Array,
): Promise<Buffer> {
  const cle = await cles.developper(de, enveloppe, aad);
  if (cle === undefined)
    throw new ObjetIllisible('Une clé de tronçon ne s’ouvre pas : l’échéance n’est pas changée.');
  return cles.envelopper(a, cle, aad);
}

/** Oublie un envoi qu'aucun fichier assemble ne cite ; faux s'il est inconnu ou cite. */
export async function effacerEnvoi(salle: Salle, espace: string, id: string): Promise<boolean> {
  const ligne = await trouverEnvoi(salle.db, espace, id);
  if (ligne === undefined) return false;
  const assembles = (await fichiersDeLEspace(salle.db, espace)).filter(
    ({ parties }) => parties?.includes(id) === true,
  );
  if (assembles.length > 0) return false;
  await effacer(salle, [id, ...(ligne.parties ?? [])]);
  return true;
}

/** Les lignes d'abord, les octets ensuite : une mort entre les deux laisse un objet que `balayer` ote. */
export async function effacer(salle: Salle, ids: readonly string[]): Promise<void> {
  for (const id of ids) await prendreLaPlace(salle, id);
  await oublierEnvois(salle.db, ids);
  for (const id of ids) {
    const chemin = cheminDeLObjet(salle.dossier, id);
    await rm(chemin, { force: true });
    await rm(`${chemin}.queue`, { force: true });
    salle.ouvriers.oublier(id);
  }
}

/** Ote les objets que rien ne designe, ecrits avant `avant` (ms depuis 1970). */
export async function balayer(salle: Salle, avant: number): Promise<number> {
  let otes = 0;
  for (const sous of await readdir(salle.dossier)) {
    const noms = await readdir(join(salle.dossier, sous)).catch(() => []);
    const { rows } = await sql<{ id: string }>`
      select id from televersement where id = any(${noms.map((nom) => nom.slice(0, 32))}::text[])`.execute(
      salle.db,
    );
    const connus = new Set(rows.map(({ id }) => id));
    for (const nom of noms.filter((candidat) => !connus.has(candidat.slice(0, 32)))) {
      const chemin = join(salle.dossier, sous, nom);
      const etat = await stat(chemin).catch(() => undefined);
      if (etat === undefined || etat.mtimeMs >= avant) continue;
      await rm(chemin, { force: true });
      otes += 1;
    }
  }
  return otes;
}
