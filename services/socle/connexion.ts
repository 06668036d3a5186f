import { QUALITES } from '@ppn/acte/catalogue';
import { agent as schemaAgent, type Agent, type contratConnexion } from '@ppn/habilitation/contract';
import { type Gestionnaires, refuser } from '@ppn/http';
import {
  cookieDeSession,
  type Identifieur,
  limiteur,
  ouvrirSessions,
  PHRASES_IDENTITE,
  type SessionOuverte,
} from '@ppn/identity';
import type { QueryExecutorProvider } from 'kysely';

/** La connexion par carte d'un service : qui parle, sa session, les points qui l'ouvrent et la ferment. */
export type Connexion = {
  /** Nom du temoin de session. */
  readonly temoin: string;
  /** La session du jeton ; lance un refus 401 s'il n'y en a pas. */
  readonly lire: (jeton: string | undefined) => Promise<SessionOuverte<Agent>>;
  readonly gestionnaires: Gestionnaires<typeof contratConnexion, unknown>;
  readonly purger: () => Promise<number>;
};

/** De quoi ouvrir la connexion d'un service. */
export type AConnecter = {
  readonly db: QueryExecutorProvider;
  readonly identifieur: Identifieur<Agent>;
  readonly service: string;
  readonly origine: string;
  readonly tls: boolean;
  readonly adresseAgentPoste: string;
  /** Portail de PLINE, s'il y en a un. */
  readonly adressePline?: string | undefined;
};

/** Assemble defi, session et temoin. */
export function ouvrirConnexion(besoins: AConnecter): Connexion {
  const { db, identifieur, service, origine, tls, adresseAgentPoste, adressePline } = besoins;
  const sessions = ouvrirSessions<Agent>({ db, lireAgent: (valeur) => schemaAgent.parse(valeur) });
  const cookie = cookieDeSession({ service, tls });
  const essais = limiteur({ essais: 60 });
  const lire = async (jeton = ''): Promise<SessionOuverte<Agent>> => {
    const ouverte = jeton === '' ? undefined : await sessions.lire(jeton);
    if (!ouverte)
      throw refuser(
        401,
        'session-absente',
        'Votre session est fermée ou a expiré. Connectez-vous avec votre carte ; ce que vous écriviez est gardé sur ce poste.',
      );
    return ouverte;
  };
  const vue = ({ agent, ouverteA, expireA }: SessionOuverte<Agent>) => ({
    agent,
    nomComplet: `${agent.prenom} ${agent.nom.toLocaleUpperCase('fr')}, ${QUALITES[agent.qualite]}`,
    ouverteA: ouverteA.toISOString(),
    expireA: expireA.toISOString(),
    adresseAgentPoste,
    ...(adressePline === undefined ? {} : { adressePline }),
  });
  return {
    temoin: cookie.nom,
    lire,
    purger: sessions.purger,
    gestionnaires: {
      'POST /api/session/defi': async () => ({ ordre: await identifieur.defier(origine), adresseAgentPoste }),
      'POST /api/session': async ({ corps, brute, reponse }) => {
        if (!essais.admettre(brute.ip))
          throw refuser(429, 'trop-d-essais', PHRASES_IDENTITE['trop-d-essais']);
        const reconnu = await identifieur.identifier({
          ordre: corps.ordre,
          resultat: corps.resultat,
          origine,
        });
        if (!reconnu.ok)
          throw refuser(
            reconnu.refus === 'revocation-indisponible' ? 503 : 401,
            reconnu.refus,
            PHRASES_IDENTITE[reconnu.refus],
          );
        essais.oublier(brute.ip);
        const { jeton, session } = await sessions.ouvrir({
          agent: reconnu.valeur.agent,
          certificatSignature: reconnu.valeur.certificatSignature,
        });
        reponse.setCookie(cookie.nom, jeton, cookie.options);
        return vue(session);
      },
      'GET /api/session': async ({ brute }) => vue(await lire(brute.cookies[cookie.nom])),
      'DELETE /api/session': async ({ brute, reponse }) => {
        await sessions.fermer(brute.cookies[cookie.nom] ?? '');
        reponse.clearCookie(cookie.nom, cookie.options);
        return undefined;
      },
    },
  };
}
