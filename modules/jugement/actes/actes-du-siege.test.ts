import { type ActeInscrit, type ActeJson, acteJson } from '@ppn/acte';
import type { DonneesDuDossier } from '@ppn/acte/contract';
import { texteDesBlocs } from '@ppn/core';
import { expect, test } from 'vitest';
import { ACTES_DU_SIEGE, resumerDeclaration, resumerJugement } from '../index.ts';

const MAINTENANT = '2026-12-03T18:00:00+01:00[Europe/Paris]';
const AUDIENCE = '2026-12-03T09:00:00+01:00[Europe/Paris]';
const uuid = (rang: number): string => `00000000-0000-7000-8000-${String(rang).padStart(12, '0')}`;
const [VICTIME, LUCAS, VOL, JUGEMENT] = [uuid(1), uuid(2), uuid(11), uuid(31)];
const TRIBUNAL = { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' };
const agent = (matricule: string, nom: string, qualite: 'president' | 'greffier') => ({
  matricule,
  prenom: 'Isabelle',
  nom,
  qualite,
  service: 'justice' as const,
  rattachement: TRIBUNAL,
});
const PRESIDENTE = agent('MJ200007', 'Caron', 'president');
const GREFFIERE = agent('MJ200003', 'Roux', 'greffier');

const PROCEDURE = acteJson.shape.procedure.parse({
  alias: [{ emetteur: 'Parquet d’Agen', numero: '26325000001' }],
  intitule: 'Vol à l’étalage',
  cadre: 'flagrance',
  ouverteA: '2026-11-20T18:00:00+01:00[Europe/Paris]',
  unite: { code: '00123', libelle: 'Agen', lignes: [], commune: 'Agen', zone: 'Europe/Paris' },
  juridiction: TRIBUNAL,
});
const PERSONNES = acteJson.shape.personnes.parse([
  { id: VICTIME, genre: 'physique', nom: 'Perrin', prenoms: 'Élise', roles: ['victime'] },
  {
    id: LUCAS,
    genre: 'physique',
    nom: 'Dupuis',
    prenoms: 'Lucas',
    neLe: '1994-05-01',
    roles: ['mis-en-cause'],
  },
]);
const FAITS = acteJson.shape.faits.parse([
  {
    id: VOL,
    natinf: 7151,
    qualification: 'VOL',
    definiePar: 'ART.311-1 C.PENAL.',
    reprimeePar: 'ART.311-3, ART.311-14 C.PENAL.',
    nature: 'delit',
    debut: '2026-11-19T18:00:00+01:00[Europe/Paris]',
    lieu: { adresse: '12 boulevard de la République', commune: 'Agen' },
    personnes: [],
  },
]);
const DONNEES: DonneesDuDossier = {
  idj: 'IDJ-2026-00000000-B',
  procedure: PROCEDURE,
  personnes: PERSONNES,
  faits: FAITS,
  fichiers: [],
  pieces: [],
  decisions: [
    {
      acteId: uuid(30),
      type: 'copj',
      titre: '',
      resume: '',
      decideA: MAINTENANT,
      magistrat: '',
      juridiction: '',
      audiences: [{ a: AUDIENCE, salle: 'B', mode: 'copj', prevenus: [LUCAS], faits: [VOL] }],
    },
  ],
};

const definition = (type: string): ActeInscrit => {
  const trouvee = ACTES_DU_SIEGE.find((acte) => acte.type === type);
  if (!trouvee) throw new Error(type);
  return trouvee;
};
const COMPLET = {
  ...definition('jugement').preremplir(DONNEES, MAINTENANT, undefined),
  ministerePublic: 'Claire Fontaine, substitut',
  issues: [{ personne: LUCAS, fait: VOL, issue: 'culpabilite' }],
  peines: [
    {
      personne: LUCAS,
      code: 'emprisonnement',
      duree: { ans: 0, mois: 4, jours: 0 },
      sursis: 'simple',
    },
    { personne: LUCAS, code: 'amende', montant: 600 },
  ],
  civils: [
    {
      victime: VICTIME,
      constituee: true,
      sommes: [{ poste: 'Préjudice matériel', euros: 189.5 }],
      debiteurs: [LUCAS],
    },
  ],
  motifs: 'Les faits sont établis par la vidéo.\nLe casier est vierge.',
  cosignataire: GREFFIERE.matricule,
  passerOutre: 'Bulletin demandé, reçu à l’audience.',
};

function acteDe(type: string, contenu: unknown): ActeJson {
  const inscrite = definition(type);
  const garde = inscrite.lire(contenu);
  if (!garde) throw new Error(`${type} : contenu hors schéma`);
  return acteJson.parse({
    schema: 'ppn/acte@1',
    acteId: JUGEMENT,
    idj: DONNEES.idj,
    type,
    gabarit: inscrite.gabarit,
    numero: 9,
    procedure: PROCEDURE,
    redacteur: type === 'jugement' ? PRESIDENTE : GREFFIERE,
    redigeA: MAINTENANT,
    personnes: PERSONNES,
    faits: FAITS,
    contenu: garde,
    jointes: [],
    references: inscrite.references(contenu, MAINTENANT),
    ...(type === 'jugement' ? { cosignataires: [GREFFIERE] } : {}),
  });
}
const manques = (contenu: unknown, maintenant = MAINTENANT) =>
  definition('jugement')
    .examiner(contenu, DONNEES, maintenant)
    .manques.map(({ champ }) => champ);

test('le projet est prérempli de l’audience, du prévenu et de la victime ; il reste à juger', () => {
  const vide = definition('jugement').preremplir(DONNEES, MAINTENANT, undefined);
  expect(vide).toMatchObject({ audience: AUDIENCE, prononceA: MAINTENANT, prevenus: [{ personne: LUCAS }] });
  expect(manques(vide)).toEqual(['ministerePublic', 'motifs', 'cosignataire']);
});

test('le jugement complet se signe ; prononcé demain, hors saisine ou sans peine, il ne se signe pas', () => {
  expect(manques(COMPLET)).toEqual([]);
  const veille = '2026-12-02T18:00:00+01:00[Europe/Paris]';
  expect(manques(COMPLET, veille)).toContain('prononceA');
  expect(manques({ ...COMPLET, issues: [] })).toEqual(['issues', 'peines']);
  expect(manques({ ...COMPLET, peines: [] })).toEqual(['peines']);
  expect(manques({ ...COMPLET, formation: 'collegiale' })).toEqual(['assesseurs']);
  const courte = [{ personne: LUCAS, code: 'emprisonnement', duree: { ans: 0, mois: 1, jours: 0 } }];
  expect(manques({ ...COMPLET, peines: courte })).toEqual(['peines']);
  expect(manques({ ...COMPLET, civils: [{ ...COMPLET.civils[0], debiteurs: [] }] })).toEqual(['civils']);
});

test('sans bulletin n° 1, le passer-outre se motive et reste dans l’acte', () => {
  const { passerOutre: _, ...sansMotif } = COMPLET;
  expect(manques(sansMotif)).toEqual(['passerOutre']);
  const inscrite = definition('jugement');
  expect(inscrite.examiner(COMPLET, DONNEES, MAINTENANT).points.map(({ article }) => article)).toEqual([
    '774 CPP et 132-30 CP',
  ]);
});

test('le texte se déduit de l’acte : minute au nom du peuple français, peines et sommes en toutes lettres', () => {
  const acte = acteDe('jugement', COMPLET);
  const texte = texteDesBlocs(definition('jugement').blocs(acte));
  for (const extrait of [
    'Au nom du peuple français,',
    'Isabelle CARON, président du tribunal correctionnel',
    'Déclare coupable : VOL (NATINF 7151)',
    'Emprisonnement : 4 mois, avec sursis simple',
    'Amende : 600 euros',
    'Condamne Lucas DUPUIS à lui payer :',
    'Préjudice matériel : 189,50 euros',
    'puis cosignée électroniquement par Isabelle ROUX, greffier',
  ])
    expect(texte).toContain(extrait);
  expect(definition('jugement').cosignentAvec?.('greffier')).toEqual(['president']);
});

const jugementRendu = () => {
  const resume = resumerJugement(acteDe('jugement', COMPLET));
  if (!resume) throw new Error('pas un jugement');
  return resume;
};
const DONNEES_JUGEES: DonneesDuDossier = {
  ...DONNEES,
  pieces: [
    {
      id: JUGEMENT,
      numero: 9,
      titre: 'Jugement correctionnel',
      type: 'jugement',
      empreinte: 'ab'.repeat(32),
      versee: '2026-12-03T18:00:00.000Z',
      retire: false,
    },
  ],
  jugements: [{ ...jugementRendu(), minute: '12/2026' }],
};

test('l’appel se déclare au greffe : prérempli du jugement, tardif il est reçu et dit', () => {
  const inscrite = definition('declaration-recours');
  const contenu = inscrite.preremplir(DONNEES_JUGEES, MAINTENANT, undefined);
  expect(contenu).toMatchObject({ personne: LUCAS, vise: { acteId: JUGEMENT } });
  expect(inscrite.examiner(contenu, DONNEES_JUGEES, MAINTENANT)).toEqual({ manques: [], points: [] });
  const tard = '2026-12-20T10:00:00+01:00[Europe/Paris]';
  const tardif = inscrite.examiner({ ...contenu, survenuA: tard }, DONNEES_JUGEES, tard);
  expect(
    tardif.points.map(({ phrase, information }) => [phrase.includes('14/12/2026'), information]),
  ).toEqual([[true, true]]);
  expect(resumerDeclaration(acteDe('declaration-recours', contenu))).toMatchObject({
    vise: { acteId: JUGEMENT },
    phrase: 'Appel principal : déclaration du 3 décembre 2026 à 18 h 00, le prévenu, Lucas DUPUIS',
    donnees: { recours: 'appel', personne: LUCAS },
  });
});

test('l’extrait recopie le jugement, attend les délais, et ne se retouche pas', () => {
  const inscrite = definition('extrait-ecrou');
  const contenu = inscrite.preremplir(DONNEES_JUGEES, MAINTENANT, LUCAS);
  const champs = (quoi: unknown, le: string) =>
    inscrite.examiner(quoi, DONNEES_JUGEES, le).manques.map(({ champ }) => champ);
  expect(champs(contenu, MAINTENANT)).toEqual(['executoire']);
  const apres = '2026-12-15T10:00:00+01:00[Europe/Paris]';
  const libre = inscrite.preremplir(DONNEES_JUGEES, apres, LUCAS);
  expect(champs(libre, apres)).toEqual([]);
  expect(champs({ ...libre, minute: '13/2026' }, apres)).toEqual(['personne']);
  const texte = texteDesBlocs(inscrite.blocs(acteDe('extrait-ecrou', libre)));
  expect(texte).toContain('exécutoire, délais expirés le 14/12/2026 à minuit');
  expect(texte).not.toContain('Amende');
});

test('les notes d’audience se signent du greffier et se visent du président, dans l’ordre des heures', () => {
  const inscrite = definition('notes-d-audience');
  const note = (rang: number, a: string) => ({
    id: uuid(100 + rang),
    a: `2026-12-03T${a}:00+01:00[Europe/Paris]`,
    phase: 'faits',
    qui: 'le prévenu',
    texte: `Note ${rang}.`,
    piece: rang === 1 ? 'D4, page 2' : '',
  });
  const vide = inscrite.preremplir(DONNEES, MAINTENANT, undefined);
  expect(vide).toMatchObject({
    audience: AUDIENCE,
    presents: [{ qualite: 'victime' }, { qualite: 'prévenu' }],
  });
  const contenu = {
    ...vide,
    notes: [note(2, '09:40'), note(1, '09:12')],
    suite: 'delibere',
    suiteA: '2026-12-17T13:30:00+01:00[Europe/Paris]',
    cosignataire: PRESIDENTE.matricule,
  };
  const champs = (quoi: unknown) =>
    inscrite.examiner(quoi, DONNEES, MAINTENANT).manques.map(({ champ }) => champ);
  expect(champs(contenu)).toEqual([]);
  expect(champs({ ...contenu, suiteA: '' })).toEqual(['suiteA']);
  expect(champs({ ...contenu, notes: [note(1, '23:10')] })).toEqual(['notes']);
  const texte = texteDesBlocs(inscrite.blocs(acteDe('notes-d-audience', contenu)));
  expect(texte.indexOf('Note 1.')).toBeLessThan(texte.indexOf('Note 2.'));
  expect(texte).toContain('Mis en délibéré au 17 décembre 2026');
  expect(inscrite.cosignentAvec?.('greffier')).toEqual(['president']);
});
