import type { RoleVu } from './donnees.ts';

/*
 * Le sac d'audience : la veille, le role, les dossiers et leurs pieces sont lus au service (chaque lecture tracee), chiffres
 * (AES-GCM, cle non extractible) et gardes par le navigateur. Le service worker ne s'en sert que si le reseau ne repond pas.
 */
const BASE = 'ppn-sac';
const APPLICATION = 'ppn-application';
const OUVRIER = '/sac-d-audience.js';

/** Ou en est le depart : objets gardes sur ceux a garder, octets. */
export type Progres = { readonly faits: number; readonly total: number; readonly octets: number };

/** Ce que ce poste a emporte. */
export type Emporte = { readonly audience: string; readonly a: string; readonly objets: number };

const ouvrir = (): Promise<IDBDatabase> =>
  new Promise((rendre, rejeter) => {
    const demande = indexedDB.open(BASE, 1);
    demande.addEventListener('upgradeneeded', () => {
      for (const magasin of ['cles', 'objets', 'sacs']) demande.result.createObjectStore(magasin);
    });
    demande.addEventListener('success', () => rendre(demande.result));
    demande.addEventListener('error', () => rejeter(demande.error ?? new Error('IndexedDB')));
  });

const fini = (transaction: IDBTransaction): Promise<void> =>
  new Promise((rendre, rejeter) => {
    transaction.addEventListener('complete', () => rendre());
    transaction.addEventListener('error', () => rejeter(transaction.error ?? new Error('IndexedDB')));
  });

const lire = (base: IDBDatabase, magasin: string, cle: string): Promise<unknown> =>
  new Promise((rendre, rejeter) => {
    const demande = base.transaction(magasin).objectStore(magasin).get(cle);
    demande.addEventListener('success', () => rendre(demande.result));
    demande.addEventListener('error', () => rejeter(demande.error ?? new Error('IndexedDB')));
  });

async function poser(base: IDBDatabase, magasin: string, cle: string, valeur: unknown): Promise<void> {
  const transaction = base.transaction(magasin, 'readwrite');
  transaction.objectStore(magasin).put(valeur, cle);
  await fini(transaction);
}

async function cleDuSac(base: IDBDatabase): Promise<CryptoKey> {
  const connue = await lire(base, 'cles', 'sac');
  if (connue instanceof CryptoKey) return connue;
  const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await poser(base, 'cles', 'sac', cle);
  return cle;
}

/** Les fichiers de l'application que cette page a charges, et la page elle-meme. */
const fichiersDeLApplication = (): readonly string[] => [
  '/',
  ...new Set(
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && !pathname.startsWith('/api/'))
      .map(({ pathname }) => pathname),
  ),
];

/** Adresses a emporter pour une audience : la session, le role, puis chaque dossier ; ses pieces et ses notes suivent. */
export const adressesDuRole = ({ audience, affaires }: RoleVu): readonly string[] => [
  '/api/session',
  `/api/audiences/${audience.id}/role`,
  ...[...new Set(affaires.map(({ idj }) => idj))].flatMap((idj) => [
    `/api/dossiers/${idj}`,
    `/api/dossiers/${idj}/cosignataires?type=notes-d-audience`,
  ]),
];

/** Adresses que la vue d'un dossier designe : ses pieces lisibles, et les notes d'audience commencees. */
export function adressesDuDossier(idj: string, vue: unknown): readonly string[] {
  if (typeof vue !== 'object' || vue === null || !('pieces' in vue) || !('enCours' in vue)) return [];
  const ids = (liste: unknown, champ: string, garder: (objet: object) => boolean): readonly string[] =>
    (Array.isArray(liste) ? liste : [])
      .filter((objet: unknown): objet is object => typeof objet === 'object' && objet !== null)
      .filter(garder)
      .flatMap((objet) => Object.entries(objet))
      .flatMap(([nom, valeur]) => (nom === champ && typeof valeur === 'string' ? [valeur] : []));
  const pieces = ids(vue.pieces, 'id', (piece) => 'lisible' in piece && piece.lisible === true);
  const notes = ids(vue.enCours, 'acteId', (acte) => 'type' in acte && acte.type === 'notes-d-audience');
  return [
    ...pieces.map((id) => `/api/dossiers/${idj}/pieces/${id}`),
    ...notes.map((acteId) => `/api/dossiers/${idj}/actes/${acteId}`),
  ];
}

/** Emporte l'audience ; `commencer` ouvre les notes d'une affaire, si l'agent les tient. Lance si le service refuse ou si la place manque. */
export async function emporter(
  role: RoleVu,
  commencer: (idj: string) => Promise<void>,
  surProgres: (progres: Progres) => void,
): Promise<Emporte> {
  await navigator.serviceWorker.register(OUVRIER);
  await navigator.serviceWorker.ready;
  await (await caches.open(APPLICATION)).addAll([...fichiersDeLApplication()]);
  const base = await ouvrir();
  const cle = await cleDuSac(base);
  const a = new Date().toISOString();
  // Des notes pas commencees ne pourraient pas l'etre sans reseau.
  for (const { idj } of role.affaires) await commencer(idj);
  const file = [...adressesDuRole(role)];
  let octets = 0;
  for (let rang = 0; rang < file.length; rang += 1) {
    const adresse = file[rang] ?? '';
    const reponse = await fetch(adresse);
    if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`);
    const clair = await reponse.arrayBuffer();
    const dossier = /^\/api\/dossiers\/([^/?]+)$/.exec(adresse)?.[1];
    if (dossier !== undefined)
      file.push(...adressesDuDossier(dossier, JSON.parse(new TextDecoder().decode(clair))));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    await poser(base, 'objets', adresse, {
      iv,
      octets: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, cle, clair),
      type: reponse.headers.get('content-type') ?? 'application/octet-stream',
      a,
    });
    octets += clair.byteLength;
    surProgres({ faits: rang + 1, total: file.length, octets });
  }
  const emporte = { audience: role.audience.id, a, objets: file.length };
  await poser(base, 'sacs', role.audience.id, emporte);
  base.close();
  return emporte;
}

/** Ce que ce poste a emporte de cette audience ; rien si elle ne l'est pas. */
export async function sacDe(audience: string): Promise<Emporte | undefined> {
  const base = await ouvrir();
  const lu = await lire(base, 'sacs', audience);
  base.close();
  return typeof lu === 'object' &&
    lu !== null &&
    'a' in lu &&
    typeof lu.a === 'string' &&
    'objets' in lu &&
    typeof lu.objets === 'number'
    ? { audience, a: lu.a, objets: lu.objets }
    : undefined;
}

/** Rend le sac : objets, cle et application effaces, le service worker s'en va. */
export async function rendreLeSac(): Promise<void> {
  await new Promise<void>((rendre) => {
    const demande = indexedDB.deleteDatabase(BASE);
    for (const issue of ['success', 'error', 'blocked']) demande.addEventListener(issue, () => rendre());
  });
  await caches.delete(APPLICATION);
  for (const ouvrier of await navigator.serviceWorker.getRegistrations()) await ouvrier.unregister();
}
