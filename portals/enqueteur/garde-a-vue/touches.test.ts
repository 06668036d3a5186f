import { expect, test } from 'vitest';
import { avecLaFile } from './avec-la-file.ts';
import { ajouter } from './file.ts';
import { touchesDe } from './touches.ts';

const MAJEUR = { personne: { mineure: false } };
const VOL = { faits: [{ nature: 'delit' }], personne: { langue: 'fr' } };
const vierge = { entrees: [], registre: [], ligne: MAJEUR, mesure: VOL };

/** Touches que tout le portail ou la page tiennent deja. */
const PRISES = ['c', 'g', 's', 'l', 'h', 'z', 'w', 'k', '?'];

test('chaque événement a sa touche, une lettre, qui n’en cache aucune autre', () => {
  const lettres = touchesDe(vierge, '').map(({ touche }) => touche.toLowerCase());
  expect(new Set(lettres).size).toBe(lettres.length);
  expect(lettres.every((lettre) => /^[a-z]$/.test(lettre))).toBe(true);
  expect(lettres.filter((lettre) => PRISES.includes(lettre))).toEqual([]);
});

test('une période ouverte se clôt par sa touche, même si elle n’est encore que sur le poste', () => {
  const saisie = {
    genre: 'entree',
    id: 'r',
    mesure: 'm',
    type: 'repos',
    survenuA: '2026-11-22T12:00:00+01:00[Europe/Paris]',
    donnees: { fin: null },
    libelle: 'Repos',
  } as const;
  const file = ajouter([], saisie, 0);
  const repos = (registre: Parameters<typeof touchesDe>[0]['registre']) =>
    touchesDe({ ...vierge, registre }, '').find(({ touche }) => touche === 'P');
  expect(repos(avecLaFile([], file, 'm'))).toMatchObject({
    enCours: true,
    immediat: { type: 'fin-de-periode', donnees: { entree: 'r' } },
  });
  const close = ajouter(file, { ...saisie, id: 'f', type: 'fin-de-periode', donnees: { entree: 'r' } }, 1);
  expect(repos(avecLaFile([], close, 'm'))).toMatchObject({ enCours: false, immediat: { type: 'repos' } });
  expect(repos(avecLaFile([], file, 'autre'))).toMatchObject({ enCours: false });
});

test('un mineur, ou un crime : l’audition se propose enregistrée (64-1 CPP, L.413-12 CJPM)', () => {
  const enregistree = (vue: typeof vierge): string | undefined => {
    const audition = touchesDe(vue, '').find(({ touche }) => touche === 'U');
    const champs = audition !== undefined && 'precision' in audition ? audition.precision.champs : [];
    return champs.find(({ cle }) => cle === 'enregistree')?.defaut;
  };
  expect(enregistree(vierge)).toBe('non');
  expect(enregistree({ ...vierge, ligne: { personne: { mineure: true } } })).toBe('oui');
  expect(enregistree({ ...vierge, mesure: { ...VOL, faits: [{ nature: 'crime' }] } })).toBe('oui');
});
