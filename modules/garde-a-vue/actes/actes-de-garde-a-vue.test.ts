import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActeInscrit } from '@ppn/acte/catalogue';
import { texteDesBlocs } from '@ppn/core';
import { describe, expect, test } from 'vitest';
import { ACTES_DE_GARDE_A_VUE, apportDe, DECISIONS_DE_GARDE_A_VUE } from '../catalogue.ts';
import type { Entree } from '../domain/entrees.ts';
import {
  acteDe,
  donneesAvec,
  heure,
  MESURE,
  OPJ,
  RETENUE,
  saisie,
  SUBSTITUT,
  VICTIME,
} from '../essais/mesure-d-essai.ts';
import { schemaMesure } from '../schemas-de-la-mesure.ts';

const MIDI = heure('12:00');
const APPREHENSION = saisie(1, 'apprehension', '09:00', {
  contrainte: 'interpellation',
  memesFaits: true,
  lieu: '9 rue Molinier',
});
const PLACEE = [
  APPREHENSION,
  saisie(2, 'placement', '09:10', { qualite: 'opj', motifs: [1], surInstruction: false }),
  saisie(3, 'avis-magistrat', '09:20', {
    destinataire: 'procureur',
    objet: 'placement',
    moyen: 'téléphone',
    circonstance: '',
  }),
  saisie(4, 'notification-droits', '09:25', {
    objet: 'placement',
    langue: 'fr',
    mode: 'agent',
    declarationRemise: true,
    emargement: 'signe',
    circonstance: '',
  }),
];

const acte = (type: string): ActeInscrit => {
  const trouve = [...ACTES_DE_GARDE_A_VUE, ...DECISIONS_DE_GARDE_A_VUE].find((une) => une.type === type);
  if (!trouve) throw new Error(`Acte inconnu : ${type}.`);
  return trouve;
};
const reprendre = (
  type: string,
  entrees: readonly Entree[],
  complement: object,
  redacteur: typeof OPJ | typeof SUBSTITUT = OPJ,
) => {
  const donnees = donneesAvec(entrees, redacteur, type === 'gav-accord' ? RETENUE : MESURE);
  const definition = acte(type);
  return {
    definition,
    donnees,
    contenu: { ...definition.preremplir(donnees, MIDI, undefined), ...complement },
  };
};
const manques = (
  type: string,
  entrees: readonly Entree[],
  complement: object,
  redacteur: typeof OPJ | typeof SUBSTITUT = OPJ,
) => {
  const { definition, donnees, contenu } = reprendre(type, entrees, complement, redacteur);
  return definition
    .examiner(contenu, donnees, MIDI)
    .manques.map(({ champ, phrase }) => `${champ} | ${phrase}`);
};

const DROIT = { exerce: false, designation: '' };
const ECHANGES = [{ question: 'Reconnaissez-vous les faits ?', reponse: 'Non.' }];
/** Ce qu'il faut completer a un brouillon neuf, par type d'acte. */
const COMPLETER: { readonly [type: string]: object } = {
  'gav-placement': { placeA: heure('09:10'), motifs: [1, 5], raisons: 'Reconnu par un témoin.' },
  'gav-notification': {
    notifieeA: heure('09:25'),
    declarationRemise: true,
    proche: { exerce: true, designation: 'sa mère' },
    avocat: 'commis-office',
    avocatAuxAuditions: true,
    employeur: DROIT,
  },
  'gav-avis-magistrat': { nomMagistrat: 'Claire FONTAINE', instructions: 'Poursuivre les investigations.' },
  'gav-diligences': {
    diligences: [
      {
        id: '',
        type: 'avocat-appele',
        survenuA: heure('09:40'),
        donnees: { destinataire: 'batonnier', nom: 'Permanence', resultat: 'joint', circonstance: '' },
      },
    ],
  },
  'gav-requisition-medecin': { medecin: 'Dr Ada Lund', demandeur: 'personne' },
  'gav-certificat': {
    medecin: 'Dr Ada Lund',
    conditions: 'Traitement à donner à 20 heures.',
    aptitude: 'apte-sous-conditions',
  },
  'gav-audition': {
    debut: heure('10:00'),
    fin: heure('10:45'),
    silenceRappele: true,
    avocat: 'present',
    nomAvocat: 'Me Inès Vasseur',
    echanges: ECHANGES,
    observationsAvocat: 'Rien à signaler.',
  },
  'gav-demande-prolongation': { motifs: [1], expose: 'Une confrontation reste à faire.' },
  'gav-fin': { suite: 'levee', nomMagistrat: 'Claire FONTAINE', information772: true },
  'gav-recapitulatif': { passerOutre: 'La fin est consignée dans l’acte suivant.' },
  'gav-prolongation': {
    motif: 'Une confrontation reste à faire.',
    passerOutre: 'Demande reçue par téléphone.',
  },
  'gav-mainlevee': { motif: 'Les nécessités de l’enquête ont cessé.' },
  'gav-confrontation': {
    debut: heure('10:00'),
    fin: heure('10:45'),
    silenceRappele: true,
    avocat: 'present',
    nomAvocat: 'Me Inès Vasseur',
    confrontes: [{ personne: VICTIME.id, avocat: 'Me Paul Darrieux' }],
    echanges: ECHANGES,
  },
  'gav-requalification': {
    par: 'procureur',
    nomMagistrat: 'Claire FONTAINE',
    decideeA: heure('11:00'),
    notifieeA: heure('11:10'),
    faits: [{ ...MESURE.faits[0], qualification: 'VOL EN RÉUNION', natinf: 7153, peineMois: 60 }],
    avocat: 'commis-office',
  },
  'gav-notification-differee': {
    constateeA: heure('09:20'),
    constat: '0,62 mg/l d’air expiré à 9 h 18',
    passerOutre: 'Constat rédigé après la notification.',
  },
  'gav-accord': { heures: 8, motif: 'Faits graves, parents injoignables.' },
  'gav-requete-jld': { motif: 'Auteurs en fuite.', passerOutre: 'Requête anticipée, la nuit venant.' },
  'gav-depot': { passerOutre: 'Magistrat informé par l’escorte.' },
  'gav-differe': { motif: 'Éviter la destruction des preuves, deux auteurs étant en fuite.' },
};
const TYPES = [...ACTES_DE_GARDE_A_VUE, ...DECISIONS_DE_GARDE_A_VUE].map(({ type }) => type);
const DEFEREE = [
  ...PLACEE,
  saisie(5, 'fin', '10:30', { suite: 'deferement', instructionDe: 'procureur', nom: 'Claire FONTAINE' }),
  saisie(6, 'arrivee-au-depot', '11:00', { lieu: 'Dépôt du tribunal d’Agen' }),
  saisie(7, 'repas', '11:30', { pris: true }),
  saisie(8, 'comparution', '11:50', { devant: 'le procureur de la République' }),
];
const ENTREES: { readonly [type: string]: readonly Entree[] } = {
  'gav-placement': [APPREHENSION],
  'gav-accord': [APPREHENSION],
  'gav-depot': DEFEREE,
};
const entreesPour = (type: string): readonly Entree[] => ENTREES[type] ?? PLACEE;
const auteurDe = (type: string) =>
  DECISIONS_DE_GARDE_A_VUE.some((une) => une.type === type) ? SUBSTITUT : OPJ;

describe.each(TYPES)('%s', (type) => {
  test('prérempli puis complété, il ne manque de rien et son texte est celui qui a été relu', () => {
    const { definition, donnees, contenu } = reprendre(
      type,
      entreesPour(type),
      COMPLETER[type] ?? {},
      auteurDe(type),
    );
    expect(manques(type, entreesPour(type), COMPLETER[type] ?? {}, auteurDe(type))).toEqual([]);
    const texte = `${texteDesBlocs(definition.blocs(acteDe(definition, contenu, donnees)))}\n`;
    const attendu = join(import.meta.dirname, '..', 'essais', 'attendus', `${type}.txt`);
    expect(texte).toBe(readFileSync(attendu, 'utf8'));
  });

  test('un brouillon neuf ne se signe pas tel quel, sauf l’ordre de fin et l’accord à une retenue', () => {
    const neuf = manques(type, entreesPour(type), {}, auteurDe(type));
    expect(neuf.filter((phrase) => phrase.includes('Invalid'))).toEqual([]);
    expect(neuf.length > 0).toBe(type !== 'gav-mainlevee' && type !== 'gav-accord');
  });
});

describe('ce qui ne peut exister', () => {
  test('un placement sans infraction punie d’emprisonnement', () => {
    const mesure = schemaMesure.parse({
      ...MESURE,
      faits: MESURE.faits.map((fait) => ({ ...fait, peineMois: 0 })),
    });
    const definition = acte('gav-placement');
    const donnees = donneesAvec([APPREHENSION], OPJ, mesure);
    const contenu = { ...definition.preremplir(donnees, MIDI, undefined), ...COMPLETER['gav-placement'] };
    expect(
      definition
        .examiner(contenu, donnees, MIDI)
        .manques.map(({ phrase }) => phrase)
        .join(),
    ).toContain('62-2 CPP');
  });

  test('une première prolongation par le JLD, une durée de 48 heures, une heure à venir', () => {
    const jld = { ...SUBSTITUT, qualite: 'jld' } as const;
    const definition = acte('gav-prolongation');
    const examiner = (complement: object, redacteur: Parameters<typeof donneesAvec>[1]) => {
      const donnees = donneesAvec(PLACEE, redacteur);
      const contenu = {
        ...definition.preremplir(donnees, MIDI, undefined),
        ...COMPLETER['gav-prolongation'],
        ...complement,
      };
      return definition
        .examiner(contenu, donnees, MIDI)
        .manques.map(({ phrase }) => phrase)
        .join(' ');
    };
    expect(examiner({}, jld)).toContain('relève du procureur de la République');
    expect(examiner({ heures: 48 }, SUBSTITUT)).toContain('ne peut excéder 24 heures');
    expect(examiner({ decideeA: heure('12:30') }, SUBSTITUT)).toContain('est à venir');
  });

  test('un report de l’avocat par le procureur au-delà de la douzième heure', () => {
    expect(
      manques('gav-differe', PLACEE, { ...COMPLETER['gav-differe'], jusquALHeure: 20 }, SUBSTITUT).join(),
    ).toContain('au-delà de la 12e heure');
  });
});

describe('passer outre', () => {
  const SILENCE = { ...COMPLETER['gav-audition'], silenceRappele: false };

  test('un point signalé sans motif empêche de signer ; avec un motif, l’acte et le registre le gardent', () => {
    expect(manques('gav-audition', PLACEE, SILENCE)).toEqual([
      'passerOutre | Un point d’attention est signalé : corrigez, ou dites pourquoi vous passez outre. Le motif reste dans l’acte.',
    ]);
    const { definition, donnees, contenu } = reprendre('gav-audition', PLACEE, {
      ...SILENCE,
      passerOutre: 'Urgence.',
    });
    const fait = acteDe(definition, contenu, donnees);
    expect(texteDesBlocs(definition.blocs(fait))).toContain(
      'Le droit de se taire n’a pas été rappelé (63-1 3° CPP).',
    );
    const outre = apportDe(fait)?.entrees.filter(({ type }) => type === 'passer-outre') ?? [];
    expect(outre.map(({ donnees: lues }) => lues)).toEqual([
      {
        acteId: fait.acteId,
        phrase: 'Le droit de se taire n’a pas été rappelé.',
        article: '63-1 3° CPP',
        motif: 'Urgence.',
      },
    ]);
  });
});

describe('les entrées d’un acte', () => {
  test('viennent de l’acte seul, sous des identifiants stables ; un autre acte n’en porte pas', () => {
    const { definition, donnees, contenu } = reprendre(
      'gav-notification',
      PLACEE,
      COMPLETER['gav-notification'] ?? {},
    );
    const fait = acteDe(definition, contenu, donnees);
    const apport = apportDe(fait);
    expect(apport).toEqual(apportDe(structuredClone(fait)));
    expect(apport?.entrees.map(({ type, id }) => `${type} ${id.slice(-2)}`)).toEqual([
      'notification-droits 01',
      'demande-avis 02',
      'droit-decline 03',
      'droit-decline 04',
      'droit-decline 05',
      'demande-avocat 06',
    ]);
    expect(apportDe({ type: 'plainte' })).toBeUndefined();
  });

  test('l’émargement est celui de la personne : signé, refusé, ou impossible', () => {
    const { definition, donnees, contenu } = reprendre(
      'gav-notification',
      PLACEE,
      COMPLETER['gav-notification'] ?? {},
    );
    const emargement = (issue: object) => {
      const [notifiee] =
        apportDe(
          acteDe(definition, contenu, donnees, [
            {
              place: 'personne',
              nom: 'Romain BARTHE',
              qualite: 'personne gardée à vue',
              identite: 'constatee',
              issue,
            },
          ]),
        )?.entrees ?? [];
      return notifiee?.type === 'notification-droits' ? notifiee.donnees.emargement : undefined;
    };
    expect(emargement({ etat: 'refus', a: MIDI, motif: '' })).toBe('refuse');
    expect(emargement({ etat: 'signee', a: MIDI, image: 'ab'.repeat(32), traces: 'cd'.repeat(32) })).toBe(
      'signe',
    );
  });

  test('une entrée déjà saisie garde son identifiant', () => {
    const { definition, donnees, contenu } = reprendre('gav-placement', PLACEE, { raisons: 'Reconnu.' });
    expect(apportDe(acteDe(definition, contenu, donnees))?.entrees.map(({ id }) => id)).toEqual([
      PLACEE[1]?.id,
    ]);
  });

  test('le récapitulatif reproduit toutes les entrées : il suffit à refaire la mesure', () => {
    const { definition, donnees, contenu } = reprendre(
      'gav-recapitulatif',
      PLACEE,
      COMPLETER['gav-recapitulatif'] ?? {},
    );
    const apport = apportDe(acteDe(definition, contenu, donnees));
    expect(apport?.mesure).toEqual(MESURE);
    expect(apport?.entrees.filter(({ type }) => type !== 'passer-outre')).toEqual(PLACEE);
  });
});
