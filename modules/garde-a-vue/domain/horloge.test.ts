import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { expect, test } from 'vitest';
import {
  APPREHENSION,
  PLACEMENT,
  faitDEssai,
  idDEssai,
  le,
  mesureDEssai,
  prolongation,
  registreDEssai,
} from '../essais/registre-d-essai.ts';
import { calculerHorloge } from './horloge.ts';
import type { RegimeDeMesure } from './mesure.ts';

const codes = ({ irregularites }: { readonly irregularites: readonly { readonly code: string }[] }) =>
  irregularites.map(({ code }) => code);

/** S3 : appréhension 21 h 10, placement 21 h 25. */
function s3(propre: Parameters<typeof mesureDEssai>[0] = {}) {
  const registre = registreDEssai(mesureDEssai(propre));
  registre.ajouter('apprehension', '2026-11-20 21:10', APPREHENSION);
  registre.ajouter('placement', '2026-11-20 21:25', PLACEMENT);
  registre.ajouter('notification-differee', '2026-11-20 21:30', { cause: 'ivresse', constat: '1,2 g/l' });
  return registre;
}

test('63 III : l’horloge part de l’appréhension, ni du placement ni de la notification différée par l’ivresse', () => {
  const horloge = s3().horloge('2026-11-21 01:10');
  expect(horloge.depart).toMatchObject({
    a: le('2026-11-20 21:10'),
    motif: 'contrainte',
    article: '63 III al. 1 CPP',
  });
  expect(horloge.echeance).toBe(le('2026-11-21 21:10'));
  expect([horloge.secondesEcoulees, horloge.secondesRestantes]).toEqual([4 * 3_600, 20 * 3_600]);
  expect(horloge.entrees).toHaveLength(3);
  expect(horloge.regles.citees.map(({ id }) => id)).toEqual(['base.majeurs', 'maximum.droit-commun']);
});

test('63 III : une audition libre devenue garde à vue compte du début de l’audition', () => {
  const registre = registreDEssai(mesureDEssai());
  registre.ajouter('debut-audition-libre', '2026-11-20 10:00', { prolongementImmediat: true });
  expect(registre.horloge('2026-11-20 11:00').etat).toBe('non-commencee');
  registre.ajouter('placement', '2026-11-20 11:30', PLACEMENT);
  expect(registre.horloge('2026-11-20 12:00').depart).toMatchObject({
    a: le('2026-11-20 10:00'),
    motif: 'audition',
  });
});

test('63 III : une audition libre terminée avant le placement ne compte pas', () => {
  const registre = registreDEssai(mesureDEssai());
  registre.ajouter('debut-audition-libre', '2026-11-19 10:00', { prolongementImmediat: false });
  registre.ajouter('placement', '2026-11-20 11:30', PLACEMENT);
  expect(registre.horloge('2026-11-20 12:00').depart?.a).toBe(le('2026-11-20 11:30'));
});

test('63 III : une contrainte pour d’autres faits ne compte pas, une vérification d’identité toujours (78-4)', () => {
  const registre = registreDEssai(mesureDEssai());
  registre.ajouter('apprehension', '2026-11-20 08:00', { ...APPREHENSION, memesFaits: false });
  registre.ajouter('placement', '2026-11-20 11:30', PLACEMENT);
  expect(registre.horloge('2026-11-20 12:00').depart?.a).toBe(le('2026-11-20 11:30'));
  registre.ajouter('apprehension', '2026-11-20 09:00', {
    contrainte: 'verification-identite',
    memesFaits: false,
    lieu: 'Lyon',
  });
  expect(registre.horloge('2026-11-20 12:00').depart?.a).toBe(le('2026-11-20 09:00'));
});

test('63 III al. 2 : une garde à vue antérieure pour les mêmes faits s’impute, jamais deux fois le même temps', () => {
  const registre = s3();
  const anterieure = {
    contrainte: 'garde-a-vue',
    debut: le('2026-11-10 10:00'),
    fin: le('2026-11-10 16:00'),
    memesFaits: true,
    reference: '2026/12',
  } as const;
  registre.ajouter('contrainte-anterieure', '2026-11-20 21:30', anterieure);
  registre.ajouter('contrainte-anterieure', '2026-11-20 21:31', {
    ...anterieure,
    contrainte: 'retenue-douaniere',
    memesFaits: false,
    debut: le('2026-11-10 15:00'),
    fin: le('2026-11-10 17:00'),
  });
  const horloge = registre.horloge('2026-11-21 01:10');
  expect(horloge.deductions.map(({ secondes, article }) => [secondes / 3_600, article])).toEqual([
    [6, '63 III al. 2 CPP'],
    [1, 'C. douanes 323-6'],
  ]);
  expect([horloge.echeance, horloge.maximum?.a]).toEqual([le('2026-11-21 14:10'), le('2026-11-22 14:10')]);
});

test('une durée antérieure plus longue que la base se reporte sur la prolongation', () => {
  const registre = s3();
  registre.ajouter('contrainte-anterieure', '2026-11-20 21:30', {
    contrainte: 'garde-a-vue',
    debut: le('2026-11-10 10:00'),
    fin: le('2026-11-11 16:00'),
    memesFaits: true,
    reference: '',
  });
  expect(registre.horloge('2026-11-20 22:00')).toMatchObject({
    etat: 'expiree',
    echeance: le('2026-11-20 21:10'),
    maximum: { heures: 48, a: le('2026-11-21 15:10') },
  });
});

test.each([
  ['octobre : la nuit a 25 heures, la garde à vue en garde 24', '2026-10-24 20:00', '2026-10-25 19:00'],
  ['mars : la nuit a 23 heures, la garde à vue en garde 24', '2026-03-28 20:00', '2026-03-29 21:00'],
])('heures écoulées, changement d’heure d’%s', (_titre, debut, echeance) => {
  const registre = registreDEssai(mesureDEssai());
  registre.ajouter('apprehension', debut, APPREHENSION);
  expect(registre.horloge(echeance)).toMatchObject({
    echeance: le(echeance),
    secondesEcoulees: 86_400,
    etat: 'expiree',
  });
});

test.each(['America/Guadeloupe', 'Indian/Reunion', 'Pacific/Noumea', 'Indian/Mayotte', 'America/Miquelon'])(
  'outre-mer : %s compte et montre l’heure du lieu',
  (zone) => {
    const registre = registreDEssai(mesureDEssai({ zone }));
    registre.ajouter('apprehension', '2026-11-20 21:10', APPREHENSION);
    expect(registre.horloge('2026-11-20 22:10')).toMatchObject({
      echeance: le('2026-11-21 21:10', zone),
      secondesEcoulees: 3_600,
    });
  },
);

test('63 II : la prolongation court de la fin de la période précédente, pas de la décision', () => {
  const registre = s3();
  registre.ajouter('prolongation-decidee', '2026-11-21 18:00', prolongation());
  const horloge = registre.horloge('2026-11-21 19:00');
  expect(horloge.periodes.map(({ rang, debut, fin, reguliere }) => [rang, debut, fin, reguliere])).toEqual([
    [0, le('2026-11-20 21:10'), le('2026-11-21 21:10'), true],
    [1, le('2026-11-21 21:10'), le('2026-11-22 21:10'), true],
  ]);
  expect(horloge).toMatchObject({
    echeance: le('2026-11-22 21:10'),
    prochaineProlongation: null,
    sansProlongation: 'Aucune autre prolongation n’est permise sous ce régime.',
    irregularites: [],
  });
});

test('63 II : signée à 21 h 12, elle reste signalée irrégulière, et rectifier l’heure n’y change rien', () => {
  const registre = s3();
  const id = registre.ajouter('prolongation-decidee', '2026-11-21 21:12', prolongation());
  const horloge = registre.horloge('2026-11-21 22:10');
  expect(horloge.periodes[1]).toMatchObject({ reguliere: false, decideeA: le('2026-11-21 21:12') });
  expect(horloge).toMatchObject({
    echeance: le('2026-11-21 21:10'),
    depassement: { depuis: le('2026-11-21 21:10'), secondes: 3_600 },
  });
  expect(codes(horloge)).toEqual(['prolongation-apres-expiration', 'duree-depassee']);
  registre.ajouter('rectification', '2026-11-21 22:20', {
    entree: id,
    survenuA: le('2026-11-21 21:05'),
    donnees: null,
    annulee: false,
    motif: 'Erreur de saisie',
  });
  const rectifiee = registre.horloge('2026-11-21 22:30');
  expect(rectifiee.echeance).toBe(le('2026-11-22 21:10'));
  expect(rectifiee.irregularites.map(({ code, rectifiee: vrai }) => [code, vrai])).toEqual([
    ['prolongation-apres-expiration', true],
    ['duree-depassee', true],
  ]);
});

test('63 II : dite décidée à 21 h 05 mais signée à 21 h 12, elle n’a pas prolongé', () => {
  const registre = s3();
  registre.ajouter('prolongation-decidee', '2026-11-21 21:05', prolongation());
  const signeeA = (heure: string) =>
    registre.entrees.map((entree) =>
      entree.type === 'prolongation-decidee'
        ? { ...entree, enregistreA: le(heure), source: { genre: 'acte' as const, acteId: idDEssai(42) } }
        : entree,
    );
  const horloge = (heure: string) =>
    calculerHorloge(registre.mesure, signeeA(heure), REGLES_DE_GARDE_A_VUE, le('2026-11-21 21:09'));
  expect(codes(horloge('2026-11-21 21:06'))).toEqual([]);
  expect(codes(horloge('2026-11-21 21:12'))).toEqual(['prolongation-apres-expiration']);
});

test.each([
  ['relève du procureur', { autorite: 'jld' }, 'prolongation-mauvaise-autorite'],
  ['ne peut excéder 24 heures', { heures: 25 }, 'prolongation-trop-longue'],
  ['ne peut venir hors de son rang', { rang: 2 }, 'prolongation-hors-rang'],
] as const)('une première prolongation %s', (_titre, propre, code) => {
  const registre = s3();
  registre.ajouter('prolongation-decidee', '2026-11-21 18:00', prolongation(propre));
  expect(codes(registre.horloge('2026-11-21 19:00'))).toEqual([code]);
});

test('63 II : moins d’un an encouru, aucune prolongation', () => {
  const registre = s3({ faits: [faitDEssai(6)] });
  expect(registre.horloge('2026-11-21 19:00')).toMatchObject({
    prochaineProlongation: null,
    sansProlongation: 'Prolongation exclue : l’emprisonnement encouru est inférieur à un an.',
  });
  registre.ajouter('prolongation-decidee', '2026-11-21 18:00', prolongation());
  expect(codes(registre.horloge('2026-11-21 19:00'))).toEqual(['prolongation-peine-insuffisante']);
});

test('154 : sur commission rogatoire, le juge d’instruction prolonge, pas le procureur', () => {
  const registre = s3({ cadre: 'commission-rogatoire' });
  expect(registre.horloge('2026-11-21 10:00').prochaineProlongation?.autorites).toEqual(['juge-instruction']);
  registre.ajouter('prolongation-decidee', '2026-11-21 18:00', prolongation());
  expect(codes(registre.horloge('2026-11-21 19:00'))).toEqual(['prolongation-mauvaise-autorite']);
});

/** Mesure prolongee autant que le regime le permet, chaque fois une heure avant l'expiration. */
function jusquAuBout(regime: RegimeDeMesure, autorites: readonly ('procureur' | 'jld')[]) {
  const registre = registreDEssai(mesureDEssai({ regime, faits: [faitDEssai(120, '3')] }));
  registre.ajouter('placement', '2026-11-01 08:00', PLACEMENT);
  for (const [indice, autorite] of autorites.entries()) {
    if (indice === 3 && regime === 'mule')
      registre.ajouter('examen-medical', '2026-11-05 05:00', {
        nom: 'Dr Roy',
        mode: 'presentiel',
        aptitude: 'apte',
        inCorpore: 'presence',
      });
    registre.ajouter(
      'prolongation-decidee',
      `2026-11-0${indice + 2} 07:00`,
      prolongation({ rang: indice + 1, autorite, presentation: 'physique' }),
    );
  }
  return registre;
}

test.each([
  ['criminalite-organisee', 96, ['procureur', 'jld', 'jld']],
  ['mule', 120, ['procureur', 'jld', 'jld', 'jld']],
  ['terrorisme', 144, ['procureur', 'jld', 'jld', 'jld', 'jld']],
] as const)('706-88 : %s dure %i heures au plus', (regime, heures, autorites) => {
  const jour = 1 + heures / 24;
  const horloge = jusquAuBout(regime, autorites).horloge(`2026-11-0${jour} 07:30`);
  expect(horloge).toMatchObject({
    irregularites: [],
    etat: 'en-cours',
    echeance: le(`2026-11-0${jour} 08:00`),
    maximum: { heures, a: le(`2026-11-0${jour} 08:00`) },
    sansProlongation: 'Aucune autre prolongation n’est permise sous ce régime.',
  });
  const trop = jusquAuBout(regime, [...autorites, 'jld']);
  expect(codes(trop.horloge(`2026-11-0${jour} 07:30`))).toEqual(['prolongation-au-dela-du-maximum']);
});

test('706-88 : la personne est présentée au JLD ; la seconde fois, l’absence de présentation se motive', () => {
  const registre = jusquAuBout('criminalite-organisee', ['procureur']);
  registre.ajouter('prolongation-decidee', '2026-11-03 06:00', prolongation({ rang: 2, autorite: 'jld' }));
  expect(codes(registre.horloge('2026-11-03 07:00'))).toEqual(['prolongation-sans-presentation']);
  const motivee = jusquAuBout('criminalite-organisee', ['procureur', 'jld']);
  motivee.ajouter(
    'prolongation-decidee',
    '2026-11-04 06:00',
    prolongation({ rang: 3, autorite: 'jld', motifSansPresentation: 'Perquisition en cours.' }),
  );
  expect(codes(motivee.horloge('2026-11-04 07:00'))).toEqual([]);
});

test('706-88 al. 5 : une seule prolongation de quarante-huit heures remplace les deux', () => {
  const registre = jusquAuBout('criminalite-organisee', ['procureur']);
  expect(registre.horloge('2026-11-02 20:00').prochaineProlongation?.variantes).toEqual([
    { heures: 48, article: '706-88 al. 5 CPP' },
  ]);
  registre.ajouter(
    'prolongation-decidee',
    '2026-11-03 06:00',
    prolongation({ rang: 2, autorite: 'jld', heures: 48, presentation: 'physique' }),
  );
  expect(registre.horloge('2026-11-03 07:00')).toMatchObject({
    irregularites: [],
    echeance: le('2026-11-05 08:00'),
    prochaineProlongation: null,
  });
});

test('706-88-2 : sans certificat établi avant la quatre-vingt-seizième heure, pas de cent vingt heures', () => {
  const registre = jusquAuBout('mule', ['procureur', 'jld', 'jld']);
  registre.ajouter('prolongation-decidee', '2026-11-05 07:00', prolongation({ rang: 4, autorite: 'jld' }));
  registre.ajouter('examen-medical', '2026-11-05 09:00', {
    nom: 'Dr Roy',
    mode: 'presentiel',
    aptitude: 'apte',
    inCorpore: 'presence',
  });
  expect(codes(registre.horloge('2026-11-05 10:00'))).toEqual([
    'prolongation-sans-certificat',
    'duree-depassee',
  ]);
});

const neLe = (naissance: string) => ({ ...mesureDEssai().personne, naissance });

test('L.413-1 : la retenue d’un enfant de onze ans dure ce que le magistrat a fixé', () => {
  const registre = registreDEssai(
    mesureDEssai({ regime: 'retenue-10-12', personne: neLe('2015-03-01'), faits: [faitDEssai(60)] }),
  );
  registre.ajouter('apprehension', '2026-11-20 14:00', APPREHENSION);
  registre.ajouter('accord-magistrat', '2026-11-20 14:20', { autorite: 'procureur', nom: 'B', heures: 8 });
  registre.ajouter('placement', '2026-11-20 14:30', PLACEMENT);
  expect(registre.horloge('2026-11-20 15:00')).toMatchObject({
    echeance: le('2026-11-20 22:00'),
    irregularites: [],
    prochaineProlongation: { heures: 12, autorites: ['procureur'], presentation: 'exigee-sauf-motif' },
  });
});

test.each([
  [
    'L.413-10 : avant seize ans, moins de cinq ans encourus excluent la prolongation',
    '2011-03-01',
    'mineur-13-15',
    36,
    null,
  ],
  ['L.413-10 : à seize ans, un an suffit', '2010-03-01', 'mineur-16-17', 36, 'exigee'],
] as const)('%s', (_titre, naissance, regime, peine, presentation) => {
  const registre = registreDEssai(
    mesureDEssai({ regime, personne: neLe(naissance), faits: [faitDEssai(peine)] }),
  );
  registre.ajouter('placement', '2026-11-20 14:30', PLACEMENT);
  expect(registre.horloge('2026-11-20 15:00').prochaineProlongation?.presentation ?? null).toBe(presentation);
});

test('L.413-10 : un mineur est présenté avant la prolongation, la visioconférence suffit', () => {
  const mineur = () => {
    const registre = registreDEssai(
      mesureDEssai({ regime: 'mineur-13-15', personne: neLe('2011-03-01'), faits: [faitDEssai(60)] }),
    );
    registre.ajouter('placement', '2026-11-20 14:30', PLACEMENT);
    return registre;
  };
  const sans = mineur();
  sans.ajouter('prolongation-decidee', '2026-11-21 10:00', prolongation());
  expect(codes(sans.horloge('2026-11-21 11:00'))).toEqual(['prolongation-sans-presentation']);
  const visio = mineur();
  visio.ajouter('prolongation-decidee', '2026-11-21 10:00', prolongation({ presentation: 'visio' }));
  expect(codes(visio.horloge('2026-11-21 11:00'))).toEqual([]);
});

test.each([
  ['retenue-mandat', 'Europe/Paris', '2026-11-21 08:00'],
  ['verification-identite', 'Europe/Paris', '2026-11-20 12:00'],
  ['verification-identite', 'Indian/Mayotte', '2026-11-20 16:00'],
  ['retenue-douaniere', 'Europe/Paris', '2026-11-21 08:00'],
] as const)('%s en %s expire le %s', (regime, zone, echeance) => {
  const registre = registreDEssai(mesureDEssai({ regime, zone }));
  registre.ajouter('apprehension', '2026-11-20 08:00', { ...APPREHENSION, contrainte: 'mandat' });
  expect(registre.horloge('2026-11-20 09:00').echeance).toBe(le(echeance, zone));
});

test('une requalification change le régime, jamais ce qui a été régulièrement accordé', () => {
  const registre = s3();
  registre.ajouter('requalification', '2026-11-21 12:00', {
    regime: 'criminalite-organisee',
    faits: [faitDEssai(120, '3')],
    par: 'procureur',
  });
  expect(registre.horloge('2026-11-21 13:00')).toMatchObject({
    regime: 'criminalite-organisee',
    maximum: { heures: 96 },
    echeance: le('2026-11-21 21:10'),
  });
  expect(registre.horloge('2026-11-21 11:00').regime).toBe('droit-commun');
});

test('803-3 : déférée, la personne comparaît dans les vingt heures de la levée', () => {
  const registre = s3();
  registre.ajouter('fin', '2026-11-21 20:00', { suite: 'deferement', instructionDe: 'procureur', nom: 'B' });
  expect(registre.horloge('2026-11-22 10:00').comparution).toMatchObject({
    echeance: le('2026-11-22 16:00'),
    etat: 'attendue',
    article: '803-3 CPP',
  });
  expect(codes(registre.horloge('2026-11-22 16:01'))).toEqual(['comparution-tardive']);
  registre.ajouter('comparution', '2026-11-22 15:30', { devant: 'le tribunal' });
  expect(registre.horloge('2026-11-22 16:01')).toMatchObject({
    etat: 'terminee',
    comparution: { etat: 'comparue' },
    irregularites: [],
  });
});

test('803-3 al. 6 : après plus de soixante-douze heures de 706-88, elle comparaît le jour même', () => {
  const registre = jusquAuBout('criminalite-organisee', ['procureur', 'jld', 'jld']);
  registre.ajouter('fin', '2026-11-04 20:00', { suite: 'deferement', instructionDe: 'procureur', nom: 'B' });
  expect(registre.horloge('2026-11-04 21:00').comparution).toMatchObject({
    echeance: le('2026-11-05 00:00'),
    article: '803-2 CPP',
  });
});

test.each([
  ['un agent qui n’est pas OPJ', {}, { qualite: 'apj' }, 'placement-par-un-non-opj'],
  ['un fait sans emprisonnement', { faits: [faitDEssai(0)] }, {}, 'infraction-sans-emprisonnement'],
  ['un enfant de douze ans', { personne: neLe('2014-01-01') }, {}, 'garde-a-vue-avant-treize-ans'],
  ['un mineur sous un régime de majeur', { personne: neLe('2009-01-01') }, {}, 'regime-contraire-a-l-age'],
] as const)('un placement par ou de %s se signale', (_titre, propre, placement, code) => {
  const registre = registreDEssai(mesureDEssai(propre));
  registre.ajouter('placement', '2026-11-20 14:30', { ...PLACEMENT, ...placement });
  expect(codes(registre.horloge('2026-11-20 15:00'))).toContain(code);
});

test('une entrée annulée par rectification sort du calcul ; annuler la rectification la rétablit', () => {
  const registre = s3();
  const annuler = (entree: string, heure: string) =>
    registre.ajouter('rectification', heure, {
      entree,
      survenuA: null,
      donnees: null,
      annulee: true,
      motif: 'Mauvaise personne',
    });
  const rectification = annuler(idDEssai(1), '2026-11-20 22:00');
  expect(registre.horloge('2026-11-20 23:00').depart?.motif).toBe('placement');
  annuler(rectification, '2026-11-20 22:30');
  expect(registre.horloge('2026-11-20 23:00').depart?.motif).toBe('contrainte');
});
