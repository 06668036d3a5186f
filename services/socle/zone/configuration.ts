import { availableParallelism } from 'node:os';
import { emetteurAdmis } from '@ppn/identity';
import * as z from 'zod';
import { ConfigurationFausse, controlerLeCachet, controlerLeTls, lireReglages } from '../configuration.ts';

const liste = z
  .string()
  .default('')
  .transform((texte) =>
    texte
      .split(',')
      .map((element) => element.trim())
      .filter((element) => element !== ''),
  );
/** `interieur=service-interieur` : un service admis, et le nom (CN) de son certificat. */
const admis = z
  .templateLiteral([z.string().regex(/^[a-z]+$/), '=', z.string().min(1)])
  .transform((texte): readonly [string, string] => {
    const egal = texte.indexOf('=');
    return [texte.slice(egal + 1), texte.slice(0, egal)];
  });
const octets = z.coerce.number().int().positive();

/** Les reglages d'une zone d'echange : chaque ligne est une variable, lue une fois au demarrage (table dans README.md). */
const reglages = z.object({
  PPN_SERVICE: z.enum(['pline', 'plex']),
  PPN_ENVIRONNEMENT: z.string().default('demonstration'),
  PPN_HTTP_PORT: z.coerce.number().int().min(0).max(65_535),
  PPN_HTTP_HOTE: z.string().default('127.0.0.1'),
  PPN_ORIGINE: z.url(),
  PPN_TLS_CERT: z.string().optional(),
  PPN_TLS_CLE: z.string().optional(),
  PPN_PORTAIL: z.string().default(''),
  PPN_BASE_URL: z.string().startsWith('postgres'),
  PPN_BASE_URL_PROPRIETAIRE: z.string().startsWith('postgres').optional(),
  PPN_BASE_ROLE: z.string().optional(),
  PPN_OBJETS: z.string().regex(/^(file:|s3:)/),
  PPN_KEK: z.string(),
  PPN_DEPOTS: z.string().startsWith('file:'),
  PPN_CLES: z.string().startsWith('file:'),
  PPN_CLES_PKCS11: z.string().default(''),
  PPN_CLES_JETON: z.string().default(''),
  PPN_CLES_PIN: z.string().default(''),
  PPN_CAPACITE: octets.default(200 * 1024 ** 3),
  PPN_ANTIVIRUS: z
    .string()
    .regex(/^(clamd:\/\/[^:/]+:\d+)?$/)
    .default(''),
  PPN_QUOTA_PERSONNE: octets.default(100 * 1024 ** 3),
  PPN_DEPOT_MAX: octets.default(20 * 1024 ** 3),
  PPN_FILS: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
  PPN_BLOCS: z.coerce.number().int().min(4).max(1024).default(16),
  PPN_CACHET_CLE: z.string().optional(),
  PPN_CACHET_PKCS11: z.string().optional(),
  PPN_CACHET_JETON: z.string().optional(),
  PPN_CACHET_PIN: z.string().min(4).optional(),
  PPN_CACHET_CERT: z.string(),
  PPN_GUICHET_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  PPN_GUICHET_HOTE: z.string().default('127.0.0.1'),
  PPN_GUICHET_CERT: z.string().default(''),
  PPN_GUICHET_CLE: z.string().default(''),
  PPN_GUICHET_CA: z.string().default(''),
  PPN_GUICHET_ADMIS: liste.pipe(z.array(admis).transform((noms) => new Map(noms))),
  PPN_PLEX_URL: z.string().default(''),
  PPN_PLEX_CERT: z.string().default(''),
  PPN_PLEX_CLE: z.string().default(''),
  PPN_PLEX_CA: z.string().default(''),
  PPN_LISTES: z.string().startsWith('file:').or(z.literal('')).default(''),
  PPN_GUICHETS: z.string().default(''),
  PPN_MOYENS: liste
    .pipe(z.array(z.enum(['carte', 'cle-d-acces', 'oidc'])).min(1))
    .default(['carte', 'cle-d-acces']),
  PPN_OIDC_EMETTEUR: z.url().refine(emetteurAdmis).or(z.literal('')).default(''),
  PPN_OIDC_NOM: z.string().max(60).default('le fournisseur d’identité'),
  PPN_OIDC_CLIENT: z.string().default(''),
  PPN_OIDC_SECRET: z.string().default(''),
  PPN_OIDC_PORTEES: liste.default(['openid']),
  PPN_OIDC_NIVEAUX: liste,
  PPN_OIDC_NUMERO: z.string().default(''),
  PPN_OIDC_GENRE: z.enum(['avocat', 'commissaire-de-justice', 'expert']).default('avocat'),
  PPN_LDAP_URL: z
    .string()
    .regex(/^(ldaps?:\/\/.+)?$/)
    .default(''),
  PPN_LDAP_GENRE: z.enum(['avocat', 'commissaire-de-justice', 'expert']).default('avocat'),
  PPN_LDAP_BASE: z.string().default(''),
  PPN_LDAP_DN: z.string().default(''),
  PPN_LDAP_MOT_DE_PASSE: z.string().default(''),
  PPN_LDAP_FILTRE: z.string().default('(objectClass=inetOrgPerson)'),
  PPN_LDAP_CA: z.string().default(''),
  PPN_TSA_URL: z.url(),
  PPN_TSA_DELAI_MS: z.coerce.number().int().positive().default(5_000),
  PPN_ANCRES: z.string(),
  PPN_CRL_URLS: liste,
  PPN_JOURNAL_CLE: z.string(),
  PPN_ORDRES_CLE: z.string(),
  PPN_AGENT_URL: z.url().default('http://127.0.0.1:18790'),
  PPN_ANNUAIRE: z.string().default(''),
  PPN_SMTP_URL: z.string().default(''),
  PPN_COURRIEL_EXPLOITANT: liste.pipe(z.array(z.email())),
  PPN_COURRIEL_EXPEDITEUR: z.string().default('ppn@localhost.localdomain'),
  PPN_JOURNAL_NIVEAU: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Configuration d'une zone, lue et verifiee. */
export type ConfigurationDeZone = z.infer<typeof reglages>;

/** Lit l'environnement d'une zone. Lance `ConfigurationFausse`. */
export function lireConfigurationDeZone(environnement: NodeJS.ProcessEnv): ConfigurationDeZone {
  const configuration = lireReglages(reglages, environnement);
  controlerLeTls(configuration);
  controlerLeCachet(configuration);
  const { PPN_GUICHET_CERT, PPN_GUICHET_CLE, PPN_GUICHET_CA } = configuration;
  if (new Set([PPN_GUICHET_CERT, PPN_GUICHET_CLE, PPN_GUICHET_CA].map((fichier) => fichier === '')).size > 1)
    throw new ConfigurationFausse(
      'PPN_GUICHET_CERT, PPN_GUICHET_CLE et PPN_GUICHET_CA vont ensemble : donnez les trois, ou aucun.',
    );
  if (configuration.PPN_CLES_PKCS11 !== '' && configuration.PPN_CLES_PIN === '')
    throw new ConfigurationFausse(
      'PPN_CLES_PKCS11 demande PPN_CLES_PIN, le code de son jeton (par PPN_CLES_PIN_FICHIER, de préférence).',
    );
  controlerLOidc(configuration);
  return configuration;
}

/** Entrer par un fournisseur d'identite demande de savoir lequel, a quel niveau, et ou lire le numero professionnel. */
function controlerLOidc(configuration: ConfigurationDeZone): void {
  if (!configuration.PPN_MOYENS.includes('oidc')) return;
  const manquants = (
    [
      'PPN_OIDC_EMETTEUR',
      'PPN_OIDC_CLIENT',
      'PPN_OIDC_SECRET',
      'PPN_OIDC_NIVEAUX',
      'PPN_OIDC_NUMERO',
    ] as const
  ).filter((nom) => configuration[nom].length === 0);
  if (manquants.length > 0)
    throw new ConfigurationFausse(`PPN_MOYENS admet « oidc » : donnez aussi ${manquants.join(', ')}.`);
}
