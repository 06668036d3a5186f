/** Ce que le service a repondu a une demande d'octets ; `statut` 0 : injoignable, ou demande abandonnee. */
export type RefusDEnvoi = { readonly statut: number; readonly phrase: string };
/** Issue d'un appel tus. */
export type Issue<T> =
  | { readonly ok: true; readonly valeur: T }
  | { readonly ok: false; readonly refus: RefusDEnvoi };

/** Une tranche a envoyer a cette position. */
export type Tranche = {
  readonly adresse: string;
  readonly position: number;
  /** Lus du fichier par le navigateur au fil de l'envoi : rien ne monte dans la page. */
  readonly octets: Blob;
  /** SHA-256 en base64. */
  readonly somme: string;
  readonly surPartis: (octets: number) => void;
  readonly signal: AbortSignal;
};

/** Le serveur d'envois, tel que le moteur s'en sert (tus 1.0 : creation, checksum, concatenation, termination). */
export type ServeurDEnvois = {
  /** Cree un envoi ; sans nom, une partie. Rend son adresse. */
  readonly creer: (
    televersements: string,
    envoi: { readonly longueur: number; readonly nom?: string },
  ) => Promise<Issue<string>>;
  /** Reunit des parties completes en un fichier. Rend son adresse. */
  readonly reunir: (
    televersements: string,
    nom: string,
    parties: readonly string[],
  ) => Promise<Issue<string>>;
  /** Octets deja gardes. */
  readonly situer: (adresse: string) => Promise<Issue<number>>;
  /** Rend la position atteinte. */
  readonly envoyer: (tranche: Tranche) => Promise<Issue<number>>;
  readonly oter: (adresse: string) => Promise<Issue<undefined>>;
};

const TUS = { 'tus-resumable': '1.0.0' };
const enBase64 = (texte: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(texte)));
const nomme = (nom: string) => ({ 'upload-metadata': `filename ${enBase64(nom)}` });

/** Le serveur d'envois de la meme origine que le portail. */
export const serveurDEnvois: ServeurDEnvois = {
  creer: (televersements, { longueur, nom }) =>
    demander('POST', televersements, {
      entetes: {
        'upload-length': String(longueur),
        ...(nom === undefined ? { 'upload-concat': 'partial' } : nomme(nom)),
      },
      lire: adresseRendue,
    }),
  reunir: (televersements, nom, parties) =>
    demander('POST', televersements, {
      entetes: { 'upload-concat': `final;${parties.join(' ')}`, ...nomme(nom) },
      lire: adresseRendue,
    }),
  situer: (adresse) => demander('HEAD', adresse, { lire: positionRendue }),
  envoyer: ({ adresse, position, octets, somme, surPartis, signal }) =>
    demander('PATCH', adresse, {
      entetes: {
        'upload-offset': String(position),
        'upload-checksum': `sha256 ${somme}`,
        'content-type': 'application/offset+octet-stream',
      },
      corps: octets,
      surPartis,
      signal,
      lire: positionRendue,
    }),
  oter: (adresse) => demander('DELETE', adresse, { lire: () => undefined }),
};

const adresseRendue = (requete: XMLHttpRequest): string =>
  new URL(requete.getResponseHeader('location') ?? '', location.href).pathname;
const positionRendue = (requete: XMLHttpRequest): number =>
  Number(requete.getResponseHeader('upload-offset'));

type Options<T> = {
  readonly entetes?: Readonly<Record<string, string>>;
  readonly corps?: Blob;
  readonly surPartis?: (octets: number) => void;
  readonly signal?: AbortSignal;
  readonly lire: (requete: XMLHttpRequest) => T;
};

/** `fetch` ne dit pas ce qui est deja parti d'un corps : XMLHttpRequest reste le seul moyen. */
function demander<T>(methode: string, adresse: string, options: Options<T>): Promise<Issue<T>> {
  const { entetes = {}, corps, surPartis, signal, lire } = options;
  return new Promise((suite) => {
    const requete = new XMLHttpRequest();
    const coupee = (): void => suite({ ok: false, refus: INJOIGNABLE });
    requete.open(methode, adresse);
    for (const [nom, valeur] of Object.entries({ ...TUS, ...entetes })) requete.setRequestHeader(nom, valeur);
    requete.upload.addEventListener('progress', ({ loaded }) => surPartis?.(loaded));
    requete.addEventListener('load', () =>
      suite(
        requete.status < 300
          ? { ok: true, valeur: lire(requete) }
          : { ok: false, refus: { statut: requete.status, phrase: phraseDe(requete) } },
      ),
    );
    requete.addEventListener('error', coupee);
    requete.addEventListener('abort', coupee);
    if (signal?.aborted === true) return coupee();
    signal?.addEventListener('abort', () => requete.abort(), { once: true });
    requete.send(corps);
  });
}

const INJOIGNABLE: RefusDEnvoi = {
  statut: 0,
  phrase: 'Le service ne répond pas. L’envoi reprendra tout seul où il en était.',
};

function phraseDe({ status, responseText }: XMLHttpRequest): string {
  try {
    const lu: unknown = JSON.parse(responseText);
    if (typeof lu === 'object' && lu !== null && 'detail' in lu && typeof lu.detail === 'string')
      return lu.detail;
  } catch {
    // Une reponse sans corps (HEAD, mandataire) garde la phrase generale.
  }
  return status === 401
    ? 'Votre session est fermée. Reconnectez-vous : l’envoi reprendra où il en était.'
    : `Le service a répondu par une erreur (${status}).`;
}
