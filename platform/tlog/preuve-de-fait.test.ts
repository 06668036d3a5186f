import { describe, expect, test } from 'vitest';
import { cleDEssai, publiqueDEssai } from './essais/cles-d-essai.ts';
import {
  arbreEnMemoire,
  cosigner,
  ecrirePreuve,
  ecrirePreuveDeFait,
  entreeDuFait,
  hacherFeuille,
  lireFaitSale,
  lireNote,
  signerPoint,
  verifierPreuveDeFait,
} from './index.ts';
import type { FaitSale } from './index.ts';

const journal = cleDEssai('ppn/interieur', 1);
const temoin = cleDEssai('ppn/justice/temoin', 3);
const FLUX = 'dossier/IDJ-2026-00000000-B';
const faitDe = (rang: number): FaitSale => ({
  sel: new Uint8Array(32).fill(rang),
  fait: {
    auteur: 'agent/42',
    donnees: { acteId: `acte-${rang}`, empreinte: 'a'.repeat(64) },
    enregistreA: '2026-10-25T00:30:00.123Z',
    flux: FLUX,
    survenuA: '2026-10-25T02:30:00+02:00[Europe/Paris]',
    type: 'acte-scelle',
    version: rang + 1,
  },
});
const faits = Array.from({ length: 9 }, (_, rang) => faitDe(rang));
const arbre = arbreEnMemoire(faits.map((fait) => hacherFeuille(entreeDuFait(fait))));
const note = signerPoint({ origine: journal.nom, taille: 9, racine: arbre.racine() }, journal);
const cosignature = cosigner(lireNote(note)?.corps ?? '', temoin, 1_793_000_000);

const preuveDe = (rang: number, point = note, fait = faitDe(rang)): string =>
  ecrirePreuveDeFait(fait, { index: rang, preuve: arbre.inclusion(rang), point });
const juger = (texte: string, acteId = 'acte-4') =>
  verifierPreuveDeFait(texte, {
    journal: 'ppn/interieur',
    temoin: 'ppn/justice/temoin',
    cles: [publiqueDEssai(journal, 'journal'), publiqueDEssai(temoin, 'temoin')],
    auPlusTard: '2026-10-25T01:00:00.000Z',
    designe: ({ flux, donnees }) => flux === FLUX && donnees['acteId'] === acteId,
  });

describe('la preuve qui part avec un acte', () => {
  test('se suffit, cosignée ou non', () => {
    const seule = juger(preuveDe(4));
    expect(seule.ok && seule.valeur).toMatchObject({ index: 4, cosignee: false });
    const cosignee = juger(preuveDe(4, note + cosignature));
    expect(cosignee.ok && cosignee.valeur).toMatchObject({ cosignee: true, fait: { version: 5 } });
  });

  const autrePoint = signerPoint({ origine: journal.nom, taille: 9, racine: new Uint8Array(32) }, journal);
  const autreCle = signerPoint(
    { origine: journal.nom, taille: 9, racine: arbre.racine() },
    cleDEssai('ppn/interieur', 2),
  );
  const fausseCosignature = cosigner('ppn/interieur\n8\n', temoin, 1_793_000_000);
  test.each([
    ['la preuve d’un autre acte', preuveDe(5), 'autre-fait'],
    ['un fait changé', preuveDe(4, note, { ...faitDe(4), sel: new Uint8Array(32) }), 'inclusion-fausse'],
    ['une racine inventée', preuveDe(4, autrePoint), 'inclusion-fausse'],
    ['un point signé d’une autre clé', preuveDe(4, autreCle), 'signature-absente'],
    ['un point sans signature', preuveDe(4, note.replace(/\n— .+\n$/u, '\n')), 'preuve-illisible'],
    ['une cosignature fausse', preuveDe(4, note + fausseCosignature), 'cosignature-fausse'],
    [
      'une preuve sans son fait',
      ecrirePreuve({ index: 4, preuve: arbre.inclusion(4), point: note }),
      'fait-illisible',
    ],
    ['du texte', 'c2sp.org/tlog-proof@v1\n', 'preuve-illisible'],
  ] as const)('%s est refusée', (_cas, texte, refus) => {
    expect(juger(texte)).toEqual({ ok: false, refus });
  });

  test('une clé qui ne servait plus quand le fait s’est inscrit ne vaut rien', () => {
    const jugee = verifierPreuveDeFait(preuveDe(4), {
      journal: 'ppn/interieur',
      temoin: 'ppn/justice/temoin',
      cles: [publiqueDEssai(journal, 'journal', { au: '2026-10-01T00:00:00.000Z' })],
      auPlusTard: '2026-10-25T01:00:00.000Z',
      designe: () => true,
    });
    expect(jugee).toEqual({ ok: false, refus: 'signature-absente' });
  });
});

test('la ligne d’un fait n’admet ni champ de plus, ni nombre inexact, ni demi-caractère', () => {
  const ligne = (fait: object) => JSON.stringify({ sel: btoa('s'.repeat(32)), fait });
  const { fait } = faitDe(1);
  expect(lireFaitSale(ligne(fait))?.fait).toEqual(fait);
  for (const faux of [
    { ...fait, position: 3 },
    { ...fait, donnees: { n: 1.5 } },
    { ...fait, donnees: { n: [2 ** 60] } },
    { ...fait, donnees: [] },
    { ...fait, version: 0 },
    { ...fait, enregistreA: '2026-10-25T00:30:00Z' },
    { ...fait, donnees: { ['\uD800']: 1 } },
  ])
    expect(lireFaitSale(ligne(faux))).toBeUndefined();
});
