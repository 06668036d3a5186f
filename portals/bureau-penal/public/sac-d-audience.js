/*
 * Sac d'audience, cote service worker. Le reseau d'abord, toujours ; s'il ne repond pas, ce que l'agent a emporte la veille :
 * l'application (fichiers nommes par leur contenu) et, chiffres, le role, les dossiers et leurs pieces. Rien ne s'ecrit ici.
 */
const APPLICATION = 'ppn-application';
const BASE = 'ppn-sac';

globalThis.addEventListener('install', () => globalThis.skipWaiting());
globalThis.addEventListener('activate', (evenement) => evenement.waitUntil(globalThis.clients.claim()));

globalThis.addEventListener('fetch', (evenement) => {
  const { request } = evenement;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== globalThis.location.origin) return;
  if (url.pathname === '/api/evenements') return;
  evenement.respondWith(fetch(request).catch((cause) => horsLigne(request, url, cause)));
});

const horsLigne = async (request, url, cause) => {
  const rendu = url.pathname.startsWith('/api/')
    ? await duSac(url.pathname + url.search, request.headers.get('range'))
    : await deLApplication(request);
  if (rendu === undefined) throw cause;
  return rendu;
};

const deLApplication = async (request) => {
  const cache = await caches.open(APPLICATION);
  return (await cache.match(request.mode === 'navigate' ? '/' : request, { ignoreVary: true })) ?? undefined;
};

const lire = (magasin, cle) =>
  new Promise((rendre) => {
    const ouverture = indexedDB.open(BASE, 1);
    ouverture.addEventListener('error', () => rendre(undefined));
    ouverture.addEventListener('success', () => {
      const base = ouverture.result;
      if (!base.objectStoreNames.contains(magasin)) return rendre(undefined);
      const demande = base.transaction(magasin).objectStore(magasin).get(cle);
      demande.addEventListener('success', () => {
        base.close();
        rendre(demande.result);
      });
      demande.addEventListener('error', () => rendre(undefined));
      return undefined;
    });
  });

let dernier = { cle: '', octets: undefined };

const dechiffrer = async (cle, { iv, octets }) => {
  if (dernier.cle === cle) return dernier.octets;
  const secret = await lire('cles', 'sac');
  const clair = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, secret, octets);
  dernier = { cle, octets: new Uint8Array(clair) };
  return dernier.octets;
};

const duSac = async (cle, plage) => {
  const garde = await lire('objets', cle);
  if (garde === undefined) return undefined;
  const octets = await dechiffrer(cle, garde);
  const entetes = { 'content-type': garde.type, 'accept-ranges': 'bytes', 'x-ppn-sac': garde.a };
  const bornes = /^bytes=(\d+)-(\d*)$/.exec(plage ?? '');
  if (bornes === null)
    return new Response(octets, { headers: { ...entetes, 'content-length': String(octets.length) } });
  const debut = Number(bornes[1]);
  const fin = Math.min(bornes[2] === '' ? octets.length - 1 : Number(bornes[2]), octets.length - 1);
  return new Response(octets.subarray(debut, fin + 1), {
    status: 206,
    headers: {
      ...entetes,
      'content-length': String(fin + 1 - debut),
      'content-range': `bytes ${debut}-${fin}/${octets.length}`,
    },
  });
};
