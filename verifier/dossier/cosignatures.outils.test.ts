import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lireManifeste } from './manifeste.ts';
import { jugerPieces } from './pieces.ts';

const SHA = 'a'.repeat(64);
const DONNEES = {
  acteId: 'a',
  idj: 'IDJ-2026-00000000-B',
  jointes: [],
  contenu: {},
  cosignataires: [{ matricule: 'IN300001', nom: 'Lund' }],
};
const MANIFESTE = {
  schema: 'ppn/dossier@1',
  service: 'interieur',
  idj: DONNEES.idj,
  exporteA: '2026-11-16T11:00:00.000Z',
  taille: 1,
  fichiers: [{ chemin: 'actes/a.pdf', taille: 1, sha256: SHA, sha3_512: 'b'.repeat(128) }],
  pieces: [{ id: 'a', chemin: 'actes/a.pdf', genre: 'acte', titre: 'Audition', empreinte: SHA, acte: null }],
  plis: [],
};

/** Codes que le verificateur TypeScript donne a l'acte, signe par ces matricules. */
function codesEnTypeScript(matricules: readonly string[]): readonly string[] {
  const lu = lireManifeste(new TextEncoder().encode(JSON.stringify(MANIFESTE)));
  if (!lu.ok) throw new Error('manifeste');
  const signatures = matricules.map((matricule) => ({ signataire: { nom: '', matricule } }));
  const acte = { codes: [], signatures, motifs: [], donnees: DONNEES } as never;
  const examens = new Map([['actes/a.pdf', { sha256: SHA, sha3_512: '', acte }]]) as never;
  const [piece] = jugerPieces({ manifeste: lu.valeur, noms: ['actes/a.pdf'], examens });
  return piece?.rapport.codes ?? [];
}

/** Les memes, du verificateur independant. */
const codesEnPython = (matricules: readonly string[]): unknown =>
  JSON.parse(
    execFileSync(
      'python3',
      [
        '-c',
        'import json,sys; from actes import Acte; a=object.__new__(Acte); a.codes=[]; d=json.loads(sys.argv[1]); a.signatures=[{"matricule": m} for m in json.loads(sys.argv[2])]; a._cosignatures(d); print(json.dumps([c for c, _ in a.codes]))',
        JSON.stringify(DONNEES),
        JSON.stringify(matricules),
      ],
      { cwd: join(import.meta.dirname, '..', 'independant'), encoding: 'utf8' },
    ),
  );

test.each([
  [['PN100001', 'IN300001'], []],
  [['PN100001'], ['signature-absente']],
  [['PN100001', 'PN100002'], ['signature-absente']],
])('un acte que cosigne IN300001, signé par %j : %j, dans les deux vérificateurs', (signes, codes) => {
  expect(codesEnTypeScript(signes)).toEqual(codes);
  expect(codesEnPython(signes)).toEqual(codes);
});

/** La premiere chaine du contenu que le texte ne dit pas, selon le verificateur independant. */
const absenteEnPython = (texte: string): unknown =>
  JSON.parse(
    execFileSync(
      'python3',
      [
        '-c',
        'import json,sys; from texte import premiere_absente; print(json.dumps(premiere_absente(json.loads(sys.argv[1]), sys.argv[2])))',
        JSON.stringify({ ...DONNEES, contenu: { interpreteInscrit: 'IN300001', recit: 'Un vol.' } }),
        texte,
      ],
      { cwd: join(import.meta.dirname, '..', 'independant'), encoding: 'utf8' },
    ),
  );

test('le matricule d’un cosignataire n’est pas dû dans le texte, son nom l’est', () => {
  expect(absenteEnPython('Un vol. Puis cosigné électroniquement par Ada LUND, interprète.')).toBeNull();
  expect(absenteEnPython('Un vol. Signé électroniquement.')).toBe('LUND');
});
