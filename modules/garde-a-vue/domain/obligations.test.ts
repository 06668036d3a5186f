import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { expect, test } from 'vitest';
import {
  APPREHENSION,
  PLACEMENT,
  faitDEssai,
  le,
  mesureDEssai,
  plus,
  prolongation,
  registreDEssai,
} from '../essais/registre-d-essai.ts';
import type { DonneesParType } from './donnees-des-entrees.ts';
import { escalade } from './escalade.ts';
import type { Obligation } from './formes-des-obligations.ts';
import type { Mesure } from './mesure.ts';
import { obligations } from './obligations.ts';

/** Mesure d'essai : appréhension 21 h 10, placement 21 h 25. */
function essai(propre: Partial<Mesure> = {}) {
  const registre = registreDEssai(mesureDEssai(propre));
  registre.ajouter('apprehension', '2026-11-20 21:10', APPREHENSION);
  registre.ajouter('placement', '2026-11-20 21:25', PLACEMENT);
  const lignes = (a: string): readonly Obligation[] =>
    obligations(registre.mesure, registre.entrees, REGLES_DE_GARDE_A_VUE, le(a, registre.mesure.zone));
  const ligne = (a: string, genre: string): Obligation | undefined =>
    lignes(a).find((une) => une.genre === genre);
  return { ...registre, lignes, ligne };
}

const NOTIFIEE: DonneesParType['notification-droits'] = {
  objet: 'placement',
  langue: 'fr',
  mode: 'agent',
  declarationRemise: true,
  emargement: 'signe',
  circonstance: '',
};
const AVIS = { destinataire: 'procureur', objet: 'placement', moyen: 'téléphone', circonstance: '' } as const;
const neLe = (naissance: string): Mesure['personne'] => ({ ...mesureDEssai().personne, naissance });

test('63 I : l’avis au magistrat est dû dès le début, en retard au-delà de soixante minutes', () => {
  const { ajouter, ligne } = essai();
  expect(ligne('2026-11-20 21:30', 'avis-magistrat')).toMatchObject({
    etat: 'a-faire',
    echeance: le('2026-11-20 22:25'),
    retard: null,
    aVerifier: true,
  });
  expect(ligne('2026-11-20 22:35', 'avis-magistrat')?.retard).toEqual({ secondes: 600, motif: '' });
  ajouter('avis-magistrat', '2026-11-20 22:45', { ...AVIS, circonstance: 'Réseau coupé' });
  expect(ligne('2026-11-21 10:00', 'avis-magistrat')).toMatchObject({
    etat: 'accompli',
    accompliA: le('2026-11-20 22:45'),
    retard: { secondes: 1_200, motif: 'Réseau coupé' },
    alarmes: [],
  });
});

test('63-1 : l’ivresse diffère la notification, sans échéance ; le formulaire seul ne notifie pas', () => {
  const { ajouter, ligne } = essai();
  ajouter('notification-differee', '2026-11-20 21:30', { cause: 'ivresse', constat: '1,2 g/l à 21 h 28' });
  expect(ligne('2026-11-21 03:00', 'notification-droits')).toMatchObject({
    etat: 'en-cours',
    echeance: null,
  });
  ajouter('notification-droits', '2026-11-21 03:05', { ...NOTIFIEE, mode: 'formulaire' });
  expect(ligne('2026-11-21 03:10', 'notification-droits')?.etat).toBe('en-cours');
  expect(ligne('2026-11-21 03:10', 'declaration-droits')?.etat).toBe('accompli');
  ajouter('notification-droits', '2026-11-21 05:00', NOTIFIEE);
  expect(ligne('2026-11-21 05:10', 'notification-droits')).toMatchObject({ etat: 'accompli', retard: null });
});

test('63-1 : différée trop tard, la notification reste signalée en retard, avec son motif', () => {
  const { ajouter, ligne } = essai();
  ajouter('notification-differee', '2026-11-20 22:30', { cause: 'agitation', constat: 'Personne agitée' });
  expect(ligne('2026-11-20 23:00', 'notification-droits')?.retard).toEqual({
    secondes: 3_900,
    motif: 'Personne agitée',
  });
});

test.each(['proche', 'employeur', 'consulat'] as const)(
  '63-2 : trois heures de la demande pour prévenir (%s), alarme à deux heures trente',
  (qui) => {
    const { ajouter, ligne } = essai();
    const demande = ajouter('demande-avis', '2026-11-20 22:00', { qui, designation: 'Paul' });
    expect(ligne('2026-11-20 22:10', `avis-${qui}`)).toMatchObject({
      id: `avis-${qui}/${demande}`,
      echeance: le('2026-11-21 01:00'),
      article: '63-2 I CPP',
      alarmes: [{ a: le('2026-11-21 00:30') }, { a: le('2026-11-21 01:00') }],
    });
    ajouter('avis-donne', '2026-11-21 01:01', {
      qui,
      designation: 'Paul',
      resultat: 'joint',
      circonstance: '',
    });
    expect(ligne('2026-11-21 02:00', `avis-${qui}`)).toMatchObject({
      etat: 'accompli',
      retard: { secondes: 60, motif: '' },
    });
  },
);

test('63-2 : l’avis différé ou refusé par le procureur se voit, et finit par être dû', () => {
  const { ajouter, ligne } = essai();
  ajouter('demande-avis', '2026-11-20 22:00', { qui: 'proche', designation: '' });
  const differe = { qui: 'proche', autorite: 'procureur', motif: 'Complice en fuite' } as const;
  ajouter('avis-differe', '2026-11-20 22:30', { ...differe, jusqua: le('2026-11-21 10:00') });
  expect(ligne('2026-11-21 02:00', 'avis-proche')).toMatchObject({
    etat: 'en-cours',
    echeance: le('2026-11-21 10:00'),
    retard: null,
  });
  expect(ligne('2026-11-21 11:00', 'avis-proche')).toMatchObject({
    etat: 'a-faire',
    retard: { secondes: 3_600 },
  });
  ajouter('avis-differe', '2026-11-21 09:00', { ...differe, jusqua: null });
  expect(ligne('2026-11-21 11:00', 'avis-proche')).toMatchObject({ etat: 'refuse', retard: null });
});

test('63-3 : trois heures pour requérir le médecin, le certificat reste attendu', () => {
  const { ajouter, ligne } = essai();
  ajouter('demande-medecin', '2026-11-20 22:00', { par: 'personne' });
  ajouter('medecin-requis', '2026-11-20 22:20', { nom: 'Dr Roy', circonstance: '' });
  expect(ligne('2026-11-20 23:00', 'medecin')).toMatchObject({ etat: 'accompli', retard: null });
  expect(ligne('2026-11-20 23:00', 'certificat')).toMatchObject({ etat: 'a-faire', echeance: null });
});

test('63-3-1 : deux heures pour que l’avocat vienne, puis le bâtonnier sans délai', () => {
  const { ajouter, ligne } = essai();
  ajouter('demande-avocat', '2026-11-20 22:00', {
    choix: 'designe',
    nom: 'Me Petit',
    auxAuditions: true,
    par: 'personne',
  });
  expect(ligne('2026-11-20 22:05', 'avocat-appel')?.etat).toBe('a-faire');
  const appel = { destinataire: 'avocat', nom: 'Me Petit', resultat: 'joint', circonstance: '' } as const;
  ajouter('avocat-appele', '2026-11-20 22:10', appel);
  expect(ligne('2026-11-20 22:20', 'avocat-venue')).toMatchObject({
    echeance: le('2026-11-21 00:10'),
    alarmes: [{ a: le('2026-11-20 23:55') }, { a: le('2026-11-21 00:10') }],
  });
  ajouter('avocat-appele', '2026-11-21 00:20', { ...appel, destinataire: 'batonnier' });
  expect(ligne('2026-11-21 01:00', 'avocat-venue')).toMatchObject({
    etat: 'accompli',
    retard: { secondes: 600 },
  });
});

test('63-3-1 : un avocat injoignable fait saisir le bâtonnier aussitôt', () => {
  const { ajouter, ligne } = essai();
  ajouter('demande-avocat', '2026-11-20 22:00', {
    choix: 'designe',
    nom: 'Me P',
    auxAuditions: true,
    par: 'proche',
  });
  ajouter('avocat-appele', '2026-11-20 22:10', {
    destinataire: 'avocat',
    nom: 'Me P',
    resultat: 'injoignable',
    circonstance: '',
  });
  expect(ligne('2026-11-20 22:11', 'avocat-venue')).toMatchObject({
    etat: 'a-faire',
    echeance: le('2026-11-20 22:10'),
    libelle: 'Saisir le bâtonnier : l’avocat désigné ne vient pas',
  });
});

test('706-88 : l’intervention différée suspend l’appel de l’avocat jusqu’à l’heure dite', () => {
  const { ajouter, ligne } = essai({ regime: 'criminalite-organisee', faits: [faitDEssai(120, '3')] });
  ajouter('differe-avocat', '2026-11-20 21:50', {
    objet: 'intervention',
    autorite: 'procureur',
    jusquALHeure: 24,
    motif: 'Preuves',
  });
  ajouter('demande-avocat', '2026-11-20 22:00', {
    choix: 'commis-office',
    nom: '',
    auxAuditions: true,
    par: 'personne',
  });
  expect(ligne('2026-11-20 23:00', 'avocat-appel')).toMatchObject({
    etat: 'en-cours',
    echeance: le('2026-11-21 21:10'),
  });
});

test('mineur de quinze ans : parents, avocat et médecin sont dus sans demande', () => {
  const { lignes } = essai({ regime: 'mineur-13-15', personne: neLe('2011-03-01') });
  const genres = lignes('2026-11-20 21:30').map(({ genre }) => genre);
  expect(genres).toEqual(
    expect.arrayContaining(['avis-parents', 'avocat-obligatoire', 'medecin-obligatoire']),
  );
  const adulte = essai().lignes('2026-11-20 21:30');
  expect(adulte.map(({ genre }) => genre)).not.toContain('avis-parents');
});

test('mineur de dix-sept ans : pas d’examen obligatoire', () => {
  const { lignes } = essai({ regime: 'mineur-16-17', personne: neLe('2009-03-01') });
  expect(lignes('2026-11-20 21:30').map(({ genre }) => genre)).not.toContain('medecin-obligatoire');
});

test('L.413-13 : dix minutes sans enregistrement se disent, et le magistrat en est avisé', () => {
  const { ajouter, ligne } = essai({ regime: 'mineur-13-15', personne: neLe('2011-03-01') });
  const seance = ajouter('audition', '2026-11-20 23:00', {
    fin: le('2026-11-20 23:40'),
    surLesFaits: true,
    avocat: 'present',
    silenceRappele: true,
    enregistree: false,
    autreProcedure: false,
  });
  expect(ligne('2026-11-20 23:50', 'enregistrement')?.etat).toBe('a-faire');
  ajouter('enregistrement-impossible', '2026-11-20 23:10', {
    seance,
    nature: 'Disque plein pendant dix minutes',
  });
  expect(ligne('2026-11-20 23:50', 'enregistrement')?.etat).toBe('abandonne');
  expect(ligne('2026-11-20 23:50', 'avis-enregistrement')?.etat).toBe('a-faire');
  ajouter('avis-magistrat', '2026-11-20 23:15', { ...AVIS, objet: 'enregistrement-impossible' });
  expect(ligne('2026-11-20 23:50', 'avis-enregistrement')?.etat).toBe('accompli');
});

test('64-1 : en délit, l’audition d’un majeur n’est pas à enregistrer ; en crime, si', () => {
  const seance = {
    fin: null,
    surLesFaits: true,
    avocat: 'renonciation',
    silenceRappele: true,
    enregistree: false,
    autreProcedure: false,
  } as const;
  const delit = essai();
  delit.ajouter('audition', '2026-11-20 23:00', seance);
  expect(delit.ligne('2026-11-20 23:50', 'enregistrement')).toBeUndefined();
  const crime = essai({ faits: [{ ...faitDEssai(0), nature: 'crime' }] });
  crime.ajouter('audition', '2026-11-20 23:00', seance);
  expect(crime.ligne('2026-11-20 23:50', 'enregistrement')?.article).toBe('64-1 CPP');
});

test('706-112-1 : six heures de la connaissance de la protection', () => {
  const { ajouter, ligne } = essai();
  ajouter('protection-connue', '2026-11-21 02:00', { mesureDeProtection: 'curatelle', source: 'la famille' });
  expect(ligne('2026-11-21 03:00', 'avis-tuteur-curateur')).toMatchObject({
    echeance: le('2026-11-21 08:00'),
  });
});

test('803-5 : une langue étrangère fait venir un interprète', () => {
  const { ajouter, ligne } = essai({ personne: { ...mesureDEssai().personne, langue: 'ff' } });
  expect(ligne('2026-11-20 21:30', 'interprete')?.etat).toBe('a-faire');
  ajouter('interprete-arrive', '2026-11-20 23:00', { langue: 'ff', nom: 'A. Diallo', mode: 'telephone' });
  expect(ligne('2026-11-20 23:10', 'interprete')?.etat).toBe('accompli');
});

test('chaque période s’alarme à −4 h, −2 h, −1 h, −15 min et à l’expiration', () => {
  const { ajouter, ligne, lignes } = essai();
  const periode = ligne('2026-11-20 22:00', 'periode');
  expect(periode?.alarmes.map(({ id, a }) => [id, a])).toEqual([
    ['periode/0@-240', le('2026-11-21 17:10')],
    ['periode/0@-120', le('2026-11-21 19:10')],
    ['periode/0@-60', le('2026-11-21 20:10')],
    ['periode/0@-15', le('2026-11-21 20:55')],
    ['periode/0@0', le('2026-11-21 21:10')],
  ]);
  expect(periode?.alarmes.at(-1)?.phrase).toBe('Remise en liberté ou défèrement immédiat');
  ajouter('prolongation-decidee', '2026-11-21 21:12', prolongation());
  const periodes = lignes('2026-11-21 22:00').filter(({ genre }) => genre === 'periode');
  expect(periodes.map(({ id, etat, retard }) => [id, etat, retard?.secondes ?? 0])).toEqual([
    ['periode/1', 'a-faire', 0],
    ['periode/0', 'accompli', 120],
  ]);
});

test('une demande de prolongation attend celui qui décide', () => {
  const { ajouter, ligne } = essai();
  ajouter('prolongation-demandee', '2026-11-21 17:00', {
    autorite: 'procureur',
    heures: 24,
    motif: 'Confrontation',
  });
  expect(ligne('2026-11-21 17:10', 'decision-de-prolongation')).toMatchObject({
    proprietaire: 'parquet',
    echeance: le('2026-11-21 21:10'),
    etat: 'a-faire',
  });
  ajouter('prolongation-decidee', '2026-11-21 18:00', prolongation());
  expect(ligne('2026-11-21 18:10', 'decision-de-prolongation')?.etat).toBe('accompli');
  expect(ligne('2026-11-21 18:10', 'notification-prolongation')?.etat).toBe('a-faire');
});

test('706-88 al. 4 : la première prolongation supplémentaire oblige à un examen médical', () => {
  const { ajouter, ligne } = essai({ regime: 'criminalite-organisee', faits: [faitDEssai(120, '3')] });
  ajouter('prolongation-decidee', '2026-11-21 18:00', prolongation());
  ajouter(
    'prolongation-decidee',
    '2026-11-22 18:00',
    prolongation({ rang: 2, autorite: 'jld', presentation: 'physique' }),
  );
  expect(ligne('2026-11-22 18:10', 'medecin-prolongation')).toMatchObject({
    etat: 'a-faire',
    article: '706-88 al. 1 à 4 CPP',
  });
});

test('la mesure finie, ce qui était dû est expiré, ce qui ne pressait pas est abandonné', () => {
  const { ajouter, ligne, lignes } = essai();
  ajouter('demande-avis', '2026-11-20 22:00', { qui: 'proche', designation: '' });
  ajouter('fin', '2026-11-20 23:00', { suite: 'deferement', instructionDe: 'procureur', nom: 'B' });
  expect(ligne('2026-11-21 06:00', 'avis-proche')?.etat).toBe('abandonne');
  expect(ligne('2026-11-21 06:00', 'avis-magistrat')?.etat).toBe('expire');
  expect(ligne('2026-11-21 06:00', 'comparution')).toMatchObject({
    etat: 'a-faire',
    echeance: le('2026-11-21 19:00'),
    proprietaire: 'parquet',
  });
  expect(lignes('2026-11-21 06:00')[0]?.genre).toBe('comparution');
});

test('au dépôt, le magistrat s’informe, la personne s’alimente, ce qu’elle demande se suit jusqu’à la comparution (803-3)', () => {
  const { ajouter, ligne } = essai();
  ajouter('fin', '2026-11-21 17:00', { suite: 'deferement', instructionDe: 'procureur', nom: 'B' });
  expect(ligne('2026-11-21 17:30', 'depot-information')).toBeUndefined();
  ajouter('arrivee-au-depot', '2026-11-21 17:40', { lieu: 'Dépôt' });
  expect(ligne('2026-11-21 17:45', 'depot-information')).toMatchObject({
    etat: 'a-faire',
    article: '803-3 al. 2 CPP',
  });
  ajouter('avis-magistrat', '2026-11-21 17:50', { ...AVIS, objet: 'arrivee-au-depot' });
  ajouter('demande-medecin', '2026-11-21 18:00', { par: 'personne' });
  expect(ligne('2026-11-21 18:05', 'depot-information')?.etat).toBe('accompli');
  expect(ligne('2026-11-21 18:05', 'depot-medecin')).toMatchObject({ etat: 'a-faire', echeance: null });
  expect(ligne('2026-11-21 18:05', 'medecin')).toBeUndefined();
  ajouter('medecin-requis', '2026-11-21 18:10', { nom: '', circonstance: '' });
  ajouter('comparution', '2026-11-22 09:00', { devant: 'le tribunal' });
  expect(ligne('2026-11-22 10:00', 'depot-medecin')?.etat).toBe('accompli');
  expect(ligne('2026-11-22 10:00', 'depot-repas')?.etat).toBe('expire');
});

test('un majeur protégé déféré : son tuteur ou curateur en est avisé, dès l’ordre du magistrat', () => {
  const { ajouter, ligne } = essai();
  ajouter('protection-connue', '2026-11-20 22:00', { mesureDeProtection: 'curatelle', source: 'le foyer' });
  const avis = {
    qui: 'tuteur-curateur',
    designation: 'Service',
    resultat: 'joint',
    circonstance: '',
  } as const;
  ajouter('avis-donne', '2026-11-20 22:30', avis);
  ajouter('fin', '2026-11-21 17:00', { suite: 'deferement', instructionDe: 'procureur', nom: 'B' });
  expect(ligne('2026-11-21 17:05', 'deferement-tuteur-curateur')).toMatchObject({
    etat: 'a-faire',
    echeance: le('2026-11-22 13:00'),
    aVerifier: true,
  });
  ajouter('fin-ordonnee', '2026-11-21 16:30', {
    suite: 'deferement',
    autorite: 'procureur',
    nom: 'B',
    motif: '',
  });
  ajouter('avis-donne', '2026-11-21 16:45', avis);
  expect(ligne('2026-11-21 17:05', 'deferement-tuteur-curateur')?.etat).toBe('accompli');
});

test('un retard reste signalé quand une rectification l’efface du calcul', () => {
  const { ajouter, ligne } = essai();
  const avis = ajouter('avis-magistrat', '2026-11-20 22:45', AVIS);
  ajouter('rectification', '2026-11-21 08:00', {
    entree: avis,
    survenuA: le('2026-11-20 21:40'),
    donnees: null,
    annulee: false,
    motif: 'Erreur de saisie',
  });
  expect(ligne('2026-11-21 09:00', 'avis-magistrat')).toMatchObject({
    accompliA: le('2026-11-20 21:40'),
    retard: { secondes: 1_200 },
  });
});

test('une alarme monte de l’OPJ à la hiérarchie puis à la permanence, jusqu’à ce qu’un humain l’acquitte', () => {
  const { ajouter, entrees } = essai();
  const alarme = { id: 'periode/0@-60', a: le('2026-11-21 20:10') };
  const niveau = (minutes: number) =>
    escalade(
      alarme,
      entrees,
      { regles: REGLES_DE_GARDE_A_VUE, zone: 'Europe/Paris' },
      plus(alarme.a, minutes),
    ).niveau;
  expect([-1, 0, 4, 5, 9, 10, 60].map(niveau)).toEqual([
    'a-venir',
    'opj',
    'opj',
    'hierarchie',
    'hierarchie',
    'permanence',
    'permanence',
  ]);
  ajouter('alarme-acquittee', '2026-11-21 20:17', { alarme: alarme.id });
  expect([5, 8, 60].map(niveau)).toEqual(['hierarchie', 'acquittee', 'acquittee']);
});
