import { donneesDEssai, pieceDEssai } from '@ppn/import/essais/pieces-d-essai';
import sharp from 'sharp';
import { attendu, type Enqueteur, rediger, signer } from './joueur.ts';

/** Importe une piece d'un autre service, fabriquee ici : PDF/A-3 et son `data.xml`, personnes et faits proposes a la saisie. */
export async function importerUnePiece({ client }: Enqueteur, idj: string): Promise<void> {
  const octets = new Uint8Array(
    await pieceDEssai(
      donneesDEssai({ nom: 'CARON', prenom: 'Aur&#233;lie' }),
      'Témoin d’un vol dans un magasin voisin, j’ai noté une partie de la plaque.',
    ),
  );
  attendu(
    'import',
    await client.deposer('POST /api/dossiers/:idj/imports', {
      idj,
      nom: '20261121_1445_PVAudition_VIC_CARON.pdf',
      octets,
      typeMime: 'application/pdf',
    }),
  );
}

/** Convertit un certificat papier invente : une page numerisee, les quatre controles (A.53-7 CPP). */
export async function convertirUnCertificat(enqueteur: Enqueteur, idj: string): Promise<string> {
  const { id } = attendu(
    'numérisation',
    await enqueteur.client.deposer('POST /api/dossiers/:idj/fichiers', {
      idj,
      nom: 'certificat-medical.png',
      octets: await numeriser(CERTIFICAT),
      typeMime: 'image/png',
    }),
  );
  return rediger(enqueteur, idj, 'conversion-papier', () => ({
    designation: 'Certificat médical initial',
    emetteur: 'Dr Basile Ferrand, cabinet médical de démonstration, Agen',
    nonDate: true,
    pagesPapier: 1,
    pagesNumerisees: 1,
    controles: { fidelite: true, completude: true, emetteur: true, date: true },
    sort: 'conserve',
    precision: 'au dossier papier de l’unité',
    fichiers: [id],
  }));
}

const CERTIFICAT = [
  'Certificat médical initial',
  'Je soussigné, docteur Basile Ferrand, certifie avoir examiné ce jour',
  'Madame Élise Perrin, qui présente une ecchymose du bras gauche',
  'et des douleurs à la mobilisation de l’épaule.',
  'Incapacité totale de travail : deux jours, sauf complications.',
] as const;

async function numeriser(lignes: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const textes = lignes
    .map(
      (ligne, rang) =>
        `<text x="120" y="${220 + rang * 90}" font-family="serif" font-size="${rang === 0 ? 52 : 32}">${ligne}</text>`,
    )
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="1000"><rect width="1400" height="1000" fill="#fdfcf7"/>${textes}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
}

/** Le redacteur signe, puis un second agent cosigne le meme PDF ; alors seulement l'acte est scelle. */
export async function signerADeux(
  redacteur: Enqueteur,
  second: Enqueteur,
  actes: readonly string[],
): Promise<void> {
  await signer(redacteur, actes, 'cosignature-attendue');
  await signer(second, actes);
}
