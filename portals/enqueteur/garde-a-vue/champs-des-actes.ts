import { type Contenu, texteDe } from '../acte/contenu.ts';

type Option = { readonly valeur: string; readonly libelle: string };
type Nature =
  | {
      readonly genre:
        | 'temps'
        | 'ligne'
        | 'long'
        | 'case'
        | 'objectifs'
        | 'prevenir'
        | 'echanges'
        | 'confrontes'
        | 'faits'
        | 'lecture'
        | 'fichiers'
        | 'reprises';
    }
  | { readonly genre: 'magistrat'; /** Le champ qui dit son autorite. */ readonly selon: string }
  | { readonly genre: 'choix'; readonly options: readonly Option[] };
/** Un champ d'un acte de garde a vue ; `si` : montre seulement quand il a un sens. */
export type ChampDActe = Nature & {
  readonly cle: string;
  readonly libelle: string;
  readonly si?: (contenu: Contenu) => boolean;
};

/** Une heure du fait. */
export const temps = (cle: string, libelle: string): ChampDActe => ({ genre: 'temps', cle, libelle });
/** Un texte d'une ligne. */
export const ligne = (cle: string, libelle: string, si?: ChampDActe['si']): ChampDActe => ({
  genre: 'ligne',
  cle,
  libelle,
  ...(si === undefined ? {} : { si }),
});
/** Un texte long. */
export const long = (cle: string, libelle: string): ChampDActe => ({ genre: 'long', cle, libelle });
/** Une case. */
export const oui = (cle: string, libelle: string): ChampDActe => ({ genre: 'case', cle, libelle });
/** Un choix en pastilles. */
export const choix = (
  cle: string,
  libelle: string,
  options: readonly (readonly [string, string])[],
): ChampDActe => ({
  genre: 'choix',
  cle,
  libelle,
  options: options.map(([valeur, dit]) => ({ valeur, libelle: dit })),
});

/** Le magistrat nomme, pris a l'annuaire connu ici ; `selon` : le champ de l'acte qui dit son autorite. */
export const magistrat = (selon: string): ChampDActe => ({
  genre: 'magistrat',
  cle: 'nomMagistrat',
  libelle: 'Nom du magistrat',
  selon,
});

const MAGISTRATS = [
  ['procureur', 'procureur'],
  ['juge-instruction', 'juge d’instruction'],
  ['jld', 'JLD'],
] as const;
/** Relecture par la personne. */
export const LECTURE: ChampDActe = { genre: 'lecture', cle: 'lecture', libelle: 'Relecture' };
const OBJECTIFS: ChampDActe = { genre: 'objectifs', cle: 'motifs', libelle: 'Objectifs de l’article 62-2' };

/** Champs de chaque acte que l'unite redige ; l'ordre est celui de l'acte. */
export const CHAMPS_PAR_ACTE: { readonly [type: string]: readonly ChampDActe[] } = {
  'gav-placement': [
    temps('placeA', 'Placement décidé le'),
    long('raisons', 'Raisons plausibles de soupçonner (62-2)'),
    OBJECTIFS,
    oui('surInstruction', 'Sur instruction du procureur de la République'),
  ],
  'gav-notification': [
    temps('notifieeA', 'Notifiée le'),
    choix('objet', 'Objet', [
      ['placement', 'placement'],
      ['prolongation', 'prolongation'],
      ['requalification', 'requalification'],
    ]),
    choix('mode', 'Notifiée', [
      ['agent', 'par l’agent'],
      ['interprete', 'par interprète'],
      ['interprete-a-distance', 'par interprète à distance'],
      ['formulaire', 'par formulaire'],
    ]),
    ligne('interprete', 'Interprète', (contenu) => texteDe(contenu, 'mode').startsWith('interprete')),
    oui('declarationRemise', 'Déclaration écrite des droits remise (803-6)'),
    choix('avocat', 'Avocat', [
      ['non', 'non'],
      ['commis-office', 'commis d’office'],
      ['designe', 'désigné'],
    ]),
    ligne('nomAvocat', 'Avocat désigné', (contenu) => texteDe(contenu, 'avocat') === 'designe'),
    oui('avocatAuxAuditions', 'Assistance demandée aussi aux auditions (63-4-2)'),
    oui('medecin', 'Examen médical demandé (63-3)'),
    { genre: 'prevenir', cle: 'proche', libelle: 'Faire prévenir un proche (63-2)' },
    { genre: 'prevenir', cle: 'employeur', libelle: 'Faire prévenir l’employeur (63-2)' },
    { genre: 'prevenir', cle: 'consulat', libelle: 'Faire contacter les autorités consulaires (63-2)' },
    ligne('protection', 'Mesure de protection juridique déclarée'),
    ligne('circonstance', 'Circonstance d’un retard'),
    LECTURE,
  ],
  'gav-avis-magistrat': [
    temps('aviseA', 'Avisé le'),
    choix('destinataire', 'Magistrat', MAGISTRATS),
    magistrat('destinataire'),
    choix('objet', 'Objet', [
      ['placement', 'placement'],
      ['retenue-envisagee', 'retenue envisagée, accord sollicité'],
      ['requalification', 'requalification'],
      ['enregistrement-impossible', 'enregistrement impossible'],
      ['arrivee-au-depot', 'arrivée au dépôt'],
      ['incident', 'incident'],
    ]),
    ligne('moyen', 'Moyen'),
    long('instructions', 'Instructions reçues'),
    ligne('circonstance', 'Circonstance d’un retard'),
  ],
  'gav-diligences': [
    { genre: 'reprises', cle: 'diligences', libelle: 'Diligences reprises du registre' },
    long('observations', 'Observations'),
  ],
  'gav-requisition-medecin': [
    temps('requisA', 'Requis le'),
    ligne('medecin', 'Médecin'),
    choix('demandeur', 'À la demande', [
      ['personne', 'de la personne'],
      ['famille', 'de la famille'],
      ['avocat', 'de l’avocat'],
      ['opj', 'd’office'],
      ['magistrat', 'du magistrat'],
      ['loi', 'de la loi'],
    ]),
    long('questions', 'Questions posées'),
    ligne('circonstance', 'Circonstance d’un retard'),
  ],
  'gav-certificat': [
    temps('examineA', 'Examen le'),
    ligne('medecin', 'Médecin'),
    choix('mode', 'Examen', [
      ['presentiel', 'sur place'],
      ['video', 'par vidéotransmission'],
    ]),
    choix('aptitude', 'Avis', [
      ['apte', 'apte'],
      ['apte-sous-conditions', 'apte sous conditions'],
      ['inapte', 'inapte'],
    ]),
    ligne('conditions', 'Conditions', (contenu) => texteDe(contenu, 'aptitude') === 'apte-sous-conditions'),
    { genre: 'fichiers', cle: 'fichiers', libelle: 'Certificat joint' },
  ],
  'gav-audition': [
    oui('surLesFaits', 'L’audition porte sur les faits'),
    oui('silenceRappele', 'Droit de se taire rappelé avant toute question (63-1)'),
    choix('avocat', 'Avocat', [
      ['present', 'présent'],
      ['absent', 'absent'],
      ['renonciation', 'renonciation expresse'],
    ]),
    ligne('nomAvocat', 'Avocat présent, qui signe', (contenu) => texteDe(contenu, 'avocat') === 'present'),
    ligne('interprete', 'Interprète'),
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
  'gav-demande-prolongation': [
    temps('demandeeA', 'Demandée le'),
    choix('autorite', 'Au', MAGISTRATS),
    OBJECTIFS,
    long('expose', 'Exposé'),
  ],
  'gav-fin': [
    temps('finA', 'Fin le'),
    choix('suite', 'La personne est', [
      ['levee', 'remise en liberté'],
      ['copj', 'convoquée (COPJ)'],
      ['deferement', 'déférée'],
    ]),
    choix('instructionDe', 'Sur instruction du', MAGISTRATS),
    magistrat('instructionDe'),
    oui('information772', 'Article 77-2 porté à la connaissance de la personne (63-8 al. 2)'),
  ],
  'gav-recapitulatif': [
    { genre: 'reprises', cle: 'entrees', libelle: 'Entrées du registre' },
    long('observations', 'Observations de la personne ou de l’agent'),
    LECTURE,
  ],
};
