import {
  type Entree,
  type Horloge,
  type Mesure,
  calculerHorloge,
  canonique,
} from '@ppn/garde-a-vue/contract';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { expect, test } from 'vitest';
import type { Examen } from './examen.ts';
import { jugerMesures, lireLesRegles, type ReglesPortees } from './mesures.ts';

const id = (rang: number): string => `0192f000-0000-7000-8000-0000000000${String(rang).padStart(2, '0')}`;
const a = (heure: string): string => `2026-11-20T${heure}:00+01:00[Europe/Paris]`;
const lieu = { code: 'x', libelle: 'Brigade' };

const MESURE: Mesure = {
  id: id(90),
  idj: 'IDJ-2026-7K3F9Q2M-B',
  cadre: 'flagrance',
  regime: 'droit-commun',
  zone: 'Europe/Paris',
  personne: { id: id(91), naissance: '1990-05-04', protegee: false, etrangere: false, langue: 'fr' },
  unite: lieu,
  juridiction: lieu,
  faits: [
    {
      natinf: 7151,
      qualification: 'VOL',
      nature: 'delit',
      peineMois: 36,
      commis: 'hier à Agen',
      alinea70673: '',
    },
  ],
};

const acte = (type: string, numero: number, redigeA: string, contenu: object): Examen => ({
  taille: 1,
  sha256: '',
  sha3_512: '',
  acte: {
    codes: [],
    signatures: [],
    motifs: [],
    donnees: {
      schema: 'ppn/acte@1',
      acteId: id(numero),
      idj: MESURE.idj,
      type,
      gabarit: `${type}@1`,
      numero,
      procedure: {
        alias: [],
        intitule: 'Vol',
        cadre: 'flagrance',
        ouverteA: a('08:00'),
        unite: { ...lieu, lignes: [], commune: 'Agen', zone: 'Europe/Paris' },
        juridiction: null,
      },
      redacteur: {
        matricule: '1',
        prenom: 'Camille',
        nom: 'Moreau',
        qualite: 'opj',
        service: 'interieur',
        rattachement: lieu,
      },
      redigeA,
      personnes: [],
      faits: [],
      jointes: [],
      references: [],
      contenu: { mesure: MESURE, debut: redigeA, fin: redigeA, lieu: 'Agen', passerOutre: '', ...contenu },
    },
  },
});

const auteur = { matricule: '1', nom: 'Camille MOREAU', qualite: 'opj', rattachement: 'Brigade' };
const PLACEMENT: Entree = {
  id: `${id(10).slice(0, -2)}01`,
  mesure: MESURE.id,
  type: 'placement',
  survenuA: a('21:25'),
  enregistreA: a('21:40'),
  auteur,
  source: { genre: 'acte', acteId: id(10) },
  donnees: { qualite: 'opj', motifs: [1], surInstruction: false },
};
const APPREHENSION: Entree = {
  ...PLACEMENT,
  id: id(2),
  type: 'apprehension',
  survenuA: a('21:10'),
  source: { genre: 'saisie' },
  donnees: { contrainte: 'interpellation', memesFaits: true, lieu: 'Agen' },
};

const placement = acte('gav-placement', 10, a('21:40'), {
  entree: '',
  placeA: a('21:25'),
  raisons: 'Vue par un témoin.',
  motifs: [1],
  surInstruction: false,
});

const recapitulatifDe = (entrees: readonly Entree[], horloge: object) =>
  acte('gav-recapitulatif', 11, a('23:00'), {
    regime: 'droit-commun',
    entrees,
    horloge,
    observations: '',
    lecture: { mode: 'relu-par-la-personne' },
  });
/** Un recapitulatif juste, qui dit suivre une autre version des regles. */
function recapitulatifSous(version: string) {
  const entrees = [APPREHENSION, PLACEMENT];
  const juste = calculerHorloge(MESURE, entrees, REGLES_DE_GARDE_A_VUE, a('23:00'));
  return recapitulatifDe(entrees, { ...juste, regles: { ...juste.regles, version } });
}

function dossier(
  entrees: readonly Entree[],
  changer: (juste: Horloge) => object = (juste) => juste,
  deLExport?: ReglesPortees,
) {
  const juste = calculerHorloge(MESURE, entrees, deLExport ?? REGLES_DE_GARDE_A_VUE, a('23:00'));
  const recapitulatif = recapitulatifDe(entrees, changer(juste));
  return jugerMesures(
    new Map([
      ['a', placement],
      ['b', recapitulatif],
    ]),
    [],
    deLExport,
  );
}

test('l’horloge recalculée des actes seuls concorde, et le dit', () => {
  const jugement = dossier([APPREHENSION, PLACEMENT]);
  expect(jugement.constats).toEqual([]);
  expect(jugement.reserves).toEqual([]);
  expect(jugement.acquis.slice(0, 2)).toEqual([
    `Garde à vue ${MESURE.id} : l’horloge, recalculée de ses 2 entrées, concorde avec le récapitulatif n° 11.`,
    'Début de la mesure : 20 novembre 2026 à 21 h 10 (63 III al. 1 CPP).',
  ]);
});

test('une échéance retouchée dans le récapitulatif est démentie', () => {
  const { constats } = dossier([APPREHENSION, PLACEMENT], (juste) => ({ ...juste, echeance: a('23:59') }));
  expect(constats).toMatchObject([
    {
      code: 'donnees-differentes',
      objet: id(11),
      phrase: 'l’horloge du récapitulatif n’est pas celle de ses entrées : echeance',
    },
  ]);
});

test('le point passé outre du récapitulatif lui-même, signé dans la seconde de son horloge, n’y entre pas', () => {
  const juste = calculerHorloge(MESURE, [APPREHENSION, PLACEMENT], REGLES_DE_GARDE_A_VUE, a('23:00'));
  const recapitulatif = acte('gav-recapitulatif', 11, a('23:00'), {
    regime: 'droit-commun',
    entrees: [APPREHENSION, PLACEMENT],
    horloge: juste,
    observations: '',
    lecture: { mode: 'relu-par-la-personne' },
    passerOutre: 'Vu avec le magistrat.',
  });
  const avecPoint: Examen = {
    ...recapitulatif,
    ...(recapitulatif.acte === undefined
      ? {}
      : {
          acte: {
            ...recapitulatif.acte,
            donnees: {
              ...(recapitulatif.acte.donnees as object),
              attentions: [{ phrase: 'La fin n’est pas au registre.', article: '64 I 2° CPP' }],
            },
          },
        }),
  };
  const { constats, reserves } = jugerMesures(
    new Map([
      ['a', placement],
      ['b', avecPoint],
    ]),
  );
  expect([...constats, ...reserves]).toEqual([]);
});

test('un récapitulatif qui change l’heure d’un acte signé est démenti', () => {
  const { constats } = dossier([APPREHENSION, { ...PLACEMENT, survenuA: a('22:25') }]);
  expect(constats.map(({ phrase }) => phrase)).toEqual([
    'le récapitulatif ne dit pas « placement » comme l’acte signé qui le porte',
  ]);
});

test('un acte qui redit autrement une entrée est une divergence gardée, pas une faute', () => {
  const registre: Entree = { ...PLACEMENT, source: { genre: 'saisie' }, survenuA: a('21:20') };
  const juste = calculerHorloge(MESURE, [APPREHENSION, registre], REGLES_DE_GARDE_A_VUE, a('23:00'));
  const recapitulatif = acte('gav-recapitulatif', 11, a('23:00'), {
    regime: 'droit-commun',
    entrees: [APPREHENSION, registre],
    horloge: juste,
    observations: '',
    lecture: { mode: 'relu-par-la-personne' },
  });
  const redite = { ...PLACEMENT, auteur: { ...auteur, rattachement: 'Brigade' } };
  const { constats, reserves } = jugerMesures(
    new Map([
      ['a', placement],
      ['b', recapitulatif],
    ]),
    [
      {
        mesure: MESURE.id,
        faits: 4,
        ouverture: '',
        actes: new Set(),
        entrees: new Map([[PLACEMENT.id, [canonique(registre), canonique(redite)]]]),
      },
    ],
  );
  expect(constats).toEqual([]);
  expect(reserves).toHaveLength(1);
});

test('un récapitulatif qui tait l’entrée d’un acte signé avant lui est nommé', () => {
  expect(dossier([APPREHENSION])).toMatchObject({
    acquis: [],
    reserves: ['Le récapitulatif n° 11 ne reprend pas 1 entrée(s) d’actes signés avant lui : placement.'],
  });
});

test('d’autres règles que celles du vérificateur ne font pas une faute', () => {
  const { constats, reserves } = dossier([APPREHENSION, PLACEMENT], (juste) => ({
    ...juste,
    echeance: a('23:59'),
    regles: { ...juste.regles, version: '1999-01-01.1' },
  }));
  expect(constats).toEqual([]);
  expect(reserves).toHaveLength(1);
});

test('une horloge d’avant se juge par les règles que l’export porte pour elle, et le dit', () => {
  const anciennes = lireLesRegles(
    new TextEncoder().encode(JSON.stringify({ ...REGLES_DE_GARDE_A_VUE, version: '1999-01-01.1' })),
  );
  expect(anciennes?.lignes).toEqual(REGLES_DE_GARDE_A_VUE.lignes);
  const juste = dossier([APPREHENSION, PLACEMENT], undefined, anciennes);
  expect([juste.constats, juste.reserves]).toEqual([
    [],
    [expect.stringContaining('les règles 1999-01-01.1 que porte l’export')],
  ]);
  const { constats } = dossier([APPREHENSION, PLACEMENT], (h) => ({ ...h, echeance: a('23:59') }), anciennes);
  expect(constats.map(({ code }) => code)).toEqual(['donnees-differentes']);
});

test.each(['', '{', '{"version":1}', '{"version":"x","lignes":[{}]}'])(
  'des règles illisibles (%j) ne servent pas',
  (texte) => expect(lireLesRegles(new TextEncoder().encode(texte))).toBeUndefined(),
);

test.each([
  ['vides', [], ['donnees-differentes']],
  ['démesurées', REGLES_DE_GARDE_A_VUE.lignes.map((ligne) => ({ ...ligne, valeur: 1e300 })), []],
  [
    'mal datées',
    REGLES_DE_GARDE_A_VUE.lignes.map((ligne) => ({ ...ligne, validiteDebut: 'hier' })),
    ['donnees-differentes'],
  ],
] as const)('des règles d’avant %s ne font jamais échouer le vérificateur', (_, lignes, attendus) => {
  const { constats, reserves, acquis } = jugerMesures(
    new Map([['b', recapitulatifSous('1999-01-01.1')]]),
    [],
    { version: '1999-01-01.1', lignes: [...lignes] },
  );
  expect(acquis).toEqual([]);
  expect(constats.length + reserves.length).toBe(1);
  expect(constats.map(({ code }) => code)).toEqual(attendus);
});
