import type * as z from 'zod';
import { msDe } from '@ppn/core';
import { contenuAccord } from '../contenus-des-actes-suivants.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  nomDeLaPersonne,
  siDit,
} from './commun.ts';
import {
  magistratDe,
  nomDuMagistrat,
  ouvertureDuMagistrat,
  signatureDuMagistrat,
} from './decision-du-magistrat.ts';

type Contenu = z.infer<typeof contenuAccord>;

/** Accord prealable a la retenue d'un mineur de dix a moins de treize ans : le magistrat en fixe la duree (L.413-1 CJPM). */
export const accord = definirActe<Contenu>({
  type: 'gav-accord',
  titre: 'Décision sur la retenue d’un mineur de dix à douze ans',
  description: 'Le magistrat donne ou refuse son accord préalable, et fixe la durée de la retenue.',
  qualites: ['procureur', 'substitut', 'juge-instruction'],
  contenu: contenuAccord,
  preremplir: ({ lue: { mesure, entrees }, maintenant }) => {
    const dit = entreesDuType(entrees, 'accord-magistrat').findLast(
      ({ source }) => source.genre === 'saisie',
    );
    return {
      entree: dit?.id ?? '',
      lieu: mesure.juridiction.libelle,
      decideeA: dit?.survenuA ?? maintenant,
      sens: 'accorde',
      heures: dit?.donnees.heures ?? 12,
      motif: '',
    };
  },
  controler: ({ sens, motif }) =>
    sens === 'refuse' && motif.trim() === ''
      ? [{ champ: 'motif', phrase: 'Dites pourquoi l’accord est refusé.' }]
      : [],
  attirer: ({ decideeA, sens }, { lue }) => {
    const placement = entreesDuType(lue.entrees, 'placement')[0];
    return sens === 'accorde' && placement !== undefined && msDe(placement.survenuA) < msDe(decideeA)
      ? [
          {
            phrase: 'La retenue a commencé avant cet accord : il n’est plus préalable.',
            article: 'L.413-1 CJPM',
          },
        ]
      : [];
  },
  references: () => [article('accord', 'Retenue d’un mineur : accord préalable et durée', 'L.413-1 CJPM')],
  entrees: ({ entree, decideeA, sens, heures, motif }, acte) => {
    const [autorite, nom] = [magistratDe(acte), nomDuMagistrat(acte)];
    return sens === 'accorde'
      ? [{ id: entree, type: 'accord-magistrat', survenuA: decideeA, donnees: { autorite, nom, heures } }]
      : [
          {
            type: 'accord-refuse',
            survenuA: decideeA,
            donnees: { autorite, nom, motif: motif.trim().slice(0, 2_000) },
          },
        ];
  },
  blocs: (contenu, acte) => [
    ...ouvertureDuMagistrat(acte),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Décision' },
    {
      type: 'paragraphe',
      texte: `Vu l’article L.413-1 du code de la justice pénale des mineurs, le ${enFrancais(contenu.decideeA)}, ${
        contenu.sens === 'accorde'
          ? `donnons notre accord à la retenue de ${nomDeLaPersonne(contenu, acte)} et en fixons la durée à ${contenu.heures} ${contenu.heures > 1 ? 'heures' : 'heure'}.`
          : `refusons notre accord à la retenue de ${nomDeLaPersonne(contenu, acte)}.`
      }`,
    },
    ...siDit('Motifs', contenu.motif),
    ...blocsDePasserOutre(contenu, acte),
    signatureDuMagistrat(acte),
  ],
});
