import { createHash } from 'node:crypto';
import { horodate } from '@ppn/core';
import {
  assemblerCms,
  attributsSignes,
  type Cachet,
  composerPdfA,
  type Horodateur,
  insererCms,
  preparerSignature,
  signerParCachet,
} from '@ppn/sealing';

/** Une piece de gendarmerie fictive : PDF/A-3 avec, s'il est donne, son `data.xml`. */
export const pieceDEssai = (xml: string | undefined, texte = 'Un vol.'): Promise<Uint8Array> =>
  composerPdfA({
    titre: 'Procès-verbal d’audition',
    enTete: ['Gendarmerie nationale', 'COB d’essai'],
    reference: '00059/2026',
    etabliA: horodate('2026-11-21T09:12:00Z'),
    blocs: [{ type: 'paragraphe', texte }],
    images: new Map(),
    jointes:
      xml === undefined
        ? []
        : [
            {
              nom: 'data.xml',
              octets: Buffer.from(xml),
              typeMime: 'application/xml',
              description: 'Données de la procédure',
            },
          ],
    signataires: [{ champ: 'signature-1', qualite: 'L’enquêteur', nom: 'Julie FICTIVE' }],
  });

/** Signe la piece d'essai dans son champ, horodatage compris. */
export async function signerPiece(
  pdf: Uint8Array,
  cachet: Cachet,
  horodateur: Horodateur,
): Promise<Uint8Array> {
  const [certificat = new Uint8Array()] = cachet.certificats;
  const prepare = await preparerSignature({
    pdf,
    champ: 'signature-1',
    signeA: horodate('2026-11-21T09:14:00Z'),
    nom: 'Julie FICTIVE',
  });
  const attributs = attributsSignes({ empreinte: prepare.empreinte, certificat });
  const signature = await signerParCachet(cachet, attributs);
  return insererCms(
    prepare.octets,
    assemblerCms({
      attributsSignes: attributs,
      signature,
      certificats: cachet.certificats,
      crls: (await cachet.crls?.()) ?? [],
      jeton: await horodateur(createHash('sha256').update(signature).digest()),
    }),
  );
}

/** Les donnees d'une audition fictive ; `personne` et `fait` remplacent ou retirent ce qu'elles portent. */
export const donneesDEssai = ({
  nom = 'BIDULE',
  prenom = 'Andr&amp;amp;eacute;',
  implication = 'VICTIME',
  natinf = '7151',
}: {
  readonly nom?: string;
  readonly prenom?: string;
  readonly implication?: string;
  readonly natinf?: string;
} = {}): string => `<?xml version="1.0" encoding="UTF-8"?>
<Procedure Titre_Piece="AUDITION">
  <Enqueteurs><Enqueteur><Enqueteur_Nom>Adjudant Julie FICTIVE</Enqueteur_Nom></Enqueteur></Enqueteurs>
  <Entete><Enquete_Type>PR&#201;LIMINAIRE</Enquete_Type><Piece_Titre>PROC&#200;S-VERBAL D&amp;apos;AUDITION</Piece_Titre>
    <Unite_L4>COB AGEN</Unite_L4><Procedure_Numero>00059</Procedure_Numero><Procedure_Annee>2026</Procedure_Annee></Entete>
  <Faits><Fait><Natinf>${natinf}</Natinf><Libelle_Fait>VOL</Libelle_Fait>
    <Periode_Affaire_Debut utc="2026-11-20T23:30Z[UTC]">21/11/2026 &#224; 00:30</Periode_Affaire_Debut>
    <Commune_Fait>AGEN</Commune_Fait></Fait></Faits>
  <Personnes><Personnes_Physiques><Personne><Personne_Nom>${nom}</Personne_Nom><Personne_Prenom>${prenom}</Personne_Prenom>
    <Personne_Naissance_Date>21/02/1985</Personne_Naissance_Date><Personne_Implication>${implication}</Personne_Implication>
  </Personne></Personnes_Physiques></Personnes>
  <Redaction_Proces_Verbal><Acte_Enquete_Date utc="2026-11-20T23:00Z[UTC]">samedi 21 novembre 2026</Acte_Enquete_Date></Redaction_Proces_Verbal>
</Procedure>`;

/** Un PDF chiffre, reduit a sa structure. */
export function pdfChiffre(): Uint8Array {
  const objets = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n',
    '3 0 obj\n<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00> >>\nendobj\n',
  ];
  let corps = '%PDF-1.7\n';
  const places = objets.map((objet) => {
    const place = corps.length;
    corps += objet;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  return Buffer.from(
    `${corps}xref\n0 4\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size 4 /Root 1 0 R /Encrypt 3 0 R >>\nstartxref\n${corps.length}\n%%EOF\n`,
    'latin1',
  );
}
