import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RapportSignature } from '@ppn/sealing';
import { empreinte } from '@ppn/core';
import { lireAttendus } from './attendus.ts';
import type { LigneDeCorpus } from './attendus.ts';
import { executerCorpus } from './commande.ts';
import { comparer } from './comparer.ts';
import { enMarkdown } from './tableau.ts';

let dossier: string;

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-corpus-'));
  await mkdir(join(dossier, 'signatures'));
  await writeFile(
    join(dossier, 'signatures', 'pdf_attendus.csv'),
    [
      'fichier;nb_signatures_pdfsig;pdfsig;dss_assertions;classe',
      'intact.pdf;1;Signature is Valid.|total|x|SHA-256;;divers',
      'ombre.pdf;1;Signature is Valid.|partiel|x|SHA-256;;alteration_ou_attaque',
      'change.pdf;2;Signature is Valid.|partiel|x|y / Digest Mismatch.|total|x|y;;divers',
      'nu.pdf;0;;isSignatureIntact=vrai isSignatureIntact=faux;divers',
      'chiffre.pdf;0;;;chiffre_ou_protege',
    ].join('\r\n'),
  );
  await writeFile(
    join(dossier, 'signatures', 'autres_formats_attendus.csv'),
    [
      'fichier;dss_assertions',
      'asic/removedReference.asice;',
      'cades/bonne.p7m;isSignatureIntact=vrai',
      'xades/fausse.xml;isSignatureValid=faux',
      'jades/deux-sens.json;isSignatureValid=faux isSignatureValid=vrai',
    ].join('\n'),
  );
});

afterAll(async () => {
  await rm(dossier, { recursive: true, force: true });
});

test('l’attente se lit des oracles, jamais d’une assertion qui se contredit', async () => {
  expect((await lireAttendus(dossier)).map(({ fichier, attente }) => [fichier, attente])).toEqual([
    ['pdf/intact.pdf', 'intact'],
    ['pdf/ombre.pdf', 'a-refuser'],
    ['pdf/change.pdf', 'a-refuser'],
    ['pdf/nu.pdf', 'non-signe'],
    ['pdf/chiffre.pdf', 'sans-avis'],
    ['asic/removedReference.asice', 'a-refuser'],
    ['cades/bonne.p7m', 'intact'],
    ['xades/fausse.xml', 'a-refuser'],
    ['jades/deux-sens.json', 'sans-avis'],
  ]);
});

const LIGNE: LigneDeCorpus = { famille: 'PDF', fichier: 'pdf/a.pdf', attente: 'a-refuser', oracle: '' };
const SIGNATURE: RapportSignature = {
  genre: 'signature',
  signataire: { nom: 'Essai', sujet: 'CN=Essai', certificat: empreinte('0'.repeat(64)) },
  niveau: 'B-B',
  integrite: 'intacte',
  couverture: 'totale',
  ajoutsApres: [],
  chemin: 'inconnu',
  revocation: 'inconnue',
  verdict: 'indetermine',
  motifs: ['aucune ancre de confiance connue'],
  codes: [],
};
const jugement = (verdict: 'valide' | 'indetermine' | 'invalide', confiant = verdict) => ({
  rapport: {
    genre: 'pdf' as const,
    verdict,
    signatures: [{ ...SIGNATURE, verdict }],
    motifs: [],
    pieces: [],
    fiches: {},
    preuves: [],
  },
  confiant,
  dureeMs: 1,
});

test('un fichier a refuser qui devient valide sous toute confiance est la faute grave', () => {
  expect(comparer(LIGNE, jugement('indetermine', 'valide')).issue).toBe('faux-accord');
  expect(comparer(LIGNE, jugement('indetermine')).issue).toBe('accord');
  expect(comparer(LIGNE, jugement('invalide'))).toMatchObject({
    issue: 'accord',
    raison: 'aucune ancre de confiance connue',
  });
});

test('le tableau neutralise ce qui vient des fichiers et dit les fautes', () => {
  const texte = enMarkdown({
    comparaisons: [{ ...LIGNE, verdict: 'valide', issue: 'faux-accord', raison: 'a|b\u202ec\nd' }],
    mutations: { fichiers: 0, essais: 0, valides: 0 },
    plusLongMs: 1,
    fautes: ['pdf/a.pdf : à refuser, et tenu pour valide'],
  });
  expect(texte).toContain('**ALTÉRÉ ACCEPTÉ**');
  expect(texte).toContain('a\\|b c d');
  expect(texte).toContain('- pdf/a.pdf : à refuser');
});

test('une demande incomprise ou des donnees absentes se disent en une phrase, code 3', async () => {
  const milieu = { racine: dossier, dossier, environnement: {} };
  for (const [args, phrase] of [
    [['--inconnue', 'x'], 'Option inconnue'],
    [['--sortie'], 'Il manque une valeur'],
    [['--mutations', 'beaucoup'], 'attend un nombre'],
    [['--donnees', 'absent'], 'Données introuvables'],
  ] as const) {
    const issue = await executerCorpus(args, milieu);
    expect([issue.code, issue.erreurs.includes(phrase)]).toEqual([3, true]);
  }
});
