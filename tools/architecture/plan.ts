/** Les etages de la maison, du plus bas au plus haut (conception §4). */
export type Etage =
  | 'core'
  | 'platform'
  | 'module'
  | 'service'
  | 'portal'
  | 'workstation'
  | 'verifier'
  | 'specification'
  | 'tool';

/** Ce qu'un paquet a le droit de lire. */
export type Piece = {
  readonly etage: Etage;
  /** Paquets `@ppn/…` lus librement ; un module n'est lu par un autre module ou un poste que par ses faces publiques. */
  readonly lit: readonly string[];
  /** Paquets `@ppn/…` lus par `import type` seulement : rien n'en reste a l'execution. */
  readonly litEnTypes?: readonly string[];
  /** Dependances npm admises ; absent : toutes celles de `dependencies` (et `devDependencies` pour portails et outils). */
  readonly npm?: readonly string[];
};

/** La maison declaree : nom de paquet -> ses droits. */
export type Plan = Readonly<Record<string, Piece>>;

/** Dependances admises dans ce qui est pur (`core/`, `modules/*\/domain/`) : aucune entree-sortie. */
export const NPM_PUR: readonly string[] = ['temporal-polyfill'];

/** Tout `platform/`, lu par les modules et les services. */
const PLATEFORME = [
  '@ppn/blob-store',
  '@ppn/exchange',
  '@ppn/http',
  '@ppn/identity',
  '@ppn/intake',
  '@ppn/journal',
  '@ppn/large-files',
  '@ppn/mail',
  '@ppn/observability',
  '@ppn/pkcs11',
  '@ppn/postgres',
  '@ppn/sealing',
  '@ppn/tlog',
] as const;

/** Les contextes metier. */
const MODULES = [
  '@ppn/nomenclature',
  '@ppn/habilitation',
  '@ppn/dossier',
  '@ppn/acte',
  '@ppn/import',
  '@ppn/orientation',
  '@ppn/pilotage',
  '@ppn/mention',
  '@ppn/preuve',
  '@ppn/papier',
  '@ppn/garde-a-vue',
  '@ppn/messagerie',
  '@ppn/transfert',
  '@ppn/annuaire-externe',
  '@ppn/moyens-acces',
  '@ppn/copie',
  '@ppn/recherche',
  '@ppn/greffe',
  '@ppn/audience',
  '@ppn/jugement',
  '@ppn/notification',
  '@ppn/parapheur',
] as const;

const plateforme = (...lit: readonly string[]): Piece => ({ etage: 'platform', lit: ['@ppn/core', ...lit] });
const contexte = (...modules: readonly string[]): Piece => ({
  etage: 'module',
  lit: ['@ppn/core', ...PLATEFORME, ...modules],
});
const socle: Piece = { etage: 'service', lit: ['@ppn/core', ...PLATEFORME, ...MODULES] };
const service: Piece = { etage: 'service', lit: [...socle.lit, '@ppn/service-socle'] };
const portail = (...lit: readonly string[]): Piece => ({
  etage: 'portal',
  lit: ['@ppn/core', ...lit],
  litEnTypes: [...MODULES, '@ppn/http'],
});
/** Un portail deploye : les pieces communes, et le contrat de son service en types. */
const portailDe = (nomDuService: string): Piece => ({
  ...portail(
    '@ppn/kit',
    '@ppn/api-client',
    '@ppn/lecteur',
    '@ppn/conversation',
    '@ppn/echanges',
    '@ppn/chercher',
  ),
  litEnTypes: [...MODULES, '@ppn/http', nomDuService],
});
const outil: Piece = { etage: 'tool', lit: ['*'] };

/** Le plan de la maison. Une ligne par paquet ; les listes entre modules sont sans cycle (verifie). */
export const PLAN: Plan = {
  '@ppn/core': { etage: 'core', lit: [], npm: NPM_PUR },

  '@ppn/observability': plateforme(),
  '@ppn/tlog': { etage: 'platform', lit: ['@ppn/core'], npm: ['canonicalize'] },
  '@ppn/postgres': plateforme('@ppn/observability'),
  '@ppn/journal': plateforme('@ppn/postgres', '@ppn/observability', '@ppn/tlog'),
  '@ppn/blob-store': plateforme('@ppn/postgres', '@ppn/observability'),
  '@ppn/sealing': plateforme(),
  '@ppn/intake': plateforme('@ppn/blob-store', '@ppn/observability'),
  '@ppn/identity': plateforme('@ppn/postgres', '@ppn/sealing', '@ppn/observability'),
  '@ppn/exchange': plateforme(
    '@ppn/postgres',
    '@ppn/journal',
    '@ppn/blob-store',
    '@ppn/sealing',
    '@ppn/observability',
    '@ppn/tlog',
  ),
  '@ppn/http': plateforme('@ppn/identity', '@ppn/observability'),
  '@ppn/large-files': plateforme('@ppn/postgres', '@ppn/blob-store'),
  '@ppn/mail': plateforme('@ppn/postgres', '@ppn/observability'),
  '@ppn/pkcs11': plateforme(),

  '@ppn/nomenclature': contexte(),
  '@ppn/habilitation': contexte('@ppn/nomenclature'),
  '@ppn/dossier': contexte('@ppn/nomenclature', '@ppn/habilitation'),
  '@ppn/acte': contexte('@ppn/nomenclature', '@ppn/habilitation', '@ppn/dossier'),
  '@ppn/import': contexte('@ppn/nomenclature', '@ppn/habilitation', '@ppn/dossier'),
  '@ppn/orientation': contexte('@ppn/nomenclature', '@ppn/habilitation', '@ppn/dossier', '@ppn/acte'),
  '@ppn/mention': contexte('@ppn/nomenclature', '@ppn/habilitation', '@ppn/dossier', '@ppn/acte'),
  '@ppn/pilotage': contexte('@ppn/habilitation', '@ppn/dossier'),
  '@ppn/preuve': contexte('@ppn/habilitation', '@ppn/dossier'),
  '@ppn/papier': contexte('@ppn/nomenclature', '@ppn/habilitation', '@ppn/dossier', '@ppn/acte'),
  '@ppn/garde-a-vue': contexte('@ppn/nomenclature', '@ppn/habilitation', '@ppn/dossier', '@ppn/acte'),
  '@ppn/messagerie': contexte('@ppn/habilitation', '@ppn/dossier', '@ppn/acte'),
  '@ppn/transfert': contexte(),
  '@ppn/annuaire-externe': contexte(),
  '@ppn/moyens-acces': contexte(),
  '@ppn/copie': contexte('@ppn/habilitation', '@ppn/dossier', '@ppn/transfert'),
  '@ppn/recherche': contexte('@ppn/habilitation', '@ppn/dossier'),
  '@ppn/greffe': contexte('@ppn/nomenclature', '@ppn/habilitation', '@ppn/dossier'),
  '@ppn/notification': contexte('@ppn/habilitation', '@ppn/dossier'),
  '@ppn/audience': contexte('@ppn/habilitation', '@ppn/dossier'),

  '@ppn/jugement': contexte(
    '@ppn/nomenclature',
    '@ppn/habilitation',
    '@ppn/dossier',
    '@ppn/acte',
    '@ppn/mention',
  ),
  '@ppn/parapheur': contexte('@ppn/habilitation', '@ppn/dossier'),

  '@ppn/service-socle': socle,
  '@ppn/service-interieur': service,
  '@ppn/service-justice': service,
  '@ppn/service-pline': service,
  '@ppn/service-plex': service,

  '@ppn/kit': { etage: 'portal', lit: ['@ppn/core'], litEnTypes: ['@ppn/habilitation', '@ppn/garde-a-vue'] },
  '@ppn/api-client': portail(),
  '@ppn/lecteur': portail('@ppn/kit', '@ppn/api-client'),
  '@ppn/conversation': portail('@ppn/kit', '@ppn/api-client'),
  '@ppn/echanges': portail('@ppn/kit', '@ppn/api-client', '@ppn/lecteur'),
  '@ppn/chercher': portail('@ppn/kit', '@ppn/api-client'),
  '@ppn/enqueteur': portailDe('@ppn/service-interieur'),
  '@ppn/bureau-penal': portailDe('@ppn/service-justice'),
  '@ppn/pline': portailDe('@ppn/service-pline'),
  '@ppn/plex': portailDe('@ppn/service-plex'),

  '@ppn/workstation': {
    etage: 'workstation',
    lit: ['@ppn/core', '@ppn/pkcs11', '@ppn/sealing'],
    litEnTypes: ['@ppn/identity'],
  },
  '@ppn/verifier': {
    etage: 'verifier',
    lit: [
      '@ppn/core',
      '@ppn/sealing',
      '@ppn/tlog',
      '@ppn/nomenclature',
      '@ppn/dossier',
      '@ppn/acte',
      '@ppn/orientation',
      '@ppn/mention',
      '@ppn/jugement',
      '@ppn/papier',
      '@ppn/garde-a-vue',
      '@ppn/messagerie',
    ],
  },

  '@ppn/specifications': { etage: 'specification', lit: ['*'] },
  '@ppn/architecture': outil,
  '@ppn/bench': outil,
  '@ppn/confiance': outil,
  '@ppn/demarrage': outil,
  '@ppn/scenarios': outil,
  '@ppn/vecteurs': outil,
};
