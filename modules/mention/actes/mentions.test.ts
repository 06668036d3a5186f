import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActeInscrit, type ActeJson, acteJson } from '@ppn/acte';
import { texteDesBlocs } from '@ppn/core';
import { expect, test } from 'vitest';
import { ACTES_DE_MENTION, resumerMention } from '../index.ts';

const MAINTENANT = '2026-11-25T10:00:00+01:00[Europe/Paris]';
const HIER = '2026-11-24T16:00:00+01:00[Europe/Paris]';
const PREVENU = '00000000-0000-7000-8000-000000000002';
const VISE = {
  acteId: '00000000-0000-7000-8000-000000000031',
  numero: 6,
  titre: 'Décision de convocation par officier de police judiciaire',
  empreinte: 'ab'.repeat(32),
};
const commun = { vise: VISE, survenuA: HIER };

const CONTENUS: { readonly [type: string]: { readonly [champ: string]: unknown } } = {
  'mention-appel': {
    ...commun,
    appelant: 'prevenu',
    personne: PREVENU,
    genre: 'principal',
    portee: 'Les dispositions pénales.',
    pointDeDepart: '2026-11-21T09:00:00+01:00[Europe/Paris]',
  },
  'mention-opposition': { ...commun, personne: PREVENU, portee: '', pointDeDepart: '' },
  'mention-rectification': {
    ...commun,
    errone: 'Lucas DUPUY',
    rectifie: 'Lucas DUPUIS',
    ordonnee: 'Ordonnance du président du 24 novembre 2026',
  },
  'mention-signification': { ...commun, personne: PREVENU, mode: 'domicile', par: 'Me Ada Lund, à Agen' },
  'mention-annulement': {
    ...commun,
    voie: 'instruction',
    juridiction: 'Chambre de l’instruction de démonstration',
    reference: 'Arrêt n° 2026/145',
    motif: 'Notification tardive.',
  },
};

const PROCEDURE = {
  alias: [{ emetteur: 'Unité de démonstration d’Agen', numero: '00123/00042/2026' }],
  intitule: 'Vol à l’étalage',
  cadre: 'flagrance',
  ouverteA: '2026-11-20T18:00:00+01:00[Europe/Paris]',
  unite: { code: '00123', libelle: 'Agen', lignes: [], commune: 'Agen', zone: 'Europe/Paris' },
  juridiction: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' },
};
const PERSONNES = [
  { id: PREVENU, genre: 'physique', nom: 'Dupuis', prenoms: 'Lucas', roles: ['mis-en-cause'] },
];
const piece = {
  id: VISE.acteId,
  numero: VISE.numero,
  titre: VISE.titre,
  type: 'copj',
  empreinte: VISE.empreinte,
  versee: '2026-11-21T08:00:00.000Z',
  retire: false,
};
const DONNEES = {
  idj: 'IDJ-2026-00000000-B',
  procedure: acteJson.shape.procedure.parse(PROCEDURE),
  personnes: acteJson.shape.personnes.parse(PERSONNES),
  faits: [],
  fichiers: [],
  pieces: [piece],
};

const definitionDe = (type: string): ActeInscrit => {
  const definition = ACTES_DE_MENTION.find((acte) => acte.type === type);
  if (!definition) throw new Error(type);
  return definition;
};

function acteDe(definition: ActeInscrit): ActeJson {
  const contenu = definition.lire(CONTENUS[definition.type]) ?? {};
  const { personnes } = definition.cite(contenu);
  return acteJson.parse({
    schema: 'ppn/acte@1',
    acteId: '00000000-0000-7000-8000-0000000000aa',
    idj: 'IDJ-2026-00000000-B',
    type: definition.type,
    gabarit: definition.gabarit,
    numero: 7,
    procedure: PROCEDURE,
    redacteur: {
      matricule: 'MJ200003',
      prenom: 'Sophie',
      nom: 'Roux',
      qualite: 'greffier',
      service: 'justice',
      rattachement: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' },
    },
    redigeA: MAINTENANT,
    personnes: PERSONNES.filter(({ id }) => personnes.includes(id)),
    faits: [],
    contenu,
    jointes: [],
    references: definition.references(contenu, MAINTENANT),
  });
}

const examiner = (type: string, changements: object, donnees = DONNEES) =>
  definitionDe(type).examiner({ ...CONTENUS[type], ...changements }, donnees, MAINTENANT);
const manques = (type: string, changements: object, donnees = DONNEES): readonly string[] =>
  examiner(type, changements, donnees).manques.map(({ champ, phrase }) => `${champ} | ${phrase}`);

test.each(ACTES_DE_MENTION.map((definition) => [definition.type, definition] as const))(
  'le texte de « %s » est celui qui a été relu ; il dit l’acte visé, son numéro, son empreinte',
  (type, definition) => {
    const attendu = readFileSync(
      join(import.meta.dirname, '..', 'essais', 'attendus', `${type}.txt`),
      'utf8',
    );
    const texte = texteDesBlocs(definition.blocs(acteDe(definition)));
    expect(`${texte}\n`).toBe(attendu);
    expect(texte).toContain(VISE.empreinte);
    expect(texte).toContain(`n° ${VISE.numero}, ${VISE.titre}`);
  },
);

test.each(ACTES_DE_MENTION.map(({ type }) => [type] as const))(
  '« %s » ne vise qu’un acte du dossier, et rien à venir',
  (type) => {
    expect(manques(type, {})).toEqual([]);
    expect(manques(type, { vise: { ...VISE, empreinte: 'cd'.repeat(32) } })).toEqual([
      'vise | L’empreinte de l’acte visé n’est pas celle de l’acte au dossier : choisissez-le de nouveau.',
    ]);
    expect(manques(type, { vise: undefined })).toEqual([
      'vise | Choisissez l’acte du dossier que la mention vise.',
    ]);
    expect(manques(type, { survenuA: '2026-11-25T10:01:00+01:00[Europe/Paris]' })).toEqual([
      'survenuA | Ce qui est mentionné ne peut pas être à venir : corrigez la date et l’heure.',
    ]);
  },
);

test('un appel dit qui le forme ; celui du parquet ne désigne personne', () => {
  expect(manques('mention-appel', { personne: '' })).toEqual([
    'personne | Choisissez la personne qui fait appel.',
  ]);
  expect(manques('mention-appel', { appelant: 'procureur', personne: '' })).toEqual([]);
  expect(manques('mention-appel', { appelant: 'procureur' })).toEqual([
    'personne | L’appel du parquet ne désigne pas de personne : retirez-la.',
  ]);
});

test('un appel formé le onzième jour est reçu, et le délai est dit avec son article', () => {
  const tardif = (pointDeDepart: string) =>
    examiner('mention-appel', { pointDeDepart }).points.filter(({ article }) => article === '498 CPP');
  expect(tardif('2026-11-14T09:00:00+01:00[Europe/Paris]')).toEqual([]);
  expect(tardif('2026-11-13T09:00:00+01:00[Europe/Paris]')).toHaveLength(1);
  expect(manques('mention-appel', { pointDeDepart: '2026-11-13T09:00:00+01:00[Europe/Paris]' })).toEqual([]);
});

test('un acte déjà annulé ne l’est pas une seconde fois', () => {
  const donnees = { ...DONNEES, pieces: [{ ...piece, retire: true }] };
  expect(manques('mention-annulement', {}, donnees)).toEqual([
    'vise | Cet acte est déjà annulé et retiré du dossier.',
  ]);
});

test('la phrase portée sur la face de l’acte ; seule l’annulation retire, article cité', () => {
  const resumes = ACTES_DE_MENTION.map((definition) => resumerMention(acteDe(definition)));
  expect(resumes.map((resume) => resume?.phrase)).toEqual([
    'Appel interjeté le 24 novembre 2026 à 16 h 00 par le prévenu, Lucas DUPUIS',
    'Opposition formée le 24 novembre 2026 à 16 h 00 par Lucas DUPUIS',
    'Erreur matérielle rectifiée le 24 novembre 2026 à 16 h 00',
    'Signifié le 24 novembre 2026 à 16 h 00 à Lucas DUPUIS',
    'Annulé le 24 novembre 2026 à 16 h 00 par Chambre de l’instruction de démonstration',
  ]);
  expect(resumes.map((resume) => resume?.retrait)).toEqual([null, null, null, null, '174 CPP']);
  expect(resumerMention({ type: 'copj' })).toBeUndefined();
});
