import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acteJson, type DonneesDuDossier } from '@ppn/acte/contract';
import { texteDesBlocs } from '@ppn/core';
import { describe, expect, test } from 'vitest';
import { ACTES_DE_CONVERSION } from '../catalogue.ts';

const MAINTENANT = '2026-11-25T10:00:00+01:00[Europe/Paris]';
const IMAGE = '00000000-0000-7000-8000-000000000041';
const PDF = '00000000-0000-7000-8000-000000000042';
const SON = '00000000-0000-7000-8000-000000000043';
const fichier = (id: string, nom: string, famille: string) => ({
  id,
  nom,
  typeMime: 'application/octet-stream',
  famille,
  taille: 1_234,
  empreinte: 'cd'.repeat(32),
  apercu: null,
});
const CONTENU = {
  designation: 'Certificat médical initial',
  emetteur: 'Dr Ada Lund, centre hospitalier de démonstration',
  dateDeLOriginal: '2026-11-20',
  nonDate: false,
  convertieA: '2026-11-25T09:30:00+01:00[Europe/Paris]',
  numeriseePar: '',
  pagesPapier: 2,
  pagesNumerisees: 2,
  controles: { fidelite: true, completude: true, emetteur: true, date: true },
  sort: 'restitue',
  precision: 'à la victime, contre signature',
  fichiers: [PDF],
};
const PROCEDURE = {
  alias: [{ emetteur: 'Unité de démonstration d’Agen', numero: '00123/00042/2026' }],
  intitule: 'Violences',
  cadre: 'flagrance',
  ouverteA: '2026-11-20T18:00:00+01:00[Europe/Paris]',
  unite: { code: '00123', libelle: 'Agen', lignes: [], commune: 'Agen', zone: 'Europe/Paris' },
  juridiction: null,
};
const ACTE = {
  schema: 'ppn/acte@1',
  acteId: '00000000-0000-7000-8000-000000000051',
  idj: 'IDJ-2026-00000000-B',
  type: 'conversion-papier',
  gabarit: 'conversion-papier@1',
  numero: 4,
  procedure: PROCEDURE,
  redacteur: {
    matricule: 'PN100001',
    prenom: 'Camille',
    nom: 'Moreau',
    qualite: 'opj',
    service: 'interieur',
    rattachement: { code: '00123', libelle: 'Unité de démonstration d’Agen' },
  },
  redigeA: MAINTENANT,
  personnes: [],
  faits: [],
  contenu: CONTENU,
  jointes: [fichier(PDF, 'certificat.pdf', 'pdf')],
  references: [],
};
const [definition] = ACTES_DE_CONVERSION;
if (definition === undefined) throw new Error('Acte de conversion absent.');
const lu = acteJson.parse({ ...ACTE, references: definition.references(CONTENU, MAINTENANT) });
const DONNEES: DonneesDuDossier = {
  idj: lu.idj,
  procedure: lu.procedure,
  personnes: [],
  faits: [],
  fichiers: [
    ...lu.jointes,
    ...acteJson.shape.jointes.parse([
      fichier(IMAGE, 'page-1.png', 'image'),
      fichier(SON, 'son.wav', 'audio'),
    ]),
  ],
  pieces: [],
};
const examiner = (changements: object, donnees = DONNEES) =>
  definition.examiner({ ...CONTENU, ...changements }, donnees, MAINTENANT);
const manques = (changements: object, donnees = DONNEES): readonly string[] =>
  examiner(changements, donnees).manques.map(({ champ, phrase }) => `${champ} | ${phrase}`);

test('le texte du procès-verbal est celui qui a été relu, avec les quatre contrôles et l’empreinte', () => {
  const attendu = readFileSync(
    join(import.meta.dirname, '..', 'essais', 'attendus', 'conversion-papier.txt'),
    'utf8',
  );
  const texte = `${texteDesBlocs(definition.blocs(lu))}\n`;
  expect(texte).toBe(attendu);
  for (const dit of ['Fidélité :', 'Complétude :', 'Émetteur :', 'Date :', 'cd'.repeat(32)])
    expect(texte).toContain(dit);
});

describe('une pièce papier n’entre au dossier que contrôlée (A.53-7 CPP)', () => {
  test('complète, elle ne manque de rien', () => expect(manques({})).toEqual([]));

  test.each(['fidelite', 'completude', 'emetteur', 'date'])(
    'sans le contrôle « %s », elle est bloquée',
    (nom) => {
      const [manque, ...autres] = manques({ controles: { ...CONTENU.controles, [nom]: false } });
      expect(autres).toEqual([]);
      expect(manque).toMatch(new RegExp(`^controles\\.${nom} \\| .*cochez`));
    },
  );

  test('une page manquante, une image de moins, un fichier qui n’a pas de page la bloquent', () => {
    expect(manques({ pagesNumerisees: 1 })).toEqual([
      'pagesNumerisees | L’original compte 2 pages, la numérisation 1 : elle n’est pas complète.',
    ]);
    expect(manques({ fichiers: [IMAGE] })).toEqual([
      'fichiers | Une image par page : 2 pages à joindre, 1 au brouillon.',
    ]);
    expect(manques({ fichiers: [SON] })).toEqual([
      'fichiers | Une pièce numérisée est un PDF ou une image par page.',
    ]);
    expect(manques({}, { ...DONNEES, fichiers: [] })[0]).toContain('n’est plus au dossier');
    expect(manques({ fichiers: [] })).toEqual([
      'fichiers | Joignez la pièce numérisée : un PDF, ou une image par page.',
    ]);
  });

  test('l’émetteur, la date et le sort de l’original sont dits', () => {
    expect(manques({ emetteur: ' ' })).toEqual([
      'emetteur | Indiquez qui a émis l’original : nom, qualité, organisme.',
    ]);
    expect(manques({ dateDeLOriginal: '' })[0]).toContain('Indiquez la date de l’original');
    expect(manques({ dateDeLOriginal: '', nonDate: true })).toEqual([]);
    expect(manques({ nonDate: true })[0]).toContain('retirez l’une des deux');
    expect(manques({ dateDeLOriginal: '2026-11-26' })[0]).toContain('Les dates se contredisent');
    expect(manques({ sort: '' })).toEqual(['sort | Indiquez ce que devient l’original.']);
  });

  test('un brouillon neuf dit chaque manque dans sa propre phrase', () => {
    const neuf = definition.preremplir(DONNEES, MAINTENANT, undefined);
    const phrases = definition.examiner(neuf, DONNEES, MAINTENANT).manques.map(({ phrase }) => phrase);
    expect(phrases).toContain('Comptez les pages de l’original papier.');
    expect(phrases.filter((phrase) => phrase.startsWith('À compléter'))).toEqual([]);
  });

  test('restituer ou détruire l’original appelle à vérifier l’article ; le conserver, non', () => {
    expect(examiner({}).points.map(({ article }) => article)).toEqual(['D.589 CPP']);
    expect(examiner({ sort: 'conserve' }).points).toEqual([]);
  });
});
