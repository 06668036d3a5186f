import { type Contenu, texteDe } from '../acte/contenu.ts';
import { type ChampDActe, choix, LECTURE, ligne, long, magistrat, oui, temps } from './champs-des-actes.ts';

const requalifie = (contenu: Contenu): boolean => texteDe(contenu, 'objet') === 'requalification';
const si = (champ: ChampDActe, montre: (contenu: Contenu) => boolean): ChampDActe => ({
  ...champ,
  si: montre,
});

/** Champs des actes venus apres les premiers ; l'ordre est celui de l'acte. */
export const CHAMPS_DES_ACTES_SUIVANTS: { readonly [type: string]: readonly ChampDActe[] } = {
  'gav-notification-differee': [
    temps('constateeA', 'Constaté le'),
    choix('cause', 'En raison de', [
      ['ivresse', 'l’ivresse'],
      ['sante', 'l’état de santé'],
      ['agitation', 'l’agitation'],
      ['interprete-attendu', 'l’interprète attendu'],
      ['autre', 'autre circonstance'],
    ]),
    ligne('constat', 'Ce qui est constaté (taux, heure, comportement)'),
    long('suite', 'Suite prévue'),
  ],
  'gav-confrontation': [
    { genre: 'confrontes', cle: 'confrontes', libelle: 'Personnes confrontées, qui signent' },
    oui('surLesFaits', 'La confrontation porte sur les faits'),
    oui('silenceRappele', 'Droit de se taire rappelé avant toute question (63-1)'),
    choix('avocat', 'Avocat de la personne gardée à vue', [
      ['present', 'présent'],
      ['absent', 'absent'],
      ['renonciation', 'renonciation expresse'],
    ]),
    ligne('nomAvocat', 'Avocat présent, qui signe', (contenu) => texteDe(contenu, 'avocat') === 'present'),
    ligne('interprete', 'Interprète, qui signe'),
    oui('enregistree', 'Enregistrement audiovisuel'),
    ligne(
      'impossibilite',
      'Impossibilité technique d’enregistrer',
      ({ enregistree }) => enregistree !== true,
    ),
    { genre: 'echanges', cle: 'echanges', libelle: 'Questions et réponses' },
    long('observationsAvocat', 'Observations de l’avocat (63-4-3)'),
    oui('questionsRefusees', 'Une question de l’avocat a été refusée'),
    LECTURE,
  ],
  'gav-requalification': [
    choix('objet', 'Objet', [
      ['requalification', 'nouvelle qualification (63 I)'],
      ['faits-nouveaux', 'faits nouveaux (65)'],
    ]),
    si(
      choix('par', 'Décidée par', [
        ['opj', 'nous'],
        ['procureur', 'procureur'],
        ['juge-instruction', 'juge d’instruction'],
      ]),
      requalifie,
    ),
    si(magistrat('par'), (contenu) => requalifie(contenu) && texteDe(contenu, 'par') !== 'opj'),
    temps('decideeA', 'Décidée le'),
    { genre: 'faits', cle: 'faits', libelle: 'Faits retenus' },
    si(
      choix('regime', 'Régime', [
        ['droit-commun', 'droit commun'],
        ['criminalite-organisee', 'criminalité organisée'],
        ['mule', 'in corpore'],
        ['terrorisme', 'terrorisme'],
        ['mineur-13-15', '13 à 15 ans'],
        ['mineur-16-17', '16 et 17 ans'],
        ['mineur-criminalite-organisee', 'mineur, criminalité organisée'],
      ]),
      requalifie,
    ),
    temps('notifieeA', 'Notifiée le'),
    choix('mode', 'Notifiée', [
      ['agent', 'par l’agent'],
      ['interprete', 'par interprète'],
      ['interprete-a-distance', 'par interprète à distance'],
      ['formulaire', 'par formulaire'],
    ]),
    ligne('interprete', 'Interprète', (contenu) => texteDe(contenu, 'mode').startsWith('interprete')),
    choix('avocat', 'Avocat', [
      ['inchange', 'sans changement'],
      ['non', 'non'],
      ['commis-office', 'commis d’office'],
      ['designe', 'désigné'],
    ]),
    ligne('nomAvocat', 'Avocat désigné', (contenu) => texteDe(contenu, 'avocat') === 'designe'),
    ligne('circonstance', 'Circonstance d’un retard'),
    LECTURE,
  ],
  'gav-depot': [
    temps('arriveeA', 'Arrivée au dépôt le'),
    ligne('local', 'Local de la juridiction'),
    { genre: 'reprises', cle: 'mentions', libelle: 'Mentions reprises du registre (803-3)' },
    temps('conduiteA', 'Conduite devant le magistrat le (vide : pas encore)'),
    ligne('devant', 'Devant'),
    long('observations', 'Observations'),
  ],
};
