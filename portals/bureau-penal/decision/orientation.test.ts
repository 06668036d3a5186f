import { expect, test } from 'vitest';
import {
  type CaseExaminee,
  contenuDeDepart,
  fermee,
  fermeePartout,
  raisonsRestantes,
  suitesPour,
} from './orientation.ts';

const interdit = (condition: string) =>
  ({
    condition,
    effet: 'interdit',
    phrase: 'Condition non remplie.',
    article: '393 CPP',
    aVerifier: false,
  }) as const;
const uneCase = (personne: string, raisons: CaseExaminee['raisons']): CaseExaminee => ({
  personne,
  fait: '00000000-0000-7000-8000-000000000011' as CaseExaminee['fait'],
  natinf: 7151,
  qualification: 'VOL',
  nature: 'delit',
  reprimeePar: '',
  peineMois: 36,
  raisons,
});
const constat = { personne: 'p', deferee: false, avocat: false, reconnait: false, renonce: false };

test('cocher un constat lève sa raison, et elle seule', () => {
  const raisons = [interdit('deferement'), interdit('majeur')];
  expect(raisonsRestantes(raisons, undefined)).toHaveLength(2);
  expect(raisonsRestantes(raisons, { ...constat, deferee: true }).map(({ condition }) => condition)).toEqual([
    'majeur',
  ]);
  expect(fermee(raisonsRestantes([interdit('deferement')], { ...constat, deferee: true }))).toBeUndefined();
});

test('une décision n’est fermée au dossier que si elle l’est à chaque case, hors ce qui se constate', () => {
  const mineur = uneCase('m', { crpc: [interdit('majeur')] });
  const majeur = uneCase('p', { crpc: [interdit('reconnait')] });
  expect(fermeePartout('crpc', [mineur, majeur])).toBeUndefined();
  expect(fermeePartout('crpc', [mineur])?.condition).toBe('majeur');
});

test('la décision choisie remplit les cases où elle est possible ; les autres restent à choisir', () => {
  const contenu = contenuDeDepart('crpc', [
    uneCase('m', { crpc: [interdit('majeur')] }),
    uneCase('p', { crpc: [interdit('reconnait')] }),
  ]);
  expect(contenu['lignes']).toMatchObject([
    { personne: 'm', mode: '' },
    { personne: 'p', mode: 'crpc' },
  ]);
  expect(contenu['suites']).toMatchObject([{ mode: 'crpc', audience: '' }]);
});

test('changer une case garde ce qui est déjà écrit des autres décisions', () => {
  const { lignes } = contenuDeDepart('copj', [uneCase('p', {})]) as {
    lignes: Parameters<typeof suitesPour>[0];
  };
  const [copj] = suitesPour(lignes, []);
  if (copj === undefined) throw new Error('une suite attendue');
  expect(suitesPour(lignes, [{ ...copj, salle: 'Salle B' }])).toMatchObject([
    { mode: 'copj', salle: 'Salle B' },
  ]);
});
