import { texteDesBlocs } from '@ppn/core';
import { expect, test } from 'vitest';
import type { ActeInscrit } from '@ppn/acte/catalogue';
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

const MIDI = heure('12:00');
const PLACEE = [
  saisie(1, 'apprehension', '09:00', { contrainte: 'interpellation', memesFaits: true, lieu: 'Agen' }),
  saisie(2, 'placement', '09:10', { qualite: 'opj', motifs: [1], surInstruction: false }),
];
const JLD = {
  ...SUBSTITUT,
  matricule: 'MJ200004',
  prenom: 'Hélène',
  nom: 'Marchand',
  qualite: 'jld',
} as const;

const definir = (type: string): ActeInscrit => {
  const trouve = [...ACTES_DE_GARDE_A_VUE, ...DECISIONS_DE_GARDE_A_VUE].find((une) => une.type === type);
  if (!trouve) throw new Error(`Acte inconnu : ${type}.`);
  return trouve;
};
type Demande = {
  readonly entrees: readonly Entree[];
  readonly redacteur?: Parameters<typeof donneesAvec>[1];
  readonly mesure?: typeof MESURE;
};
const jouer = (type: string, complement: object, { entrees, redacteur = OPJ, mesure = MESURE }: Demande) => {
  const definition = definir(type);
  const donnees = donneesAvec(entrees, redacteur, mesure);
  const contenu = { ...definition.preremplir(donnees, MIDI, undefined), ...complement };
  const { manques, points } = definition.examiner(contenu, donnees, MIDI);
  return {
    manques: manques.map(({ phrase }) => phrase).join(' '),
    points: points.map(({ phrase }) => phrase),
    acte: () => acteDe(definition, contenu, donnees),
    texte: () => texteDesBlocs(definition.blocs(acteDe(definition, contenu, donnees))),
    signataires: () => definition.signataires(contenu, donnees).map(({ place, nom }) => `${place} ${nom}`),
  };
};
/** Les entrees qu'un acte porte, hors les points passes outre. */
const apport = (acte: Parameters<typeof apportDe>[0]) =>
  apportDe(acte)
    ?.entrees.filter(({ type }) => type !== 'passer-outre')
    .map(({ type, id }) => `${type} ${id.slice(-4)}`);

const CONFRONTATION = {
  debut: heure('10:00'),
  fin: heure('10:40'),
  avocat: 'present',
  nomAvocat: 'Me Vasseur',
  silenceRappele: true,
  interprete: 'Aminata Ba',
  confrontes: [{ personne: VICTIME.id, avocat: 'Me Darrieux' }],
  echanges: [{ question: 'À Mme Pons : que s’est-il passé ?', reponse: 'Il a forcé la porte.' }],
};

test('une confrontation se signe par tous : la personne, l’interprète, les avocats, le confronté', () => {
  const { signataires, acte } = jouer('gav-confrontation', CONFRONTATION, { entrees: PLACEE });
  expect(signataires()).toEqual([
    'personne Romain BARTHE',
    'interprete Aminata Ba',
    'avocat Me Vasseur',
    'confronte-1 Louise PONS',
    'avocat-confronte-1 Me Darrieux',
  ]);
  expect(apport(acte())).toEqual(['confrontation 0001']);
});

test('une confrontation ouverte d’une touche garde son entrée, et l’acte la clôt', () => {
  const ouverte = saisie(5, 'confrontation', '10:00', {
    fin: null,
    surLesFaits: true,
    avocat: 'present',
    silenceRappele: true,
    enregistree: false,
    autreProcedure: false,
  });
  const { acte } = jouer('gav-confrontation', CONFRONTATION, { entrees: [...PLACEE, ouverte] });
  expect(apport(acte())).toEqual(['confrontation 0105', 'fin-de-periode 0002']);
});

test('la personne n’est pas confrontée à elle-même', () => {
  const confrontes = [{ personne: MESURE.personne.id, avocat: '' }];
  expect(jouer('gav-confrontation', { ...CONFRONTATION, confrontes }, { entrees: PLACEE }).manques).toContain(
    'deux fois',
  );
});

const FAITS = MESURE.faits.map((fait) => ({ ...fait, qualification: 'VOL EN RÉUNION', natinf: 7153 }));

test('une requalification porte la décision et sa notification ; celle du magistrat garde son entrée', () => {
  const duParquet = saisie(6, 'requalification', '11:00', {
    regime: 'droit-commun',
    faits: FAITS,
    par: 'procureur',
  });
  const { acte, manques, texte } = jouer(
    'gav-requalification',
    { notifieeA: heure('11:20'), avocat: 'commis-office', nomMagistrat: 'Claire FONTAINE' },
    { entrees: [...PLACEE, duParquet] },
  );
  expect(manques).toBe('');
  expect(apport(acte())).toEqual(['requalification 0106', 'notification-droits 0002', 'demande-avocat 0003']);
  expect(texte()).toContain('par Claire FONTAINE, procureur de la République');
});

test('des faits nouveaux se notifient avant toute question, sans changer la qualification de la mesure', () => {
  const { acte, texte } = jouer(
    'gav-requalification',
    { objet: 'faits-nouveaux', faits: FAITS },
    { entrees: PLACEE },
  );
  expect(apport(acte())).toEqual(['faits-nouveaux 0001']);
  expect(texte()).toContain('avant toute question');
});

test('une requalification sous un régime que l’âge exclut ne peut exister', () => {
  expect(jouer('gav-requalification', { regime: 'mineur-13-15' }, { entrees: PLACEE }).manques).toContain(
    'L.411-1 CJPM',
  );
});

test('la notification, une fois possible, dit pourquoi elle a été différée', () => {
  const constat = { cause: 'ivresse', constat: '0,62 mg/l' };
  const { acte } = jouer(
    'gav-notification-differee',
    { ...constat, constateeA: heure('09:20') },
    { entrees: PLACEE },
  );
  const differee = apportDe(acte())?.entrees ?? [];
  expect(differee.map(({ type }) => type)).toEqual(['notification-differee']);
  const { texte } = jouer('gav-notification', {}, { entrees: [...PLACEE, ...differee] });
  expect(texte()).toContain(
    'Notification différée le 20 novembre 2026 à 09 h 20 : état d’ivresse, 0,62 mg/l',
  );
});

test('l’accord dit de vive voix garde son entrée quand le magistrat le signe ; refusé, il n’en tient pas lieu', () => {
  const deViveVoix = saisie(2, 'accord-magistrat', '09:05', {
    autorite: 'procureur',
    nom: 'Claire FONTAINE',
    heures: 8,
  });
  const demande = { redacteur: SUBSTITUT, mesure: RETENUE } as const;
  const accorde = jouer('gav-accord', {}, { ...demande, entrees: [deViveVoix] });
  expect(apport(accorde.acte())).toEqual(['accord-magistrat 0102']);
  expect(accorde.texte()).toContain('durée à 8 heures');
  const refuse = jouer('gav-accord', { sens: 'refuse', motif: 'Trop jeune.' }, { ...demande, entrees: [] });
  expect(apport(refuse.acte())).toEqual(['accord-refuse 0001']);
  expect(jouer('gav-accord', {}, { redacteur: SUBSTITUT, entrees: [] }).manques).toContain('L.413-1 CJPM');
});

test('donné après le début de la retenue, l’accord n’est plus préalable : il s’enregistre, et se signale', () => {
  const { points } = jouer('gav-accord', {}, { redacteur: SUBSTITUT, mesure: RETENUE, entrees: PLACEE });
  expect(points).toContain('La retenue a commencé avant cet accord : il n’est plus préalable.');
});

test('la décision du juge vise la requête qui le saisit ; sans requête, cela se signale', () => {
  const requise = jouer(
    'gav-requete-jld',
    { motif: 'Auteurs en fuite.' },
    { entrees: PLACEE, redacteur: SUBSTITUT },
  );
  const [requete] = apportDe(requise.acte())?.entrees ?? [];
  const entrees = [...PLACEE, ...(requete ? [requete] : [])];
  const decision = jouer('gav-prolongation', { motif: 'Nécessaire.' }, { entrees, redacteur: JLD });
  expect(decision.texte()).toContain('Vu la requête de Claire FONTAINE');
  expect(decision.points).not.toContain('Aucune requête du procureur de la République n’est au registre.');
  const sans = jouer('gav-prolongation', { motif: 'Nécessaire.' }, { entrees: PLACEE, redacteur: JLD });
  expect(sans.points).toContain('Aucune requête du procureur de la République n’est au registre.');
});

test('le procureur qui prolonge ne vise aucune requête, et son texte reste celui d’avant', () => {
  const { texte } = jouer(
    'gav-prolongation',
    { motif: 'Nécessaire.' },
    { entrees: PLACEE, redacteur: SUBSTITUT },
  );
  expect(texte()).not.toContain('Vu la requête');
});

test('le registre du dépôt reprend ce qui s’est consigné depuis le défèrement, et rien avant', () => {
  const fin = saisie(5, 'fin', '10:30', { suite: 'deferement', instructionDe: 'procureur', nom: 'X' });
  const entrees = [
    ...PLACEE,
    saisie(3, 'repas', '10:00', { pris: true }),
    fin,
    saisie(6, 'arrivee-au-depot', '11:00', { lieu: 'Dépôt' }),
    saisie(7, 'repas', '11:30', { pris: true }),
  ];
  expect(apport(jouer('gav-depot', {}, { entrees }).acte())).toEqual(['arrivee-au-depot 0106', 'repas 0107']);
  expect(jouer('gav-depot', {}, { entrees: PLACEE }).manques).toContain('pas pris fin par un défèrement');
});
