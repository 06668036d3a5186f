import type { DonneesDuDossier, PointAttention } from '@ppn/acte/contract';
import { horodateEnFrancais } from '@ppn/core';
import type * as z from 'zod';
import { contenuAppel } from '../contract.ts';
import { controlerLaPersonne, definirMention, enFrancais, nomDe } from './mention.ts';
import { attirerSurLeDelai } from './recours.ts';

type Contenu = z.infer<typeof contenuAppel>;

/** Qui fait appel, tel qu'ecrit. */
export const APPELANTS: { readonly [qui in Contenu['appelant']]: string } = {
  prevenu: 'le prévenu',
  'partie-civile': 'la partie civile',
  procureur: 'le procureur de la République',
  'procureur-general': 'le procureur général',
};

const parLeParquet = ({ appelant }: Contenu): boolean =>
  appelant === 'procureur' || appelant === 'procureur-general';

/** Decisions du parquet : un recours contre elles est recu, mais ce n'est pas un jugement. */
const SANS_APPEL: readonly string[] = ['classement-sans-suite', 'copj'];

/** Mention d'appel : la declaration faite au greffier, portee sur la face de l'acte (498, 502 CPP). */
export const appel = definirMention<Contenu>({
  genre: 'appel',
  description: 'Une partie ou le parquet fait appel : la déclaration est reçue et portée en marge de l’acte.',
  contenu: contenuAppel,
  vide: { appelant: 'prevenu', personne: '', genre: 'principal', portee: '', pointDeDepart: '' },
  personnes: ({ personne }) => (personne === '' ? [] : [personne]),
  controler: (contenu, donnees) => [
    ...(parLeParquet(contenu) || contenu.personne !== ''
      ? []
      : [{ champ: 'personne', phrase: 'Choisissez la personne qui fait appel.' }]),
    ...(parLeParquet(contenu) && contenu.personne !== ''
      ? [{ champ: 'personne', phrase: 'L’appel du parquet ne désigne pas de personne : retirez-la.' }]
      : []),
    ...controlerLaPersonne(contenu.personne, donnees),
  ],
  attirer: (contenu, donnees) => [
    ...attirerSurLeDelai(contenu, 'appel-delai', donnees.procedure.unite.zone),
    ...surLActeVise(contenu, donnees),
  ],
  dispositif: (contenu) =>
    `Appel ${contenu.genre} interjeté le ${horodateEnFrancais(contenu.survenuA)} par ${APPELANTS[contenu.appelant]}.`,
  champs: (contenu, acte) => [
    { libelle: 'Appelant', valeur: nomDe(acte, contenu.personne) },
    { libelle: 'Portée', valeur: contenu.portee.trim() || 'toutes les dispositions' },
    { libelle: 'Prononcé ou signification', valeur: enFrancais(contenu.pointDeDepart) },
  ],
});

function surLActeVise({ vise }: Contenu, donnees: DonneesDuDossier): readonly PointAttention[] {
  const type = donnees.pieces.find(({ id }) => id === vise.acteId)?.type ?? '';
  return SANS_APPEL.includes(type)
    ? [
        {
          phrase:
            'L’acte visé est une décision du parquet, pas un jugement : la déclaration est reçue, sa recevabilité relève de la juridiction d’appel.',
          article: '496 CPP',
          information: true,
        },
      ]
    : [];
}
