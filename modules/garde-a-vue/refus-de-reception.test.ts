import { expect, test } from 'vitest';
import { ACTES_DE_GARDE_A_VUE, type ApportDActe, apportDe, DECISIONS_DE_GARDE_A_VUE } from './catalogue.ts';
import type { Entree } from './domain/entrees.ts';
import {
  acteDe,
  donneesAvec,
  heure,
  MESURE,
  OPJ,
  RETENUE,
  saisie,
  SUBSTITUT,
} from './essais/mesure-d-essai.ts';
import { refusDeReception } from './refus-de-reception.ts';
import { schemaMesure } from './schemas-de-la-mesure.ts';

const APPREHENSION = saisie(1, 'apprehension', '09:00', {
  contrainte: 'interpellation',
  memesFaits: true,
  lieu: 'Agen',
});
const PLACEMENT = saisie(2, 'placement', '09:10', { qualite: 'opj', motifs: [1], surInstruction: false });
const ACCORD = saisie(3, 'accord-magistrat', '09:05', {
  autorite: 'procureur',
  nom: 'Claire FONTAINE',
  heures: 8,
});
const FIN = saisie(4, 'fin', '11:30', { suite: 'levee', instructionDe: 'procureur', nom: 'Claire FONTAINE' });

/** Un acte signe ailleurs, meme par un logiciel qui n'aurait rien controle. */
function recu(
  type: string,
  complement: object,
  redacteur: Parameters<typeof donneesAvec>[1],
  mesure = MESURE,
) {
  const definition = [...ACTES_DE_GARDE_A_VUE, ...DECISIONS_DE_GARDE_A_VUE].find((une) => une.type === type);
  if (!definition) throw new Error(type);
  const donnees = donneesAvec([], redacteur, mesure);
  const contenu = { ...definition.preremplir(donnees, heure('12:00'), undefined), ...complement };
  const acte = acteDe(definition, contenu, donnees);
  return { acte, apport: apportDe(acte) as ApportDActe };
}
const juger = (
  { acte, apport }: ReturnType<typeof recu>,
  connues: readonly Entree[],
  premisses: readonly Entree[] | undefined,
) =>
  refusDeReception(apport, {
    connues,
    premisses: premisses?.map(({ id }) => id),
    acteId: acte.acteId,
    qualite: acte.redacteur.qualite,
  }).map(({ code }) => code);

const SECONDE = () => recu('gav-prolongation', { rang: 2, motif: 'Encore.' }, SUBSTITUT);
const EN_COURS = [APPREHENSION, PLACEMENT];

test('une prolongation qui ne peut exister est refusée, son émetteur ayant tout ce que nous avons', () => {
  expect(juger(SECONDE(), EN_COURS, EN_COURS)).toContain('prolongation-hors-rang');
});

test('une entrée encore en route : l’acte n’est pas refusé pour ce qu’elle pourrait expliquer', () => {
  const premiere = saisie(5, 'observations-prolongation', '10:00', { forme: 'orales' });
  expect(juger(SECONDE(), EN_COURS, [...EN_COURS, premiere])).toEqual([]);
  expect(juger(SECONDE(), [], EN_COURS)).toEqual([]);
  expect(juger(SECONDE(), EN_COURS, undefined)).toEqual([]);
});

test('ce qui s’est consigné ici entre-temps ne rend pas illégale une décision régulière', () => {
  const premiere = recu('gav-prolongation', { rang: 1, motif: 'Confrontation.' }, SUBSTITUT);
  expect(juger(premiere, [...EN_COURS, FIN], EN_COURS)).toEqual([]);
  expect(juger(premiere, [...EN_COURS, FIN], [...EN_COURS, FIN])).toEqual(['aucune-mesure-en-cours']);
});

test('un placement par qui n’est pas officier, ou d’un enfant de moins de dix ans, se refuse toujours', () => {
  const apj = { ...OPJ, qualite: 'apj' } as const;
  const place = { placeA: heure('09:10'), motifs: [1], raisons: 'Reconnu.' };
  expect(juger(recu('gav-placement', place, apj), [], undefined)).toEqual(['placement-par-un-non-opj']);
  const enfant = schemaMesure.parse({
    ...RETENUE,
    personne: { ...RETENUE.personne, naissance: '2018-01-01' },
  });
  expect(juger(recu('gav-placement', place, OPJ, enfant), [], undefined)).toEqual([
    'enfant-de-moins-de-dix-ans',
  ]);
});

test('une retenue sans accord se refuse si l’accord n’est nulle part, jamais s’il est en route', () => {
  const retenue = recu(
    'gav-placement',
    { placeA: heure('09:10'), motifs: [1], raisons: 'Reconnu.' },
    OPJ,
    RETENUE,
  );
  expect(juger(retenue, [APPREHENSION], [APPREHENSION])).toEqual(['retenue-sans-accord']);
  expect(juger(retenue, [APPREHENSION], [APPREHENSION, ACCORD])).toEqual([]);
  expect(juger(retenue, [APPREHENSION, ACCORD], [APPREHENSION, ACCORD])).toEqual([]);
});

test('un acte reçu deux fois se juge pareil : ses propres entrées ne sont pas une prémisse', () => {
  const premiere = recu('gav-prolongation', { rang: 1, motif: 'Confrontation.' }, SUBSTITUT);
  expect(juger(premiere, [...EN_COURS, ...premiere.apport.entrees], EN_COURS)).toEqual([]);
});
