import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { nomDuJournal, nomDuTemoin, vkey } from '@ppn/tlog';
import type { CleDeSignature, ClePublique } from '@ppn/tlog';
import * as z from 'zod';

const cleGardee = z.object({
  du: z.iso.datetime(),
  au: z.iso.datetime().nullable(),
  privee: z.string().startsWith('-----BEGIN PRIVATE KEY-----'),
});
const trousseau = z.object({
  schema: z.literal('ppn/cles-du-journal@1'),
  service: z.string().regex(/^[a-z0-9-]+$/),
  cles: z.array(cleGardee).min(1),
});
const publiques = z.array(
  z.object({
    nom: z.string(),
    genre: z.enum(['journal', 'temoin']),
    vkey: z.string(),
    du: z.iso.datetime(),
    au: z.iso.datetime().nullable(),
  }),
);

/** Les cles d'un journal : celle qui signe, la meme comme temoin du pair, et toutes les publiques, anciennes comprises. */
export type ClesDuJournal = {
  readonly service: string;
  readonly journal: CleDeSignature;
  readonly temoin: CleDeSignature;
  readonly publiques: readonly ClePublique[];
};

/** Texte d'un trousseau neuf (a garder 0600). */
export const nouveauTrousseau = (service: string, maintenant: Date): string =>
  JSON.stringify({
    schema: 'ppn/cles-du-journal@1',
    service,
    cles: [{ du: maintenant.toISOString(), au: null, privee: nouvellePrivee() }],
  });

/** Met une cle neuve en service ; la precedente s'arrete a cet instant et verifie toujours ce qu'elle a signe. */
export function tournerLaCle(texte: string, maintenant: Date): string {
  const { cles, ...reste } = trousseau.parse(JSON.parse(texte));
  const a = maintenant.toISOString();
  return JSON.stringify({
    ...reste,
    cles: [
      ...cles.map((cle) => ({ ...cle, au: cle.au ?? a })),
      { du: a, au: null, privee: nouvellePrivee() },
    ],
  });
}

/** Lit un trousseau ; lance s'il est mal forme ou sans cle en service. */
export function lireTrousseau(texte: string): ClesDuJournal {
  const { service, cles } = trousseau.parse(JSON.parse(texte));
  const enService = cles.find(({ au }) => au === null);
  if (enService === undefined) throw new Error('Aucune clé de journal n’est en service.');
  return {
    service,
    journal: cleDeSignature(nomDuJournal(service), enService.privee),
    temoin: cleDeSignature(nomDuTemoin(service), enService.privee),
    publiques: cles.flatMap(({ du, au, privee }) =>
      (['journal', 'temoin'] as const).map((genre) => {
        const nom = genre === 'journal' ? nomDuJournal(service) : nomDuTemoin(service);
        return { nom, genre, vkey: vkey(nom, genre, cleDeSignature(nom, privee).publique), du, au };
      }),
    ),
  };
}

/** Lit un fichier de cles publiques (`confiance/cles.json`) ; lance s'il est mal forme. */
export const lireClesPubliques = (texte: string): readonly ClePublique[] =>
  publiques.parse(JSON.parse(texte));

function cleDeSignature(nom: string, pem: string): CleDeSignature {
  const privee = createPrivateKey(pem);
  if (privee.asymmetricKeyType !== 'ed25519') throw new Error('Une clé de journal est une clé Ed25519.');
  const spki = createPublicKey(pem).export({ format: 'der', type: 'spki' });
  return { nom, privee, publique: new Uint8Array(spki.subarray(-32)) };
}

const nouvellePrivee = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
