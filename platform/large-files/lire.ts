import type { FichierComplet } from './entrepot.ts';
import { lireObjet, ObjetIllisible } from './envoi/resumer.ts';
import type { ObjetARelire } from './envoi/protocole.ts';
import { aadDuChiffre, aadDuTroncon, cheminDeLObjet } from './format.ts';
import { type LigneDEnvoi, tronconsDe } from './registre.ts';
import type { Salle } from './salle.ts';

/** Le fichier complet d'une ligne ; `undefined` s'il ne l'est pas, ou n'est qu'une partie. */
export function completDe(ligne: LigneDEnvoi | undefined): FichierComplet | undefined {
  if (ligne === undefined || ligne.etat !== 'complet' || ligne.sha256 === null || ligne.crc32 === null)
    return undefined;
  const { id, nom, longueur, sha256, crc32 } = ligne;
  return { id, nom, longueur, sha256, crc32 };
}

/** Le clair `[debut, fin[` d'un fichier, troncon apres troncon. Toute place fausse (ordre, nombre, longueur, jour) s'arrete avant le premier octet. */
export async function* lire(
  salle: Salle,
  espace: string,
  fichier: FichierComplet,
  { debut, fin }: { readonly debut: number; readonly fin: number },
): AsyncGenerator<Buffer> {
  const objets = await ouvrirTroncons(salle, espace, fichier);
  let base = 0;
  for (const objet of objets) {
    const [de, a] = [Math.max(0, debut - base), Math.min(objet.longueur, fin - base)];
    if (de < a) yield* lireObjet(objet, de, a);
    base += objet.longueur;
  }
}

async function ouvrirTroncons(
  salle: Salle,
  espace: string,
  fichier: FichierComplet,
): Promise<readonly ObjetARelire[]> {
  const { environnement } = salle;
  const lignes = await tronconsDe(salle.db, fichier.id);
  const total = lignes.reduce((somme, { longueur }) => somme + longueur, 0);
  if (
    total !== fichier.longueur ||
    lignes.some(({ nombre, rang }, place) => nombre !== lignes.length || rang !== place)
  )
    throw new ObjetIllisible(`Les tronçons de ${fichier.id} ne font pas ce fichier.`);
  return Promise.all(
    lignes.map(async ({ rang, nombre, objet, longueur, jour, cle_enveloppee }) => {
      const place = { environnement, espace, fichier: fichier.id, rang, nombre, objet, longueur };
      const aad = aadDuTroncon({ ...place, longueurDuFichier: fichier.longueur });
      const cle = await salle.cles.developper(jour, cle_enveloppee, aad);
      if (cle === undefined) throw new ObjetIllisible(`La clé d’un tronçon de ${fichier.id} ne s’ouvre pas.`);
      const chemin = cheminDeLObjet(salle.dossier, objet);
      return { chemin, cle, aad: aadDuChiffre({ environnement, espace, id: objet, longueur }), longueur };
    }),
  );
}
