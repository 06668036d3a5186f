import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

/** Politique de contenu des portails : rien d'inline, rien d'ailleurs (interfaces §3.8). */
export const politique =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Un contenu servi : octets et type ; `statut` pour une panne voulue. */
export type Contenu = { readonly octets: Uint8Array; readonly type: string; readonly statut?: number };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

const plage = (demande: IncomingMessage, taille: number): readonly [number, number] | undefined => {
  const lue = /^bytes=(\d+)-(\d*)$/.exec(demande.headers.range ?? '');
  return lue === null
    ? undefined
    : [Number(lue[1]), lue[2] === '' ? taille - 1 : Math.min(Number(lue[2]), taille - 1)];
};

const envoyer = (demande: IncomingMessage, reponse: ServerResponse, contenu: Contenu): void => {
  const entetes = {
    'content-type': contenu.type,
    'content-security-policy': politique,
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
  };
  const bornes = contenu.statut === undefined ? plage(demande, contenu.octets.length) : undefined;
  if (bornes === undefined) {
    reponse
      .writeHead(contenu.statut ?? 200, { ...entetes, 'content-length': contenu.octets.length })
      .end(contenu.octets);
    return;
  }
  const [debut, fin] = bornes;
  const morceau = contenu.octets.subarray(debut, fin + 1);
  reponse
    .writeHead(206, {
      ...entetes,
      'content-length': morceau.length,
      'content-range': `bytes ${debut}-${fin}/${contenu.octets.length}`,
    })
    .end(morceau);
};

const lireFichier = async (dossier: string, chemin: string): Promise<Contenu | undefined> => {
  const relatif = normalize(chemin === '/' ? '/index.html' : chemin);
  const octets = await readFile(join(dossier, relatif)).catch(() => undefined);
  return octets === undefined
    ? undefined
    : { octets, type: types[extname(relatif)] ?? 'application/octet-stream' };
};

/** Sert un dossier construit et des contenus en memoire, avec la politique stricte ; port libre. */
export const servir = async (
  dossier: string,
  contenus: ReadonlyMap<string, Contenu>,
): Promise<{ readonly url: string; readonly arreter: () => Promise<void> }> => {
  const serveur = createServer((demande, reponse) => {
    const chemin = decodeURIComponent(new URL(demande.url ?? '/', 'http://x').pathname);
    const connu = contenus.get(chemin);
    const repondre = async (): Promise<void> => {
      const contenu = connu ??
        (await lireFichier(dossier, chemin)) ?? { octets: new Uint8Array(), type: 'text/plain', statut: 404 };
      envoyer(demande, reponse, contenu);
    };
    repondre().catch(() => reponse.destroy());
  });
  await new Promise<void>((suite) => serveur.listen(0, '127.0.0.1', suite));
  const adresse = serveur.address();
  const port = typeof adresse === 'object' && adresse !== null ? (adresse satisfies AddressInfo).port : 0;
  const arreter = async (): Promise<void> => {
    serveur.closeAllConnections();
    await new Promise<void>((suite) => serveur.close(() => suite()));
  };
  return { url: `http://127.0.0.1:${port}`, arreter };
};
