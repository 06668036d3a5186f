import { createConnection, type Socket } from 'node:net';
import { AntivirusIndisponible, type Antivirus, type Verdict } from './antivirus.ts';

/** Reglage de clamd : `delaiMs` est le silence admis, pas la duree totale (un fichier de 2 Go est long a lire). */
export type ReglageClamd = { readonly hote: string; readonly port: number; readonly delaiMs?: number };

const DELAI_MS = 60_000;
const REPONSE_MAX = 4096;
const MORCEAU_MAX = 1024 * 1024;

/** Antivirus clamd par la commande INSTREAM (clamd(8)) sur TCP. Tout ce qui n'est pas « OK » ou « FOUND » est une indisponibilite. */
export const clamd =
  ({ hote, port, delaiMs = DELAI_MS }: ReglageClamd): Antivirus =>
  async (flux) => {
    const prise = createConnection({ host: hote, port });
    prise.setTimeout(delaiMs, () => prise.destroy(new Error('clamd ne repond pas')));
    try {
      const reponse = lireReponse(prise);
      // une reponse precoce (taille refusee) peut fermer la connexion pendant l'envoi : elle prime
      await Promise.race([envoyer(prise, flux), reponse]);
      return verdict(await reponse);
    } catch (erreur) {
      if (erreur instanceof AntivirusIndisponible) throw erreur;
      throw erreur instanceof SourceInterrompue ? erreur.cause : new AntivirusIndisponible(String(erreur));
    } finally {
      prise.destroy();
    }
  };

/** La source elle-meme a echoue : ce n'est pas la faute de l'antivirus. */
class SourceInterrompue extends Error {}

function lireReponse(prise: Socket): Promise<string> {
  const reponse = new Promise<string>((rendre, echouer) => {
    let texte = '';
    prise.on('data', (morceau: Buffer) => {
      texte += morceau.toString('latin1');
      if (texte.includes('\0') || texte.length > REPONSE_MAX) rendre(texte);
    });
    prise.on('end', () => rendre(texte));
    prise.on('error', (erreur) => (texte === '' ? echouer(erreur) : rendre(texte)));
    prise.on('close', () => (texte === '' ? echouer(new Error('connexion fermee')) : rendre(texte)));
  });
  reponse.catch(() => undefined);
  return reponse;
}

async function envoyer(prise: Socket, flux: AsyncIterable<Uint8Array>): Promise<void> {
  await ecrire(prise, Buffer.from('zINSTREAM\0'));
  const morceaux = flux[Symbol.asyncIterator]();
  for (;;) {
    const suivant = await morceaux.next().catch((cause: unknown) => {
      throw new SourceInterrompue('source', { cause });
    });
    if (suivant.done === true || prise.destroyed) break;
    await envoyerMorceau(prise, suivant.value);
  }
  await morceaux.return?.(undefined);
  await ecrire(prise, Buffer.alloc(4));
}

async function envoyerMorceau(prise: Socket, octets: Uint8Array): Promise<void> {
  for (let debut = 0; debut < octets.length; debut += MORCEAU_MAX) {
    const morceau = octets.subarray(debut, debut + MORCEAU_MAX);
    const longueur = Buffer.alloc(4);
    longueur.writeUInt32BE(morceau.length);
    await ecrire(prise, longueur);
    await ecrire(prise, morceau);
  }
}

const ecrire = (prise: Socket, octets: Uint8Array): Promise<void> =>
  new Promise((fait, echouer) => {
    prise.write(octets, (erreur) => (erreur ? echouer(erreur) : fait()));
  });

function verdict(reponse: string): Verdict {
  const ligne = reponse.replaceAll('\0', '').trim();
  if (ligne === 'stream: OK') return 'sain';
  const trouve = /^stream: (.+) FOUND$/.exec(ligne);
  if (trouve?.[1] === undefined) {
    throw new AntivirusIndisponible(ligne.slice(0, 200), ligne.includes('size limit exceeded'));
  }
  return { menace: trouve[1] };
}
