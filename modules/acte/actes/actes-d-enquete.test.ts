import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { texteDesBlocs } from '@ppn/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { construireActe } from '../composer-acte.ts';
import type { ActeInscrit } from '../inscrire.ts';
import {
  AGENT,
  CONTENUS,
  CONTENUS_D_AVANT,
  DONNEES,
  IDS,
  INSTANT,
  MAINTENANT,
  NUIT,
  SIGNATURES,
} from '../essais/procedure-d-essai.ts';
import { ACTES_D_ENQUETE } from './actes-d-enquete.ts';

const ACTES = ACTES_D_ENQUETE.map((definition) => [definition.type, definition] as const);
const ATTENDUS = join(import.meta.dirname, '..', 'essais', 'attendus');

const contenuDe = ({ type }: ActeInscrit): { readonly [champ: string]: unknown } =>
  Object.entries(CONTENUS).find(([cle]) => cle === type)?.[1] ?? {};
const definitionDe = (type: string): ActeInscrit => {
  const definition = ACTES_D_ENQUETE.find((acte) => acte.type === type);
  if (!definition) throw new Error(type);
  return definition;
};
const acteDe = (definition: ActeInscrit, contenu = contenuDe(definition)) =>
  construireActe({
    definition,
    acteId: '00000000-0000-7000-8000-0000000000aa',
    numero: 2,
    contenu,
    donnees: DONNEES,
    agent: AGENT,
    instant: INSTANT,
    ...signaturesDe(definition, contenu),
  });
/** Signatures d'essai, aux noms de ceux que l'acte attend. */
const signaturesDe = (definition: ActeInscrit, contenu: { readonly [champ: string]: unknown }) => {
  const attendus = definition.signataires(contenu, DONNEES);
  const signatures = SIGNATURES.flatMap((modele) => {
    const attendu = attendus.find(({ place }) => place === modele.place);
    return attendu ? [{ ...modele, ...attendu }] : [];
  });
  return attendus.length === 0 ? {} : { signatures };
};
const phrases = (definition: ActeInscrit, contenu: unknown): readonly string[] =>
  definition
    .examiner(contenu, DONNEES, MAINTENANT)
    .manques.map(({ champ, phrase }) => `${champ} | ${phrase}`);

test.each(ACTES)('le texte de l’acte « %s » est celui qui a été relu', (type, definition) => {
  const attendu = readFileSync(join(ATTENDUS, `${type}.txt`), 'utf8');
  expect(`${texteDesBlocs(definition.blocs(acteDe(definition)))}\n`).toBe(attendu);
});

const ANCIENS = ACTES_D_ENQUETE.flatMap((definition) =>
  definition.anciens.map((ancien) => [ancien.gabarit, definition, ancien] as const),
);
test.each(ANCIENS)(
  'un acte du gabarit d’avant « %s » se recompose mot pour mot',
  (gabarit, definition, ancien) => {
    const contenu = ancien.lire({ ...contenuDe(definition), ...CONTENUS_D_AVANT[gabarit] });
    if (!contenu) throw new Error(gabarit);
    const acte = { ...acteDe(definition), contenu, gabarit, signatures: undefined };
    const attendu = readFileSync(join(ATTENDUS, `${gabarit.replace('@', '-')}.txt`), 'utf8');
    expect(`${texteDesBlocs(ancien.blocs(acte))}\n`).toBe(attendu);
    expect(ancien.signataires(contenu, acte)).toEqual([]);
  },
);

test('qui signe : la personne entendue, l’interprète, l’avocat présent ; une personne morale par qui la représente', () => {
  const noms = (type: string, changements: object = {}) =>
    definitionDe(type)
      .signataires({ ...contenuDe(definitionDe(type)), ...changements }, DONNEES)
      .map(({ place, nom, qualite }) => `${place} : ${nom}, ${qualite}`);
  expect(noms('plainte')).toEqual([
    'personne : Mme Odile Marchand, gérante, plaignant, pour Quincaillerie des Tilleuls SARL',
  ]);
  expect(noms('audition-libre')).toEqual([
    'personne : Lucas DUPUIS (nom d’usage DE LA ROCHE), personne entendue librement',
    'interprete : Mme Ada Lund, langue danoise, interprète',
    'avocat : Maître Inès Robin, avocat',
  ]);
  expect(noms('audition-libre', { interprete: ' ', avocat: 'renonce', nomAvocat: '' })).toHaveLength(1);
  expect(noms('audition-libre', { echanges: 'faux' })).toEqual([]);
  expect(noms('constatations')).toEqual([]);
  expect(noms('synthese')).toEqual([]);
});

test('un avocat présent se nomme, un avocat nommé est présent', () => {
  const libre = definitionDe('audition-libre');
  expect(phrases(libre, { ...contenuDe(libre), nomAvocat: ' ' })).toEqual([
    'nomAvocat | Indiquez le nom de l’avocat présent : il signe l’acte.',
  ]);
  expect(phrases(libre, { ...contenuDe(libre), avocat: 'renonce' })).toEqual([
    'nomAvocat | Un avocat est nommé mais n’est pas dit présent : corrigez l’un ou l’autre.',
  ]);
});

test.each(ACTES)('« %s » complet se signe sans manque', (_type, definition) => {
  expect(phrases(definition, contenuDe(definition))).toEqual([]);
});

test.each(ACTES)(
  '« %s » prérempli reprend ce qui est saisi et dit seulement ce qui reste',
  (_type, definition) => {
    const prerempli = definition.preremplir(DONNEES, MAINTENANT, undefined);
    const restants = phrases(definition, prerempli).map((ligne) => ligne.split(' | ')[0]?.split('.')[0]);
    const saisis = ['debut', 'fin', 'lieu', 'personne', 'faits', 'lecture', 'droitsNotifiesA', 'avocat'];
    expect(restants.filter((champ) => saisis.includes(champ ?? ''))).toEqual([]);
  },
);

test('chaque manque a sa phrase', () => {
  expect(phrases(definitionDe('plainte'), { lieu: '', personne: '', faits: [], recit: ' ' })).toEqual([
    'debut | À compléter ou corriger : l’heure de début.',
    'fin | À compléter ou corriger : l’heure de fin.',
    'lieu | Indiquez le lieu.',
    'personne | Choisissez la personne concernée.',
    'faits | Choisissez au moins un fait.',
    'recit | Écrivez la déclaration du plaignant.',
    'droitsRemis | Remettez l’avis des droits de la victime (art. 10-2 CPP) puis cochez la case.',
    'lecture | À compléter ou corriger : la relecture.',
  ]);
  const libre = {
    ...contenuDe(definitionDe('audition-libre')),
    droits: {},
    echanges: [{ question: 'Oui ?', reponse: ' ' }],
  };
  expect(phrases(definitionDe('audition-libre'), libre)).toEqual([
    'droits.qualification | Informez la personne de la qualification, de la date et du lieu des faits (61-1 1°).',
    'droits.quitterLesLieux | Informez la personne de son droit de quitter les lieux (61-1 2°).',
    'droits.interprete | Informez la personne de son droit à un interprète (61-1 3°).',
    'droits.silence | Informez la personne de son droit de faire des déclarations, de répondre ou de se taire (61-1 4°).',
    'droits.avocat | Informez la personne de son droit à un avocat (61-1 5°).',
    'droits.conseils | Informez la personne des conseils juridiques gratuits (61-1 6°).',
  ]);
  const vide = {
    ...contenuDe(definitionDe('audition-victime')),
    echanges: [{ question: 'Et ensuite ?', reponse: ' ' }],
  };
  expect(phrases(definitionDe('audition-victime'), vide)).toEqual([
    'echanges.0 | La question 1 ou sa réponse est vide.',
  ]);
  expect(phrases(definitionDe('synthese'), undefined)).toEqual([' | À compléter ou corriger : l’acte.']);
});

test('une personne, un fait ou une photographie retirés du dossier se disent', () => {
  const inconnu = '00000000-0000-7000-8000-000000000999';
  expect(
    phrases(definitionDe('plainte'), { ...CONTENUS.plainte, personne: inconnu, faits: [inconnu] }),
  ).toEqual([
    'personne | La personne choisie n’est plus au dossier : choisissez-en une autre.',
    'faits | Un fait choisi n’est plus au dossier : choisissez-en un autre.',
  ]);
  expect(
    phrases(definitionDe('constatations'), {
      ...CONTENUS.constatations,
      photographies: [{ fichier: inconnu }],
    }),
  ).toEqual([
    'photographies | Une photographie citée n’est plus au dossier : retirez-la de l’acte ou déposez-la de nouveau.',
  ]);
});

test('la nuit du 25 octobre, 02 h 10 d’hiver vient après 02 h 30 d’été', () => {
  const plainte = definitionDe('plainte');
  expect(phrases(plainte, { ...CONTENUS.plainte, ...NUIT })).toEqual([]);
  expect(phrases(plainte, { ...CONTENUS.plainte, debut: NUIT.fin, fin: NUIT.debut })).toEqual([
    'fin | L’heure de fin précède l’heure de début.',
  ]);
  expect(texteDesBlocs(plainte.blocs(acteDe(plainte)))).toContain(
    'du 25 octobre 2026 à 02 h 30 (UTC+02:00) au 25 octobre 2026 à 02 h 10 (UTC+01:00)',
  );
});

test('une heure inexistante ou un décalage faux ne se signe pas', () => {
  for (const debut of [
    '2026-03-29T02:30:00+01:00[Europe/Paris]',
    '2026-10-25T12:00:00+02:00[Europe/Paris]',
    '2026-10-25T09:00:00Z',
  ])
    expect(phrases(definitionDe('plainte'), { ...CONTENUS.plainte, debut })).toContain(
      'debut | À compléter ou corriger : l’heure de début.',
    );
});

test('une fin dans le futur attend la fin des opérations', () => {
  const fin = '2026-10-25T10:02:00+01:00[Europe/Paris]';
  expect(phrases(definitionDe('synthese'), { ...CONTENUS.synthese, fin })).toEqual([
    'fin | L’heure de fin est dans le futur : signez l’acte une fois les opérations terminées.',
  ]);
});

test('un acte ne contient que ce qu’il cite', () => {
  const ids = (type: string) => {
    const { personnes, faits, jointes } = acteDe(definitionDe(type));
    return {
      personnes: personnes.map(({ id }) => id),
      faits: faits.map(({ id }) => id),
      jointes: jointes.map(({ id }) => id),
    };
  };
  expect(ids('plainte')).toEqual({ personnes: [IDS.victime], faits: [IDS.vol], jointes: [] });
  expect(ids('constatations')).toEqual({
    personnes: [],
    faits: [IDS.vol, IDS.degradation],
    jointes: [IDS.photo, IDS.autre],
  });
  expect(ids('audition-victime')).toEqual({ personnes: [IDS.victime], faits: [], jointes: [] });
  expect(ids('audition-libre')).toEqual({ personnes: [IDS.misEnCause], faits: [IDS.vol], jointes: [] });
  expect(ids('synthese').personnes).toEqual([IDS.victime, IDS.misEnCause, IDS.temoin]);
});

test('un champ que le contenu ne prévoit pas n’entre pas dans l’acte', () => {
  const { contenu } = acteDe(definitionDe('synthese'), {
    ...CONTENUS.synthese,
    noteSecrete: 'rien à voir',
    conclusion: ' Fin. ',
  });
  expect(contenu).toEqual({ ...CONTENUS.synthese, conclusion: 'Fin.' });
});

test('les points d’attention citent leur article ; passer outre demande un motif, rien d’autre', () => {
  const points = (type: string, changements: object) => {
    const examiner = (motif: object) =>
      definitionDe(type).examiner(
        { ...contenuDe(definitionDe(type)), ...changements, ...motif },
        DONNEES,
        MAINTENANT,
      );
    const { manques, points: releves } = examiner({});
    const signales = releves.filter(({ information }) => information !== true);
    expect(manques.map(({ champ }) => champ)).toEqual(signales.length === 0 ? [] : ['passerOutre']);
    expect(examiner({ passerOutre: ' Constaté la nuit. ' }).manques).toEqual([]);
    return releves.map(({ article }) => article);
  };
  const hier = '2026-10-24T08:00:00+02:00[Europe/Paris]';
  expect(points('plainte', { debut: hier, fin: hier })).toEqual(['66 CPP']);
  expect(points('plainte', { personne: IDS.temoin })).toEqual(['15-3 CPP']);
  expect(
    points('audition-libre', { droitsNotifiesA: NUIT.fin, avocat: 'demande-absent', nomAvocat: '' }),
  ).toEqual(['61-1 CPP', '61-1 5° CPP']);
  expect(points('audition-libre', { personne: IDS.temoin })).toEqual(['61-1 CPP']);
  expect(points('constatations', {})).toEqual(['429 CPP']);
  expect(points('synthese', {})).toEqual(['19 CPP']);
});

test('un point passé outre reste dans l’acte, avec son motif, juste avant les signatures ; sans point, le texte est le même', () => {
  const definition = definitionDe('audition-libre');
  const outre = { avocat: 'demande-absent', nomAvocat: '', passerOutre: ' Accord exprès de la personne. ' };
  const acte = acteDe(definition, { ...contenuDe(definition), ...outre });
  expect(acte.attentions?.map(({ article }) => article)).toEqual(['61-1 5° CPP']);
  expect(acte.contenu['passerOutre']).toBe('Accord exprès de la personne.');
  const texte = texteDesBlocs(definition.blocs(acte));
  const rangs = [
    'Audition',
    'Points signalés avant la signature',
    'Accord exprès',
    'persiste',
    'signé électroniquement',
  ].map((mot) => texte.lastIndexOf(mot));
  expect(rangs).toEqual(rangs.toSorted((a, b) => a - b));
  expect(rangs.every((rang) => rang > 0)).toBe(true);
  const sans = acteDe(definition);
  expect(sans.attentions).toBeUndefined();
  expect(texteDesBlocs(definition.blocs(sans))).not.toContain('Points signalés');
});

/** Un contenu ou des champs manquent, ou portent n'importe quoi. */
const abime = (definition: ActeInscrit): fc.Arbitrary<unknown> => {
  const juste = contenuDe(definition);
  return fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(
        fc.subarray(Object.keys(juste)),
        fc.dictionary(fc.constantFrom(...Object.keys(juste)), fc.jsonValue({ maxDepth: 2 })),
      )
      .map(([gardes, faux]) => ({ ...Object.fromEntries(gardes.map((cle) => [cle, juste[cle]])), ...faux })),
  );
};

test.each(ACTES)('« %s » : aucun message anglais, quoi qu’on ait écrit', (_type, definition) => {
  fc.assert(
    fc.property(abime(definition), (contenu) => {
      for (const { phrase } of definition.examiner(contenu, DONNEES, MAINTENANT).manques) {
        expect(phrase).toMatch(/^[A-ZÀÉ].*[.]$/u);
        expect(phrase).not.toMatch(/\b(Invalid|expected|received|Too|Required|input|string|undefined)\b/);
      }
    }),
    { numRuns: 150 },
  );
});
