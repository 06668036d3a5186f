import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import * as z from 'zod';

/** Une variable d'environnement manque ou est fausse ; le message la nomme et dit quoi faire. */
export class ConfigurationFausse extends Error {
  override readonly name = 'ConfigurationFausse';
}

const port = z.coerce.number().int().min(0).max(65_535);
const liste = z
  .string()
  .default('')
  .transform((texte) =>
    texte
      .split(',')
      .map((element) => element.trim())
      .filter((element) => element !== ''),
  );

/** `tj47001=https://…` : la salle de visioconference d'une juridiction. */
const salle = z
  .templateLiteral([z.string().regex(/^[a-z0-9-]+$/), '=', z.url({ protocol: /^https$/ })])
  .transform((texte): readonly [string, string] => {
    const egal = texte.indexOf('=');
    return [texte.slice(0, egal), texte.slice(egal + 1)];
  });

/** Les reglages d'un service : chaque ligne est une variable, lue une fois au demarrage (table dans README.md). */
const reglages = z.object({
  PPN_SERVICE: z.enum(['interieur', 'justice']),
  PPN_HTTP_PORT: port,
  PPN_HTTP_HOTE: z.string().default('127.0.0.1'),
  PPN_ORIGINE: z.url(),
  PPN_TLS_CERT: z.string().optional(),
  PPN_TLS_CLE: z.string().optional(),
  PPN_BASE_URL: z.string().startsWith('postgres'),
  PPN_BASE_URL_PROPRIETAIRE: z.string().startsWith('postgres').optional(),
  PPN_BASE_ROLE: z.string().optional(),
  PPN_OBJETS: z.string().regex(/^(file:|s3:)/),
  PPN_KEK: z.string(),
  PPN_ENVIRONNEMENT: z.string().default('demonstration'),
  PPN_CACHET_CLE: z.string().optional(),
  PPN_CACHET_PKCS11: z.string().optional(),
  PPN_CACHET_JETON: z.string().optional(),
  PPN_CACHET_PIN: z.string().min(4).optional(),
  PPN_CACHET_CERT: z.string(),
  PPN_TSA_URL: z.url(),
  PPN_TSA_DELAI_MS: z.coerce.number().int().positive().default(5_000),
  PPN_ANCRES: z.string(),
  PPN_CRL_URLS: liste,
  PPN_ECHANGE_PORT: port,
  PPN_ECHANGE_HOTE: z.string().default('127.0.0.1'),
  PPN_ECHANGE_CERT: z.string(),
  PPN_ECHANGE_CLE: z.string(),
  PPN_ECHANGE_CLIENT_CERT: z.string(),
  PPN_ECHANGE_CLIENT_CLE: z.string(),
  PPN_ECHANGE_CA: z.string(),
  PPN_PAIR_NOM: z.enum(['interieur', 'justice']),
  PPN_PAIR_URL: z.url(),
  PPN_PAIR_ORGANISATION: z.string().min(1),
  PPN_PAIR_CN: z.string().min(1),
  PPN_JOURNAL_CLE: z.string(),
  PPN_PAIR_JOURNAL: z.string(),
  PPN_PREUVE_GRACE: z.coerce.number().min(0).default(300),
  PPN_AUDIT_MS: z.coerce.number().int().min(100).max(60_000).default(60_000),
  PPN_ORDRES_CLE: z.string(),
  PPN_AGENT_URL: z.url().default('http://127.0.0.1:18790'),
  PPN_PLINE_URL: z.url().optional(),
  PPN_PLINE_GUICHET: z.url({ protocol: /^https$/ }).optional(),
  PPN_ANNUAIRE: z.string(),
  PPN_SMTP_URL: z.string().default(''),
  PPN_COURRIEL_EXPEDITEUR: z.string().default('ppn@localhost.localdomain'),
  PPN_COURRIEL_AVIS: liste,
  PPN_VISIO: liste.pipe(z.array(salle).transform((salles) => new Map(salles))),
  PPN_ANTIVIRUS: z
    .string()
    .regex(/^(clamd:\/\/[^:/]+:\d+)?$/)
    .default(''),
  PPN_PORTAIL: z.string().default(''),
  PPN_NATINF_CSV: z.string().default(''),
  PPN_FICHIER_MAX: z.coerce
    .number()
    .int()
    .positive()
    .default(20 * 1024 ** 3),
  PPN_OUVRIERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, availableParallelism() - 1)),
  PPN_JOURNAL_NIVEAU: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Configuration d'un service, lue et verifiee. Les fichiers designes (cles, certificats) sont lus a leur emploi. */
export type Configuration = z.infer<typeof reglages>;

const AIDES: { readonly [variable: string]: string } = {
  PPN_ORIGINE: 'adresse publique du portail, par exemple https://enqueteur.exemple.fr',
  PPN_BASE_URL: 'adresse PostgreSQL du rôle applicatif, postgres://…',
  PPN_OBJETS: 'file:/dossier ou s3://hote/seau',
  PPN_TSA_URL: 'adresse du service d’horodatage RFC 3161',
  PPN_JOURNAL_CLE: 'trousseau de la clé du journal, que la commande « cles-du-journal » crée',
  PPN_PAIR_JOURNAL:
    'clés publiques du journal de l’autre ministère, que sa commande « cles-du-journal » affiche',
  PPN_PREUVE_GRACE: 'nombre de secondes',
  PPN_AUDIT_MS: 'nombre de millisecondes, 60000 au plus',
  PPN_VISIO: 'juridiction=https://…, une par juridiction, virgules',
  PPN_ANTIVIRUS: 'clamd://hote:port, ou vide',
  PPN_PLINE_GUICHET: 'adresse https du guichet de PLINE',
  PPN_PAIR_URL: 'adresse https du serveur d’échange de l’autre ministère',
};

/** Lit l'environnement. Toute variable peut etre donnee par fichier : `NOM_FICHIER=/chemin`. Lance `ConfigurationFausse`. */
export function lireConfiguration(environnement: NodeJS.ProcessEnv): Configuration {
  const configuration = lireReglages(reglages, environnement);
  if (configuration.PPN_PAIR_NOM === configuration.PPN_SERVICE)
    throw new ConfigurationFausse(
      'PPN_PAIR_NOM doit nommer l’autre service : un service ne s’écrit pas à lui-même.',
    );
  controlerLeTls(configuration);
  controlerLeCachet(configuration);
  return configuration;
}

/** Lit les variables d'un schema, par fichier au besoin ; lance `ConfigurationFausse` en nommant chacune de celles a corriger. */
export function lireReglages<S extends z.ZodObject>(schema: S, environnement: NodeJS.ProcessEnv): z.infer<S> {
  const lu = schema.safeParse(avecFichiers(Object.keys(schema.shape), environnement));
  if (lu.success) return lu.data;
  const defauts = lu.error.issues
    .map(({ path }) => String(path[0]))
    .filter((nom, rang, noms) => noms.indexOf(nom) === rang);
  throw new ConfigurationFausse(
    `Configuration à corriger : ${defauts.map((nom) => `${nom}${environnement[nom] ? ` (valeur refusée${aide(nom)})` : ` (absente${aide(nom)})`}`).join(' ; ')}. Voir la table des réglages du README.`,
  );
}

/** Certificat et cle TLS vont ensemble. */
export function controlerLeTls({
  PPN_TLS_CERT,
  PPN_TLS_CLE,
}: Pick<Configuration, 'PPN_TLS_CERT' | 'PPN_TLS_CLE'>): void {
  if ((PPN_TLS_CERT === undefined) !== (PPN_TLS_CLE === undefined))
    throw new ConfigurationFausse('PPN_TLS_CERT et PPN_TLS_CLE vont ensemble : donnez les deux, ou aucun.');
}

/** La cle du cachet est dans un fichier, ou dans un module PKCS#11 avec son code. */
export function controlerLeCachet({
  PPN_CACHET_CLE,
  PPN_CACHET_PKCS11,
  PPN_CACHET_PIN,
}: Pick<Configuration, 'PPN_CACHET_CLE' | 'PPN_CACHET_PKCS11' | 'PPN_CACHET_PIN'>): void {
  if (((PPN_CACHET_CLE ?? '') === '') === (PPN_CACHET_PKCS11 === undefined))
    throw new ConfigurationFausse(
      'La clé du cachet est dans un fichier (PPN_CACHET_CLE) ou dans un module PKCS#11 (PPN_CACHET_PKCS11) : donnez l’un des deux.',
    );
  if (PPN_CACHET_PKCS11 !== undefined && PPN_CACHET_PIN === undefined)
    throw new ConfigurationFausse(
      'PPN_CACHET_PKCS11 demande le code de son jeton : donnez PPN_CACHET_PIN_FICHIER, un fichier lisible du seul service.',
    );
}

const aide = (nom: string): string => (AIDES[nom] ? ` ; attendu : ${AIDES[nom]}` : '');

function avecFichiers(
  noms: readonly string[],
  environnement: NodeJS.ProcessEnv,
): { readonly [nom: string]: string | undefined } {
  const complet: { [nom: string]: string | undefined } = { ...environnement };
  for (const nom of noms) {
    const chemin = environnement[`${nom}_FICHIER`];
    if (chemin === undefined || environnement[nom] !== undefined) continue;
    complet[nom] = lireFichierDe(`${nom}_FICHIER`, chemin).trim();
  }
  return complet;
}

/** Texte d'un fichier designe par une variable ; une absence la nomme. */
export function lireFichierDe(variable: string, chemin: string): string {
  try {
    return readFileSync(chemin, 'utf8');
  } catch {
    throw new ConfigurationFausse(
      `${variable} désigne un fichier illisible : ${chemin}. Vérifiez le chemin et les droits.`,
    );
  }
}
