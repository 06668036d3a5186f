import type { PortsDossier } from '@ppn/dossier';
import { emettreDepeche, type RecepteurDeDepeche } from '@ppn/exchange';
import { type PortsGreffe, recepteurDuGreffe } from '@ppn/greffe';
import { JURIDICTIONS } from '@ppn/nomenclature';
import { vueTypee } from '@ppn/postgres';

/** Ports du greffe : le dossier, les juridictions, les depeches de l'echange. */
export const portsDuGreffe = (dossier: PortsDossier, composer: PortsGreffe['composer']): PortsGreffe => ({
  dossier,
  composer,
  juridictions: JURIDICTIONS,
  emettreDepeche: (tx, depeche) => emettreDepeche(vueTypee(tx), depeche),
});

/** Ce que le greffe dit a l'unite, sur les tables de l'echange. */
export const recevoirDuGreffe = (dossier: PortsDossier): RecepteurDeDepeche => {
  const recevoir = recepteurDuGreffe(dossier);
  return (tx, depeche) => recevoir(vueTypee(tx), depeche);
};
