import { horodateEnFrancais } from '@ppn/core';
import type * as z from 'zod';
import { contenuOpposition } from '../contract.ts';
import { controlerLaPersonne, definirMention, enFrancais, nomDe } from './mention.ts';
import { attirerSurLeDelai } from './recours.ts';

type Contenu = z.infer<typeof contenuOpposition>;

/** Mention d'opposition a une decision rendue par defaut (489, 492 CPP). */
export const opposition = definirMention<Contenu>({
  genre: 'opposition',
  description: 'La personne jugée par défaut forme opposition.',
  contenu: contenuOpposition,
  vide: { personne: '', portee: '', pointDeDepart: '' },
  personnes: ({ personne }) => [personne],
  controler: ({ personne }, donnees) => controlerLaPersonne(personne, donnees),
  attirer: (contenu, donnees) => attirerSurLeDelai(contenu, 'opposition-delai', donnees.procedure.unite.zone),
  dispositif: ({ survenuA }) => `Opposition formée le ${horodateEnFrancais(survenuA)}.`,
  champs: (contenu, acte) => [
    { libelle: 'Opposant', valeur: nomDe(acte, contenu.personne) },
    { libelle: 'Portée', valeur: contenu.portee.trim() || 'toutes les dispositions' },
    { libelle: 'Signification', valeur: enFrancais(contenu.pointDeDepart) },
  ],
});
