import { expect, test } from 'vitest';
import {
  autoriserLaLecture,
  type Depot,
  evoluer,
  expirer,
  prolonger,
  rappelsDus,
  recepissesDus,
  retirer,
  toutRemis,
} from './depot.ts';
import { dureeEnJours, echeanceDe, finDuJour, rappelsPrevus } from './echeances.ts';
import type { Correspondant, FaitDeTransfert } from './faits.ts';
import { ajouterPlage, octetsCouverts, type Plage } from './plages.ts';
import { deposer, verifierLaDemande } from './preparer.ts';
import { regleDeTransfert } from './regles-de-transfert.ts';

const correspondant = (id: string, changements: Partial<Correspondant> = {}): Correspondant => ({
  id,
  genre: 'agent',
  nom: `Agent ${id}`,
  qualite: 'greffier',
  organisation: 'Tribunal judiciaire d’Agen',
  courriel: `${id}@demonstration.invalid`,
  ...changements,
});
const DEMANDE = {
  id: '0192f1aa-0000-7000-8000-000000000001',
  objet: 'Copie du dossier',
  idj: null,
  nature: 'copie-de-dossier',
  droits: 'telecharger',
  dureeJours: 10,
  destinataires: ['B', 'C'],
} as const;
const ENVOIS = [
  { id: 'f1', nom: 'a.pdf', longueur: 100, sha256: 'a'.repeat(64) },
  { id: 'f2', nom: 'b.mp4', longueur: 0, sha256: 'b'.repeat(64) },
];
const le = (jour: string, heure = '10:00'): Date => new Date(`${jour}T${heure}:00Z`);

const commande = {
  demande: DEMANDE,
  zone: 'pline',
  expediteur: correspondant('A'),
  identifieA: '2026-11-22T08:00:00.000Z',
  destinataires: [correspondant('B'), correspondant('C')],
  envois: ENVOIS,
  empreintes: {},
  maintenant: le('2026-11-22'),
} as const;

function replier(...suite: readonly FaitDeTransfert[]): Depot {
  const rendu = deposer(commande);
  if (!rendu.ok) throw new Error(rendu.refus);
  const depot = [...rendu.valeur, ...suite].reduce<Depot | undefined>(evoluer, undefined);
  if (depot === undefined) throw new Error('vide');
  return depot;
}
const remis = (destinataire: string, fichier: string): FaitDeTransfert => ({
  type: 'remise-complete',
  donnees: { destinataire, fichier, mode: 'telecharger', octets: 1, a: '2026-11-23T10:00:00.000Z' },
});
const parti = (
  destinataire: string,
  genre: 'mise-a-disposition' | 'rappel-j2' | 'rappel-avant-echeance',
): FaitDeTransfert => ({
  type: 'avis-parti',
  donnees: { destinataire, genre, courriel: 'x@y.invalid', reference: '<1>', a: '2026-11-24T10:00:00.000Z' },
});

test('un dépôt échoit à la fin du jour choisi, heure de Paris, changements d’heure compris', () => {
  expect(echeanceDe('2026-11-22T23:30:00Z', 1)).toBe('2026-11-24');
  expect(new Date(finDuJour('2026-11-24')).toISOString()).toBe('2026-11-24T23:00:00.000Z');
  expect(new Date(finDuJour('2027-03-28')).toISOString()).toBe('2027-03-28T22:00:00.000Z');
  expect(dureeEnJours('2026-11-22T10:00:00Z', echeanceDe('2026-11-22T10:00:00Z', 30))).toBe(30);
});

test.each([
  ['zéro jour', 0, ['B'], 'duree-hors-bornes'],
  ['trente et un jours', 31, ['B'], 'duree-hors-bornes'],
  ['un jour et demi', 1.5, ['B'], 'duree-hors-bornes'],
  ['personne', 5, [], 'sans-destinataire'],
  ['un inconnu de l’annuaire', 5, ['B', 'Z'], 'destinataire-inconnu'],
  ['une personne sans consentement', 5, ['P'], 'consentement-absent'],
])('un dépôt pour %s est refusé', (_nom, dureeJours, destinataires, attendu) => {
  const annuaire = new Map([
    ['B', { ...correspondant('B'), consentements: ['IDJ-2026-AAAAAAAA-A'] }],
    ['P', { ...correspondant('P', { genre: 'personne' }), consentements: ['IDJ-2026-AAAAAAAA-A'] }],
  ]);
  expect(verifierLaDemande({ dureeJours, destinataires, idj: null }, (id) => annuaire.get(id))).toEqual({
    ok: false,
    refus: attendu,
  });
});

test('à une personne, le dépôt passe dans la procédure où elle a consenti, pas dans une autre ; nommée deux fois, elle n’est qu’une', () => {
  const consentante = {
    ...correspondant('P', { genre: 'personne' }),
    consentements: ['IDJ-2026-AAAAAAAA-A'],
  };
  const dans = (idj: string) =>
    verifierLaDemande({ dureeJours: 5, idj, destinataires: ['P', 'P'] }, () => consentante);
  expect(dans('IDJ-2026-AAAAAAAA-A')).toEqual({
    ok: true,
    valeur: [correspondant('P', { genre: 'personne' })],
  });
  expect(dans('IDJ-2026-BBBBBBBB-B')).toEqual({ ok: false, refus: 'consentement-absent' });
});

test.each([
  ['sans fichier', { envois: [] }, 'sans-fichier'],
  [
    'avec un fichier inachevé',
    { envois: [{ id: 'f1', nom: 'a', longueur: 1, sha256: null }] },
    'fichier-inacheve',
  ],
  [
    'avec une empreinte qui n’est pas celle du poste',
    { empreintes: { f1: 'c'.repeat(64) } },
    'empreinte-differente',
  ],
  [
    'de plus de mille fichiers',
    { envois: Array.from({ length: 1_001 }, () => ENVOIS[0] ?? ENVOIS[1]) },
    'trop-de-fichiers',
  ],
])('un dépôt %s n’est pas fait', (_nom, changements, attendu) => {
  expect(deposer({ ...commande, ...changements } as typeof commande)).toEqual({ ok: false, refus: attendu });
});

test('le dépôt se ferme à l’échéance même avant que le fait soit écrit, et ne s’ouvre qu’à ses destinataires', () => {
  const depot = replier();
  expect(depot.echeance).toBe('2026-12-02');
  expect(autoriserLaLecture(depot, 'B', le('2026-12-02', '22:59'))).toEqual({ ok: true, valeur: true });
  expect(autoriserLaLecture(depot, 'B', le('2026-12-02', '23:00'))).toEqual({
    ok: false,
    refus: 'depot-expire',
  });
  expect(autoriserLaLecture(depot, 'Z', le('2026-11-23'))).toEqual({ ok: false, refus: 'pas-destinataire' });
  expect(autoriserLaLecture(depot, 'A', le('2026-11-23'))).toEqual({ ok: false, refus: 'pas-destinataire' });
});

test('les rappels tombent à J+2, J+8 et deux jours avant la fin, à ceux-là seuls qui n’ont pas tout reçu', () => {
  const prevus = rappelsPrevus('2026-11-22T10:00:00Z', '2026-12-22');
  expect(prevus.map(({ genre, a }) => `${genre} ${new Date(a).toISOString()}`)).toEqual([
    'rappel-j2 2026-11-24T10:00:00.000Z',
    'rappel-j8 2026-11-30T10:00:00.000Z',
    'rappel-avant-echeance 2026-12-20T23:00:00.000Z',
  ]);
  const depot = replier(remis('B', 'f1'), remis('B', 'f2'));
  expect(toutRemis(depot, 'B')).toBe(true);
  expect(rappelsDus(depot, le('2026-11-24', '09:59'))).toEqual([]);
  expect(rappelsDus(depot, le('2026-11-24'))).toEqual([{ destinataire: 'C', genre: 'rappel-j2' }]);
  expect(rappelsDus(evoluer(depot, parti('C', 'rappel-j2')), le('2026-11-25'))).toEqual([]);
  expect(rappelsDus(depot, le('2026-12-01'))).toEqual([
    { destinataire: 'C', genre: 'rappel-avant-echeance' },
    { destinataire: 'A', genre: 'rappel-avant-echeance' },
  ]);
  expect(
    rappelsDus(
      replier(remis('B', 'f1'), remis('B', 'f2'), remis('C', 'f1'), remis('C', 'f2')),
      le('2026-12-01'),
    ),
  ).toEqual([]);
});

test('un dépôt d’un jour est rappelé à mi-vie, jamais en silence', () => {
  const prevus = rappelsPrevus('2026-11-22T10:00:00Z', '2026-11-23');
  expect(prevus.map(({ genre }) => genre)).toEqual(['rappel-avant-echeance']);
  expect(new Date(prevus[0]?.a ?? 0).toISOString()).toBe('2026-11-23T04:30:00.000Z');
});

test('l’expiration nomme ceux à qui tout n’a pas été remis, une seule fois, jamais avant l’heure', () => {
  const depot = replier(remis('B', 'f1'), remis('B', 'f2'), remis('C', 'f1'));
  expect(expirer(depot, le('2026-12-02', '22:59'))).toEqual([]);
  const faits = expirer(depot, le('2026-12-03'));
  expect(faits).toEqual([
    { type: 'depot-expire', donnees: { sansRemise: ['C'], a: '2026-12-03T10:00:00.000Z' } },
  ]);
  const expire = faits.reduce(evoluer, depot);
  expect(expirer(expire, le('2026-12-04'))).toEqual([]);
  expect(rappelsDus(expire, le('2026-12-04'))).toEqual([]);
});

test('prolonger : par l’expéditeur, plus tard, trente jours au plus après le dépôt ; le rappel de fin revient', () => {
  const depot = replier(parti('C', 'rappel-avant-echeance'));
  const vers = (echeance: string, changements: object = {}) =>
    prolonger(depot, { par: 'A', echeance, maintenant: le('2026-12-01'), ...changements });
  expect(vers('2026-12-22', { par: 'B' })).toEqual({ ok: false, refus: 'pas-expediteur' });
  expect(vers('2026-12-23')).toEqual({ ok: false, refus: 'duree-hors-bornes' });
  expect(vers('2026-12-01')).toEqual({ ok: false, refus: 'echeance-avancee' });
  expect(vers('2026-12-02')).toEqual({ ok: true, valeur: [] });
  expect(vers('2026-12-22', { maintenant: le('2026-12-03') })).toEqual({ ok: false, refus: 'depot-expire' });
  const rendu = vers('2026-12-22');
  const prolonge = rendu.ok ? rendu.valeur.reduce(evoluer, depot) : depot;
  expect(prolonge.echeance).toBe('2026-12-22');
  expect(rappelsDus(prolonge, le('2026-12-21')).map(({ destinataire }) => destinataire)).toEqual([
    'B',
    'C',
    'A',
  ]);
});

test('retirer ferme tout de suite, à l’expéditeur seul', () => {
  const depot = replier();
  const maintenant = le('2026-11-23');
  expect(retirer(depot, { par: 'B', motif: 'erreur', maintenant })).toEqual({
    ok: false,
    refus: 'pas-expediteur',
  });
  const rendu = retirer(depot, { par: 'A', motif: 'erreur', maintenant });
  const retire = rendu.ok ? rendu.valeur.reduce(evoluer, depot) : depot;
  expect(autoriserLaLecture(retire, 'B', maintenant)).toEqual({ ok: false, refus: 'depot-retire' });
  expect(retirer(retire, { par: 'A', motif: 'erreur', maintenant })).toEqual({
    ok: false,
    refus: 'depot-retire',
  });
});

test('un récépissé au dépôt, un par destinataire qui a tout reçu, un à la fin, chacun une fois', () => {
  const depot = replier(remis('B', 'f1'), remis('B', 'f2'));
  expect(recepissesDus(depot)).toEqual([
    { genre: 'depot', destinataire: null },
    { genre: 'remise', destinataire: 'B' },
  ]);
  const scelle = evoluer(depot, {
    type: 'recepisse-scelle',
    donnees: {
      genre: 'depot',
      destinataire: null,
      empreinte: 'e'.repeat(64),
      taille: 3,
      a: '2026-11-22T10:00:05.000Z',
    },
  });
  expect(recepissesDus(scelle)).toEqual([{ genre: 'remise', destinataire: 'B' }]);
  const expire = expirer(scelle, le('2026-12-03')).reduce(evoluer, scelle);
  expect(recepissesDus(expire).map(({ genre }) => genre)).toEqual(['remise', 'fin']);
});

test.each<[string, readonly Plage[], number]>([
  [
    'disjointes',
    [
      [0, 10],
      [20, 30],
    ],
    20,
  ],
  [
    'jointives',
    [
      [0, 10],
      [10, 20],
    ],
    20,
  ],
  [
    'mêlées, dans le désordre',
    [
      [50, 60],
      [0, 10],
      [5, 55],
    ],
    60,
  ],
  ['vides', [[5, 5]], 0],
  [
    'deux fois la même',
    [
      [3, 9],
      [3, 9],
    ],
    6,
  ],
])('des plages %s se comptent juste', (_nom, plages, attendu) => {
  expect(octetsCouverts(plages.reduce(ajouterPlage, [] as readonly Plage[]))).toBe(attendu);
});

test('chaque règle dit son article, et s’il reste à vérifier', () => {
  expect(regleDeTransfert('duree', '2026-11-22')).toMatchObject({
    article: 'arrêté du 24 octobre 2019, art. 8',
    aVerifier: true,
  });
  expect(() => regleDeTransfert('duree', '2019-01-01')).toThrow('Aucune règle');
});
