import { beforeAll, expect, test } from 'vitest';
import { horodate } from '@ppn/core';
import { cacheter } from './cades.ts';
import { composerPdfA } from './composer.ts';
import { acteDEssai } from './essais/acte-d-essai.ts';
import { cachetDe, horodateurDe, pkiDEssai, type Titulaire } from './essais/pki-d-essai.ts';
import { insererCms, preparerSignature, SignatureImpossible } from './pades.ts';
import { validerPdf } from './validation/pdf/valider-pdf.ts';

const pki = pkiDEssai();
const ancres = { racines: [pki.racine.certificat], intermediaires: [], crls: pki.crls, ocsps: [] };

/** Un PDF ecrit a la main, comme un logiciel quelconque en produit : ni balises, ni formulaire. */
function pdfOrdinaire(catalogue = '', ajouts: readonly string[] = []): Uint8Array {
  const objets = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ...ajouts,
  ];
  let texte = '%PDF-1.7\n';
  const positions = objets.map((objet, rang) => {
    const position = texte.length;
    texte += `${rang + 1} 0 obj\n${objet}\nendobj\n`;
    return `${String(position).padStart(10, '0')} 00000 n \n`;
  });
  const table = texte.length;
  const taille = objets.length + 1;
  return Buffer.from(
    `${texte}xref\n0 ${taille}\n0000000000 65535 f \n${positions.join('')}trailer\n<< /Root 1 0 R /Size ${taille} >>\nstartxref\n${table}\n%%EOF\n`,
    'latin1',
  );
}

const signer = async (pdf: Uint8Array, agent: Titulaire): Promise<Uint8Array> => {
  const prepare = await preparerSignature({
    pdf,
    signeA: horodate('2026-11-21T09:14:00Z'),
    nom: 'C. Martel',
  });
  return insererCms(
    prepare.octets,
    await cacheter({
      empreinte: prepare.empreinte,
      cachet: cachetDe(agent),
      horodateur: horodateurDe(pki.unite),
    }),
  );
};
const juger = (pdf: Uint8Array) => validerPdf(pdf, ancres, { a: new Date('2026-12-02T00:00:00Z') });

let acte: Uint8Array;
beforeAll(async () => {
  acte = await composerPdfA(acteDEssai());
});

test.each([
  ['sans formulaire', pdfOrdinaire],
  ['dont le formulaire est vide', () => pdfOrdinaire('/AcroForm << /Fields [] >>')],
  [
    'dont un champ porte déjà le nom qu’on donnerait',
    () => pdfOrdinaire('/AcroForm 4 0 R', ['<< /Fields [5 0 R] >>', '<< /FT /Tx /T (Signature2) >>']),
  ],
  ['balisé, aux champs posés d’avance', () => acte],
])('un PDF %s se signe à deux, octets d’origine gardés en tête', async (_quoi, fabriquer) => {
  const origine = fabriquer();
  const un = await signer(origine, pki.agent);
  const deux = await signer(un, pki.agentRsa);
  expect(Buffer.compare(un.subarray(0, origine.length), origine)).toBe(0);
  expect(Buffer.compare(deux.subarray(0, un.length), un)).toBe(0);
  const rapport = await juger(deux);
  expect(rapport.motifs).toEqual([]);
  expect(rapport.signatures.map(({ niveau, verdict }) => [niveau, verdict])).toEqual([
    ['B-T', 'valide'],
    ['B-T', 'valide'],
  ]);
});

test('un document certifié « sans changement » refuse une signature de plus, et dit quoi faire', async () => {
  const certifie = pdfOrdinaire('/Perms << /DocMDP 4 0 R >>', [
    '<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>] >>',
  ]);
  await expect(signer(certifie, pki.agent)).rejects.toThrow(SignatureImpossible);
  await expect(signer(certifie, pki.agent)).rejects.toThrow('copie non certifiée');
});
