import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import type { ExterneDeDemonstration } from '../annuaire.ts';
import { memoireDuFournisseur } from './memoire.ts';
import { NIVEAUX, pageDeConnexion, pageDePhrase, pageDeSortie, POLITIQUE } from './pages.ts';

/** Un fournisseur d'identite de demonstration en marche, sur 127.0.0.1 seulement. */
export type FournisseurDeDemonstration = {
  readonly emetteur: string;
  readonly client: string;
  readonly secret: string;
  readonly arreter: () => Promise<void>;
};

/** Reglages ; `origine` : celle du portail qui s'en sert. */
export type OptionsDuFournisseur = {
  readonly port: number;
  readonly origine: string;
  readonly comptes: readonly ExterneDeDemonstration[];
};

const HOTE = '127.0.0.1';
const CLIENT = 'plex';
const ADRESSE = /^\/connexion\/([\w-]{1,64})$/;

/** Demarre `oidc-provider` (certifie OpenID) a la place d'e-Barreau : pas de mot de passe, on y choisit qui l'on est et a quel niveau. */
export async function demarrerFournisseur(
  options: OptionsDuFournisseur,
): Promise<FournisseurDeDemonstration> {
  const serveur = createServer();
  await new Promise<void>((pret, echouer) => {
    serveur.once('error', echouer);
    serveur.listen(options.port, HOTE, pret);
  });
  const emetteur = `http://${HOTE}:${(serveur.address() as AddressInfo).port}`;
  const secret = randomBytes(32).toString('base64url');
  const { Provider: Classe } = await import('oidc-provider');
  const fournisseur = new Classe(emetteur, reglagesDe({ ...options, secret }));
  const protocole = fournisseur.callback();
  serveur.on('request', (demande, reponse) => {
    const [, uid] = ADRESSE.exec(demande.url ?? '') ?? [];
    const suite =
      uid === undefined
        ? protocole(demande, reponse)
        : connecter(fournisseur, options.comptes, { demande, reponse });
    suite.catch(() =>
      repondre(reponse, 400, pageDePhrase('Cette connexion a expiré : repartez du portail.')),
    );
  });
  return {
    emetteur,
    client: CLIENT,
    secret,
    arreter: () =>
      new Promise((fini) => {
        serveur.close(() => fini());
        serveur.closeAllConnections();
      }),
  };
}

/** Montre les comptes, puis rend au fournisseur celui qui est choisi. */
async function connecter(
  fournisseur: Provider,
  comptes: readonly ExterneDeDemonstration[],
  { demande, reponse }: { readonly demande: IncomingMessage; readonly reponse: ServerResponse },
): Promise<void> {
  const { uid } = await fournisseur.interactionDetails(demande, reponse);
  if (demande.method !== 'POST') return repondre(reponse, 200, pageDeConnexion(uid, comptes));
  const choix = new URLSearchParams(await corpsDe(demande));
  const compte = comptes.find(({ carte }) => carte === choix.get('compte'));
  const niveau = NIVEAUX.map(([valeur]) => String(valeur)).find((valeur) => valeur === choix.get('niveau'));
  const rendu =
    compte === undefined || niveau === undefined
      ? { error: 'access_denied', error_description: 'La personne a renoncé.' }
      : { login: { accountId: compte.carte, acr: niveau, remember: true } };
  return fournisseur.interactionFinished(demande, reponse, rendu, { mergeWithLastSubmission: false });
}

const CORPS_MAX = 4096;

async function corpsDe(demande: IncomingMessage): Promise<string> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  for await (const morceau of demande as AsyncIterable<Buffer>) {
    taille += morceau.length;
    if (taille > CORPS_MAX) throw new Error('Corps trop long.');
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux).toString('utf8');
}

function repondre(reponse: ServerResponse, statut: number, corps: string): void {
  if (reponse.headersSent) return void reponse.end();
  reponse.writeHead(statut, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLITIQUE,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  reponse.end(corps);
}

type ContexteKoa = {
  type: string;
  body: string;
  readonly set: (nom: string, valeur: string) => void;
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly provider: { readonly Grant: new (de: Readonly<Record<string, string>>) => Accord };
  };
};
type Accord = { readonly addOIDCScope: (portees: string) => void; readonly save: () => Promise<string> };

const HEURES = 3_600;

function reglagesDe({ origine, comptes, secret }: OptionsDuFournisseur & { readonly secret: string }) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const montrer = (contexte: ContexteKoa, corps: string): void => {
    contexte.type = 'html';
    contexte.set('content-security-policy', POLITIQUE);
    contexte.body = corps;
  };
  return {
    adapter: memoireDuFournisseur(),
    clients: [
      {
        client_id: CLIENT,
        client_secret: secret,
        redirect_uris: [`${origine}/api/session/oidc/retour`],
        post_logout_redirect_uris: [origine],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    acrValues: NIVEAUX.map(([valeur]) => valeur),
    scopes: ['openid', 'profession'],
    claims: { openid: ['sub'], profession: ['numero'], acr: null, auth_time: null, sid: null, iss: null },
    interactions: { url: (_contexte: unknown, { uid }: { readonly uid: string }) => `/connexion/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (contexte: ContexteKoa, formulaire: string) =>
          montrer(contexte, pageDeSortie(formulaire)),
        postLogoutSuccessSource: async (contexte: ContexteKoa) =>
          montrer(contexte, pageDePhrase('La session est fermée.')),
      },
    },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      IdToken: HEURES,
      Interaction: HEURES,
      Session: HEURES * 10,
      Grant: HEURES * 10,
    },
    findAccount: async (_contexte: unknown, id: string) => {
      const compte = comptes.find(({ carte }) => carte === id);
      return compte && { accountId: id, claims: async () => ({ sub: id, numero: compte.numero }) };
    },
    loadExistingGrant: async ({ oidc: { client, session, provider } }: ContexteKoa) => {
      const accord = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      accord.addOIDCScope('openid profession');
      await accord.save();
      return accord;
    },
    renderError: async (contexte: ContexteKoa, { error_description: motif = '' }: Record<string, string>) =>
      montrer(contexte, pageDePhrase(`La demande est refusée. ${motif}`)),
  };
}
