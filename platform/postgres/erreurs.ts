/** Pourquoi la grappe embarquee ne demarre pas : union fermee, lue par le lanceur et par les journaux. */
export type CauseGrappe =
  | 'port-pris'
  | 'disque-plein'
  | 'dossier-abime'
  | 'version-du-dossier'
  | 'deja-demarree'
  | 'droits-insuffisants'
  | 'binaires-absents'
  | 'demarrage-impossible';

/** Echec de la grappe embarquee ; `message` est en francais et dit quoi faire, `detail` est pour le journal. */
export class ErreurGrappe extends Error {
  readonly code: CauseGrappe;
  readonly detail: string;

  constructor(code: CauseGrappe, message: string, detail = '') {
    super(message);
    this.name = 'ErreurGrappe';
    this.code = code;
    this.detail = detail;
  }
}

/** Echec d'une migration ; `message` est en francais et nomme le fichier. */
export class ErreurMigration extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ErreurMigration';
  }
}

/** Traduit la fin du journal de PostgreSQL (`lc_messages=C`) en erreur qui dit quoi faire. */
export function erreurDuJournal(
  journal: string,
  contexte: { readonly dossier: string; readonly port: number },
): ErreurGrappe {
  const fin = journal.slice(-4000);
  const trouve = INDICES.find(({ motif }) => motif.test(fin));
  const code = trouve?.code ?? 'demarrage-impossible';
  return new ErreurGrappe(code, PHRASES[code](contexte), fin);
}

const INDICES: readonly { readonly motif: RegExp; readonly code: CauseGrappe }[] = [
  { motif: /no space left on device|disk quota exceeded/i, code: 'disque-plein' },
  { motif: /address already in use|could not create any TCP\/IP sockets/i, code: 'port-pris' },
  { motif: /initialized by PostgreSQL version/i, code: 'version-du-dossier' },
  {
    motif: /lock file "postmaster\.pid" already exists|pre-existing shared memory block/i,
    code: 'deja-demarree',
  },
  {
    motif:
      /database files are incompatible|incorrect checksum in control file|invalid checkpoint|could not locate (a valid|required) checkpoint|is not a valid data directory|pg_control|invalid page in block|could not (open|find|read) (file|directory)|directory .* does not exist/i,
    code: 'dossier-abime',
  },
  {
    motif: /permission denied|has invalid permissions|wrong ownership|cannot be run as root/i,
    code: 'droits-insuffisants',
  },
];

/** Traduit une erreur du systeme de fichiers ; rend toute autre erreur telle quelle. */
export function erreurDuSysteme(cause: unknown, dossier: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? CODES.get(String(cause.code)) : undefined;
  return code === undefined
    ? cause
    : new ErreurGrappe(code, PHRASES[code]({ dossier, port: 0 }), String(cause));
}

const CODES: ReadonlyMap<string, CauseGrappe> = new Map([
  ['ENOSPC', 'disque-plein'],
  ['EDQUOT', 'disque-plein'],
  ['EACCES', 'droits-insuffisants'],
  ['EPERM', 'droits-insuffisants'],
  ['EROFS', 'droits-insuffisants'],
]);

/** Phrase montree a l'exploitant pour chaque cause. */
export const PHRASES: Readonly<
  Record<CauseGrappe, (c: { readonly dossier: string; readonly port: number }) => string>
> = {
  'port-pris': ({ port }) =>
    `Le port ${port} est déjà pris par un autre programme. Libérez-le, ou choisissez-en un autre dans la configuration.`,
  'disque-plein': ({ dossier }) =>
    `Le disque est plein : la base de ${dossier} ne peut pas démarrer. Libérez de la place, puis relancez ; aucune donnée validée n’est perdue.`,
  'dossier-abime': ({ dossier }) =>
    `Le dossier de données ${dossier} est abîmé ou incomplet. N’y touchez pas : restaurez la dernière sauvegarde dans un dossier neuf.`,
  'version-du-dossier': ({ dossier }) =>
    `Le dossier de données ${dossier} vient d’une autre version de PostgreSQL. Reprenez la version qui l’a créé, ou restaurez une sauvegarde logique.`,
  'deja-demarree': ({ dossier }) =>
    `La base de ${dossier} est déjà démarrée par un autre processus. Arrêtez-le avant de relancer.`,
  'droits-insuffisants': ({ dossier }) =>
    `Les droits du dossier ${dossier} ne permettent pas de démarrer la base. Il doit appartenir au compte qui lance le service, et à lui seul.`,
  'binaires-absents': () =>
    'Aucun PostgreSQL embarqué pour cette machine. Installez les dépendances (npm ci), ou donnez l’adresse d’un PostgreSQL 15 ou plus récent.',
  'demarrage-impossible': ({ dossier }) =>
    `La base de ${dossier} n’a pas démarré. Le détail est dans le fichier postgres.log de ce dossier.`,
};
