import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ouvrirPilote } from '@ppn/pkcs11';
import { z } from 'zod';
import { lecteurDeDossier } from './jeton-logiciel.ts';
import { lecteursReunis } from './jeton.ts';
import { lecteurPkcs11 } from './lecteur-pkcs11.ts';
import type { ClesServeur } from './ordre.ts';
import type { FournisseurDePin, OptionsAgent } from './poste.ts';

/** Un réglage manque ou est faux ; le message le nomme. */
export class ReglagesFaux extends Error {
  override readonly name = 'ReglagesFaux';
}

const liste = z.string().transform((texte) =>
  texte
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== ''),
);
const schema = z.object({
  AGENT_PORT: z.coerce.number().int().min(0).max(65_535).default(18_790),
  AGENT_ORIGINES: liste.pipe(z.array(z.string()).min(1)),
  AGENT_CLES: liste.pipe(z.array(z.string()).min(1)),
  AGENT_CARTES: z.string().min(1).optional(),
  PPN_AGENT_PKCS11: liste.default([]),
  AGENT_DOSSIER: z.string().min(1),
  AGENT_EXTENSIONS: liste.default([]),
  AGENT_PIN_PROVIDER: z.string().min(1).optional(),
});
const schemaCle = z.looseObject({
  kid: z.string(),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  origines: z.array(z.string()).optional(),
});

/** Les réglages des deux portes ; `extensions` : identifiants admis à parler à l'hôte du navigateur. */
export type Reglages = { readonly options: OptionsAgent; readonly extensions: readonly string[] };

/**
 * Lit les réglages : `AGENT_PORT` (18790), `AGENT_ORIGINES` (portails, virgules), `AGENT_CLES` (fichiers JWK publics des services,
 * virgules), `AGENT_CARTES` (dossier des cartes logicielles) et `PPN_AGENT_PKCS11` (modules, virgules), l'un ou l'autre ou les deux,
 * `AGENT_DOSSIER` (état), `AGENT_EXTENSIONS` (identifiants), `AGENT_PIN_PROVIDER` (script, jamais en service). Lance `ReglagesFaux`.
 */
export async function lireReglages(environnement: NodeJS.ProcessEnv): Promise<Reglages> {
  const lus = schema.safeParse(environnement);
  if (!lus.success)
    throw new ReglagesFaux(
      `Réglages de l’agent de carte à corriger : ${lus.error.issues.map(({ path }) => path.join('.')).join(', ')}.`,
    );
  const { AGENT_CARTES, PPN_AGENT_PKCS11: modules, AGENT_PIN_PROVIDER } = lus.data;
  const absent = modules.find((module) => !existsSync(module));
  if (absent !== undefined)
    throw new ReglagesFaux(`PPN_AGENT_PKCS11 : le module ${absent} n’existe pas sur ce poste.`);
  if (AGENT_CARTES === undefined && modules.length === 0)
    throw new ReglagesFaux(
      'Aucune carte à lire : donnez PPN_AGENT_PKCS11, ou AGENT_CARTES en démonstration.',
    );
  return {
    extensions: lus.data.AGENT_EXTENSIONS,
    options: {
      port: lus.data.AGENT_PORT,
      origines: lus.data.AGENT_ORIGINES,
      clesServeur: await lireCles(lus.data.AGENT_CLES),
      cartes: lecteursReunis([
        ...(AGENT_CARTES === undefined ? [] : [lecteurDeDossier(AGENT_CARTES)]),
        ...modules.map((module) => lecteurPkcs11(ouvrirPilote({ module }))),
      ]),
      dossier: lus.data.AGENT_DOSSIER,
      ...(AGENT_PIN_PROVIDER === undefined ? {} : { fournisseurDePin: pinParScript(AGENT_PIN_PROVIDER) }),
    },
  };
}

async function lireCles(chemins: readonly string[]): Promise<ClesServeur> {
  const cles = await Promise.all(
    chemins.map(async (chemin) => {
      const { origines, ...cle } = schemaCle.parse(JSON.parse(await readFile(chemin, 'utf8')));
      return [cle.kid, { ...cle, ...(origines ? { origines } : {}) }] as const;
    }),
  );
  return Object.fromEntries(cles);
}

/** Le script reçoit l'identifiant de la carte et écrit le PIN sur sa sortie. */
function pinParScript(chemin: string): FournisseurDePin {
  const lancer = promisify(execFile);
  return async (carte) => (await lancer(chemin, [carte], { timeout: 10_000, maxBuffer: 1024 })).stdout.trim();
}
