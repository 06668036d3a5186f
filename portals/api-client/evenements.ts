import { lecteurSse } from './flux-sse.ts';

/**
 * Un changement annonce par le service ; `reprise` : la liaison revient, tout est a relire. `corps` : l'evenement entier,
 * pour qui en attend davantage (la ligne d'une mesure).
 */
export type EvenementVif = { readonly genre: string; readonly idj?: string; readonly corps?: object };
/** Fraicheur des donnees montrees : `fige` depuis un instant (ms) quand la coupure dure. */
export type EtatVif =
  | { readonly etat: 'vif' }
  | { readonly etat: 'reconnexion' }
  | { readonly etat: 'fige'; readonly depuis: number };

/** Reglages du flux vif. */
export type OptionsEvenements = {
  /** Adresse du flux, par exemple `/api/evenements`. */
  readonly url: string;
  readonly surEvenement: (evenement: EvenementVif) => void;
  readonly surEtat: (etat: EtatVif) => void;
  /** Le service vient de parler (un evenement, ou un simple battement). */
  readonly surSigne?: () => void;
  readonly surSessionPerdue?: () => void;
};

type Message =
  | { readonly type: 'evenement'; readonly evenement: EvenementVif; readonly id: string | undefined }
  | { readonly type: 'etat'; readonly etat: EtatVif }
  | { readonly type: 'signe' }
  | { readonly type: 'question' };

/** Le service bat toutes les quatre secondes : trois battements manques, le flux est mort. */
const SILENCE_MAX = 13_000;
const FIGE_APRES = 8_000;
const ATTENTES = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * Suit les changements avec UNE connexion par navigateur : l'onglet qui tient le verrou (Web Locks) lit le flux et le
 * redit aux autres (BroadcastChannel) ; s'il se ferme, un autre reprend au dernier identifiant. HTTP/1.1 n'admet que six
 * connexions par hote : sans cela le septieme onglet ne s'ouvrirait plus. Rend la fonction d'arret.
 */
export function ouvrirEvenements(options: OptionsEvenements): () => void {
  const fin = new AbortController();
  const canal = new BroadcastChannel(`ppn-vif ${options.url}`);
  const suivi: Suivi = { dernierId: undefined, etat: { etat: 'reconnexion' }, meneur: false };
  const recevoir = (evenement: EvenementVif, id: string | undefined): void => {
    if (id !== undefined) suivi.dernierId = id;
    options.surEvenement(evenement);
  };
  const changer = (etat: EtatVif): void => {
    suivi.etat = etat;
    options.surEtat(etat);
  };
  canal.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.type === 'question') {
      if (suivi.meneur) canal.postMessage({ type: 'etat', etat: suivi.etat } satisfies Message);
    } else if (data.type === 'etat') changer(data.etat);
    else if (data.type === 'signe') options.surSigne?.();
    else recevoir(data.evenement, data.id);
  });
  canal.postMessage({ type: 'question' } satisfies Message);
  const mener = async (): Promise<void> => {
    suivi.meneur = true;
    await menerLeFlux({
      ...options,
      fin: fin.signal,
      suivi,
      surEvenement: (evenement, id) => {
        canal.postMessage({ type: 'evenement', evenement, id } satisfies Message);
        recevoir(evenement, id);
      },
      surSigne: () => {
        canal.postMessage({ type: 'signe' } satisfies Message);
        options.surSigne?.();
      },
      surEtat: (etat) => {
        canal.postMessage({ type: 'etat', etat } satisfies Message);
        changer(etat);
      },
    });
  };
  // Sans contexte sur (HTTP hors de localhost), pas de verrou : chaque onglet lit pour lui.
  const verrous: LockManager | undefined = navigator.locks;
  if (verrous === undefined) void mener();
  else verrous.request(`ppn-vif ${options.url}`, { signal: fin.signal }, mener).catch(() => undefined);
  return () => {
    fin.abort();
    canal.close();
  };
}

type Suivi = { dernierId: string | undefined; etat: EtatVif; meneur: boolean };
type Meneur = {
  readonly url: string;
  readonly fin: AbortSignal;
  readonly suivi: Suivi;
  readonly surEvenement: (evenement: EvenementVif, id: string | undefined) => void;
  readonly surSigne: () => void;
  readonly surEtat: (etat: EtatVif) => void;
  readonly surSessionPerdue?: () => void;
};

async function menerLeFlux(donne: Meneur): Promise<void> {
  let essai = 0;
  /** Dernier signe de vie du service : c'est de la que les donnees sont figees. */
  let signeA = Date.now();
  let dejaOuvert = false;
  const meneur: Meneur = {
    ...donne,
    surSigne() {
      signeA = Date.now();
      donne.surSigne();
    },
  };
  while (!meneur.fin.aborted) {
    const issue = await lireUneFois(meneur, () => {
      essai = 0;
      meneur.surEtat({ etat: 'vif' });
      if (dejaOuvert) meneur.surEvenement({ genre: 'reprise' }, undefined);
      dejaOuvert = true;
    });
    if (meneur.fin.aborted) return;
    if (issue === 'session-perdue') return meneur.surSessionPerdue?.();
    const fige = Date.now() - signeA > FIGE_APRES;
    meneur.surEtat(fige ? { etat: 'fige', depuis: signeA } : { etat: 'reconnexion' });
    await patienter(ATTENTES[Math.min(essai, ATTENTES.length - 1)] ?? 8_000, meneur.fin);
    essai += 1;
  }
}

async function lireUneFois(meneur: Meneur, surOuverture: () => void): Promise<'coupe' | 'session-perdue'> {
  const coupure = new AbortController();
  const arreter = (): void => coupure.abort();
  meneur.fin.addEventListener('abort', arreter, { once: true });
  let silence = setTimeout(arreter, SILENCE_MAX);
  try {
    const reponse = await fetch(meneur.url, {
      headers: { accept: 'text/event-stream', ...reprendre(meneur.suivi.dernierId) },
      signal: coupure.signal,
      cache: 'no-store',
    });
    if (reponse.status === 401) return 'session-perdue';
    if (!reponse.ok || reponse.body === null) return 'coupe';
    surOuverture();
    meneur.surSigne();
    const lecteur = lecteurSse();
    for await (const texte of morceaux(reponse.body)) {
      clearTimeout(silence);
      silence = setTimeout(arreter, SILENCE_MAX);
      meneur.surSigne();
      for (const { id, donnees } of lecteur.ajouter(texte)) {
        const evenement = lireEvenement(donnees);
        if (evenement !== undefined) meneur.surEvenement(evenement, id);
      }
    }
    return 'coupe';
  } catch {
    return 'coupe';
  } finally {
    clearTimeout(silence);
    meneur.fin.removeEventListener('abort', arreter);
  }
}

const reprendre = (id: string | undefined): Record<string, string> =>
  id === undefined ? {} : { 'last-event-id': id };

async function* morceaux(flux: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decodeur = new TextDecoder();
  const lecteur = flux.getReader();
  for (;;) {
    const { done, value } = await lecteur.read();
    if (done) return;
    yield decodeur.decode(value, { stream: true });
  }
}

function lireEvenement(donnees: string): EvenementVif | undefined {
  try {
    const lu: unknown = JSON.parse(donnees);
    if (typeof lu !== 'object' || lu === null) return undefined;
    // « relire » : le journal du service ne remonte plus assez loin, tout est a relire.
    if (!('genre' in lu) || typeof lu.genre !== 'string') return { genre: 'reprise' };
    const idj = 'idj' in lu && typeof lu.idj === 'string' ? { idj: lu.idj } : {};
    return { genre: lu.genre, ...idj, corps: lu };
  } catch {
    return undefined;
  }
}

const patienter = (ms: number, fin: AbortSignal): Promise<void> =>
  new Promise((suite) => {
    const minuteur = setTimeout(suite, ms);
    fin.addEventListener(
      'abort',
      () => {
        clearTimeout(minuteur);
        suite();
      },
      { once: true },
    );
  });
