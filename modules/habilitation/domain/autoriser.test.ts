import { expect, test } from 'vitest';
import { actionsPermises, autoriser } from './autoriser.ts';

const opj = { service: 'interieur', qualite: 'opj', rattachement: { code: 'U1' } } as const;
const substitut = { service: 'justice', qualite: 'substitut', rattachement: { code: 'tj1' } } as const;
const dossier = { unite: 'U1', juridiction: 'tj1' } as const;

test('l’enqueteur lit les procedures de son unite, pas celles d’une autre', () => {
  expect(autoriser(opj, 'consulter', dossier).ok).toBe(true);
  expect(autoriser(opj, 'consulter', { ...dossier, unite: 'U2' })).toEqual({
    ok: false,
    refus: 'autre-unite',
  });
});

test('avant transmission, aucun magistrat n’a acces', () => {
  expect(autoriser(substitut, 'consulter', { unite: 'U1', juridiction: null })).toEqual({
    ok: false,
    refus: 'autre-juridiction',
  });
});

test('un magistrat d’une autre juridiction n’a pas acces', () => {
  expect(autoriser(substitut, 'decider', { ...dossier, juridiction: 'tj2' })).toEqual({
    ok: false,
    refus: 'autre-juridiction',
  });
});

test('seul le parquet decide, seul l’OPJ transmet', () => {
  expect(autoriser(opj, 'decider', dossier)).toEqual({ ok: false, refus: 'qualite-insuffisante' });
  expect(autoriser({ ...opj, qualite: 'apj' }, 'transmettre', dossier)).toEqual({
    ok: false,
    refus: 'qualite-insuffisante',
  });
  expect(actionsPermises({ ...substitut, qualite: 'greffier' }, dossier)).toEqual([
    'consulter',
    'deposer',
    'obtenir-copie',
    'mentionner',
    'suivre-la-mesure',
    'lire-journal',
    'voir-par',
    'lire-retirees',
    'trier',
    'coter',
  ]);
});

test('la juridiction qui controle une garde a vue suit la mesure avant transmission, et rien d’autre', () => {
  const retenue = { unite: 'U1', juridiction: null, controle: ['tj1'] } as const;
  expect(actionsPermises(substitut, retenue)).toEqual(['suivre-la-mesure', 'statuer-sur-la-mesure']);
  expect(actionsPermises({ ...substitut, qualite: 'greffier' }, retenue)).toEqual(['suivre-la-mesure']);
  expect(actionsPermises({ ...substitut, rattachement: { code: 'tj2' } }, retenue)).toEqual([]);
  expect(autoriser(substitut, 'suivre-la-mesure', retenue)).toEqual({
    ok: true,
    valeur: 'juridiction qui contrôle la garde à vue (art. 62-3 CPP)',
  });
});

test('l’unité qui garde la personne au dépôt tient ce registre, et ne voit rien d’autre du dossier', () => {
  const remise = { ...dossier, garde: ['U9'] } as const;
  const gardien = { ...opj, rattachement: { code: 'U9' } } as const;
  expect(autoriser(gardien, 'tenir-le-depot', remise)).toEqual({
    ok: true,
    valeur: 'unité qui garde la personne au dépôt (art. 803-3 CPP)',
  });
  expect(actionsPermises(gardien, remise)).toEqual([]);
  for (const action of ['suivre-la-mesure', 'statuer-sur-la-mesure', 'consulter'] as const)
    expect(autoriser(gardien, action, remise)).toEqual({ ok: false, refus: 'autre-unite' });
  expect(autoriser(gardien, 'tenir-le-depot', dossier).ok).toBe(false);
  expect(autoriser({ ...gardien, rattachement: { code: 'U8' } }, 'tenir-le-depot', remise).ok).toBe(false);
  expect(autoriser(substitut, 'tenir-le-depot', { ...remise, garde: ['tj1'] }).ok).toBe(false);
});

test('le juge des libertés statue sur une mesure sans lire l’enquête, même transmise', () => {
  const jld = { ...substitut, qualite: 'jld' } as const;
  expect(actionsPermises(jld, dossier)).toEqual(['suivre-la-mesure', 'statuer-sur-la-mesure']);
});

test('le président lit le dossier dont le tribunal est saisi, pas avant ; sans audience, nul ne juge', () => {
  const president = { ...substitut, qualite: 'president' } as const;
  const saisi = { ...dossier, tribunalSaisi: true } as const;
  expect(actionsPermises(president, saisi)).toEqual(['consulter', 'juger', 'tenir-l-audience']);
  expect(autoriser(president, 'consulter', dossier)).toEqual({ ok: false, refus: 'tribunal-non-saisi' });
  expect(autoriser(president, 'consulter', { ...saisi, juridiction: 'tj2' })).toEqual({
    ok: false,
    refus: 'autre-juridiction',
  });
  const greffier = { ...substitut, qualite: 'greffier' } as const;
  expect(autoriser(greffier, 'juger', dossier)).toEqual({ ok: false, refus: 'audience-absente' });
  expect(autoriser(greffier, 'juger', saisi).ok).toBe(true);
  expect(autoriser(substitut, 'juger', saisi)).toEqual({ ok: false, refus: 'qualite-insuffisante' });
});

test('qui est désigné pour cosigner le peut, sur cet acte seul ; l’interprète ne peut rien d’autre', () => {
  const interprete = { service: 'interieur', qualite: 'interprete', rattachement: { code: 'ca47' } } as const;
  const designe = { ...dossier, designe: true } as const;
  expect(autoriser(interprete, 'cosigner', designe)).toEqual({
    ok: true,
    valeur: 'interprète désigné pour cosigner cet acte',
  });
  expect(autoriser(interprete, 'cosigner', dossier)).toEqual({ ok: false, refus: 'qualite-insuffisante' });
  expect(autoriser(interprete, 'consulter', designe)).toEqual({ ok: false, refus: 'autre-unite' });
  expect(actionsPermises({ ...interprete, rattachement: { code: 'U1' } }, designe)).toEqual([]);
  const greffier = { ...substitut, qualite: 'greffier' } as const;
  expect(autoriser(greffier, 'cosigner', designe).ok).toBe(true);
  expect(autoriser(greffier, 'decider', designe).ok).toBe(false);
  expect(autoriser({ ...greffier, rattachement: { code: 'tj2' } }, 'cosigner', designe).ok).toBe(false);
});
