import { createHash } from 'node:crypto';
import { PDF, PdfArray, PdfDict, PdfName, PdfRef, PdfStream } from '@libpdf/core';
import { ajouterChampSansSurface } from './champ-sans-surface.ts';
import { condenser, dictionnaireDHorodatage, insererCms, poserPlages, SignatureImpossible } from './pades.ts';
import { ajouterRevision } from './revision.ts';
import { HorodatageIndisponible, type Horodateur } from './tsp.ts';
import { usagesEtendus } from './validation/asn1/certificat-lu.ts';
import { lireCms } from './validation/cms/cms-lu.ts';

/** Preuves de validation a garder dans le fichier (DER) : chaines completes, listes de revocation, reponses OCSP. */
export type PreuvesDArchive = {
  readonly certificats: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
};

/**
 * Porte un PDF signe au niveau B-LTA (EN 319 142-1 §5.4, §6) en UNE mise a jour : les preuves entrent au DSS, puis un
 * horodatage de document (SHA-512) couvre tout le fichier. Rejoue avant l'expiration du dernier horodatage, il le
 * renouvelle : le DSS ne perd rien, un horodatage s'ajoute. Les octets d'avant ne changent pas. `jusqua` : fin de validite
 * de la derniere unite d'horodatage, avant laquelle il faut renouveler.
 * Lance `SignatureImpossible`, `RevisionImpossible` ou `HorodatageIndisponible`.
 */
export async function archiver({
  pdf: octets,
  preuves,
  horodateur,
}: {
  readonly pdf: Uint8Array;
  readonly preuves: PreuvesDArchive;
  readonly horodateur: Horodateur;
}): Promise<{ readonly pdf: Uint8Array; readonly jusqua: Date }> {
  const pdf = await PDF.load(octets);
  completerLeDss(pdf, preuves);
  poserLHorodatage(pdf);
  const pose = poserPlages(Buffer.from(await ajouterRevision(pdf, octets)));
  const jeton = await horodateur(condenser('sha512', pose));
  return { pdf: insererCms(pose.octets, jeton), jusqua: finDeLUnite(jeton) };
}

const HORODATAGE = '1.3.6.1.5.5.7.3.8';

/** Fin de validite de l'unite d'horodatage : passe ce jour, le jeton ne se verifie plus seul. */
function finDeLUnite(jeton: Uint8Array): Date {
  const unite = lireCms(jeton).certificats.find((certificat) =>
    usagesEtendus(certificat).includes(HORODATAGE),
  );
  if (unite === undefined)
    throw new HorodatageIndisponible('Le jeton d’horodatage ne porte pas le certificat de son unité.');
  return unite.fin;
}

/** Ajoute au DSS les preuves qu'il n'a pas encore ; celles d'avant restent. */
function completerLeDss(pdf: PDF, { certificats, crls, ocsps = [] }: PreuvesDArchive): void {
  const lire = (ref: PdfRef) => pdf.context.resolve(ref);
  const catalogue = pdf.context.catalog.getDict();
  const ancien = catalogue.getDict('DSS', lire);
  const liste = (cle: 'Certs' | 'CRLs' | 'OCSPs', ajouts: readonly Uint8Array[]): PdfArray => {
    const gardees = ancien?.getArray(cle, lire)?.toArray() ?? [];
    const connues = new Set(
      gardees.flatMap((element) => {
        const flux = element instanceof PdfRef ? lire(element) : element;
        return flux instanceof PdfStream ? [empreinteDe(flux.getDecodedData())] : [];
      }),
    );
    const neuves = new Map(ajouts.map((der) => [empreinteDe(der), der]));
    return new PdfArray([
      ...gardees,
      ...[...neuves]
        .filter(([cleDe]) => !connues.has(cleDe))
        .map(([, der]) => pdf.context.register(PdfStream.fromDict({}, Uint8Array.from(der)))),
    ]);
  };
  const dss = PdfDict.of({
    Type: PdfName.of('DSS'),
    Certs: liste('Certs', certificats),
    CRLs: liste('CRLs', crls),
    ...(ocsps.length > 0 || ancien?.has('OCSPs') === true ? { OCSPs: liste('OCSPs', ocsps) } : {}),
  });
  catalogue.set('DSS', pdf.context.register(dss));
}

const empreinteDe = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');

/** Un champ neuf, sans surface, porte l'horodatage : rien de ce qui se voit ne change. */
function poserLHorodatage(pdf: PDF): void {
  const lire = (ref: PdfRef) => pdf.context.resolve(ref);
  const champs = pdf.context.catalog.getDict().getDict('AcroForm', lire)?.getArray('Fields', lire);
  const champ =
    champs === undefined
      ? undefined
      : ajouterChampSansSurface(pdf, (existants) => `Horodatage${existants.length + 1}`);
  if (champ === undefined) throw new SignatureImpossible('Le document n’a pas de signature à archiver.');
  champ.set('V', pdf.context.register(dictionnaireDHorodatage()));
}
