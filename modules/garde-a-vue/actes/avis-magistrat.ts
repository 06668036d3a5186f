import { ouverture, signatureElectronique } from '@ppn/acte/catalogue';
import type * as z from 'zod';
import { contenuAvisMagistrat } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { magistratDirecteur } from '../domain/mesure.ts';
import { enFrancais, MOTIFS_62_2, NOMS_DES_MAGISTRATS } from '../phrases-des-entrees.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  enListe,
  nomDeLaPersonne,
  type Reprise,
  siDit,
} from './commun.ts';

type Contenu = z.infer<typeof contenuAvisMagistrat>;

const OBJETS: { readonly [objet in Contenu['objet']]: string } = {
  'retenue-envisagee':
    'de la retenue envisagée d’un mineur de dix à moins de treize ans, des raisons qui la justifient, et sollicitons son accord préalable (L.413-1 du code de la justice pénale des mineurs)',
  placement:
    'du placement en garde à vue de la personne, des motifs qui le justifient et de la qualification notifiée',
  requalification: 'de la nouvelle qualification des faits',
  'enregistrement-impossible': 'de l’impossibilité technique d’enregistrer une audition',
  'arrivee-au-depot': 'de l’arrivée de la personne déférée dans les locaux de la juridiction',
  incident: 'd’un incident survenu pendant la mesure',
};

/** Avis au magistrat, des le debut de la mesure (63 I al. 2 CPP). */
export const avisMagistrat = definirActe<Contenu>({
  type: 'gav-avis-magistrat',
  titre: 'Procès-verbal d’avis à magistrat',
  description: 'Le magistrat est informé, dès le début, du placement, de ses motifs et de la qualification.',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuAvisMagistrat,
  preremplir: ({ lue, maintenant }) => {
    const deja = entreesDuType(lue.entrees, 'avis-magistrat').findLast(
      ({ source }) => source.genre === 'saisie',
    );
    return {
      entree: deja?.id ?? '',
      aviseA: deja?.survenuA ?? maintenant,
      destinataire: deja?.donnees.destinataire ?? magistratDirecteur(lue.mesure.cadre),
      nomMagistrat: deja?.donnees.nom ?? '',
      objet: deja?.donnees.objet ?? objetAttendu(lue),
      moyen: deja?.donnees.moyen ?? 'téléphone',
      circonstance: deja?.donnees.circonstance ?? '',
      instructions: '',
    };
  },
  references: () => [
    article('avis-magistrat', 'Information du magistrat dès le début de la mesure', '63 I al. 2 CPP'),
  ],
  entrees: ({ entree, aviseA, destinataire, nomMagistrat, objet, moyen, circonstance }) => [
    {
      id: entree,
      type: 'avis-magistrat',
      survenuA: aviseA,
      donnees: { destinataire, nom: nomMagistrat, objet, moyen, circonstance },
    },
  ],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Avis' },
    {
      type: 'paragraphe',
      texte: `Le ${enFrancais(contenu.aviseA)}, par ${contenu.moyen.trim()}, informons ${contenu.nomMagistrat.trim()}, ${NOMS_DES_MAGISTRATS[contenu.destinataire]}, ${OBJETS[contenu.objet]}. Personne concernée : ${nomDeLaPersonne(contenu, acte)}.`,
    },
    ...siDit('Circonstance', contenu.circonstance),
    ...siDit('Instructions reçues', contenu.instructions),
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});

/** Avant la retenue d'un enfant, l'accord se sollicite (L.413-1 CJPM) ; ensuite, et sinon, le placement s'annonce. */
const objetAttendu = ({ mesure, entrees }: Reprise['lue']): Contenu['objet'] =>
  mesure.regime === 'retenue-10-12' &&
  !entrees.some(({ type }) => type === 'placement' || type === 'accord-magistrat')
    ? 'retenue-envisagee'
    : 'placement';

/** Les objectifs de l'article 62-2, en liste. */
export const listeDesMotifs = (motifs: readonly number[]): readonly string[] =>
  enListe(motifs.map((numero) => MOTIFS_62_2[numero] ?? ''));
