import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActeInscrit, type ActeJson, acteJson } from '@ppn/acte';
import { texteDesBlocs } from '@ppn/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTES_DU_PARQUET } from '../index.ts';

const ACTES = ACTES_DU_PARQUET.map((definition) => [definition.type, definition] as const);
const MAINTENANT = '2026-11-21T14:30:00+01:00[Europe/Paris]';
const VICTIME = '00000000-0000-7000-8000-000000000001';
const PREVENU = '00000000-0000-7000-8000-000000000002';
const VOL = '00000000-0000-7000-8000-000000000011';

const tempsEtLieu = { debut: MAINTENANT, fin: MAINTENANT, lieu: 'Tribunal judiciaire d’Agen' };
const CONTENUS: { readonly [type: string]: { readonly [champ: string]: unknown } } = {
  copj: {
    ...tempsEtLieu,
    prevenu: PREVENU,
    faits: [VOL],
    audience: '2026-12-01T09:00:00+01:00[Europe/Paris]',
    salle: 'Salle A',
    instructions: 'Remettre contre émargement.',
  },
  'classement-sans-suite': {
    ...tempsEtLieu,
    motif: '71',
    explication: 'L’auteur n’a pas été identifié.\nLa procédure peut être reprise.',
  },
  orientation: {
    ...tempsEtLieu,
    situations: [{ personne: PREVENU, deferee: false, avocat: true, reconnait: true, renonce: false }],
    lignes: [
      {
        personne: PREVENU,
        fait: VOL,
        natinf: 7241,
        qualification: 'RECEL DE BIEN PROVENANT D’UN VOL',
        nature: 'delit',
        reprimeePar: 'ART.321-1 AL.3 C.PENAL.',
        mode: 'crpc',
      },
    ],
    suites: [
      {
        mode: 'crpc',
        audience: '2026-12-15T14:00:00+01:00[Europe/Paris]',
        creneau: '',
        salle: 'Salle B',
        mesure: '',
        texte: 'Trois mois d’emprisonnement avec sursis.\nConfiscation de la perceuse.',
        mois: 3,
        montant: null,
      },
    ],
    reprise: '',
  },
  'soit-transmis': {
    ...tempsEtLieu,
    remarques: [
      { motif: 'acte-manquant', phrase: 'Entendre le gérant du magasin.', cible: { genre: 'dossier' } },
    ],
    avant: '2027-01-15',
    instructions: 'Joindre la facture de la perceuse.',
  },
};

/** Une decision d'essai, telle qu'elle serait embarquee dans son PDF. */
function acteDe(definition: ActeInscrit): ActeJson {
  const contenu = definition.lire(CONTENUS[definition.type]) ?? {};
  const { personnes, faits } = definition.cite(contenu);
  const garder = (tous: readonly { readonly id: string }[], ids: readonly string[]) =>
    tous.filter(({ id }) => ids.includes('*') || ids.includes(id));
  return acteJson.parse({
    schema: 'ppn/acte@1',
    acteId: '00000000-0000-7000-8000-0000000000aa',
    idj: 'IDJ-2026-00000000-B',
    type: definition.type,
    gabarit: definition.gabarit,
    numero: 6,
    procedure: PROCEDURE,
    redacteur: {
      matricule: 'MJ200001',
      prenom: 'Claire',
      nom: 'Fontaine',
      qualite: 'substitut',
      service: 'justice',
      rattachement: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' },
    },
    redigeA: MAINTENANT,
    personnes: garder(PERSONNES, personnes),
    faits: garder(FAITS, faits),
    contenu,
    jointes: [],
    references: definition.references(contenu, MAINTENANT),
  });
}

const PROCEDURE = {
  alias: [{ emetteur: 'Unité de démonstration d’Agen', numero: '00123/00042/2026' }],
  intitule: 'Vol à l’étalage',
  cadre: 'flagrance',
  ouverteA: '2026-11-20T18:00:00+01:00[Europe/Paris]',
  unite: {
    code: '00123',
    libelle: 'Unité de démonstration d’Agen',
    lignes: [],
    commune: 'Agen',
    zone: 'Europe/Paris',
  },
  juridiction: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' },
};
const PERSONNES = [
  { id: VICTIME, genre: 'physique', nom: 'Perrin', prenoms: 'Élise', roles: ['victime'] },
  {
    id: PREVENU,
    genre: 'physique',
    nom: 'Dupuis',
    prenoms: 'Lucas',
    neLe: '1994-05-17',
    roles: ['mis-en-cause'],
  },
];
const FAITS = [
  {
    id: VOL,
    natinf: 7151,
    debut: '2026-11-20T11:00:00+01:00[Europe/Paris]',
    lieu: { commune: 'Agen' },
    qualification: 'VOL',
    definiePar: 'ART.311-1 C.PENAL.',
    reprimeePar: 'ART.311-3 C.PENAL.',
    nature: 'delit',
  },
];
const DONNEES = {
  idj: 'IDJ-2026-00000000-B',
  procedure: acteJson.shape.procedure.parse(PROCEDURE),
  personnes: acteJson.shape.personnes.parse(PERSONNES),
  faits: acteJson.shape.faits.parse(FAITS),
  fichiers: [],
  pieces: [],
};

const definitionDe = (type: string): ActeInscrit => {
  const definition = ACTES_DU_PARQUET.find((acte) => acte.type === type);
  if (!definition) throw new Error(type);
  return definition;
};
const examiner = (type: string, changements: object, maintenant = MAINTENANT) =>
  definitionDe(type).examiner({ ...CONTENUS[type], ...changements }, DONNEES, maintenant);
const phrases = (type: string, changements: object, maintenant = MAINTENANT): readonly string[] =>
  examiner(type, changements, maintenant).manques.map(({ champ, phrase }) => `${champ} | ${phrase}`);

test.each(ACTES)('le texte de la décision « %s » est celui qui a été relu', (type, definition) => {
  const attendu = readFileSync(join(import.meta.dirname, '..', 'essais', 'attendus', `${type}.txt`), 'utf8');
  expect(`${texteDesBlocs(definition.blocs(acteDe(definition)))}\n`).toBe(attendu);
});

test('une audience à neuf jours est refusée avec ses articles, à dix jours elle est admise', () => {
  expect(phrases('copj', { audience: '2026-11-30T23:30:00+01:00[Europe/Paris]' })).toEqual([
    'audience | L’audience doit se tenir au plus tôt le 01/12/2026 : 10 jours au moins après la convocation (articles 390-1 et 552 CPP).',
  ]);
  expect(phrases('copj', { audience: '2026-12-01T08:30:00+01:00[Europe/Paris]' })).toEqual([]);
});

test('le délai se compte à Paris, changement d’heure compris', () => {
  const soir = '2026-10-20T23:50:00+02:00[Europe/Paris]';
  expect(phrases('copj', { audience: '2026-10-30T00:10:00+01:00[Europe/Paris]' }, soir)).toEqual([]);
  expect(phrases('copj', { audience: '2026-10-29T23:59:00+01:00[Europe/Paris]' }, soir)).toHaveLength(1);
});

test('chaque manque d’une décision a sa phrase', () => {
  expect(phrases('copj', { audience: '', prevenu: '', faits: [] })).toEqual([
    'prevenu | Choisissez la personne concernée.',
    'faits | Choisissez les faits poursuivis.',
    'audience | À compléter ou corriger : la date et l’heure de l’audience.',
  ]);
  expect(phrases('copj', { prevenu: '00000000-0000-7000-8000-000000000999' })).toEqual([
    'prevenu | Choisissez la personne convoquée.',
  ]);
  expect(phrases('copj', { faits: ['00000000-0000-7000-8000-000000000999'] })).toEqual([
    'faits | Un fait choisi n’est plus au dossier : choisissez-en un autre.',
  ]);
  expect(phrases('classement-sans-suite', { motif: '', explication: ' ' })).toEqual([
    'motif | Choisissez un motif de classement.',
    'explication | Expliquez le motif à la victime en termes simples (art. 40-2 CPP).',
  ]);
  expect(phrases('classement-sans-suite', { motif: '999' })).toEqual([
    'motif | Le motif 999 n’est pas dans la nomenclature en vigueur.',
  ]);
});

test('les points d’attention citent leur article ; passer outre demande un motif, une information non', () => {
  const articles = (type: string, changements: object) => {
    const { manques, points } = examiner(type, changements);
    const signales = points.filter(({ information }) => information !== true);
    expect(manques.map(({ champ }) => champ)).toEqual(signales.length === 0 ? [] : ['passerOutre']);
    expect(examiner(type, { ...changements, passerOutre: 'Vu.' }).manques).toEqual([]);
    return points.map(({ article }) => article);
  };
  expect(articles('copj', {})).toEqual([]);
  expect(articles('copj', { audience: '2026-12-05T09:00:00+01:00[Europe/Paris]' })).toEqual(['552 CPP']);
  expect(articles('copj', { prevenu: VICTIME })).toEqual(['390-1 CPP']);
  expect(articles('classement-sans-suite', {})).toEqual(['40-1 CPP']);
});

test('un mineur ne se convoque pas ainsi sans que cela soit dit', () => {
  const mineur = {
    ...DONNEES,
    personnes: DONNEES.personnes.map((personne) => ({ ...personne, neLe: '2008-11-22' })),
  };
  const { points } = definitionDe('copj').examiner(CONTENUS['copj'], mineur, MAINTENANT);
  expect(points.map(({ article }) => article)).toEqual(['L.423-2 CJPM']);
  const majeur = {
    ...DONNEES,
    personnes: DONNEES.personnes.map((personne) => ({ ...personne, neLe: '2008-11-21' })),
  };
  expect(definitionDe('copj').examiner(CONTENUS['copj'], majeur, MAINTENANT).points).toEqual([]);
});

describe('la matrice des personnes et des faits', () => {
  const ligne = {
    personne: PREVENU,
    fait: VOL,
    natinf: 7151,
    qualification: 'VOL',
    nature: 'delit',
    reprimeePar: 'ART.311-3 C.PENAL.',
  };
  const decider = (mode: string, suite: object = {}, situation: object = {}) =>
    phrases('orientation', {
      situations: [{ personne: PREVENU, ...situation }],
      lignes: [{ ...ligne, mode }],
      suites: [{ mode, ...suite }],
      passerOutre: 'Vu.',
    });

  test('une décision illicite ne se signe pas : la raison et l’article se lisent', () => {
    expect(decider('comparution-immediate', { audience: MAINTENANT })).toEqual([
      'lignes | Comparution immédiate impossible pour Lucas DUPUIS. Condition non remplie : la personne est déférée (393 CPP).',
    ]);
    expect(decider('comparution-immediate', { audience: MAINTENANT }, { deferee: true })).toEqual([]);
    expect(decider('mineur-convocation', { audience: '2026-12-15T09:00:00+01:00[Europe/Paris]' })).toEqual([
      'lignes | Mineur : convocation impossible pour Lucas DUPUIS. Condition non remplie : mineur au jour des faits (L.423-4 CJPM).',
    ]);
  });

  test('l’audience tient entre ses deux bornes ; la renonciation lève la première, devant un avocat', () => {
    const cppv = (audience: string, situation: object = {}) =>
      decider('cppv', { audience }, { deferee: true, ...situation });
    const tot = '2026-11-30T09:00:00+01:00[Europe/Paris]';
    expect(cppv(tot)).toEqual([
      'suites.cppv.audience | Convocation par procès-verbal : l’audience se tient au plus tôt le 01/12/2026 (articles 394 CPP).',
    ]);
    expect(cppv(tot, { renonce: true })).toHaveLength(1);
    expect(cppv(tot, { renonce: true, avocat: true })).toEqual([]);
    expect(cppv('2027-05-21T09:00:00+02:00[Europe/Paris]')).toEqual([]);
    expect(cppv('2027-05-24T09:00:00+02:00[Europe/Paris]')).toEqual([
      'suites.cppv.audience | Convocation par procès-verbal : l’audience se tient au plus tard le 21/05/2027 (articles 394 CPP).',
    ]);
  });

  test('la peine proposée ne passe ni trois ans, ni la moitié de ce qui est encouru', () => {
    const crpc = (mois: number, natinf = 7151) =>
      phrases('orientation', {
        situations: [{ personne: PREVENU, reconnait: true, avocat: true }],
        lignes: [{ ...ligne, natinf, mode: 'crpc' }],
        suites: [
          { mode: 'crpc', audience: '2026-12-15T14:00:00+01:00[Europe/Paris]', texte: 'Peine.', mois },
        ],
        passerOutre: 'Vu.',
      });
    expect(crpc(18)).toEqual([]);
    expect(crpc(19)).toEqual([
      'suites.crpc.mois | Reconnaissance préalable de culpabilité (CRPC) : 18 mois au plus (495-8 CPP).',
    ]);
    expect(crpc(36, 7991)).toEqual([]);
    expect(crpc(37, 7991)).toHaveLength(1);
    expect(decider('ordonnance-penale', { montant: 5001 })).toEqual([
      'suites.ordonnance-penale.montant | Ordonnance pénale : 5000 euros au plus (495-1 CPP).',
    ]);
  });

  test('aucune personne ni aucun fait n’est oublié, et chaque champ dû se remplit', () => {
    expect(decider('classement-sans-suite')).toEqual([
      'suites.classement-sans-suite.mesure | Classement sans suite : complétez « Motif ».',
      'suites.classement-sans-suite.texte | Classement sans suite : complétez « Explication à la victime, en mots simples ».',
    ]);
    expect(
      phrases('orientation', {
        lignes: [{ ...ligne, personne: '', mode: 'information-judiciaire' }],
        suites: [],
        passerOutre: 'Vu.',
      }),
    ).toEqual(['lignes | Aucune décision pour Lucas DUPUIS.']);
  });

  test('revenir sur une décision rendue se motive', () => {
    const decide = {
      ...DONNEES,
      pieces: [
        {
          id: VICTIME,
          numero: 3,
          titre: '',
          type: 'classement-sans-suite',
          empreinte: '',
          versee: '',
          retire: false,
        },
      ],
    };
    const reprise = (contenu: object) =>
      definitionDe('orientation')
        .examiner({ ...CONTENUS['orientation'], ...contenu }, decide, MAINTENANT)
        .manques.map(({ champ }) => champ);
    expect(reprise({})).toEqual(['reprise']);
    expect(reprise({ reprise: 'Élément nouveau : l’auteur est identifié.' })).toEqual([]);
  });
});

test('une convocation ne contient que la personne convoquée et les faits poursuivis', () => {
  const { personnes, faits, references } = acteDe(definitionDe('copj'));
  expect(personnes.map(({ id }) => id)).toEqual([PREVENU]);
  expect(faits.map(({ id }) => id)).toEqual([VOL]);
  expect(references).toEqual([
    {
      cle: 'copj-delai-minimal',
      libelle: expect.stringContaining(': 10 jours'),
      article: '390-1 et 552 CPP',
    },
  ]);
});

test.each(ACTES)('« %s » : aucun message anglais, quoi qu’on ait écrit', (type, definition) => {
  const juste = CONTENUS[type] ?? {};
  const champs = Object.keys(juste);
  fc.assert(
    fc.property(
      fc.subarray(champs),
      fc.dictionary(fc.constantFrom(...champs), fc.jsonValue({ maxDepth: 2 })),
      (gardes, faux) => {
        const contenu = { ...Object.fromEntries(gardes.map((cle) => [cle, juste[cle]])), ...faux };
        for (const { phrase } of definition.examiner(contenu, DONNEES, MAINTENANT).manques) {
          expect(phrase).toMatch(/^[A-ZÀÉ].*[.]$/u);
          expect(phrase).not.toMatch(/\b(Invalid|expected|received|Too|Required|input|string|undefined)\b/);
        }
      },
    ),
    { numRuns: 150 },
  );
});
