import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demarrerConfiance } from '@ppn/confiance';
import { creerIdj, horodate } from '@ppn/core';
import {
  cadesDetache,
  composerPdfA,
  horodateurHttp,
  insererCms,
  preparerSignature,
  scellerAsic,
} from '@ppn/sealing';
import { signerEmpreinte } from '../../essais/signer-empreinte.ts';

/** Des fichiers signes sous une autorite d'essai, ecrits dans `dossier` ; `ancres` : le dossier de ses certificats. */
export type FichiersSignes = { readonly ancres: string; readonly chemin: (nom: string) => string };

/** Ecrit un PDF signe, le meme altere d'un octet, un acte dont le texte n'est pas celui de ses donnees, un pli, une signature a part et son contenu, un fichier sans signature. */
export async function ecrireFichiersSignes(dossier: string): Promise<FichiersSignes> {
  const service = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  try {
    const horodateur = horodateurHttp({ url: service.horodatage, delaiMs: 5000 });
    const cachet = {
      ...(await service.confiance.cachet('interieur')),
      crls: () => Promise.all((['racine', 'services'] as const).map((ac) => service.confiance.liste(ac))),
    };
    const signer = async (pdf: Uint8Array): Promise<Uint8Array> => {
      const prepare = await preparerSignature({
        pdf,
        champ: 'signature-1',
        signeA: horodate('2026-11-21T09:14:00Z'),
        nom: 'Camille MOREAU',
      });
      return insererCms(prepare.octets, await signerEmpreinte(prepare.empreinte, cachet, horodateur));
    };
    const acte = await signer(await pdfVierge());
    const note = Buffer.from('une note');
    const fichiers: Readonly<Record<string, Uint8Array>> = {
      'acte.pdf': acte,
      'acte-autre-texte.pdf': await signer(await pdfVierge({ idj: IDJ, type: 'plainte', numero: 1 })),
      'acte-altere.pdf': acte.map((octet, rang) => (rang === 300 ? octet ^ 1 : octet)),
      'pli.asice': await scellerAsic({
        pieces: [
          { nom: 'actes/1.pdf', typeMime: 'application/pdf', octets: acte },
          { nom: 'pli/note.txt', typeMime: 'text/plain', octets: note },
        ],
        cachet,
        horodateur,
      }),
      'note.txt': note,
      'note.txt.p7s': await cadesDetache({ contenu: note, cachet, horodateur }),
    };
    await mkdir(dossier, { recursive: true });
    for (const [nom, octets] of Object.entries(fichiers)) await writeFile(join(dossier, nom), octets);
    return { ancres: service.confiance.lieux.ancres, chemin: (nom) => join(dossier, nom) };
  } finally {
    await service.arreter();
  }
}

const IDJ = creerIdj(2026, new Uint8Array([7, 19, 3, 15, 9, 23, 2, 20]));

/** Un PDF a signer ; avec des donnees, c'est un acte, dont le texte n'est pas celui qu'elles produisent. */
const pdfVierge = (donnees?: object): Promise<Uint8Array> =>
  composerPdfA({
    titre: 'Plainte',
    enTete: ['Ministère de l’Intérieur'],
    reference: 'essai',
    etabliA: horodate('2026-11-21T09:12:00Z'),
    blocs: [{ type: 'paragraphe', texte: 'Un vol.' }],
    images: new Map(),
    jointes:
      donnees === undefined
        ? []
        : [
            {
              nom: 'acte.json',
              octets: Buffer.from(JSON.stringify(donnees)),
              typeMime: 'application/json',
              description: 'Données',
            },
          ],
    signataires: [{ champ: 'signature-1', qualite: 'L’enquêteur', nom: 'Camille MOREAU' }],
  });
