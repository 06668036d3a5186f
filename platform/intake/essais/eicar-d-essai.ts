/** Chaine d'essai EICAR, en morceaux pour que ce fichier ne soit pas lui-meme detecte. */
export const EICAR = ['X5O!P%@AP[4', '\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
);
