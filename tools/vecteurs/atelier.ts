import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creerConfiance, uniteHorodatage } from '@ppn/confiance';
import type { Confiance, DemandeCarte, NomAc, NomService } from '@ppn/confiance';
import { type Cachet, demandeHorodatage, type Horodateur, verifierReponse } from '@ppn/sealing';
import { vkey, type ClePublique, type CleDeSignature } from '@ppn/tlog';
import { jetonLogiciel } from '@ppn/workstation';

const PIN = '258025';

/** Une carte prete a signer : sa chaine (elle d'abord) et sa cle de signature, tenue par le jeton. */
export type CarteDEssai = {
  readonly chaine: readonly Uint8Array[];
  readonly authentification: Uint8Array;
  readonly series: { readonly signature: string };
  readonly signer: (contenu: Uint8Array, usage?: 'signature' | 'authentification') => Promise<Uint8Array>;
};

/** Une cle de note et sa ligne publique. */
export type CleDeNote = { readonly cle: CleDeSignature; readonly publique: ClePublique };

/** Tout ce qui signe et horodate, a une heure que l'on regle. Cles jetables. */
export type Atelier = {
  readonly confiance: Confiance;
  readonly regler: (instant: string) => void;
  readonly maintenant: () => Date;
  readonly horodateur: Horodateur;
  /** Jeton sur SHA-512, pour un point. */
  readonly horodaterPoint: (corps: string) => Uint8Array;
  readonly carte: (demande: Pick<DemandeCarte, 'id'> & Partial<DemandeCarte>) => Promise<CarteDEssai>;
  readonly cachet: (service: NomService) => Promise<Cachet>;
  readonly crls: () => Promise<readonly Uint8Array[]>;
  readonly fermer: () => Promise<void>;
};

/** L'heure de creation des autorites. */
export const NAISSANCE = '2026-11-02T08:00:00.000Z';
/** Autorites dont la liste accompagne chaque signature. */
export const LISTES: readonly NomAc[] = ['racine', 'agents', 'services'];

/** Ouvre un atelier neuf, cree a `naissance`. */
export async function ouvrirAtelier(naissance = NAISSANCE): Promise<Atelier> {
  const racine = await mkdtemp(join(tmpdir(), 'ppn-vecteurs-'));
  let heure = new Date(naissance);
  const confiance = await creerConfiance({
    dossier: join(racine, 'confiance'),
    url: 'http://confiance.invalid',
    horloge: () => heure,
  });
  const repondre = uniteHorodatage({ identite: confiance.horodatage, horloge: () => heure });
  const crls = async (): Promise<readonly Uint8Array[]> => Promise.all(LISTES.map(confiance.liste));
  return {
    confiance,
    regler: (instant) => {
      heure = new Date(instant);
    },
    maintenant: () => heure,
    horodateur: async (empreinte) => {
      const nonce = empreinte.slice(0, 8);
      return verifierReponse(repondre(demandeHorodatage(empreinte, nonce)), empreinte, nonce);
    },
    horodaterPoint: (corps) => repondre(questionSha512(createHash('sha512').update(corps).digest())),
    carte: (demande) => emettre(confiance, demande),
    cachet: async (service) => ({ ...(await confiance.cachet(service)), crls }),
    crls,
    fermer: () => rm(racine, { recursive: true, force: true }),
  };
}

async function emettre(
  confiance: Confiance,
  demande: Pick<DemandeCarte, 'id'> & Partial<DemandeCarte>,
): Promise<CarteDEssai> {
  const emise = await confiance.emettreCarte({
    prenom: 'Camille',
    nom: 'MOREAU',
    matricule: 'PN100001',
    organisation: 'Ministère de l’intérieur',
    unite: 'Unité d’Agen',
    pin: PIN,
    ...demande,
  });
  const jeton = jetonLogiciel(emise.dossier);
  const lu = await jeton.lire();
  if (!lu.ok) throw new Error(lu.refus);
  return {
    chaine: [emise.certificatSignature, ...lu.valeur.chaine],
    authentification: emise.certificatAuthentification,
    series: emise.series,
    signer: async (contenu, usage = 'signature') => {
      const signees = await jeton.signerLot({ usage, pin: PIN, contenus: [contenu] });
      const [signature] = signees.ok ? signees.valeur : [];
      if (signature === undefined) throw new Error(`Carte ${demande.id} : signature refusée.`);
      return signature;
    },
  };
}

/** TimeStampReq DER sur un SHA-512 (RFC 3161 §2.4.1), certificat demande. */
function questionSha512(empreinte: Uint8Array): Uint8Array {
  const element = (etiquette: number, ...contenus: readonly Uint8Array[]): Uint8Array => {
    const corps = Buffer.concat(contenus);
    return Buffer.concat([Buffer.from([etiquette, corps.length]), corps]);
  };
  const sha512 = Buffer.from('0609608648016503040203', 'hex');
  return element(
    0x30,
    element(0x02, Uint8Array.of(1)),
    element(0x30, element(0x30, sha512), element(0x04, empreinte)),
    element(0x01, Uint8Array.of(0xff)),
  );
}

/** Une cle Ed25519 jetable, sous un nom de note, pour une periode. */
export function cleDeNote(
  nom: string,
  genre: ClePublique['genre'],
  periode: { readonly du: string; readonly au: string | null },
): CleDeNote {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publique = brute(publicKey);
  return {
    cle: { nom, publique, privee: privateKey },
    publique: { nom, genre, vkey: vkey(nom, genre, publique), ...periode },
  };
}

const brute = (cle: KeyObject): Uint8Array =>
  new Uint8Array(cle.export({ format: 'der', type: 'spki' }).subarray(-32));
