/** Un fichier a deposer : octets bruts, jamais retouches. */
export type DepotDeFichier = {
  readonly nom: string;
  /** Navigateur : `File` ou `Blob` (lu au fil de l'eau par le navigateur). Programme : octets ou flux. */
  readonly octets: Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  readonly typeMime?: string;
  /** De 0 a 1, dans un navigateur seulement. */
  readonly surProgression?: (part: number) => void;
  readonly signal?: AbortSignal;
};

type Envoi = {
  readonly url: string;
  readonly methode: string;
  readonly depot: DepotDeFichier;
  readonly entetes: Readonly<Record<string, string>>;
  readonly aller: typeof fetch;
};
type Recu = { readonly status: number; readonly corps: unknown };

/** Envoie le fichier ; `undefined` si le service est injoignable ou l'envoi abandonne. */
export function deposer(envoi: Envoi): Promise<Recu | undefined> {
  const avecProgression = envoi.depot.surProgression !== undefined && typeof XMLHttpRequest !== 'undefined';
  return avecProgression && envoi.depot.octets instanceof Blob
    ? parXhr(envoi, envoi.depot.octets)
    : parFetch(envoi);
}

const entetesDe = ({ entetes, depot }: Envoi): Record<string, string> => ({
  accept: 'application/json',
  ...entetes,
  'content-type': depot.typeMime ?? 'application/octet-stream',
  'x-nom': encodeURIComponent(depot.nom),
});

async function parFetch(envoi: Envoi): Promise<Recu | undefined> {
  const { octets, signal } = envoi.depot;
  const suite = {
    method: envoi.methode,
    headers: entetesDe(envoi),
    body: octets,
    credentials: 'same-origin' as const,
    ...(octets instanceof ReadableStream ? { duplex: 'half' } : {}),
    ...(signal === undefined ? {} : { signal }),
  };
  const reponse = await envoi.aller(envoi.url, suite).catch(() => undefined);
  if (reponse === undefined) return undefined;
  return { status: reponse.status, corps: analyser(await reponse.text().catch(() => '')) };
}

/** `fetch` ne dit pas l'avancement d'un envoi : XMLHttpRequest reste le seul moyen. */
function parXhr(envoi: Envoi, octets: Blob): Promise<Recu | undefined> {
  return new Promise((suite) => {
    const requete = new XMLHttpRequest();
    requete.open(envoi.methode, envoi.url);
    for (const [nom, valeur] of Object.entries(entetesDe(envoi))) requete.setRequestHeader(nom, valeur);
    requete.upload.addEventListener('progress', (avance) => {
      if (avance.lengthComputable) envoi.depot.surProgression?.(avance.loaded / avance.total);
    });
    requete.addEventListener('load', () =>
      suite({ status: requete.status, corps: analyser(requete.responseText) }),
    );
    requete.addEventListener('error', () => suite(undefined));
    requete.addEventListener('abort', () => suite(undefined));
    envoi.depot.signal?.addEventListener('abort', () => requete.abort(), { once: true });
    requete.send(octets);
  });
}

function analyser(texte: string): unknown {
  try {
    return texte === '' ? undefined : JSON.parse(texte);
  } catch {
    return undefined;
  }
}
