/** Ce qui remplace une valeur masquee. */
export const MASQUE = '[masqué]';

const LONGUEUR_MAX = 2000;
const PROFONDEUR_MAX = 6;
const ELEMENTS_MAX = 100;

/** Secrets, et donnees qui nomment une personne (loi 78-17 art. 4 : rien de plus que le necessaire). */
const CLES = new Set(
  (
    'pin codepin motdepasse password secret cookie cookies setcookie authorization autorisation jeton token ' +
    'cleprivee privatekey kek nom prenom prenoms nomdenaissance nomdusage naissance datedenaissance ' +
    'lieudenaissance adresse telephone courriel email corps body contenu texte recit'
  ).split(' '),
);

/** Vrai si la valeur de cette cle ne doit jamais etre ecrite (casse, tirets et soulignes ignores). */
export const estMasquee = (cle: string): boolean => CLES.has(cle.toLowerCase().replace(/[-_]/g, ''));

/** Copie sans secret ni nom, bornee en profondeur, en nombre et en longueur ; une erreur devient sa description. */
export function masquer(objet: object): Record<string, unknown> {
  return objetMasque(objet, 0, new Set());
}

function objetMasque(objet: object, profondeur: number, vus: Set<object>): Record<string, unknown> {
  const copie: Record<string, unknown> = {};
  for (const [cle, valeur] of Object.entries(objet).slice(0, ELEMENTS_MAX)) {
    copie[cle] =
      estMasquee(cle) && valeur !== undefined ? MASQUE : valeurMasquee(valeur, profondeur + 1, vus);
  }
  return copie;
}

function valeurMasquee(valeur: unknown, profondeur: number, vus: Set<object>): unknown {
  if (typeof valeur === 'string') return couper(valeur);
  if (typeof valeur === 'bigint') return valeur.toString();
  if (typeof valeur !== 'object' || valeur === null) return valeur;
  if (valeur instanceof Error) return erreurDecrite(valeur);
  if (valeur instanceof Date) return valeur.toISOString();
  if (ArrayBuffer.isView(valeur)) return `[${valeur.byteLength} octets]`;
  if (profondeur >= PROFONDEUR_MAX || vus.has(valeur)) return '[…]';
  const suite = new Set(vus).add(valeur);
  if (Array.isArray(valeur)) {
    return valeur
      .slice(0, ELEMENTS_MAX)
      .map((element: unknown) => valeurMasquee(element, profondeur + 1, suite));
  }
  return objetMasque(valeur, profondeur, suite);
}

/** Nom, code, message et pile : jamais les donnees jointes (`detail` de PostgreSQL contient des valeurs de lignes). */
function erreurDecrite(erreur: Error): Record<string, unknown> {
  const code: unknown = 'code' in erreur ? erreur.code : undefined;
  return {
    type: erreur.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: couper(erreur.message),
    pile: couper(erreur.stack ?? ''),
  };
}

const couper = (texte: string): string =>
  texte.length <= LONGUEUR_MAX ? texte : `${texte.slice(0, LONGUEUR_MAX)}…`;
