import { horodateEnFrancais, isHorodate } from '@ppn/core';
import type { DonneesParType, TypeDEntree } from './domain/donnees-des-entrees.ts';
import type { Entree } from './domain/entrees.ts';
import type { Magistrat } from './domain/mesure.ts';
import { nomDeLaLangue } from './langues.ts';
import { direLAlarme } from './phrases-des-alarmes.ts';

/** Magistrats, tels qu'ecrits. */
export const NOMS_DES_MAGISTRATS: { readonly [magistrat in Magistrat]: string } = {
  procureur: 'procureur de la République',
  'juge-instruction': 'juge d’instruction',
  jld: 'juge des libertés et de la détention',
};

/** Objectifs de l'article 62-2, tels qu'ecrits dans un acte. */
export const MOTIFS_62_2: { readonly [numero: number]: string } = {
  1: 'permettre l’exécution des investigations impliquant la présence ou la participation de la personne (62-2 1°)',
  2: 'garantir la présentation de la personne devant le procureur de la République afin que ce magistrat puisse apprécier la suite à donner à l’enquête (62-2 2°)',
  3: 'empêcher que la personne ne modifie les preuves ou indices matériels (62-2 3°)',
  4: 'empêcher que la personne ne fasse pression sur les témoins ou les victimes ainsi que sur leur famille ou leurs proches (62-2 4°)',
  5: 'empêcher que la personne ne se concerte avec d’autres personnes susceptibles d’être ses coauteurs ou complices (62-2 5°)',
  6: 'garantir la mise en œuvre des mesures destinées à faire cesser le crime ou le délit (62-2 6°)',
};

const AVISES = {
  proche: 'un proche',
  employeur: 'l’employeur',
  consulat: 'les autorités consulaires',
  'tuteur-curateur': 'le tuteur ou le curateur',
  parents: 'les représentants légaux',
} as const;

const SUITES = {
  levee: 'Remise en liberté',
  copj: 'Remise en liberté avec convocation par officier de police judiciaire',
  deferement: 'Défèrement',
} as const;

const CONTRAINTES: { readonly [genre in DonneesParType['apprehension']['contrainte']]: string } = {
  interpellation: 'interpellation',
  'ordre-de-comparaitre': 'ordre de comparaître',
  'retenue-temoin': 'retenue comme témoin',
  mandat: 'exécution d’un mandat',
  degrisement: 'dégrisement',
  'verification-identite': 'vérification d’identité',
  'retenue-douaniere': 'retenue douanière',
  'garde-a-vue': 'garde à vue',
  autre: 'autre contrainte',
};

/** Ce que dit une entree : son libelle, et le detail sur une ligne (vide s'il n'y en a pas). */
export type PhraseDEntree = { readonly libelle: string; readonly detail: string };

/** Date et heure en francais ; telle quelle si elle n'est pas une horodate. */
export const enFrancais = (valeur: string): string =>
  isHorodate(valeur) ? horodateEnFrancais(valeur) : valeur;

/** L'entree, dite en francais : la meme phrase au registre, dans les actes et a l'ecran. */
export function dire(entree: Entree): PhraseDEntree {
  const dite = DIRE[entree.type] as (donnees: Entree['donnees']) => PhraseDEntree;
  return dite(entree.donnees);
}

const phrase = (libelle: string, ...details: readonly (string | false)[]): PhraseDEntree => ({
  libelle,
  detail: details.filter((detail) => detail !== false && detail.trim() !== '').join(', '),
});

const jusqua = (fin: string | null): string => (fin === null ? '' : `jusqu’au ${enFrancais(fin)}`);
const dit = (condition: boolean, oui: string, non = ''): string => (condition ? oui : non);
const retard = (circonstance: string): string => dit(circonstance !== '', `circonstance : ${circonstance}`);

const seance =
  (libelle: string) =>
  ({
    fin,
    surLesFaits,
    avocat,
    silenceRappele,
    enregistree,
    autreProcedure,
  }: DonneesParType['audition']): PhraseDEntree =>
    phrase(
      libelle,
      jusqua(fin),
      dit(surLesFaits, 'sur les faits', 'sur l’identité seulement'),
      { present: 'avocat présent', absent: 'sans avocat', renonciation: 'renonciation expresse à l’avocat' }[
        avocat
      ],
      dit(silenceRappele, 'droit au silence rappelé', 'droit au silence non rappelé'),
      dit(enregistree, 'enregistrée', 'non enregistrée'),
      dit(autreProcedure, 'dans une autre procédure'),
    );

/** Une phrase par type d'entree. */
const DIRE: { readonly [T in TypeDEntree]: (donnees: DonneesParType[T]) => PhraseDEntree } = {
  apprehension: ({ contrainte, memesFaits, lieu }) =>
    phrase('Appréhension', CONTRAINTES[contrainte], lieu, !memesFaits && 'pour d’autres faits'),
  'contrainte-anterieure': ({ contrainte, debut, fin, memesFaits, reference }) =>
    phrase(
      'Contrainte antérieure',
      CONTRAINTES[contrainte],
      `du ${enFrancais(debut)} au ${enFrancais(fin)}`,
      dit(memesFaits, 'pour les mêmes faits', 'pour d’autres faits'),
      reference,
    ),
  'debut-audition-libre': ({ prolongementImmediat }) =>
    phrase('Début d’audition libre', dit(prolongementImmediat, 'suivie immédiatement du placement')),
  'accord-magistrat': ({ autorite, nom, heures }) =>
    phrase('Accord préalable du magistrat', NOMS_DES_MAGISTRATS[autorite], nom, `${heures} heures`),
  'accord-refuse': ({ autorite, nom, motif }) =>
    phrase('Accord préalable refusé', NOMS_DES_MAGISTRATS[autorite], nom, motif),
  placement: ({ motifs, surInstruction }) =>
    phrase(
      'Placement en garde à vue',
      `${motifs.length > 1 ? 'objectifs' : 'objectif'} ${motifs.map((numero) => `${numero}°`).join(', ')} de l’article 62-2`,
      surInstruction && 'sur instruction du procureur',
    ),
  requalification: ({ faits, par }) =>
    phrase(
      'Requalification',
      par === 'opj' ? 'par l’officier de police judiciaire' : `par le ${NOMS_DES_MAGISTRATS[par]}`,
      faits.map(({ qualification }) => qualification).join(' ; '),
    ),
  'faits-nouveaux': ({ faits }) =>
    phrase(
      'Notification de faits nouveaux (65)',
      faits.map(({ qualification }) => qualification).join(' ; '),
    ),
  'notification-droits': ({ objet, langue, mode, declarationRemise, emargement, circonstance }) =>
    phrase(
      {
        placement: 'Notification du placement et des droits',
        prolongation: 'Notification de la prolongation et des droits',
        requalification: 'Notification de la nouvelle qualification',
      }[objet],
      `en ${nomDeLaLangue(langue)}`,
      {
        agent: '',
        interprete: 'par interprète',
        'interprete-a-distance': 'par interprète à distance',
        formulaire: 'par formulaire',
      }[mode],
      dit(declarationRemise, 'déclaration des droits remise', 'déclaration des droits non remise'),
      { signe: 'émargée', refuse: 'refus d’émarger', impossible: 'émargement impossible' }[emargement],
      retard(circonstance),
    ),
  'notification-differee': ({ cause, constat }) =>
    phrase(
      'Notification différée',
      {
        ivresse: 'état d’ivresse',
        sante: 'état de santé',
        agitation: 'agitation',
        'interprete-attendu': 'interprète attendu',
        autre: '',
      }[cause],
      constat,
    ),
  'avis-magistrat': ({ destinataire, nom = '', objet, moyen, circonstance }) =>
    phrase(
      `Avis au ${NOMS_DES_MAGISTRATS[destinataire]}`,
      nom,
      {
        'retenue-envisagee': 'de la retenue envisagée, accord sollicité',
        placement: 'du placement',
        requalification: 'de la requalification',
        'enregistrement-impossible': 'de l’impossibilité d’enregistrer',
        'arrivee-au-depot': 'de l’arrivée au dépôt',
        incident: 'd’un incident',
      }[objet],
      moyen,
      retard(circonstance),
    ),
  'demande-avis': ({ qui, designation }) => phrase(`Demande de prévenir ${AVISES[qui]}`, designation),
  'avis-donne': ({ qui, designation, resultat, circonstance }) =>
    phrase(
      `Démarche pour prévenir ${AVISES[qui]}`,
      designation,
      { joint: 'joint', 'message-laisse': 'message laissé', injoignable: 'injoignable' }[resultat],
      retard(circonstance),
    ),
  'avis-differe': ({ qui, autorite, jusqua: fin, motif }) =>
    phrase(
      fin === null ? `Avis refusé : ${AVISES[qui]}` : `Avis différé : ${AVISES[qui]}`,
      NOMS_DES_MAGISTRATS[autorite],
      jusqua(fin),
      motif,
    ),
  'droit-decline': ({ droit }) =>
    phrase(
      'Droit non exercé',
      {
        proche: 'faire prévenir un proche',
        employeur: 'faire prévenir l’employeur',
        consulat: 'faire contacter le consulat',
        medecin: 'être examiné par un médecin',
        avocat: 'être assisté d’un avocat',
      }[droit],
    ),
  'communication-tiers': ({ qui, moyen, fin }) =>
    phrase('Communication avec un tiers', qui, moyen, jusqua(fin)),
  'protection-connue': ({ mesureDeProtection, source }) =>
    phrase('Mesure de protection juridique connue', mesureDeProtection, source),
  'demande-avocat': ({ choix, nom, auxAuditions, par }) =>
    phrase(
      'Demande d’avocat',
      dit(choix === 'designe', `désigné : ${nom}`, 'commis d’office'),
      auxAuditions && 'aussi aux auditions',
      {
        personne: '',
        proche: 'désigné par un proche',
        parents: 'par les représentants légaux',
        loi: 'assistance obligatoire',
      }[par],
    ),
  'avocat-appele': ({ destinataire, nom, resultat, circonstance }) =>
    phrase(
      dit(destinataire === 'batonnier', 'Bâtonnier saisi', 'Avocat appelé'),
      nom,
      {
        joint: 'joint',
        injoignable: 'injoignable',
        'pas-sous-deux-heures': 'ne peut se présenter sous deux heures',
      }[resultat],
      retard(circonstance),
    ),
  'avocat-arrive': ({ nom }) => phrase('Arrivée de l’avocat', nom),
  'entretien-avocat': ({ nom, fin }) => phrase('Entretien avec l’avocat', nom, jusqua(fin)),
  'observations-avocat': ({ nom, questionsRefusees }) =>
    phrase('Observations de l’avocat', nom, questionsRefusees && 'question refusée'),
  'consultation-pieces': ({ par }) =>
    phrase('Consultation des documents (63-4-1)', dit(par === 'avocat', 'par l’avocat', 'par la personne')),
  'renonciation-avocat': ({ portee }) =>
    phrase('Renonciation expresse à l’avocat', dit(portee === 'mesure', 'pour la mesure', 'pour l’audition')),
  'differe-avocat': ({ objet, autorite, jusquALHeure, motif }) =>
    phrase(
      {
        presence: 'Présence de l’avocat différée',
        consultation: 'Consultation des procès-verbaux différée',
        intervention: 'Intervention de l’avocat différée',
      }[objet],
      NOMS_DES_MAGISTRATS[autorite],
      `jusqu’à la ${jusquALHeure}e heure`,
      motif,
    ),
  'autorisation-audition-immediate': ({ autorite, motif }) =>
    phrase('Audition immédiate autorisée', NOMS_DES_MAGISTRATS[autorite], motif),
  'demande-medecin': ({ par }) =>
    phrase(
      'Demande d’examen médical',
      {
        personne: 'par la personne',
        famille: 'par la famille',
        avocat: 'par l’avocat',
        opj: 'd’office par l’officier',
        magistrat: 'par le magistrat',
        loi: 'examen obligatoire',
      }[par],
    ),
  'medecin-requis': ({ nom, circonstance }) => phrase('Médecin requis', nom, retard(circonstance)),
  'examen-medical': ({ nom, mode, aptitude, inCorpore }) =>
    phrase(
      'Examen médical',
      nom,
      mode === 'video' && 'par vidéotransmission',
      {
        apte: 'apte au maintien',
        'apte-sous-conditions': 'apte sous conditions',
        inapte: 'inapte au maintien',
      }[aptitude],
      inCorpore !== null &&
        dit(inCorpore === 'presence', 'substances in corpore présentes', 'aucune substance in corpore'),
    ),
  'interprete-requis': ({ langue }) => phrase('Interprète requis', nomDeLaLangue(langue)),
  'interprete-arrive': ({ langue, nom, mode }) =>
    phrase(
      'Interprète présent',
      nom,
      nomDeLaLangue(langue),
      { presentiel: '', telephone: 'par téléphone', video: 'par visioconférence' }[mode],
    ),
  audition: seance('Audition'),
  confrontation: seance('Confrontation'),
  repos: ({ fin }) => phrase('Repos', jusqua(fin)),
  repas: ({ pris }) => phrase(dit(pris, 'Repas pris', 'Repas proposé et refusé')),
  fouille: ({ genre, decideePar, motif }) =>
    phrase(
      {
        palpation: 'Palpation de sécurité',
        integrale: 'Fouille intégrale',
        'investigation-interne': 'Investigation corporelle interne',
      }[genre],
      decideePar !== '' && `décidée par ${decideePar}`,
      motif,
    ),
  perquisition: ({ lieu, fin }) => phrase('Perquisition', lieu, jusqua(fin)),
  transport: ({ lieu, avocatInforme }) => phrase('Transport', lieu, avocatInforme && 'avocat informé'),
  'enregistrement-impossible': ({ nature }) => phrase('Enregistrement impossible', nature),
  incident: ({ nature }) => phrase('Incident', nature),
  'fin-de-periode': () => phrase('Fin de la période ouverte'),
  'prolongation-demandee': ({ autorite, heures, motif }) =>
    phrase('Prolongation demandée', `${heures} heures`, `au ${NOMS_DES_MAGISTRATS[autorite]}`, motif),
  'requete-jld': ({ objet, heures, nom, motif }) =>
    phrase(
      'Requête au juge des libertés et de la détention',
      objet === 'prolongation'
        ? `prolongation de ${heures} heures`
        : `report de l’avocat jusqu’à la ${heures}e heure`,
      nom,
      motif,
    ),
  'presentation-prevue': ({ devant, prevueA, visio }) =>
    phrase(
      'Présentation prévue',
      NOMS_DES_MAGISTRATS[devant],
      enFrancais(prevueA),
      visio && 'par visioconférence (706-71)',
    ),
  presentation: ({ devant, visio }) =>
    phrase('Présentation au magistrat', NOMS_DES_MAGISTRATS[devant], visio && 'par visioconférence'),
  'observations-prolongation': ({ forme }) =>
    phrase('Observations sur la prolongation', dit(forme === 'ecrites', 'écrites', 'orales')),
  'prolongation-decidee': ({ autorite, nom, heures, presentation, motifSansPresentation, motif }) =>
    phrase(
      'Prolongation autorisée',
      `${heures} heures`,
      `${NOMS_DES_MAGISTRATS[autorite]} ${nom}`,
      {
        physique: 'personne présentée',
        visio: 'personne présentée par visioconférence',
        sans: 'sans présentation',
      }[presentation],
      motifSansPresentation,
      motif,
    ),
  'prolongation-refusee': ({ autorite, nom, motif }) =>
    phrase('Prolongation refusée', `${NOMS_DES_MAGISTRATS[autorite]} ${nom}`, motif),
  'fin-ordonnee': ({ suite, autorite, nom, motif }) =>
    phrase(
      `Fin de la mesure ordonnée : ${SUITES[suite].toLocaleLowerCase('fr')}`,
      `${NOMS_DES_MAGISTRATS[autorite]} ${nom}`,
      motif,
    ),
  fin: ({ suite, instructionDe, nom }) =>
    phrase(SUITES[suite], `sur instruction du ${NOMS_DES_MAGISTRATS[instructionDe]} ${nom}`.trim()),
  'arrivee-au-depot': ({ lieu }) => phrase('Arrivée au dépôt de la juridiction', lieu),
  comparution: ({ devant }) => phrase('Comparution', devant),
  rectification: ({ survenuA, annulee, motif }) =>
    phrase(
      dit(annulee, 'Entrée annulée', 'Rectification'),
      survenuA !== null && `heure lue : ${enFrancais(survenuA)}`,
      `motif : ${motif}`,
    ),
  'mesure-confiee': ({ nom, motif }) => phrase('Mesure confiée à un autre officier', nom, motif),
  'remise-au-depot': ({ unite }) => phrase('Personne remise à l’unité qui garde le dépôt', unite.libelle),
  'visa-du-registre': ({ observations }) => phrase('Registre visé par le chef de l’unité', observations),
  circonstance: ({ motif }) => phrase('Circonstance', motif),
  'passer-outre': ({ phrase: point, article, motif }) =>
    phrase('Point d’attention passé outre', `${point.replace(/\.$/u, '')} (${article})`, `motif : ${motif}`),
  'alarme-acquittee': ({ alarme }) => phrase('Alarme vue', direLAlarme(alarme)),
};
