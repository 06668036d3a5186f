import { compterLesBandes, SANS_FILTRE, trier } from '@ppn/kit';
import { expect, test } from 'vitest';
import type { LigneDeMesure } from './donnees.ts';
import { choixOfferts } from './choix-offerts.ts';
import { obstacleALaLevee, obstacleALaProlongation, presentationsPossibles } from './droits-du-magistrat.ts';
import { alarmesDuParquet } from './tri.ts';

type Prochaine = NonNullable<LigneDeMesure['prochaineProlongation']>;
const prochaine = (propre: Partial<Prochaine> = {}): Prochaine => ({
  rang: 1,
  heures: 24,
  autorites: ['procureur'],
  presentation: 'facultative',
  visio: true,
  exigences: [],
  forme: 'écrite et motivée',
  avant: '2026-11-22T12:00:00+01:00[Europe/Paris]',
  article: '63 II CPP',
  variantes: [],
  ...propre,
});
const ligne = (id: string, heure: string | null, propre: Partial<LigneDeMesure> = {}): LigneDeMesure =>
  ({
    id,
    numero: id,
    idj: id,
    echeance: heure === null ? null : `2026-11-22T${heure}:00+01:00[Europe/Paris]`,
    etat: 'en-cours',
    personne: { nom: 'Dupuis', prenoms: 'Lucas', mineure: false, protegee: false, age: 30 },
    unite: { code: '1', libelle: 'Unité' },
    faits: [{ natinf: 1, qualification: 'VOL' }],
    opj: '',
    magistrats: ['procureur'],
    obligations: [],
    alarmes: [],
    incidents: 0,
    irregularites: 0,
    demande: null,
    ordre: null,
    fin: null,
    prochaineProlongation: prochaine(),
    ...propre,
  }) as LigneDeMesure;
const A = (heure: string): number => Date.parse(`2026-11-22T${heure}:00+01:00`);
const alarme = (id: string, heure: string, propre: Partial<LigneDeMesure['alarmes'][number]> = {}) => ({
  id,
  a: `2026-11-22T${heure}:00+01:00[Europe/Paris]`,
  phrase: id.endsWith('@0') ? 'Délai dépassé' : 'Médecin : dans 30 min',
  proprietaire: 'opj',
  article: '63-3 CPP',
  niveau: null,
  ...propre,
});

test('celle qui expire la première d’abord, sans échéance à la fin ; les filtres s’ajoutent', () => {
  const lignes = [
    ligne('c', null),
    ligne('b', '14:00'),
    ligne('a', '12:00', { personne: { ...ligne('x', null).personne, mineure: true } }),
  ];
  expect(trier(lignes, SANS_FILTRE).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(trier(lignes, { ...SANS_FILTRE, mineurs: true }).map(({ id }) => id)).toEqual(['a']);
  expect(trier(lignes, { ...SANS_FILTRE, texte: 'DÛPUIS', unite: '2' })).toEqual([]);
  expect(compterLesBandes(lignes, A('12:30'))).toEqual({ depassees: 1, rouges: 1, oranges: 0 });
});

test('le parquet n’entend que ce qui le regarde : la sienne, celle que l’unité n’a pas acquittée, l’échéance passée', () => {
  const alarmes = [alarme('medecin@-30', '10:00'), alarme('medecin@0', '10:30')];
  const mesure = ligne('m', '20:00', {
    alarmes,
    obligations: [
      {
        id: 'medecin',
        genre: 'medecin',
        libelle: 'Requérir un médecin',
        proprietaire: 'opj',
        etat: 'a-faire',
        echeance: null,
        article: '63-3 CPP',
      },
    ],
  });
  expect(alarmesDuParquet([mesure], A('10:10'))).toEqual([]);
  expect(alarmesDuParquet([mesure], A('10:40')).map(({ id, phrase }) => [id, phrase])).toEqual([
    ['medecin@0', 'Requérir un médecin : délai dépassé'],
  ]);
  const montee = ligne('n', '20:00', {
    alarmes: [alarme('medecin@-30', '10:00', { niveau: 'permanence' })],
  });
  expect(alarmesDuParquet([montee], A('10:10'))).toHaveLength(1);
});

test('une prolongation se propose comme la loi la veut : présentation dite en choisissant, refus toujours offert', () => {
  expect(presentationsPossibles(prochaine())).toEqual(['sans', 'visio', 'physique']);
  expect(presentationsPossibles(prochaine({ presentation: 'exigee', visio: false }))).toEqual(['physique']);
  const offerts = choixOfferts('prolongation', prochaine({ presentation: 'exigee' }), {
    heures: 24,
    decideeA: 'T',
  });
  expect(offerts.map(({ libelle }) => libelle)).toEqual([
    'Prolonger de 24 h, présentée par visio',
    'Prolonger de 24 h, présentée devant moi',
    'Refuser la prolongation',
  ]);
  expect(offerts[0]?.champs).toEqual({ sens: 'accordee', presentation: 'visio', presenteeA: 'T' });
});

test('l’écran dit pourquoi un geste est impossible, avec l’article', () => {
  const jld = ligne('j', '12:00', {
    prochaineProlongation: prochaine({ autorites: ['jld'], article: '706-88 CPP' }),
  });
  expect(obstacleALaProlongation(jld, 'procureur')).toBe(
    'Cette prolongation relève du juge des libertés et de la détention (706-88 CPP).',
  );
  expect(obstacleALaProlongation(jld, 'jld')).toBeUndefined();
  expect(obstacleALaProlongation(jld, undefined)).toMatch(/63 II CPP/);
  expect(obstacleALaLevee(ligne('k', '12:00'), 'procureur')).toBeUndefined();
  expect(obstacleALaLevee(ligne('k', '12:00'), 'jld')).toMatch(/62-3 CPP/);
});
