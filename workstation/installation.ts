import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { pageVide } from './fenetre.ts';

/** Nom de l'hôte, tel que l'extension l'appelle. */
export const NOM_DE_L_HOTE = 'fr.ppn.agent';
/** Identifiant de l'extension dans Firefox. */
const GECKO = 'agent-de-carte@ppn.invalid';
const schemaManifeste = z.looseObject({ content_scripts: z.array(z.looseObject({})) });
const EXTENSION = join(import.meta.dirname, 'extension');
const FENETRE = join(import.meta.dirname, 'fenetre');

/** Ce qu'il faut pour installer la porte « native messaging » d'un poste. */
export type Installation = {
  /** Dossier où tout est écrit : `extension/`, `hote/`. */
  readonly vers: string;
  /** Portails admis, origines exactes : l'extension ne se pose que là. */
  readonly origines: readonly string[];
  /** Clé publique de signature de l'extension (SPKI DER) : elle fixe son identifiant dans Chrome et Edge. */
  readonly cle: Uint8Array;
  /** Réglages de l'hôte (`reglages.ts`) et de son module PKCS#11 ; pas de secret. */
  readonly environnement: Readonly<Record<string, string>>;
  readonly systeme?: NodeJS.Platform;
  readonly node?: string;
};
/** Ce qui a été écrit. */
export type Installee = {
  readonly extension: string;
  /** Identifiant de l'extension dans Chrome, Chromium et Edge. */
  readonly identifiant: string;
  readonly lanceur: string;
  /** Manifestes de l'hôte : à copier où le navigateur les cherche (voir README). */
  readonly manifestes: { readonly chrome: string; readonly firefox: string };
};

/** Écrit l'extension assemblée, le lanceur de l'hôte et ses manifestes. Refaite, elle remplace l'ancienne. */
export async function installer({
  vers,
  origines,
  cle,
  environnement,
  systeme = process.platform,
  node = process.execPath,
}: Installation): Promise<Installee> {
  const identifiant = identifiantDeLExtension(cle);
  const extension = join(vers, 'extension');
  const hote = join(vers, 'hote');
  await mkdir(hote, { recursive: true });
  await assembler(extension, origines, cle);
  const windows = systeme === 'win32';
  const lanceur = join(hote, windows ? 'ppn-agent.cmd' : 'ppn-agent');
  const reglages = { ...environnement, AGENT_EXTENSIONS: `${identifiant},${GECKO}` };
  await writeFile(lanceur, windows ? enCmd(node, reglages) : enSh(node, reglages));
  await chmod(lanceur, 0o755);
  const manifestes = {
    chrome: join(hote, `${NOM_DE_L_HOTE}.json`),
    firefox: join(hote, `${NOM_DE_L_HOTE}.firefox.json`),
  };
  const commun = {
    name: NOM_DE_L_HOTE,
    description: 'Agent de carte de la procédure pénale numérique',
    path: lanceur,
    type: 'stdio',
  };
  await ecrireJson(manifestes.chrome, {
    ...commun,
    allowed_origins: [`chrome-extension://${identifiant}/`],
  });
  await ecrireJson(manifestes.firefox, { ...commun, allowed_extensions: [GECKO] });
  return { extension, identifiant, lanceur, manifestes };
}

/** L'identifiant que Chrome donne à une extension : 128 bits du SHA-256 de sa clé, écrits de `a` à `p`. */
export const identifiantDeLExtension = (cle: Uint8Array): string =>
  [...createHash('sha256').update(cle).digest('hex').slice(0, 32)]
    .map((chiffre) => String.fromCodePoint(97 + Number.parseInt(chiffre, 16)))
    .join('');

/** L'extension : ses fichiers, ceux de la fenêtre commune (mais son propre transport), et les seuls portails admis. */
async function assembler(vers: string, origines: readonly string[], cle: Uint8Array): Promise<void> {
  await mkdir(vers, { recursive: true });
  for (const nom of ['fenetre.css', 'fenetre.js']) await cp(join(FENETRE, nom), join(vers, nom));
  for (const nom of await readdir(EXTENSION))
    if (nom !== 'manifest.json') await cp(join(EXTENSION, nom), join(vers, nom));
  await writeFile(join(vers, 'fenetre.html'), pageVide());
  const modele = schemaManifeste.parse(JSON.parse(await readFile(join(EXTENSION, 'manifest.json'), 'utf8')));
  await ecrireJson(join(vers, 'manifest.json'), {
    ...modele,
    key: Buffer.from(cle).toString('base64'),
    content_scripts: modele.content_scripts.map((relais) => ({
      ...relais,
      matches: origines.map(motifDe),
    })),
  });
}

/** Un motif ne sait pas les ports : l'hôte exact de l'agent, lui, compare l'origine entière. */
function motifDe(origine: string): string {
  const { protocol, hostname } = new URL(origine);
  return `${protocol}//${hostname}/*`;
}

const HOTE = join(import.meta.dirname, 'hote.ts');

const enSh = (node: string, reglages: Readonly<Record<string, string>>): string =>
  `#!/bin/sh\n${Object.entries(reglages)
    .map(([nom, valeur]) => `export ${nom}=${citerSh(valeur)}\n`)
    .join('')}exec ${citerSh(node)} ${citerSh(HOTE)} "$@"\n`;
const citerSh = (texte: string): string => `'${texte.replaceAll("'", `'\\''`)}'`;

/** `%` doublé et valeur citée : un chemin Windows ne commande rien à l'interpréteur. */
function enCmd(node: string, reglages: Readonly<Record<string, string>>): string {
  const lignes = Object.entries(reglages).map(([nom, valeur]) => {
    if (/["\r\n]/.test(valeur))
      throw new RangeError(`Le réglage ${nom} porte un guillemet ou un retour à la ligne.`);
    return `set "${nom}=${valeur.replaceAll('%', '%%')}"`;
  });
  return ['@echo off', ...lignes, `"${node}" "${HOTE}" %*`, ''].join('\r\n');
}

const ecrireJson = (chemin: string, valeur: object): Promise<void> =>
  writeFile(chemin, `${JSON.stringify(valeur, null, 2)}\n`);
