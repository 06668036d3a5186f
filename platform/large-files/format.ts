import { join } from 'node:path';

/** Un envoi : un objet chiffre a lui. */
export type ObjetDEnvoi = {
  readonly environnement: string;
  readonly espace: string;
  readonly id: string;
  readonly longueur: number;
};

/** Un troncon a sa place dans un fichier complet. */
export type PlaceDeTroncon = {
  readonly environnement: string;
  readonly espace: string;
  readonly fichier: string;
  readonly rang: number;
  readonly nombre: number;
  readonly objet: string;
  readonly longueur: number;
  readonly longueurDuFichier: number;
};

const octetsDe = (...valeurs: readonly (string | number)[]): Buffer => Buffer.from(JSON.stringify(valeurs));

/** AAD du chiffre FLOE d'un envoi. */
export const aadDuChiffre = ({ environnement, espace, id, longueur }: ObjetDEnvoi): Buffer =>
  octetsDe('ppn-envoi/1', environnement, espace, id, longueur);

/** AAD de la cle enveloppee d'un envoi en cours. */
export const aadDeLEnvoi = ({ environnement, espace, id, longueur }: ObjetDEnvoi): Buffer =>
  octetsDe('ppn-cle-d-envoi/1', environnement, espace, id, longueur);

/** AAD de la cle enveloppee d'un troncon : sa place, sa longueur et celle du fichier entier. */
export const aadDuTroncon = (place: PlaceDeTroncon): Buffer =>
  octetsDe(
    'ppn-troncon/1',
    place.environnement,
    place.espace,
    place.fichier,
    place.rang,
    place.nombre,
    place.objet,
    place.longueur,
    place.longueurDuFichier,
  );

/** Position de la queue (segment inacheve) : une queue d'une autre position, ou d'un autre envoi, ne s'ouvre pas. */
export const aadDeLaQueue = (chiffre: Uint8Array, position: number): Buffer =>
  Buffer.concat([Buffer.from('ppn-queue/1 '), chiffre, Buffer.from(` ${position}`)]);

/** Chemin de l'objet chiffre d'un envoi. */
export const cheminDeLObjet = (racine: string, id: string): string => join(racine, id.slice(0, 2), id);
