import { ouverture, signatureElectronique } from '@ppn/acte/catalogue';
import type * as z from 'zod';
import { contenuNotificationDifferee } from '../contenus-des-actes-suivants.ts';
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

type Contenu = z.infer<typeof contenuNotificationDifferee>;

const CAUSES: { readonly [cause in Contenu['cause']]: string } = {
  ivresse: 'son état d’ivresse',
  sante: 'son état de santé',
  agitation: 'son agitation',
  'interprete-attendu': 'l’attente d’un interprète dans une langue qu’elle comprend',
  autre: 'la circonstance ci-dessous',
};

/** Notification des droits differee, et pourquoi (63-1 CPP) : la notification suivra ; l'horloge, elle, court. */
export const notificationDifferee = definirActe<Contenu>({
  type: 'gav-notification-differee',
  titre: 'Procès-verbal de notification différée des droits',
  description:
    'La personne n’est pas en état de recevoir ses droits : la circonstance, ce qui est constaté, à son heure.',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuNotificationDifferee,
  preremplir: ({ lue, maintenant }) => {
    const deja = entreesDuType(lue.entrees, 'notification-differee').findLast(
      ({ source }) => source.genre === 'saisie',
    );
    return {
      entree: deja?.id ?? '',
      constateeA: deja?.survenuA ?? maintenant,
      cause: deja?.donnees.cause ?? (lue.mesure.personne.langue === 'fr' ? 'ivresse' : 'interprete-attendu'),
      constat: deja?.donnees.constat ?? '',
      suite: '',
    };
  },
  attirer: (_contenu, { lue }) =>
    entreesDuType(lue.entrees, 'notification-droits').some(
      ({ donnees }) => donnees.objet === 'placement' && donnees.mode !== 'formulaire',
    )
      ? [
          {
            phrase: 'Les droits sont déjà notifiés : il n’y a plus de notification à différer.',
            article: '63-1 CPP',
          },
        ]
      : [],
  references: () => [article('droits', 'Information immédiate de la personne gardée à vue', '63-1 CPP')],
  entrees: ({ entree, constateeA, cause, constat }) => [
    { id: entree, type: 'notification-differee', survenuA: constateeA, donnees: { cause, constat } },
  ],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Notification différée' },
    {
      type: 'paragraphe',
      texte: `Le ${enFrancais(contenu.constateeA)}, la notification des droits de l’article 63-1 à ${nomDeLaPersonne(contenu, acte)} est différée, en raison de ${CAUSES[contenu.cause]}. Elle aura lieu dès que la personne sera en état de la comprendre ; la durée de la mesure n’en est pas suspendue.`,
    },
    { type: 'champs', champs: [{ libelle: 'Constaté', valeur: contenu.constat.trim() }] },
    ...siDit('Suite prévue', contenu.suite),
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});
