/** Methode et chemin rempli d'une cle `METHODE /chemin/:parametre`, parametres pris dans la demande. */
export function adresseDe(
  cle: string,
  demande: unknown,
): { readonly methode: string; readonly chemin: string } {
  const espace = cle.indexOf(' ');
  const methode = cle.slice(0, espace);
  const valeurs = enTable(demande);
  const chemin = cle
    .slice(espace + 1)
    .replace(/:([A-Za-z]+)/g, (_, nom: string) => encodeURIComponent(texteDe(valeurs[nom])));
  return { methode, chemin: chemin + requeteDe(valeurs['requete']) };
}

/** Partie `?a=b` d'une demande ; les valeurs absentes ou vides ne sont pas envoyees. */
function requeteDe(requete: unknown): string {
  const paires = Object.entries(enTable(requete)).filter(
    ([, valeur]) => valeur !== undefined && valeur !== '',
  );
  if (paires.length === 0) return '';
  return `?${new URLSearchParams(paires.map(([nom, valeur]) => [nom, texteDe(valeur)])).toString()}`;
}

/** Le corps JSON d'une demande, s'il y en a un. */
export const corpsDe = (demande: unknown): unknown => enTable(demande)['corps'];

const texteDe = (valeur: unknown): string =>
  typeof valeur === 'string' || typeof valeur === 'number' || typeof valeur === 'boolean'
    ? String(valeur)
    : '';

const enTable = (valeur: unknown): Readonly<Record<string, unknown>> =>
  typeof valeur === 'object' && valeur !== null ? { ...valeur } : {};
