import { expect, test } from 'vitest';
import {
  attendusPour,
  type Circuit,
  type Commande,
  decider,
  enRetard,
  etatDuCircuit,
  evoluer,
  obstacleA,
} from './circuit.ts';

const qui = (matricule: string) => ({ matricule, nom: `Agent ${matricule}`, qualite: 'greffier' });
const original = 'a'.repeat(64);

const ouvert = (ordre: Circuit['ordre'], documents = ['d1', 'd2']): Circuit =>
  evoluer(undefined, {
    type: 'circuit-ouvert',
    donnees: {
      id: 'c1',
      juridiction: 'tj47001',
      demandeur: qui('D'),
      titre: 'Convention',
      message: '',
      ordre,
      echeance: '2026-11-30',
      demandeA: '2026-11-22T10:00:00Z',
      signataires: [qui('A'), qui('B')],
      documents: documents.map((id) => ({ id, nom: `${id}.pdf`, original, taille: 10 })),
    },
  });

const signature = (document: string, matricule: string, base: string): Commande => ({
  commande: 'signer',
  document,
  matricule,
  base,
  empreinte: `${base.slice(1)}b`,
  taille: 20,
  signeA: '2026-11-22T11:00:00+01:00[Europe/Paris]',
  horodateA: '2026-11-22T10:00:01Z',
});

function appliquer(circuit: Circuit, commande: Commande): Circuit {
  const juge = decider(circuit, commande);
  if (!juge.ok) throw new Error(juge.refus);
  return juge.valeur.reduce<Circuit>((etat, fait) => evoluer(etat, fait), circuit);
}

test('à la suite, le second ne signe qu’après le premier ; le document est signé quand tous l’ont signé', () => {
  const circuit = ouvert('a-la-suite', ['d1']);
  expect(decider(circuit, signature('d1', 'B', original))).toEqual({ ok: false, refus: 'pas-votre-tour' });
  const un = appliquer(circuit, signature('d1', 'A', original));
  expect(etatDuCircuit(un)).toBe('en-cours');
  const base = un.documents[0]?.courant ?? '';
  expect(decider(un, signature('d1', 'B', original))).toEqual({ ok: false, refus: 'version-depassee' });
  const deux = appliquer(un, signature('d1', 'B', base));
  expect(etatDuCircuit(deux)).toBe('signe');
  expect(deux.documents[0]).toMatchObject({ original, taille: 10 });
  expect(decider(deux, signature('d1', 'A', base))).toEqual({ ok: false, refus: 'rien-a-signer' });
});

test('en ordre libre, chacun signe quand il veut, sur la dernière version', () => {
  const circuit = ouvert('libre', ['d1']);
  const [document] = circuit.documents;
  expect(document && attendusPour(circuit, document)).toEqual(['A', 'B']);
  const un = appliquer(circuit, signature('d1', 'B', original));
  expect(obstacleA(un, 'd1', 'A')).toBeUndefined();
  expect(decider(un, signature('d1', 'A', original))).toEqual({ ok: false, refus: 'version-depassee' });
});

test('un refus motivé ferme son document et lui seul', () => {
  const circuit = appliquer(ouvert('libre'), {
    commande: 'refuser',
    documents: ['d1'],
    matricule: 'A',
    motif: 'Mauvaise annexe.',
    a: '2026-11-22T10:05:00Z',
  });
  expect(obstacleA(circuit, 'd1', 'B')).toBe('rien-a-signer');
  expect(obstacleA(circuit, 'd2', 'B')).toBeUndefined();
  expect(etatDuCircuit(circuit)).toBe('en-cours');
  expect(obstacleA(circuit, 'd9', 'A')).toBe('document-inconnu');
});

test('seul le demandeur retire, et ce qui est signé de tous le reste', () => {
  const retrait = { commande: 'retirer', motif: 'Erreur.', a: '2026-11-22T10:09:00Z' } as const;
  const circuit = ouvert('libre', ['d1', 'd2']);
  expect(decider(circuit, { ...retrait, matricule: 'A' })).toEqual({ ok: false, refus: 'autre-demandeur' });
  const signe = ['A', 'B'].reduce(
    (etat, qui_) => appliquer(etat, signature('d1', qui_, etat.documents[0]?.courant ?? '')),
    circuit,
  );
  const retire = appliquer(signe, { ...retrait, matricule: 'D' });
  expect(etatDuCircuit(retire)).toBe('retire');
  expect(obstacleA(retire, 'd2', 'A')).toBe('rien-a-signer');
  expect(decider(retire, { ...retrait, matricule: 'D' })).toEqual({ ok: false, refus: 'circuit-clos' });
});

test('une échéance passée se dit tant qu’il manque une signature, et ne ferme rien', () => {
  const circuit = ouvert('libre', ['d1']);
  expect(enRetard(circuit, '2026-11-30')).toBe(false);
  expect(enRetard(circuit, '2026-12-01')).toBe(true);
  expect(obstacleA(circuit, 'd1', 'A')).toBeUndefined();
  const refuse = appliquer(circuit, {
    commande: 'refuser',
    documents: ['d1'],
    matricule: 'B',
    motif: 'Non.',
    a: '2026-11-22T10:05:00Z',
  });
  expect(enRetard(refuse, '2026-12-01')).toBe(false);
});
