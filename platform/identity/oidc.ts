import { refus, reussite, type Result } from '@ppn/core';
import type { Configuration } from 'openid-client';

/** Un fournisseur d'identite OpenID Connect, tel que l'exploitant le regle. */
export type ReglagesDuFournisseur = {
  readonly emetteur: string;
  readonly client: string;
  readonly secret: string;
  /** Ou il renvoie le navigateur : une adresse du portail, declaree chez lui. */
  readonly retour: string;
  /** Niveaux d'authentification admis (`acr`) : un autre, ou aucun, est refuse. */
  readonly niveaux: readonly string[];
  readonly portees: readonly string[];
  /** La revendication qui porte le numero professionnel. */
  readonly numero: string;
};

/** Ce que le navigateur garde le temps de l'aller et retour : lui seul peut finir ce qu'il a commence. */
export type Depart = { readonly etat: string; readonly nonce: string; readonly verificateur: string };

/** Qui le fournisseur dit avoir authentifie. `jeton` : son jeton d'identite, pour fermer aussi sa session. */
export type IdentiteFournie = {
  readonly sujet: string;
  readonly numero: string;
  readonly niveau: string;
  readonly jeton: string;
};

export type RefusDuFournisseur =
  | 'fournisseur-injoignable'
  | 'connexion-abandonnee'
  | 'reponse-fausse'
  | 'niveau-insuffisant'
  | 'numero-absent';

/** Un fournisseur OpenID Connect : partir s'authentifier, en revenir, fermer la session qu'il garde. */
export type Fournisseur = {
  /** `redemander` : la personne s'y identifie de nouveau, meme si une session y vit encore. */
  readonly partir: (options?: {
    readonly redemander: boolean;
  }) => Promise<Result<{ readonly adresse: string; readonly depart: Depart }, 'fournisseur-injoignable'>>;
  /** `adresse` : celle ou le navigateur est revenu, avec sa question. */
  readonly revenir: (adresse: URL, depart: Depart) => Promise<Result<IdentiteFournie, RefusDuFournisseur>>;
  /** Ou aller pour fermer aussi la session chez lui ; `undefined` s'il n'en offre pas le moyen, ou ne repond pas. */
  readonly sortir: (jeton: string, retour: string) => Promise<string | undefined>;
};

const DELAI_S = 5;
/** Une authentification plus ancienne est redemandee : un poste laisse ouvert n'ouvre rien. */
const FRAICHEUR_S = 15 * 60;

/**
 * Client OpenID Connect (code d'autorisation, PKCE, `state`, `nonce`, emetteur et signature du jeton verifies). Ses adresses et
 * ses cles se relisent a chaque depart : injoignable, cela se sait avant que le navigateur y parte.
 */
export function ouvrirFournisseur(reglages: ReglagesDuFournisseur): Fournisseur {
  let connue: Configuration | undefined;
  const decouvrir = async (): Promise<Configuration> => (connue = await decouverte(reglages));
  return {
    partir: async (options) => {
      try {
        return reussite(await adresseDeDepart(await decouvrir(), reglages, options?.redemander === true));
      } catch {
        return refus('fournisseur-injoignable');
      }
    },
    revenir: async (adresse, depart) => {
      try {
        return jugerLesRevendications(
          await echanger(connue ?? (await decouvrir()), adresse, depart),
          reglages,
        );
      } catch (cause) {
        return refus(await refusDe(cause));
      }
    },
    sortir: async (jeton, retour) => {
      try {
        const { buildEndSessionUrl } = await import('openid-client');
        const question = { id_token_hint: jeton, post_logout_redirect_uri: retour };
        return buildEndSessionUrl(connue ?? (await decouvrir()), question).href;
      } catch {
        return undefined;
      }
    },
  };
}

/** Une machine locale seule se passe de TLS. */
export const emetteurAdmis = (emetteur: string): boolean => {
  const { protocol, hostname } = new URL(emetteur);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
};

async function decouverte({ emetteur, client, secret }: ReglagesDuFournisseur): Promise<Configuration> {
  const oidc = await import('openid-client');
  return oidc.discovery(new URL(emetteur), client, secret, undefined, {
    timeout: DELAI_S,
    execute: [
      oidc.enableNonRepudiationChecks,
      ...(emetteur.startsWith('http:') && emetteurAdmis(emetteur) ? [oidc.allowInsecureRequests] : []),
    ],
  });
}

async function adresseDeDepart(
  configuration: Configuration,
  { retour, portees, niveaux }: ReglagesDuFournisseur,
  redemander: boolean,
): Promise<{ readonly adresse: string; readonly depart: Depart }> {
  const oidc = await import('openid-client');
  const verificateur = oidc.randomPKCECodeVerifier();
  const depart = { etat: oidc.randomState(), nonce: oidc.randomNonce(), verificateur };
  const adresse = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: retour,
    scope: portees.join(' '),
    code_challenge: await oidc.calculatePKCECodeChallenge(verificateur),
    code_challenge_method: 'S256',
    state: depart.etat,
    nonce: depart.nonce,
    acr_values: niveaux.join(' '),
    max_age: String(FRAICHEUR_S),
    ...(redemander ? { prompt: 'login' } : {}),
  });
  return { adresse: adresse.href, depart };
}

type Revendications = Readonly<Record<string, unknown>> & { readonly sub: string };
type Echange = { readonly jeton: string; readonly revendications: Revendications };

/** Le code contre un jeton d'identite ; ce qu'il ne dit pas se lit a l'adresse `userinfo`, du meme sujet. */
async function echanger(configuration: Configuration, adresse: URL, depart: Depart): Promise<Echange> {
  const oidc = await import('openid-client');
  const jetons = await oidc.authorizationCodeGrant(configuration, adresse, {
    expectedState: depart.etat,
    expectedNonce: depart.nonce,
    pkceCodeVerifier: depart.verificateur,
    maxAge: FRAICHEUR_S,
    idTokenExpected: true,
  });
  const dites = jetons.claims();
  if (dites === undefined || jetons.id_token === undefined) throw new Error('Aucun jeton d’identité.');
  const { userinfo_endpoint: adresseDInformation } = configuration.serverMetadata();
  const lues =
    adresseDInformation === undefined
      ? {}
      : await oidc.fetchUserInfo(configuration, jetons.access_token, dites.sub);
  // Le niveau ne se lit que du jeton signe.
  return { jeton: jetons.id_token, revendications: { ...lues, acr: undefined, ...dites } };
}

/** Le niveau d'authentification d'abord : en dessous, le reste ne se lit pas. */
export function jugerLesRevendications(
  { jeton, revendications }: Echange,
  { niveaux, numero: revendication }: Pick<ReglagesDuFournisseur, 'niveaux' | 'numero'>,
): Result<IdentiteFournie, 'niveau-insuffisant' | 'numero-absent'> {
  const { sub: sujet, acr } = revendications;
  if (typeof acr !== 'string' || !niveaux.includes(acr)) return refus('niveau-insuffisant');
  const numero = revendications[revendication];
  if (typeof numero !== 'string' || !/^[^\p{Cc}]{3,50}$/u.test(numero)) return refus('numero-absent');
  return reussite({ sujet, numero: numero.trim().toUpperCase(), niveau: acr, jeton });
}

/** Une panne du reseau ou du fournisseur n'est pas une fausse reponse : elle se reessaie. */
async function refusDe(cause: unknown): Promise<RefusDuFournisseur> {
  const { AuthorizationResponseError, ClientError } = await import('openid-client');
  if (cause instanceof AuthorizationResponseError)
    return cause.error === 'access_denied' ? 'connexion-abandonnee' : 'reponse-fausse';
  if (cause instanceof TypeError) return 'fournisseur-injoignable';
  const enPanne =
    cause instanceof ClientError &&
    (cause.code === 'OAUTH_TIMEOUT' || (cause.cause instanceof Response && cause.cause.status >= 500));
  return enPanne ? 'fournisseur-injoignable' : 'reponse-fausse';
}
