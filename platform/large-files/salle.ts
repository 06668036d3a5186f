import type { Blocs } from './envoi/blocs.ts';
import type { Fils } from './envoi/fils.ts';
import type { EnvoiConfie } from './envoi/protocole.ts';
import type { ReglagesDEntrepot } from './entrepot.ts';
import { aadDeLEnvoi, aadDuChiffre, cheminDeLObjet } from './format.ts';
import type { LigneDEnvoi } from './registre.ts';

/** Une requete en cours sur un envoi : la suivante la coupe et attend qu'elle ait range. */
export type Tenue = { readonly couper: () => void; readonly finie: Promise<unknown> };

/** L'interieur d'un entrepot. */
export type Salle = ReglagesDEntrepot & {
  readonly ouvriers: Fils;
  readonly tas: Blocs;
  readonly tenus: Map<string, Tenue>;
};

/** L'envoi tel qu'un fil le recoit. Lance si sa cle ne s'ouvre plus (changee, ou d'un jour detruit). */
export async function confierAuFil(salle: Salle, ligne: LigneDEnvoi): Promise<EnvoiConfie> {
  const objet = {
    environnement: salle.environnement,
    espace: ligne.espace,
    id: ligne.id,
    longueur: ligne.longueur,
  };
  const cle = await salle.cles.developper(
    ligne.jour,
    ligne.cle_enveloppee ?? Buffer.alloc(0),
    aadDeLEnvoi(objet),
  );
  if (cle === undefined) throw new Error(`La clé de l’envoi ${ligne.id} ne s’ouvre plus.`);
  return {
    id: ligne.id,
    chemin: cheminDeLObjet(salle.dossier, ligne.id),
    cle,
    aad: aadDuChiffre(objet),
    longueur: ligne.longueur,
    somme: ligne.genre === 'entier',
  };
}

/** Coupe la requete qui tient cet envoi, s'il y en a une, et attend qu'elle ait range. */
export async function prendreLaPlace(salle: Salle, id: string): Promise<void> {
  for (let tenue = salle.tenus.get(id); tenue !== undefined; tenue = salle.tenus.get(id)) {
    tenue.couper();
    await tenue.finie.catch(() => undefined);
  }
}
