import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { PanneDeDemarrage } from './pannes.ts';

/** Les ports du systeme : la variable qui change chacun, et sa valeur par defaut. */
export const PORTS = [
  {
    nom: 'interieurHttp',
    variable: 'PPN_INTERIEUR_HTTP_PORT',
    defaut: 18701,
    sens: 'portail de l’enquêteur',
  },
  { nom: 'justiceHttp', variable: 'PPN_JUSTICE_HTTP_PORT', defaut: 18702, sens: 'bureau pénal' },
  { nom: 'plineHttp', variable: 'PPN_PLINE_HTTP_PORT', defaut: 18703, sens: 'PLINE' },
  { nom: 'plineGuichet', variable: 'PPN_PLINE_GUICHET_PORT', defaut: 18713, sens: 'guichet de PLINE' },
  { nom: 'plexHttp', variable: 'PPN_PLEX_HTTP_PORT', defaut: 18704, sens: 'PLEX' },
  { nom: 'plexGuichet', variable: 'PPN_PLEX_GUICHET_PORT', defaut: 18714, sens: 'guichet de PLEX' },
  {
    nom: 'interieurEchange',
    variable: 'PPN_INTERIEUR_ECHANGE_PORT',
    defaut: 18711,
    sens: 'échange, côté Intérieur',
  },
  {
    nom: 'justiceEchange',
    variable: 'PPN_JUSTICE_ECHANGE_PORT',
    defaut: 18712,
    sens: 'échange, côté Justice',
  },
  { nom: 'confiance', variable: 'PPN_CONFIANCE_PORT', defaut: 18720, sens: 'service de confiance' },
  { nom: 'courrierHttp', variable: 'PPN_COURRIER_HTTP_PORT', defaut: 18730, sens: 'boîte de courrier' },
  { nom: 'courrierSmtp', variable: 'PPN_COURRIER_SMTP_PORT', defaut: 18731, sens: 'réception du courrier' },
  {
    nom: 'fournisseur',
    variable: 'PPN_FOURNISSEUR_PORT',
    defaut: 18732,
    sens: 'fournisseur d’identité de démonstration',
  },
  { nom: 'agent', variable: 'PPN_AGENT_PORT', defaut: 18790, sens: 'agent de carte' },
] as const;

/** Nom d'un port du systeme. */
export type NomDePort = (typeof PORTS)[number]['nom'];
/** Un numero par port. */
export type Ports = Readonly<Record<NomDePort, number>>;

/** Ports par defaut, changes par l'environnement ; lance `configuration-invalide`, `port-occupe` ou `port-interdit`. */
export async function portsFixes(environnement: NodeJS.ProcessEnv): Promise<Ports> {
  const ports = parPort((nom) => lire(environnement, reglage(nom)));
  const doublon = PORTS.find(({ nom }, rang) =>
    PORTS.slice(rang + 1).some((autre) => ports[autre.nom] === ports[nom]),
  );
  if (doublon !== undefined)
    throw new PanneDeDemarrage(
      'configuration-invalide',
      `Le port ${ports[doublon.nom]} est demandé deux fois : changez ${doublon.variable}.`,
    );
  for (const { nom, variable, sens } of PORTS) {
    const code = await essayer(ports[nom]);
    if (code !== undefined) throw panneDePort(code, { port: ports[nom], variable, sens });
  }
  return ports;
}

/** Ports par bloc : le premier garde les suivants. */
const BLOC = 16;

/**
 * Ports libres, hors de la plage que le systeme donne aux connexions sortantes (Linux : 32768 et plus). Le premier port du bloc
 * reste ecoute tant que ce processus vit : deux systemes qui naissent ensemble ne choisissent pas les memes.
 */
export async function portsLibres(): Promise<Ports> {
  for (let essai = 0; essai < 200; essai += 1) {
    const base = randomInt(20_000 / BLOC, 30_000 / BLOC) * BLOC;
    const garde = await garder(base);
    if (garde === undefined) continue;
    const ports = PORTS.map((_port, rang) => base + 1 + rang);
    const occupes = await Promise.all(ports.map(essayer));
    if (occupes.every((code) => code === undefined)) return parPort((_nom, rang) => ports[rang] ?? 0);
    garde.close();
  }
  throw new PanneDeDemarrage('port-occupe', AUCUN);
}

/** Un port libre entre 30000 et 31999. */
export async function portLibre(): Promise<number> {
  for (let essai = 0; essai < 200; essai += 1) {
    const port = randomInt(30_000, 32_000);
    if ((await essayer(port)) === undefined) return port;
  }
  throw new PanneDeDemarrage('port-occupe', AUCUN);
}

const AUCUN = 'Aucun port libre entre 20000 et 31999 : fermez d’autres programmes.';

/** Ecoute ce port sans retenir le processus ; `undefined` s'il est pris. */
function garder(port: number): Promise<Server | undefined> {
  const garde = createServer((liaison) => liaison.destroy()).unref();
  return new Promise((finir) => {
    garde.once('error', () => finir(undefined));
    garde.listen({ port, host: '127.0.0.1', exclusive: true }, () => finir(garde));
  });
}

type Reglage = (typeof PORTS)[number];
type Demande = { readonly port: number; readonly variable: string; readonly sens: string };

const reglage = (nom: NomDePort): Reglage => {
  const trouve = PORTS.find((port) => port.nom === nom);
  if (trouve === undefined) throw new RangeError(nom);
  return trouve;
};

function parPort(valeur: (nom: NomDePort, rang: number) => number): Ports {
  return {
    interieurHttp: valeur('interieurHttp', 0),
    justiceHttp: valeur('justiceHttp', 1),
    plineHttp: valeur('plineHttp', 2),
    plineGuichet: valeur('plineGuichet', 3),
    plexHttp: valeur('plexHttp', 4),
    plexGuichet: valeur('plexGuichet', 5),
    interieurEchange: valeur('interieurEchange', 6),
    justiceEchange: valeur('justiceEchange', 7),
    confiance: valeur('confiance', 8),
    courrierHttp: valeur('courrierHttp', 9),
    courrierSmtp: valeur('courrierSmtp', 10),
    fournisseur: valeur('fournisseur', 11),
    agent: valeur('agent', 12),
  };
}

function lire(environnement: NodeJS.ProcessEnv, { variable, defaut }: Reglage): number {
  const texte = environnement[variable] ?? '';
  const port = texte === '' ? defaut : Number(texte);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new PanneDeDemarrage(
    'configuration-invalide',
    `${variable}=${texte} n’est pas un numéro de port (1 à 65535).`,
  );
}

/** Code d'erreur si l'ecoute sur 127.0.0.1 echoue, sinon `undefined`. */
function essayer(port: number): Promise<string | undefined> {
  const sonde = createServer();
  return new Promise((finir) => {
    sonde.once('error', (erreur: NodeJS.ErrnoException) => finir(erreur.code ?? 'EINCONNU'));
    sonde.listen({ port, host: '127.0.0.1', exclusive: true }, () => sonde.close(() => finir(undefined)));
  });
}

function panneDePort(code: string, { port, variable, sens }: Demande): PanneDeDemarrage {
  return code === 'EACCES'
    ? new PanneDeDemarrage(
        'port-interdit',
        `Le port ${port} (${sens}) est réservé par le système : choisissez-en un autre avec ${variable}.`,
      )
    : new PanneDeDemarrage(
        'port-occupe',
        `Le port ${port} (${sens}) est déjà pris par un autre programme : arrêtez-le, ou choisissez un autre port avec ${variable}=….`,
      );
}
