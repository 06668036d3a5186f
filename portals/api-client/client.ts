import type { Result } from '@ppn/core';
import type { Contrat, DemandeDe, Point, Probleme, ReponseDe } from '@ppn/http/contrat';
import { adresseDe, corpsDe } from './adresse.ts';
import { deposer } from './depot.ts';
import type { DepotDeFichier } from './depot.ts';
import { injoignable, lireProbleme } from './probleme.ts';
import { creerTemoins } from './temoins.ts';

type Cles<C> = keyof C & string;

/** Ce qu'il faut fournir pour appeler `K` : parametres du chemin, `requete`, `corps`. */
export type DemandePour<C extends Contrat, K extends Cles<C>> = C[K] extends Point
  ? DemandeDe<K, C[K]>
  : never;
/** Corps de succes de `K`. */
export type ReponsePour<C extends Contrat, K extends Cles<C>> = C[K] extends Point ? ReponseDe<C[K]> : never;
type Arguments<D> = Record<never, never> extends D ? [demande?: D] : [demande: D];

/** Appelle un point du contrat ; ne lance jamais : un refus ou une panne est un `Probleme` (`injoignable` si le reseau manque). */
export type Appeler<C extends Contrat> = <K extends Cles<C>>(
  cle: K,
  ...demande: Arguments<DemandePour<C, K>>
) => Promise<Result<ReponsePour<C, K>, Probleme>>;

/** Client d'un service, type par son contrat (types seuls : aucun schema n'entre dans le navigateur). */
export type Client<C extends Contrat> = {
  readonly appeler: Appeler<C>;
  /** Adresse absolue ou relative d'un point, pour un lien, une image, une iframe. */
  readonly adresse: <K extends Cles<C>>(cle: K, ...demande: Arguments<DemandePour<C, K>>) => string;
  /** Reponse brute d'un point en flux (octets d'une piece). */
  readonly lire: <K extends Cles<C>>(
    cle: K,
    ...demande: Arguments<DemandePour<C, K>>
  ) => Promise<Result<Response, Probleme>>;
  /** Envoie un fichier en octets bruts, avec progression dans un navigateur. */
  readonly deposer: <K extends Cles<C>>(
    cle: K,
    demande: DemandePour<C, K> & DepotDeFichier,
  ) => Promise<Result<ReponsePour<C, K>, Probleme>>;
};

/** Reglages d'un client. Hors navigateur : `garderTemoins` et, si le service verifie l'origine, `entetes.origin`. */
export type OptionsClient = {
  /** Racine du service, sans barre finale : `''` dans un portail, `http://127.0.0.1:4100` dans un programme. */
  readonly base?: string;
  readonly fetch?: typeof fetch;
  readonly garderTemoins?: boolean;
  readonly entetes?: Readonly<Record<string, string>>;
  /** Appele a chaque 401 : le portail revient a la page de connexion sans perdre la saisie. */
  readonly surSessionPerdue?: () => void;
  /** Recoit, a chaque reponse, l'heure du service (en-tete `Date`, ms) et l'horloge monotone du poste au depart et au retour. */
  readonly surHeure?: (releve: {
    readonly date: number;
    readonly depart: number;
    readonly retour: number;
  }) => void;
};

/** Cree le client d'un service : `creerClient<typeof contratInterieur>({ base: '' })`. */
export function creerClient<C extends Contrat>(options: OptionsClient = {}): Client<C> {
  const base = options.base ?? '';
  const temoins = options.garderTemoins === true ? creerTemoins() : undefined;
  const aller = options.fetch ?? ((entree, suite) => fetch(entree, suite));
  const entetes = (): Record<string, string> => {
    const cookie = temoins?.lire() ?? '';
    return { ...options.entetes, ...(cookie === '' ? {} : { cookie }) };
  };

  const lireReponse = async (cle: string, demande: unknown): Promise<Result<Response, Probleme>> => {
    const { methode, chemin } = adresseDe(cle, demande);
    const corps = corpsDe(demande);
    const depart = performance.now();
    const reponse = await aller(base + chemin, {
      method: methode,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...entetes(), ...(corps === undefined ? {} : JSON_UTF8) },
      ...(corps === undefined ? {} : { body: JSON.stringify(corps) }),
    }).catch(() => undefined);
    if (reponse === undefined) return { ok: false, refus: injoignable };
    temoins?.retenir(reponse);
    const date = Date.parse(reponse.headers.get('date') ?? '');
    if (!Number.isNaN(date)) options.surHeure?.({ date, depart, retour: performance.now() });
    if (reponse.ok) return { ok: true, valeur: reponse };
    return refuser(reponse.status, await contenu(reponse));
  };

  const refuser = (status: number, corps: unknown): { readonly ok: false; readonly refus: Probleme } => {
    const refus = lireProbleme(status, corps);
    if (status === 401) options.surSessionPerdue?.();
    return { ok: false, refus };
  };

  return {
    appeler: async <K extends Cles<C>>(cle: K, ...[demande]: Arguments<DemandePour<C, K>>) => {
      const reponse = await lireReponse(cle, demande);
      if (!reponse.ok) return reponse;
      return succes<ReponsePour<C, K>>(await contenu(reponse.valeur));
    },
    adresse: (cle, ...[demande]) => base + adresseDe(cle, demande).chemin,
    lire: (cle, ...[demande]) => lireReponse(cle, demande),
    deposer: async <K extends Cles<C>>(cle: K, demande: DemandePour<C, K> & DepotDeFichier) => {
      const { methode, chemin } = adresseDe(cle, demande);
      const envoi = await deposer({ url: base + chemin, methode, depot: demande, entetes: entetes(), aller });
      if (envoi === undefined) return { ok: false, refus: injoignable };
      if (envoi.status >= 400) return refuser(envoi.status, envoi.corps);
      return succes<ReponsePour<C, K>>(envoi.corps);
    },
  };
}

const JSON_UTF8 = { 'content-type': 'application/json' };

/** Le service a valide sa reponse par le meme contrat : c'est ici, et ici seulement, qu'on lui fait confiance. */
const succes = <T>(corps: unknown): { readonly ok: true; readonly valeur: T } => ({
  ok: true,
  valeur: corps as T,
});

async function contenu(reponse: Response): Promise<unknown> {
  const texte = await reponse.text().catch(() => '');
  if (texte === '') return undefined;
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}
