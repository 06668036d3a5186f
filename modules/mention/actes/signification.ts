import { horodateEnFrancais } from '@ppn/core';
import type * as z from 'zod';
import { contenuSignification } from '../contract.ts';
import { controlerLaPersonne, definirMention, nomDe } from './mention.ts';

type Contenu = z.infer<typeof contenuSignification>;

/** Comment l'acte a ete signifie, tel qu'ecrit. */
export const MODES: { readonly [mode in Contenu['mode']]: string } = {
  personne: 'à personne',
  domicile: 'à domicile',
  etude: 'à l’étude du commissaire de justice',
  electronique: 'par voie électronique',
};

/** Mention de signification (550, 803-1 II CPP) : l'acte a ete porte a la connaissance d'une personne. */
export const signification = definirMention<Contenu>({
  genre: 'signification',
  description: 'L’acte a été signifié à une personne par un commissaire de justice.',
  contenu: contenuSignification,
  vide: { personne: '', mode: 'personne', par: '' },
  personnes: ({ personne }) => [personne],
  controler: ({ personne }, donnees) => controlerLaPersonne(personne, donnees),
  dispositif: ({ survenuA, mode }) => `Acte signifié ${MODES[mode]} le ${horodateEnFrancais(survenuA)}.`,
  champs: (contenu, acte) => [
    { libelle: 'Destinataire', valeur: nomDe(acte, contenu.personne) },
    { libelle: 'Par', valeur: contenu.par.trim() },
  ],
});
