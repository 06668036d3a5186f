import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CleDuJourDetruite,
  existe,
  fermerEnveloppe,
  isJour,
  type Jour,
  joursPar,
  lier,
  ouvrirEnveloppe,
  type ServiceDeCles,
} from './cles-du-jour.ts';

/** Des secrets qui ne sortent pas d'un materiel : on en derive, ou on les efface. */
export type SecretsEnCoffre = {
  /** Un secret de 32 octets derive du contenu ; `undefined` : l'etiquette n'a pas de secret, et `creer` est faux. */
  readonly deriver: (
    etiquette: string,
    contenu: Uint8Array,
    creer: boolean,
  ) => Promise<Uint8Array | undefined>;
  readonly effacer: (etiquette: string) => Promise<void>;
  readonly nommer: (debut: string) => Promise<readonly string[]>;
};

const etiquetteDe = (zone: string, jour: Jour): string => `ppn ${zone} ${jour}`;

/**
 * Les cles par jour dans un materiel (PKCS#11) : un secret par jour, qui n'en sort pas. La cle d'enveloppe est celle qu'il
 * derive du nonce et de ce qu'elle lie. `dossier` : `AAAA-MM-JJ.detruite`, qui empechent une cle detruite de renaitre.
 */
export async function clesEnCoffre(
  coffre: SecretsEnCoffre,
  { zone, dossier }: { readonly zone: string; readonly dossier: string },
): Promise<ServiceDeCles> {
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  const tombe = (jour: Jour): string => join(dossier, `${jour}.detruite`);
  for (const jour of await joursPar(dossier, '.detruite')) await coffre.effacer(etiquetteDe(zone, jour));
  const deriver = async (jour: Jour, contenu: Uint8Array, creer: boolean): Promise<Uint8Array> => {
    if (!isJour(jour)) throw new RangeError(`Jour mal formé : ${jour}`);
    if (await existe(tombe(jour))) throw new CleDuJourDetruite(jour);
    const derivee = await coffre.deriver(etiquetteDe(zone, jour), contenu, creer);
    if (derivee === undefined) throw new CleDuJourDetruite(jour);
    return derivee;
  };
  return {
    envelopper: async (jour, cle, aad) => {
      const [nonce, lie] = [randomBytes(12), lier(jour, aad)];
      const sous = await deriver(jour, Buffer.concat([nonce, lie]), true);
      return fermerEnveloppe(sous, { nonce, cle, aad: lie });
    },
    developper: async (jour, enveloppe, aad) => {
      const lie = lier(jour, aad);
      const sous = await deriver(jour, Buffer.concat([enveloppe.subarray(0, 12), lie]), false);
      return ouvrirEnveloppe(sous, enveloppe, lie);
    },
    detruire: async (jour) => {
      if (!isJour(jour)) throw new RangeError(`Jour mal formé : ${jour}`);
      await writeFile(tombe(jour), '', { mode: 0o600, flush: true });
      await coffre.effacer(etiquetteDe(zone, jour));
    },
    jours: async () => {
      const debut = etiquetteDe(zone, '');
      return (await coffre.nommer(debut)).map((nom) => nom.slice(debut.length)).filter(isJour);
    },
  };
}
