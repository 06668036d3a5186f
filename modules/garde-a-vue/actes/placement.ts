import { ouverture, paragraphes, signatureElectronique } from '@ppn/acte/catalogue';
import type * as z from 'zod';
import { contenuPlacement } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import { listeDesMotifs } from './avis-magistrat.ts';
import { article, blocsDeLaMesure, blocsDePasserOutre, definirActe, nomDeLaPersonne } from './commun.ts';

type Contenu = z.infer<typeof contenuPlacement>;

/** Placement en garde a vue, decide par l'officier de police judiciaire (62-2, 63 I CPP). */
export const placement = definirActe<Contenu>({
  type: 'gav-placement',
  titre: 'Procès-verbal de placement en garde à vue',
  description: 'L’officier place la personne en garde à vue : raisons, objectifs de l’article 62-2, heure.',
  qualites: ['opj', 'chef-unite'],
  contenu: contenuPlacement,
  preremplir: ({ lue, maintenant }) => {
    const deja = entreesDuType(lue.entrees, 'placement').find(({ source }) => source.genre === 'saisie');
    return {
      entree: deja?.id ?? '',
      placeA: deja?.survenuA ?? maintenant,
      raisons: '',
      motifs: deja ? [...deja.donnees.motifs] : [],
      surInstruction: deja?.donnees.surInstruction ?? false,
    };
  },
  references: () => [
    article('placement', 'Garde à vue : conditions et objectifs', '62-2 CPP'),
    article('placement', 'Placement par l’officier de police judiciaire', '63 I CPP'),
  ],
  entrees: ({ entree, placeA, motifs, surInstruction }) => [
    {
      id: entree,
      type: 'placement',
      survenuA: placeA,
      donnees: { qualite: 'opj', motifs, surInstruction },
    },
  ],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Raisons plausibles de soupçonner' },
    ...paragraphes(contenu.raisons),
    { type: 'titre', niveau: 2, texte: 'Décision' },
    {
      type: 'paragraphe',
      texte: `Vu les articles 62-2 à 64 du code de procédure pénale, plaçons ${nomDeLaPersonne(contenu, acte)} en garde à vue le ${enFrancais(contenu.placeA)}${contenu.surInstruction ? ', sur instruction du procureur de la République' : ''}. Cette mesure est l’unique moyen de :`,
    },
    { type: 'liste', elements: listeDesMotifs(contenu.motifs) },
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});
