import type { ExamenDActe } from './examen.ts';

const PHRASES: Readonly<Partial<Record<string, string>>> = {
  'signature-absente': 'cet acte n’est pas signé',
  'signature-fausse':
    'la signature ne correspond pas aux octets de l’acte : il a été modifié, ou elle a été fabriquée',
  'certificat-non-reconnu':
    'le certificat du signataire ne remonte pas à une autorité reconnue, ou n’engage pas son titulaire',
  'certificat-revoque': 'le certificat du signataire était révoqué quand il a signé',
  'revocation-inconnue': 'rien ne dit si le certificat était révoqué à l’heure de la signature',
  'horodatage-faux': 'le jeton d’horodatage n’est pas valable : l’heure de la signature n’est pas prouvée',
  'horodatage-absent': 'la signature n’est pas horodatée : son heure n’est pas prouvée',
  'horodatage-expire': 'le certificat d’horodatage n’est plus valable, et rien ne l’a prolongé à temps',
  'modifie-apres-signature': 'l’acte a été modifié après sa signature',
  bourrage: 'des octets ont été glissés autour de la signature',
};

/** Ce qu'un code dit d'un acte, et la raison precise. */
export function phraseDeCode(code: string, { motifs, signatures }: ExamenDActe): string {
  const detail = [...motifs, ...signatures.flatMap((signature) => signature.motifs)][0];
  return `${PHRASES[code] ?? code}${detail === undefined ? '' : ` ; précisément : ${detail}`}`;
}
