const champ = (erreur: unknown, nom: string): unknown =>
  typeof erreur === 'object' && erreur !== null
    ? Object.entries(erreur).find(([cle]) => cle === nom)?.[1]
    : undefined;

const parStatut = (statut: number): string => {
  if (statut === 401)
    return 'La session est fermée. Reconnectez-vous avec votre carte pour lire cette pièce.';
  if (statut === 403) return 'Vous n’êtes pas habilité à lire cette pièce.';
  if (statut === 404) return 'Cette pièce est introuvable dans le dossier.';
  if (statut === 409 || statut === 410 || statut === 422)
    return 'Cette pièce ne correspond plus à son empreinte : elle n’est pas affichée. Les autres pièces restent lisibles.';
  return 'Le service ne répond pas. Les autres pièces restent lisibles ; réessayez dans un instant.';
};

/** Phrase montree a la place d'une piece que l'on n'a pas pu ouvrir, selon l'erreur de pdf.js. */
export const phraseDErreur = (erreur: unknown): string => {
  const nom = erreur instanceof Error ? erreur.name : '';
  const statut = champ(erreur, 'status');
  if (nom === 'PasswordException')
    return 'Ce PDF est protégé par un mot de passe : il ne peut pas être affiché ici.';
  if (nom === 'InvalidPDFException')
    return 'Ce fichier PDF est endommagé : il ne peut pas être affiché. Les autres pièces restent lisibles.';
  if (typeof statut === 'number' && statut > 0) return parStatut(statut);
  if (nom === 'ResponseException' || nom === 'UnexpectedResponseException' || erreur instanceof TypeError)
    return parStatut(0);
  return 'Cette pièce ne peut pas être affichée. Les autres pièces restent lisibles ; vous pouvez la télécharger.';
};
