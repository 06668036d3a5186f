import { expect, test } from 'vitest';
import {
  donneesDe,
  fait,
  jugerEssai,
  preuvePortee,
  teteDUneAutreHistoire,
} from '../essais/dossier-d-essai.ts';
import type { Ecart } from '../essais/dossier-d-essai.ts';
import type { CodeDeSignature } from '@ppn/sealing';
import { estIndetermine } from './codes.ts';
import type { CodeDeDossier } from './codes.ts';
import { conseilDe } from './conseils.ts';

/** Le dossier d'essai est juste, mais ni son sceau ni son point n'ont de certificat. */
const TOUJOURS: readonly CodeDeDossier[] = ['manifeste-non-scelle', 'point-non-horodate'];
const octets = (texte: string): Uint8Array => new TextEncoder().encode(texte);

type Cas = { readonly ecart: Ecart; readonly codes?: readonly CodeDeDossier[] };
const parLActe = (code: CodeDeSignature | 'signature-absente'): Cas => ({
  ecart: { acte: { codes: [code] } },
});

/** Chaque code a son cas : un code nouveau ne compile pas sans le sien. `codes` : tout ce qui est dit, si ce n'est pas lui et les constants. */
const CAS: Readonly<Record<CodeDeDossier, Cas>> = {
  'archive-illisible': {
    ecart: { apres: (fichiers) => void fichiers.set('../remonte', octets('x')) },
    codes: ['archive-illisible'],
  },
  'manifeste-illisible': {
    ecart: { manifeste: (manifeste) => ({ ...manifeste, schema: 'autre' }) },
    codes: ['manifeste-illisible'],
  },
  'manifeste-non-scelle': { ecart: {} },
  'point-non-horodate': { ecart: {} },
  'fichier-altere': { ecart: { apres: (fichiers) => void fichiers.set('LISEZ-MOI.txt', octets('autre')) } },
  'fichier-manquant': { ecart: { apres: (fichiers) => void fichiers.delete('LISEZ-MOI.txt') } },
  'fichier-en-trop': { ecart: { apres: (fichiers) => void fichiers.set('de-trop.txt', octets('x')) } },
  'fait-illisible': {
    ecart: { avant: (fichiers) => void fichiers.set('journal/faits.jsonl', octets('{}\n')) },
  },
  'suite-rompue': { ecart: { manifeste: (manifeste) => ({ ...manifeste, taille: 5 }) } },
  'tete-fausse': {
    ecart: {
      avant: (fichiers) => void fichiers.set('journal/tete.note', octets('IDJ')),
    },
  },
  'tete-incoherente': {
    ecart: {
      avant: (fichiers) => void fichiers.set('journal/tetes/1.note', octets(teteDUneAutreHistoire())),
    },
  },
  'preuve-fausse': {
    ecart: { avant: (fichiers) => void fichiers.set('journal/preuves/1.tlog-proof', octets('faux')) },
  },
  'point-faux': {
    ecart: { avant: (fichiers) => void fichiers.set('journal/point.note', octets('faux')) },
    codes: ['manifeste-non-scelle', 'point-faux'],
  },
  'point-sans-temoin': { ecart: { sansTemoin: true } },
  'journal-bifurque': {
    ecart: {
      preuveEmise: (_, faits) =>
        preuvePortee(
          faits.map((sale) => ({ ...sale, sel: new Uint8Array(32).fill(99) })),
          1,
        ),
    },
  },
  'piece-manquante': {
    ecart: {
      faits: (faits) => [...faits, fait(5, 'acte-scelle', { acteId: 'a2', empreinte: 'f'.repeat(64) })],
      manifeste: (manifeste) => ({ ...manifeste, taille: 5 }),
    },
  },
  'piece-inconnue': { ecart: { avant: (fichiers) => void fichiers.set('pieces/x.txt', octets('x')) } },
  'piece-substituee': { ecart: { acte: { donnees: donneesDe({ acteId: 'autre' }) } } },
  'jointe-manquante': {
    ecart: { acte: { donnees: donneesDe({ jointes: [{ id: 'f1', nom: 'f', empreinte: 'c'.repeat(64) }] }) } },
  },
  'signature-absente': parLActe('signature-absente'),
  'signature-fausse': parLActe('signature-fausse'),
  'certificat-non-reconnu': parLActe('certificat-non-reconnu'),
  'certificat-revoque': parLActe('certificat-revoque'),
  'revocation-inconnue': parLActe('revocation-inconnue'),
  'horodatage-faux': parLActe('horodatage-faux'),
  'horodatage-absent': parLActe('horodatage-absent'),
  'horodatage-expire': parLActe('horodatage-expire'),
  'modifie-apres-signature': parLActe('modifie-apres-signature'),
  bourrage: parLActe('bourrage'),
  'donnees-differentes': { ecart: { acte: { texte: 'different' } } },
  'autre-dossier': { ecart: { acte: { donnees: donneesDe({ idj: 'IDJ-2026-00000001-R' }) } } },
  'pli-faux': { ecart: { pli: { fautes: ['le cachet ne couvre pas le bordereau'] } } },
  'accuse-manquant': {
    ecart: {
      manifeste: (manifeste) => ({
        ...manifeste,
        plis: manifeste.plis.map((pli) => ({ ...pli, accuse: null })),
      }),
    },
  },
  'pli-rejoue': { ecart: { accuse: { empreinteDuPli: 'd'.repeat(64) } } },
};

test('le dossier d’essai est juste, sauf ce que seuls de vrais certificats prouvent', async () => {
  const { codes, pieces, plis, acquis } = await jugerEssai();
  expect(codes).toEqual(TOUJOURS);
  expect([...pieces, ...plis].map(({ verdict }) => verdict)).toEqual(['valide', 'valide', 'valide']);
  expect(acquis.join(' ')).toContain('preuve de son inscription');
});

test.each(Object.entries(CAS))(
  '%s est rendu, lui seul, avec son verdict et son conseil',
  async (nom, { ecart, codes }) => {
    const code =
      Object.keys(CAS).find((connu): connu is CodeDeDossier => connu === nom) ?? 'archive-illisible';
    const rapport = await jugerEssai(ecart);
    expect(rapport.codes).toEqual((codes ?? [...new Set([...TOUJOURS, code])]).toSorted());
    const constat = rapport.constats.find((candidat) => candidat.code === code);
    expect(constat?.verdict).toBe(estIndetermine(code) ? 'indetermine' : 'invalide');
    expect(constat?.phrase).toMatch(/\p{L}{3}/u);
    expect(conseilDe(code)).toMatch(/[.]$/u);
  },
);
