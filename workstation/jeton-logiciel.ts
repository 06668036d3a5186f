import { createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { z } from 'zod';
import { chiffrerCle, dechiffrerCle, schemaCoffre } from './coffre-a-pin.ts';
import type { Coffre } from './coffre-a-pin.ts';
import { ecrireDurable } from './fichier-durable.ts';
import { isPin } from './jeton.ts';
import type { ContenuCarte, Jeton, Lecteur, RefusJeton, UsageCle } from './jeton.ts';

/** PIN faux permis de suite ; au-delà la carte est verrouillée. */
export const ESSAIS_MAX = 3;

/**
 * Format d'un jeton logiciel, un dossier par carte :
 * `carte.json` : version, id, titulaire, certificats et chaîne (DER en base64), et par usage la clé PKCS#8 chiffrée (voir `coffre-a-pin.ts`) ;
 * `essais.json` : `{ "restants": n }`, écrit sur le disque AVANT de regarder le PIN, pour qu'un arrêt brutal ne rende pas d'essai.
 */
const schemaCarte = z.object({
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  titulaire: z.string().min(1).max(200),
  certificats: z.object({ authentification: z.base64(), signature: z.base64() }),
  chaine: z.array(z.base64()).max(8),
  cles: z.object({ authentification: schemaCoffre, signature: schemaCoffre }),
});
const schemaEssais = z.object({ restants: z.number().int().min(0).max(ESSAIS_MAX) });
type Fiche = z.infer<typeof schemaCarte>;

/** Ce qu'il faut pour fabriquer un jeton logiciel. */
export type JetonAEcrire = {
  readonly id: string;
  readonly titulaire: string;
  readonly pin: string;
  readonly cles: Readonly<Record<UsageCle, KeyObject>>;
  readonly certificats: Readonly<Record<UsageCle, Uint8Array>>;
  readonly chaine: readonly Uint8Array[];
};

/** Fabrique le dossier d'une carte, d'un seul coup ; lance `RangeError` si le PIN ou l'identifiant est mal formé. */
export async function ecrireJeton(
  dossier: string,
  { id, titulaire, pin, cles, certificats, chaine }: JetonAEcrire,
): Promise<void> {
  if (!isPin(pin)) throw new RangeError('Le PIN d’une carte compte 4 à 12 chiffres.');
  const coffre = (usage: UsageCle): Promise<Coffre> => chiffrerCle(cles[usage], pin, `${id}/${usage}`);
  const fiche = schemaCarte.parse({
    version: 1,
    id,
    titulaire,
    certificats: {
      authentification: base64(certificats.authentification),
      signature: base64(certificats.signature),
    },
    chaine: chaine.map(base64),
    cles: { authentification: await coffre('authentification'), signature: await coffre('signature') },
  });
  const chantier = `${dossier}.${process.pid}.creation`;
  await rm(chantier, { recursive: true, force: true });
  await mkdir(chantier, { recursive: true, mode: 0o700 });
  await writeFile(join(chantier, 'carte.json'), `${JSON.stringify(fiche, null, 1)}\n`, { mode: 0o600 });
  await ecrireEssais(chantier, ESSAIS_MAX);
  await rename(chantier, dossier);
}

/** Ouvre le jeton logiciel d'un dossier ; les tentatives de PIN y passent une à une. */
export function jetonLogiciel(dossier: string): Jeton {
  return {
    lire: async () => {
      const lu = await lireFiche(dossier);
      return lu.ok ? reussite(contenuDe(lu.valeur.fiche, lu.valeur.restants)) : lu;
    },
    signerLot: (lot) => unParUn(dossier, () => signerLot(dossier, lot)),
  };
}

/** Lecteur de démonstration : chaque sous-dossier est une carte insérée. */
export const lecteurDeDossier =
  (dossier: string): Lecteur =>
  async () => {
    const noms = (await readdir(dossier).catch(() => []))
      .filter((nom) => /^[a-z0-9-]{1,64}$/.test(nom))
      .toSorted();
    return Promise.all(
      noms.map(async (id) => {
        const jeton = jetonLogiciel(join(dossier, id));
        const lu = await jeton.lire();
        return { jeton, id, carte: lu.ok ? lu.valeur : undefined };
      }),
    );
  };

async function signerLot(
  dossier: string,
  { usage, pin, contenus }: Parameters<Jeton['signerLot']>[0],
): Promise<Result<readonly Uint8Array[], RefusJeton>> {
  if (pin === undefined || !isPin(pin)) return refus({ code: 'pin-mal-forme' });
  const lu = await lireFiche(dossier);
  if (!lu.ok) return refus({ code: 'carte-illisible' });
  const { fiche, restants } = lu.valeur;
  if (restants === 0) return refus({ code: 'carte-verrouillee' });
  await ecrireEssais(dossier, restants - 1);
  const pkcs8 = await dechiffrerCle(fiche.cles[usage], pin, `${fiche.id}/${usage}`);
  if (pkcs8 === undefined)
    return refus(
      restants === 1 ? { code: 'carte-verrouillee' } : { code: 'pin-faux', essaisRestants: restants - 1 },
    );
  await ecrireEssais(dossier, ESSAIS_MAX);
  const cle = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  pkcs8.fill(0);
  return reussite(contenus.map((contenu) => sign('sha256', contenu, cle)));
}

async function lireFiche(
  dossier: string,
): Promise<
  Result<{ readonly fiche: Fiche; readonly restants: number }, 'carte-absente' | 'carte-illisible'>
> {
  const texte = await readFile(join(dossier, 'carte.json'), 'utf8').catch(() => undefined);
  if (texte === undefined) return refus('carte-absente');
  try {
    const fiche = schemaCarte.parse(JSON.parse(texte));
    const { restants } = schemaEssais.parse(JSON.parse(await readFile(join(dossier, 'essais.json'), 'utf8')));
    return reussite({ fiche, restants });
  } catch {
    return refus('carte-illisible');
  }
}

const contenuDe = ({ id, titulaire, certificats, chaine }: Fiche, restants: number): ContenuCarte => ({
  id,
  titulaire,
  essais: { authentification: { restants }, signature: { restants } },
  certificats: {
    authentification: Buffer.from(certificats.authentification, 'base64'),
    signature: Buffer.from(certificats.signature, 'base64'),
  },
  chaine: chaine.map((certificat) => Buffer.from(certificat, 'base64')),
});

const ecrireEssais = (dossier: string, restants: number): Promise<void> =>
  ecrireDurable(join(dossier, 'essais.json'), `{ "restants": ${restants} }\n`);
const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64');

const files = new Map<string, Promise<unknown>>();

async function unParUn<T>(dossier: string, tache: () => Promise<T>): Promise<T> {
  const precedente = files.get(dossier) ?? Promise.resolve();
  const suivante = precedente.then(tache, tache);
  files.set(dossier, suivante);
  try {
    return await suivante;
  } finally {
    if (files.get(dossier) === suivante) files.delete(dossier);
  }
}
