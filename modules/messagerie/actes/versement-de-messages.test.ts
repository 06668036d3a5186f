import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acteJson, type DonneesDuDossier } from '@ppn/acte/contract';
import { texteDesBlocs } from '@ppn/core';
import { expect, test } from 'vitest';
import { ACTES_DE_MESSAGERIE } from '../catalogue.ts';

const HEURE = '2026-11-21T10:00:00+01:00[Europe/Paris]';
const FIL = '00000000-0000-7000-8000-000000000061';
const PROCEDURE = {
  alias: [{ emetteur: 'Unité de démonstration d’Agen', numero: '00123/00042/2026' }],
  intitule: 'Vol à l’étalage',
  cadre: 'flagrance',
  ouverteA: HEURE,
  unite: { code: '00123', libelle: 'Agen', lignes: [], commune: 'Agen', zone: 'Europe/Paris' },
  juridiction: null,
};
const MESSAGES = [
  {
    id: '00000000-0000-7000-8000-000000000071',
    genre: 'compte-rendu',
    auteur: 'Camille Moreau, officier de police judiciaire, Unité de démonstration d’Agen',
    emisA: HEURE,
    empreinte: 'ab'.repeat(32),
    sel: '00'.repeat(16),
    contenu: {
      texte: '',
      compteRendu: {
        nature: 'Vol à l’étalage',
        personnes: [{ nom: 'Lucas DUPUIS', qualite: 'mis en cause' }],
        faits: ['VOL, le 20/11/2026 à Agen'],
        gardeAVue: 'Lucas DUPUIS, en garde à vue depuis le 21 novembre 2026 à 09 h 00',
        synthese: 'Interpellé en sortant.',
        question: 'Quelle suite donner ?',
      },
      jointes: [],
    },
    remisA: HEURE,
    lus: [{ par: 'Claire Fontaine, substitut du procureur, Tribunal judiciaire d’Agen', a: HEURE }],
    acceptee: null,
  },
  {
    id: '00000000-0000-7000-8000-000000000072',
    genre: 'instruction',
    auteur: 'Claire Fontaine, substitut du procureur, Tribunal judiciaire d’Agen',
    emisA: HEURE,
    empreinte: 'cd'.repeat(32),
    sel: '11'.repeat(16),
    contenu: {
      texte: 'Levée de la mesure.\nAudition libre.',
      compteRendu: null,
      jointes: [
        {
          genre: 'piece',
          id: '00000000-0000-7000-8000-000000000081',
          nom: 'Procès-verbal de plainte',
          empreinte: 'ef'.repeat(32),
          taille: 12,
          typeMime: 'application/pdf',
        },
      ],
    },
    remisA: HEURE,
    lus: [],
    acceptee: {
      par: 'Camille Moreau, officier de police judiciaire, Unité de démonstration d’Agen',
      a: HEURE,
    },
  },
];
const CONTENU = {
  debut: HEURE,
  fin: HEURE,
  lieu: 'Agen',
  motif: 'Instruction du parquet reçue par messagerie.',
  fil: {
    id: FIL,
    type: 'parquet-enquete',
    ouvertA: HEURE,
    participants: ['Unité de démonstration d’Agen', 'Permanence du parquet, Tribunal judiciaire d’Agen'],
    compte: 2,
    messages: MESSAGES,
  },
};
const ACTE = {
  schema: 'ppn/acte@1',
  acteId: '00000000-0000-7000-8000-000000000051',
  idj: 'IDJ-2026-00000000-B',
  type: 'versement-de-messages',
  gabarit: 'versement-de-messages@1',
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
  redigeA: HEURE,
  personnes: [],
  faits: [],
  contenu: CONTENU,
  jointes: [],
  references: [],
};
const [definition] = ACTES_DE_MESSAGERIE;
if (definition === undefined) throw new Error('Acte de versement absent.');
const lu = acteJson.parse(ACTE);
const DONNEES: DonneesDuDossier = {
  idj: lu.idj,
  procedure: lu.procedure,
  personnes: [],
  faits: [],
  fichiers: [],
  pieces: [],
};
const manques = (fil: object): readonly string[] =>
  definition
    .examiner({ ...CONTENU, fil: { ...CONTENU.fil, ...fil } }, DONNEES, HEURE)
    .manques.map(({ phrase }) => phrase);

test('le texte du versement est celui qui a été relu : chaque message, ses heures, ses lectures, son empreinte', () => {
  const attendu = readFileSync(
    join(import.meta.dirname, '..', 'essais', 'attendus', 'versement-de-messages.txt'),
    'utf8',
  );
  expect(`${texteDesBlocs(definition.blocs(lu))}\n`).toBe(attendu);
});

test('un versement amputé d’un message, ou d’un échange avec un avocat, ne se signe pas', () => {
  expect(manques({})).toEqual([]);
  expect(manques({ messages: MESSAGES.slice(1) })[0]).toContain('L’échange compte 2 messages, 1 sont ici');
  expect(manques({ type: 'avocat' })).toEqual(['Un échange avec un avocat ne se verse pas au dossier.']);
  const neuf = definition.preremplir(DONNEES, HEURE, undefined);
  expect(definition.examiner(neuf, DONNEES, HEURE).manques.map(({ phrase }) => phrase)).toEqual([
    'Préparez ce versement depuis le fil de messages.',
  ]);
});
