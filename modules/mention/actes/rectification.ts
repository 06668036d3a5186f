import { horodateEnFrancais } from '@ppn/core';
import type * as z from 'zod';
import { contenuRectification } from '../contract.ts';
import { definirMention } from './mention.ts';

type Contenu = z.infer<typeof contenuRectification>;

/** Mention de rectification d'une erreur purement materielle (710 CPP) : l'acte vise garde son texte. */
export const rectification = definirMention<Contenu>({
  genre: 'rectification',
  description: 'Une erreur purement matérielle est rectifiée ; l’acte garde son texte.',
  contenu: contenuRectification,
  vide: { errone: '', rectifie: '', ordonnee: '' },
  personnes: () => [],
  controler: ({ errone, rectifie }) =>
    errone.trim() === rectifie.trim()
      ? [{ champ: 'rectifie', phrase: 'Le texte rectifié est le même que le passage erroné.' }]
      : [],
  dispositif: ({ survenuA }) => `Erreur matérielle rectifiée le ${horodateEnFrancais(survenuA)}.`,
  champs: ({ errone, rectifie, ordonnee }) => [
    { libelle: 'Au lieu de', valeur: errone.trim() },
    { libelle: 'Lire', valeur: rectifie.trim() },
    { libelle: 'Ordonnée par', valeur: ordonnee.trim() },
  ],
});
