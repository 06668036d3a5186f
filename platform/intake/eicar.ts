import { refuser } from './contexte.ts';

/** Chaine d'essai des antivirus (eicar.org), en deux morceaux pour que ce fichier ne soit pas lui-meme detecte. */
const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
  'latin1',
);
/** Au-dela de ce debut, seule l'antivirus reglee cherche. */
const DEBUT_CHERCHE = 1024 * 1024;

/** Refuse si le debut d'un contenu (1 Mio au plus) porte la chaine d'essai EICAR. */
export function refuserEicar(debut: Uint8Array): void {
  const zone = debut.subarray(0, DEBUT_CHERCHE);
  if (Buffer.from(zone.buffer, zone.byteOffset, zone.length).includes(EICAR)) {
    refuser(
      'virus',
      'Ce fichier contient un programme malveillant connu (signature d’essai EICAR). Il n’est pas déposé : signalez-le à votre service informatique.',
    );
  }
}
