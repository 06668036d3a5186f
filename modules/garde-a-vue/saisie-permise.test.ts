import { describe, expect, test } from 'vitest';
import { uniteDeGarde } from './domain/garde-au-depot.ts';
import { heure, saisie } from './essais/mesure-d-essai.ts';
import { regimePropose, refusDeRegime } from './regime-propose.ts';
import { admisEnDepeche, refusDeSaisie } from './saisie-permise.ts';
import { schemaSaisieDEntree } from './schemas-des-entrees.ts';

const REPAS = saisie(1, 'repas', '11:00', { pris: true });
const DECISION = saisie(2, 'prolongation-refusee', '11:00', {
  autorite: 'procureur',
  nom: 'Claire FONTAINE',
  motif: 'Inutile.',
});
const opj = { service: 'interieur', qualite: 'opj' } as const;
const substitut = { service: 'justice', qualite: 'substitut' } as const;
const refus = (
  agent: Parameters<typeof refusDeSaisie>[0],
  type: string,
  donnees: object,
  survenuA = heure('12:00'),
) =>
  refusDeSaisie(agent, schemaSaisieDEntree.parse({ type, survenuA, donnees }), {
    entrees: [REPAS, DECISION],
    maintenant: heure('12:00'),
  });
const rectifier = (entree: string, complement: object = {}) => ({
  entree,
  survenuA: null,
  donnees: null,
  annulee: false,
  motif: 'Erreur de saisie.',
  ...complement,
});

describe('une saisie', () => {
  test('s’écrit même en retard ; à venir, elle ne peut pas', () => {
    expect(refus(opj, 'repas', { pris: true }, heure('02:00'))).toBeUndefined();
    expect(refus(opj, 'repas', { pris: true }, heure('12:02'))).toBe('heure-a-venir');
  });

  test('une décision écrite et motivée n’est jamais une saisie, ni une rectification de décision', () => {
    expect(refus(opj, 'prolongation-refusee', DECISION.donnees)).toBe('decision-sans-acte');
    expect(refus(opj, 'rectification', rectifier(DECISION.id, { annulee: true }))).toBe('decision-sans-acte');
  });

  test('le chef de l’unité seul vise le registre ; confier une mesure relève de l’officier', () => {
    const visa = { observations: '' };
    expect(refus(opj, 'visa-du-registre', visa)).toBe('reserve-au-chef');
    expect(refus({ ...opj, qualite: 'chef-unite' }, 'visa-du-registre', visa)).toBeUndefined();
    expect(refus(substitut, 'visa-du-registre', visa)).toBe('autre-ministere');
    const confiee = { matricule: 'PN100009', nom: 'Nadia Benali', motif: '' };
    expect(refus({ ...opj, qualite: 'apj' }, 'mesure-confiee', confiee)).toBe('reserve-a-l-opj');
    expect(refus(opj, 'mesure-confiee', confiee)).toBeUndefined();
  });

  test('une présentation se prévoit des deux côtés ; le lien est en https, ou il n’y en a pas', () => {
    const prevue = (lien: string) => ({
      devant: 'procureur',
      prevueA: heure('15:00'),
      visio: true,
      lien,
    });
    expect(refus(opj, 'presentation-prevue', prevue(''))).toBeUndefined();
    expect(refus(substitut, 'presentation-prevue', prevue('https://visio.exemple.fr/1'))).toBeUndefined();
    expect(() => refus(opj, 'presentation-prevue', prevue('javascript:alert(1)'))).toThrow(/https/);
    expect(() => refus(opj, 'presentation-prevue', prevue('http://visio.exemple.fr'))).toThrow(/https/);
  });

  test('placer et mettre fin relèvent de l’officier, ou du chef d’unité qui l’est', () => {
    const placement = { qualite: 'opj', motifs: [1], surInstruction: false };
    expect(refus({ ...opj, qualite: 'apj' }, 'placement', placement)).toBe('reserve-a-l-opj');
    expect(refus({ ...opj, qualite: 'chef-unite' }, 'placement', placement)).toBeUndefined();
  });

  test('le parquet acquitte une alarme et requalifie en son nom ; il ne tient pas le registre de l’unité', () => {
    const faits = [
      { natinf: 7151, qualification: 'VOL', nature: 'delit', peineMois: 36, commis: '', alinea70673: '' },
    ];
    const requalification = { regime: 'droit-commun', faits, par: 'procureur' };
    expect(refus(substitut, 'alarme-acquittee', { alarme: 'x' })).toBeUndefined();
    expect(refus(substitut, 'requalification', requalification)).toBeUndefined();
    expect(refus(opj, 'requalification', requalification)).toBe('autre-autorite');
    expect(refus(substitut, 'repas', { pris: true })).toBe('autre-ministere');
    expect(refus(substitut, 'rectification', rectifier(REPAS.id, { annulee: true }))).toBe('autre-ministere');
  });

  test('une rectification vise une entrée connue et change quelque chose', () => {
    expect(
      refus(opj, 'rectification', rectifier('00000000-0000-7000-8000-0000000000ff', { annulee: true })),
    ).toBe('entree-inconnue');
    expect(refus(opj, 'rectification', rectifier(REPAS.id))).toBe('rectification-vide');
    expect(refus(opj, 'rectification', rectifier(REPAS.id, { survenuA: heure('10:00') }))).toBeUndefined();
  });

  test('le journal n’admet que des entiers', () => {
    expect(refus(opj, 'accord-magistrat', { autorite: 'procureur', nom: 'X', heures: 11.5 })).toBe(
      'nombre-non-entier',
    );
  });

  test('l’accord à une retenue : dit de vive voix, l’unité le consigne ; le magistrat, lui, le signe', () => {
    const accord = { autorite: 'procureur', nom: 'X', heures: 8 };
    expect(refus(opj, 'accord-magistrat', accord)).toBeUndefined();
    expect(refus(substitut, 'accord-magistrat', accord)).toBe('autre-ministere');
    const refuse = { autorite: 'procureur', nom: 'X', motif: 'Trop jeune.' };
    expect(refus(opj, 'accord-refuse', refuse)).toBe('decision-sans-acte');
  });

  test('le registre du dépôt est tenu par qui le garde ; la requête au juge se signe', () => {
    expect(refus(substitut, 'arrivee-au-depot', { lieu: 'Dépôt' })).toBe('autre-ministere');
    expect(refus(opj, 'arrivee-au-depot', { lieu: 'Dépôt' })).toBeUndefined();
    expect(refus(substitut, 'comparution', { devant: 'le tribunal' })).toBeUndefined();
    const requete = { objet: 'prolongation', heures: 24, nom: 'X', motif: 'Investigations.' };
    expect(refus(substitut, 'requete-jld', requete)).toBe('decision-sans-acte');
  });
});

describe('l’unité qui garde la personne au dépôt', () => {
  const FIN = saisie(3, 'fin', '12:00', {
    suite: 'deferement',
    instructionDe: 'procureur',
    nom: 'Claire FONTAINE',
  });
  const ARRIVEE = saisie(4, 'arrivee-au-depot', '12:30', { lieu: 'Dépôt' });
  const auDepot = (
    type: string,
    donnees: object,
    survenuA = heure('13:00'),
    entrees = [REPAS, FIN, ARRIVEE],
  ) =>
    refusDeSaisie(
      { service: 'interieur', qualite: 'apj' },
      schemaSaisieDEntree.parse({ type, survenuA, donnees }),
      { entrees, maintenant: heure('13:00'), auDepot: true },
    );

  test('consigne la retenue depuis le défèrement, et la rectifie', () => {
    expect(auDepot('repas', { pris: true })).toBeUndefined();
    expect(auDepot('comparution', { devant: 'le procureur' })).toBeUndefined();
    expect(auDepot('rectification', rectifier(ARRIVEE.id, { annulee: true }))).toBeUndefined();
  });

  test('n’écrit rien d’autre : ni la mesure, ni avant le défèrement, ni sur ce qu’elle n’a pas vécu', () => {
    expect(auDepot('repos', { fin: null })).toBe('hors-du-depot');
    expect(auDepot('repas', { pris: true }, heure('11:59'))).toBe('hors-du-depot');
    expect(auDepot('rectification', rectifier(REPAS.id, { annulee: true }))).toBe('hors-du-depot');
    expect(auDepot('rectification', rectifier(FIN.id, { annulee: true }))).toBe('hors-du-depot');
    expect(auDepot('repas', { pris: true }, heure('13:00'), [REPAS])).toBe('hors-du-depot');
  });

  test('la personne ne lui est remise qu’après un défèrement, par l’officier ; annulée, la remise ne donne rien', () => {
    const donnees = { unite: { code: '00789', libelle: 'Garde du dépôt' } };
    expect(refus(opj, 'remise-au-depot', donnees)).toBe('sans-deferement');
    const remise = saisie(5, 'remise-au-depot', '12:10', donnees);
    expect(uniteDeGarde([REPAS, FIN, remise])).toEqual(donnees.unite);
    expect(uniteDeGarde([REPAS, remise])).toBeNull();
    const annulation = saisie(6, 'rectification', '12:20', rectifier(remise.id, { annulee: true }));
    expect(uniteDeGarde([REPAS, FIN, remise, annulation])).toBeNull();
  });
});

test('une dépêche n’apporte ni décision, ni ce que la Justice ne consigne pas', () => {
  expect(admisEnDepeche('interieur', 'repas')).toBe(true);
  expect(admisEnDepeche('justice', 'repas')).toBe(false);
  expect(admisEnDepeche('justice', 'alarme-acquittee')).toBe(true);
  expect(admisEnDepeche('justice', 'prolongation-decidee')).toBe(false);
  expect(admisEnDepeche('interieur', 'fin-ordonnee')).toBe(false);
});

test('l’âge au jour de la mesure commande le régime, et en exclut d’autres', () => {
  const faits = (alinea70673: string) => [
    { natinf: 1, qualification: 'X', nature: 'delit', peineMois: 60, commis: '', alinea70673 } as const,
  ];
  expect([11, 14, 17, 30].map((age) => regimePropose(age, faits('')))).toEqual([
    'retenue-10-12',
    'mineur-13-15',
    'mineur-16-17',
    'droit-commun',
  ]);
  expect(regimePropose(30, faits('3'))).toBe('criminalite-organisee');
  expect(regimePropose(null, faits('11'))).toBe('terrorisme');
  expect(refusDeRegime('retenue-10-12', 9)).toBe('enfant-de-moins-de-dix-ans');
  expect(refusDeRegime('droit-commun', 12)).toBe('enfant-de-moins-de-treize-ans');
  expect(refusDeRegime('droit-commun', 15)).toBe('regime-de-majeur');
  expect(refusDeRegime('mineur-16-17', 18)).toBe('regime-de-mineur');
  expect(refusDeRegime('droit-commun', null)).toBeUndefined();
});
