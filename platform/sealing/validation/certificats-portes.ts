import { ErreurDer } from './asn1/der.ts';
import { reunir } from './chemin/materiel.ts';
import { materielDOctets } from './cms/valider-cms.ts';
import { ErreurArchive, ouvrirArchive } from './asic/archive.ts';
import { ouvrirPdf } from './pdf/document.ts';
import { materielDuDss } from './pdf/dss.ts';
import { ErreurPdf } from './pdf/objets.ts';
import { signaturesDe } from './pdf/signature-pdf.ts';
import type { Materiel } from './chemin/materiel.ts';

const PETIT = 32 * 1024 * 1024;

/**
 * Certificats (DER) qu'un PDF, un CMS ou un conteneur ASiC porte. Jamais des ancres : ils servent a expliquer un chemin,
 * et aux essais qui accordent toute confiance pour prouver qu'un fichier altere reste refuse.
 */
export async function certificatsPortes(octets: Uint8Array): Promise<readonly Uint8Array[]> {
  try {
    const materiel = await materielDe(octets);
    return [...new Map(materiel.intermediaires.map(({ empreinte, der }) => [empreinte, der])).values()];
  } catch (erreur) {
    if (erreur instanceof ErreurPdf || erreur instanceof ErreurDer || erreur instanceof ErreurArchive)
      return [];
    throw erreur;
  }
}

async function materielDe(octets: Uint8Array): Promise<Materiel> {
  const debut = Buffer.from(octets.subarray(0, 1024)).toString('latin1');
  if (debut.startsWith('PK')) return materielDeLArchive(octets);
  if (!debut.startsWith('%PDF-')) return materielDOctets(octets);
  const pdf = ouvrirPdf(octets);
  return signaturesDe(pdf).reduce(
    (somme, signature) => reunir(somme, materielDOctets(signature.contenu)),
    materielDuDss(pdf),
  );
}

async function materielDeLArchive(octets: Uint8Array): Promise<Materiel> {
  const archive = await ouvrirArchive({ octets });
  try {
    const noms = [...archive.entrees.keys()].filter((nom) => /^META-INF\/.*\.(?:p7s|tst)$/iu.test(nom));
    const lus = await Promise.all(noms.map((nom) => archive.lire(nom, PETIT)));
    return lus.reduce<Materiel>((somme, lu) => reunir(somme, materielDOctets(lu ?? new Uint8Array())), {
      racines: [],
      intermediaires: [],
      crls: [],
      ocsps: [],
    });
  } finally {
    archive.fermer();
  }
}
