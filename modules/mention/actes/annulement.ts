import { horodateEnFrancais } from '@ppn/core';
import type * as z from 'zod';
import { contenuAnnulement } from '../contract.ts';
import { definirMention } from './mention.ts';

type Contenu = z.infer<typeof contenuAnnulement>;

/** La voie de l'annulation, telle qu'ecrite. */
const VOIES: { readonly [voie in Contenu['voie']]: string } = {
  instruction: 'pendant l’instruction (articles 173 et 174 du code de procédure pénale)',
  jugement: 'par la juridiction de jugement (article 385 du code de procédure pénale)',
};

/** Mention d'annulation : l'acte vise et ses pieces jointes quittent le dossier courant et sont classes au greffe (174 CPP). */
export const annulement = definirMention<Contenu>({
  genre: 'annulement',
  description: 'Une juridiction annule l’acte : il est retiré du dossier et classé au greffe.',
  contenu: contenuAnnulement,
  vide: { voie: 'instruction', juridiction: '', reference: '', motif: '' },
  personnes: () => [],
  applique: ({ voie }, article) => (voie === 'jugement') === (article === '385 CPP'),
  attirer: () => [
    {
      phrase:
        'L’acte et ses pièces jointes ne seront plus lus que du greffe ; ce qu’ils apportaient au dossier en est ôté. Rien n’est effacé.',
      article: '174 CPP',
      information: true,
    },
  ],
  dispositif: ({ survenuA, voie }) =>
    `Acte annulé le ${horodateEnFrancais(survenuA)}, ${VOIES[voie]}. Il est retiré du dossier et classé au greffe ; il est interdit d’y puiser aucun renseignement contre les parties.`,
  champs: ({ juridiction, reference, motif }) => [
    { libelle: 'Juridiction', valeur: juridiction.trim() },
    { libelle: 'Décision', valeur: reference.trim() },
    { libelle: 'Motif', valeur: motif.trim() },
  ],
});
