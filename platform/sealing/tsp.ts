import { randomBytes } from 'node:crypto';
import {
  DerMalForme,
  chaineOctets,
  enfant,
  enfants,
  entier,
  instantLu,
  lireDer,
  oid,
  oidPointe,
  sequence,
  vrai,
  type Der,
} from './der.ts';

/** Obtient un jeton RFC 3161 (TimeStampToken, DER) sur une empreinte SHA-256 (32 octets) ou SHA-512 (64) ; lance `HorodatageIndisponible`. */
export type Horodateur = (empreinte: Uint8Array) => Promise<Uint8Array>;

/** Ce que dit un jeton (TSTInfo, RFC 3161 §2.4.2) : empreinte horodatee en hexadecimal, heure, serie et nonce en hexadecimal. */
export type InfosJeton = {
  readonly empreinte: string;
  readonly instant: Date;
  readonly serie: string;
  readonly nonce?: string;
};

/** L'horodatage n'a pas pu etre obtenu ou n'est pas celui demande. La signature est a reprendre : jamais « signe » sans jeton. */
export class HorodatageIndisponible extends Error {
  override readonly name = 'HorodatageIndisponible';
}

/** Condensats admis, par la longueur de leur empreinte en octets. */
const CONDENSATS: ReadonlyMap<number, string> = new Map([
  [32, '2.16.840.1.101.3.4.2.1'],
  [64, '2.16.840.1.101.3.4.2.3'],
]);
const ID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const TAILLE_MAX = 65_536;

/** Client RFC 3161 sur HTTP (§3.4) : SHA-256 ou SHA-512, nonce de 64 bits, certificat demande ; verifie etat, empreinte et nonce. */
export const horodateurHttp =
  ({ url, delaiMs }: { readonly url: string; readonly delaiMs: number }): Horodateur =>
  async (empreinte) => {
    const nonce = randomBytes(8);
    const reponse = await interroger(url, delaiMs, demandeHorodatage(empreinte, nonce));
    return verifierReponse(reponse, empreinte, nonce);
  };

/** TimeStampReq (RFC 3161 §2.4.1), DER. */
export const demandeHorodatage = (empreinte: Uint8Array, nonce: Uint8Array): Uint8Array => {
  const condensat = CONDENSATS.get(empreinte.length);
  if (condensat === undefined)
    throw new RangeError('L’empreinte à horodater doit être un SHA-256 de 32 octets ou un SHA-512 de 64.');
  return sequence(
    entier(1),
    sequence(sequence(oid(condensat)), chaineOctets(empreinte)),
    entier(nonce),
    vrai(),
  );
};

/** Jeton d'une TimeStampResp, apres verification de l'etat, de l'empreinte et du nonce ; lance `HorodatageIndisponible`. */
export function verifierReponse(reponse: Uint8Array, empreinte: Uint8Array, nonce: Uint8Array): Uint8Array {
  const { etat, jeton } = lireReponse(reponse);
  if (etat !== 0 && etat !== 1)
    throw new HorodatageIndisponible(`Le service d’horodatage a refusé la demande (état ${etat}).`);
  const infos = lireJeton(jeton);
  if (infos === undefined) throw new HorodatageIndisponible('Le jeton d’horodatage est illisible.');
  if (infos.empreinte !== Buffer.from(empreinte).toString('hex'))
    throw new HorodatageIndisponible('Le jeton d’horodatage porte sur une autre empreinte.');
  if (infos.nonce !== Buffer.from(lireDer(entier(nonce)).contenu).toString('hex'))
    throw new HorodatageIndisponible('Le jeton d’horodatage répond à une autre demande.');
  return jeton;
}

/** Lit un TimeStampToken sans verifier sa signature ; `undefined` s'il est mal forme ou d'un autre condensat que SHA-256 et SHA-512. */
export function lireJeton(jeton: Uint8Array): InfosJeton | undefined {
  try {
    return lireTstInfo(enfants(tstInfo(jeton)));
  } catch {
    return undefined;
  }
}

async function interroger(url: string, delaiMs: number, corps: Uint8Array): Promise<Uint8Array> {
  try {
    const reponse = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: Uint8Array.from(corps),
      redirect: 'error',
      signal: AbortSignal.timeout(delaiMs),
    });
    if (!reponse.ok) throw new HorodatageIndisponible(`Le service d’horodatage a répondu ${reponse.status}.`);
    return await octetsBornes(reponse);
  } catch (cause) {
    if (cause instanceof HorodatageIndisponible) throw cause;
    throw new HorodatageIndisponible('Le service d’horodatage ne répond pas.', { cause });
  }
}

async function octetsBornes(reponse: Response): Promise<Uint8Array> {
  const parties: Uint8Array[] = [];
  let taille = 0;
  const flux: AsyncIterable<Uint8Array> | undefined = reponse.body ?? undefined;
  if (flux === undefined) return new Uint8Array();
  for await (const partie of flux) {
    taille += partie.length;
    if (taille > TAILLE_MAX)
      throw new HorodatageIndisponible('La réponse du service d’horodatage est trop longue.');
    parties.push(partie);
  }
  return Buffer.concat(parties);
}

function lireReponse(reponse: Uint8Array): { readonly etat: number; readonly jeton: Uint8Array } {
  try {
    const [statut, jeton] = enfants(lireDer(reponse));
    if (statut === undefined) throw new DerMalForme('Réponse sans état.');
    return { etat: enfant(statut, 0, 0x02).contenu[0] ?? -1, jeton: jeton?.brut ?? new Uint8Array() };
  } catch (cause) {
    throw new HorodatageIndisponible('La réponse du service d’horodatage est illisible.', { cause });
  }
}

function tstInfo(jeton: Uint8Array): Der {
  const contentInfo = lireDer(jeton);
  if (oidPointe(enfant(contentInfo, 0)) !== ID_SIGNED_DATA)
    throw new DerMalForme('Le jeton n’est pas un SignedData.');
  const encapsule = enfant(enfant(enfant(contentInfo, 1, 0xa0), 0, 0x30), 2, 0x30);
  if (oidPointe(enfant(encapsule, 0)) !== TST_INFO)
    throw new DerMalForme('Le jeton ne contient pas de TSTInfo.');
  return lireDer(enfant(enfant(encapsule, 1, 0xa0), 0, 0x04).contenu);
}

function lireTstInfo(champs: readonly Der[]): InfosJeton {
  const [, , condensat, serie, heure, ...reste] = champs;
  if (condensat === undefined || serie === undefined || heure === undefined)
    throw new DerMalForme('TSTInfo incomplet.');
  const octets = enfant(condensat, 1, 0x04).contenu.length;
  if (oidPointe(enfant(enfant(condensat, 0), 0)) !== CONDENSATS.get(octets))
    throw new DerMalForme('Le jeton n’utilise ni SHA-256 ni SHA-512.');
  const nonce = reste.find((champ) => champ.tag === 0x02);
  return {
    empreinte: hexa(enfant(condensat, 1, 0x04)),
    instant: instantLu(heure),
    serie: hexa(serie),
    ...(nonce === undefined ? {} : { nonce: hexa(nonce) }),
  };
}

const hexa = (noeud: Der): string => Buffer.from(noeud.contenu).toString('hex');
