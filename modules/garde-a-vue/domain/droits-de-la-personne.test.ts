import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { expect, test } from 'vitest';
import {
  APPREHENSION,
  PLACEMENT,
  faitDEssai,
  le,
  mesureDEssai,
  prolongation,
  registreDEssai,
} from '../essais/registre-d-essai.ts';
import type { DonneesParType } from './donnees-des-entrees.ts';
import type { Mesure } from './mesure.ts';
import {
  peutAutoriserLAuditionImmediate,
  peutDiffererLAvocat,
  peutDiffererUnAvis,
  peutPlacer,
  peutProlonger,
} from './peut.ts';
import { pointsDeLaMesure } from './points.ts';

const neLe = (naissance: string): Mesure['personne'] => ({ ...mesureDEssai().personne, naissance });
const MINEUR = { regime: 'mineur-13-15', personne: neLe('2011-03-01'), faits: [faitDEssai(60)] } as const;
const STUPEFIANTS = { regime: 'criminalite-organisee', faits: [faitDEssai(120, '3')] } as const;

function essai(propre: Partial<Mesure> = {}) {
  const registre = registreDEssai(mesureDEssai(propre));
  registre.ajouter('apprehension', '2026-11-20 21:10', APPREHENSION);
  registre.ajouter('placement', '2026-11-20 21:25', PLACEMENT);
  const situation = (a: string) => ({
    mesure: registre.mesure,
    entrees: registre.entrees,
    regles: REGLES_DE_GARDE_A_VUE,
    a: le(a, registre.mesure.zone),
  });
  const codes = (a: string) => registre.horloge(a).irregularites.map(({ code }) => code);
  return { ...registre, situation, codes };
}

const AUDITION: DonneesParType['audition'] = {
  fin: null,
  surLesFaits: true,
  avocat: 'absent',
  silenceRappele: true,
  enregistree: true,
  autreProcedure: false,
};
const NOTIFIEE: DonneesParType['notification-droits'] = {
  objet: 'placement',
  langue: 'fr',
  mode: 'agent',
  declarationRemise: true,
  emargement: 'signe',
  circonstance: '',
};
const DEMANDE = { choix: 'designe', nom: 'Me Petit', auxAuditions: true, par: 'personne' } as const;

test('63-1 : entendre avant la notification des droits se signale, l’identité exceptée', () => {
  const { ajouter, codes } = essai();
  ajouter('audition', '2026-11-20 22:00', { ...AUDITION, surLesFaits: false });
  expect(codes('2026-11-20 22:30')).toEqual([]);
  ajouter('audition', '2026-11-20 22:40', AUDITION);
  expect(codes('2026-11-20 23:00')).toEqual(['audition-avant-notification']);
  ajouter('notification-droits', '2026-11-20 23:10', NOTIFIEE);
  expect(codes('2026-11-20 23:30')).toEqual(['audition-avant-notification']);
});

test.each([
  ['sans rien', [], ['audition-sans-avocat']],
  ['après renonciation à toute la mesure', ['renonciation'], []],
  ['sur autorisation écrite du procureur (63-4-2-1)', ['immediate'], []],
  ['pendant un report de la présence (63-4-2)', ['report'], []],
] as const)('63-4-2 : entendre sans l’avocat demandé, %s', (_titre, actes, attendus) => {
  const { ajouter, codes } = essai();
  ajouter('notification-droits', '2026-11-20 21:35', NOTIFIEE);
  ajouter('demande-avocat', '2026-11-20 21:40', DEMANDE);
  for (const acte of actes) {
    if (acte === 'renonciation') ajouter('renonciation-avocat', '2026-11-20 22:00', { portee: 'mesure' });
    if (acte === 'immediate')
      ajouter('autorisation-audition-immediate', '2026-11-20 22:00', {
        autorite: 'procureur',
        motif: 'Péril',
      });
    if (acte === 'report')
      ajouter('differe-avocat', '2026-11-20 22:00', {
        objet: 'presence',
        autorite: 'procureur',
        jusquALHeure: 12,
        motif: 'Péril',
      });
  }
  ajouter('audition', '2026-11-20 23:00', AUDITION);
  expect(codes('2026-11-20 23:30')).toEqual(attendus);
});

test('63-4-2 : le report passé, l’avocat demandé doit être là', () => {
  const { ajouter, codes } = essai();
  ajouter('notification-droits', '2026-11-20 21:35', NOTIFIEE);
  ajouter('demande-avocat', '2026-11-20 21:40', DEMANDE);
  const report = { objet: 'presence', autorite: 'procureur', jusquALHeure: 12, motif: 'Péril' } as const;
  ajouter('differe-avocat', '2026-11-20 22:00', report);
  ajouter('audition', '2026-11-21 09:10', AUDITION);
  expect(codes('2026-11-21 09:30')).toEqual(['audition-sans-avocat']);
});

test('L.413-9 : un mineur ne renonce pas à l’avocat', () => {
  const { ajouter, codes } = essai(MINEUR);
  ajouter('notification-droits', '2026-11-20 21:35', NOTIFIEE);
  ajouter('audition', '2026-11-20 23:00', { ...AUDITION, avocat: 'renonciation' });
  expect(codes('2026-11-20 23:30')).toEqual(['audition-sans-avocat']);
});

test('803-5 : l’interprète d’un majeur protégé ne vient pas par téléphone', () => {
  const { ajouter, codes } = essai({ personne: { ...neLe('1990-01-01'), protegee: true, langue: 'ff' } });
  ajouter('interprete-arrive', '2026-11-20 22:00', { langue: 'ff', nom: 'A. Diallo', mode: 'telephone' });
  expect(codes('2026-11-20 22:30')).toEqual(['interprete-a-distance-exclu']);
  const majeur = essai({ personne: { ...neLe('1990-01-01'), langue: 'ff' } });
  majeur.ajouter('interprete-arrive', '2026-11-20 22:00', {
    langue: 'ff',
    nom: 'A. Diallo',
    mode: 'telephone',
  });
  expect(majeur.codes('2026-11-20 22:30')).toEqual([]);
});

test.each([
  ['opj', {}, []],
  ['apj', {}, ['placement-par-un-non-opj']],
  ['opj', { personne: neLe('2014-06-01'), faits: [faitDEssai(60)] }, ['garde-a-vue-avant-treize-ans']],
  ['opj', { personne: neLe('2018-06-01') }, ['enfant-de-moins-de-dix-ans']],
  [
    'opj',
    { personne: neLe('2015-06-01'), regime: 'retenue-10-12', faits: [faitDEssai(60)] },
    ['retenue-sans-accord'],
  ],
  ['opj', { faits: [faitDEssai(0)] }, ['infraction-sans-emprisonnement']],
] as const)('62-2, 63 I, L.413-1 : placement par un %s, mesure %j', (qualite, propre, attendus) => {
  expect(peutPlacer(essai(propre).situation('2026-11-20 22:00'), qualite).map(({ code }) => code)).toEqual(
    attendus,
  );
});

test('63 II : le retard d’une prolongation ne se refuse pas, son auteur si', () => {
  const { situation } = essai();
  expect(peutProlonger(situation('2026-11-21 21:12'), prolongation())).toEqual([]);
  expect(peutProlonger(situation('2026-11-21 20:00'), prolongation({ autorite: 'jld' }))).toEqual([
    {
      code: 'prolongation-mauvaise-autorite',
      phrase: 'Cette prolongation relève du procureur de la République.',
      article: '63 II CPP',
    },
  ]);
});

test.each([
  ['hors de son rang', {}, { rang: 2 }, 'prolongation-hors-rang'],
  ['sans présentation d’un mineur', MINEUR, {}, 'prolongation-sans-presentation'],
  ['au-delà de vingt-quatre heures', {}, { heures: 30 }, 'prolongation-trop-longue'],
  [
    'quand la mesure n’en connaît aucune',
    { regime: 'retenue-mandat' },
    {},
    'prolongation-au-dela-du-maximum',
  ],
] as const)('63 II : pas de prolongation %s', (_titre, propre, decidee, code) => {
  const refus = peutProlonger(essai(propre).situation('2026-11-21 18:00'), prolongation(decidee));
  expect(refus.map((un) => un.code)).toContain(code);
});

const intervention = (autorite: 'procureur' | 'jld', jusquALHeure: number) =>
  ({ objet: 'intervention', autorite, jusquALHeure, motif: 'Preuves' }) as const;

test.each([
  ['un procureur, vingt-quatre heures', STUPEFIANTS, intervention('procureur', 24), []],
  [
    'un procureur, quarante-huit heures',
    STUPEFIANTS,
    intervention('procureur', 48),
    ['report-d-avocat-trop-long'],
  ],
  ['le JLD, soixante-douze heures pour stupéfiants', STUPEFIANTS, intervention('jld', 72), []],
  [
    'le JLD, soixante-douze heures sans le 3° ni le 11°',
    { ...STUPEFIANTS, faits: [faitDEssai(120, '1')] },
    intervention('jld', 72),
    ['report-d-avocat-trop-long'],
  ],
  ['personne, en droit commun', {}, intervention('jld', 24), ['report-d-avocat-exclu']],
  [
    'personne, pour un mineur de dix-sept ans',
    { ...STUPEFIANTS, regime: 'mineur-criminalite-organisee', personne: neLe('2009-03-01') },
    intervention('procureur', 24),
    ['report-d-avocat-exclu'],
  ],
] as const)('706-88 : l’intervention de l’avocat est différée par %s', (_titre, propre, report, attendus) => {
  const { situation } = essai(propre);
  expect(peutDiffererLAvocat(situation('2026-11-20 22:00'), report).map(({ code }) => code)).toEqual(
    attendus,
  );
});

test.each([
  ['procureur', 12, 36, []],
  ['procureur', 13, 36, ['report-d-avocat-trop-long']],
  ['jld', 24, 60, []],
  ['jld', 24, 36, ['report-d-avocat-mauvaise-autorite']],
] as const)(
  '63-4-2 : présence différée par le %s jusqu’à %i h, %i mois encourus',
  (autorite, heures, peine, attendus) => {
    const { situation } = essai({ faits: [faitDEssai(peine)] });
    const report = { objet: 'presence', autorite, jusquALHeure: heures, motif: 'Péril' } as const;
    expect(peutDiffererLAvocat(situation('2026-11-20 22:00'), report).map(({ code }) => code)).toEqual(
      attendus,
    );
  },
);

test('63-2 : après quarante-huit heures, le report de l’avis relève du JLD, jamais pour le consulat', () => {
  const { situation } = essai(STUPEFIANTS);
  const avis = (qui: 'proche' | 'consulat', autorite: 'procureur' | 'jld', a: string) =>
    peutDiffererUnAvis(situation(a), { qui, autorite, jusqua: null, motif: 'Preuves' }).map(
      ({ code }) => code,
    );
  expect(avis('proche', 'procureur', '2026-11-21 10:00')).toEqual([]);
  expect(avis('proche', 'jld', '2026-11-21 10:00')).toEqual(['report-d-avis-mauvaise-autorite']);
  expect(avis('proche', 'procureur', '2026-11-22 21:10')).toEqual(['report-d-avis-mauvaise-autorite']);
  expect(avis('proche', 'jld', '2026-11-22 21:10')).toEqual([]);
  expect(avis('consulat', 'jld', '2026-11-22 21:10')).toEqual(['report-d-avis-au-consulat']);
});

test('63-4-2-1 : l’audition immédiate relève du magistrat qui dirige', () => {
  const { situation } = essai({ cadre: 'commission-rogatoire' });
  const par = (autorite: 'procureur' | 'juge-instruction') =>
    peutAutoriserLAuditionImmediate(situation('2026-11-20 22:00'), { autorite, motif: 'Péril' });
  expect(par('juge-instruction')).toEqual([]);
  expect(par('procureur')).toHaveLength(1);
});

test('avant de signer, les points d’attention disent ce qui manque, article à l’appui', () => {
  const { situation, ajouter } = essai({ faits: [faitDEssai(6)] });
  const points = (acteType: string, a: string) => {
    const { mesure, entrees, regles, a: instant } = situation(a);
    return pointsDeLaMesure(mesure, entrees, regles, { acteType, a: instant });
  };
  expect(points('gav-audition', '2026-11-20 21:40')).toEqual([
    { phrase: 'Pas encore fait : notifier le placement et les droits.', article: '63-1 CPP' },
    { phrase: 'Pas encore fait : aviser le magistrat du placement.', article: '63 I al. 2 CPP' },
  ]);
  ajouter('notification-droits', '2026-11-20 22:40', NOTIFIEE);
  expect(points('gav-demande-prolongation', '2026-11-21 10:00').map(({ phrase }) => phrase)).toContain(
    'Prolongation exclue : l’emprisonnement encouru est inférieur à un an.',
  );
  expect(points('gav-recapitulatif', '2026-11-21 10:00').map(({ phrase }) => phrase)).toEqual([
    'En retard, sans motif consigné : aviser le magistrat du placement.',
    'En retard, sans motif consigné : notifier le placement et les droits.',
  ]);
  ajouter('circonstance', '2026-11-21 10:30', {
    obligation: 'notification-droits',
    motif: 'Interprète attendu',
  });
  expect(points('gav-recapitulatif', '2026-11-21 11:00')).toHaveLength(1);
  expect(points('plainte', '2026-11-21 11:00')).toEqual([]);
});
