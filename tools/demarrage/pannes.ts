/** Codes des pannes de demarrage, pour les journaux ; la phrase est pour l'utilisateur. */
export type CodeDePanne =
  | 'port-occupe'
  | 'port-interdit'
  | 'disque-plein'
  | 'configuration-invalide'
  | 'donnees-d-une-autre-version'
  | 'donnees-etrangeres'
  | 'donnees-interdites'
  | 'installation-abimee'
  | 'deja-lance'
  | 'portail-non-construit'
  | 'service-muet'
  | 'arret-demande';

/** Une panne attendue : une phrase en francais qui dit quoi faire, jamais de pile. */
export class PanneDeDemarrage extends Error {
  readonly code: CodeDePanne;

  constructor(code: CodeDePanne, phrase: string) {
    super(phrase);
    this.name = 'PanneDeDemarrage';
    this.code = code;
  }
}
