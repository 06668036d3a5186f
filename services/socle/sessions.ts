import { agent as schemaAgent, consultationsDe, type Agent, type contratSession } from '@ppn/habilitation';
import { acceder, type PortsDossier } from '@ppn/dossier';
import type { CarteDeSession } from '@ppn/acte';
import { QUALITES } from '@ppn/acte';
import { type Gestionnaires, refuser } from '@ppn/http';
import {
  cookieDeSession,
  type Identifieur,
  limiteur,
  ouvrirSessions,
  PHRASES_IDENTITE,
  type SessionOuverte,
} from '@ppn/identity';
import type { FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';

/** Sessions d'un service : qui parle, avec quelle carte. */
export type SessionsDuService = {
  readonly authentifier: (brute: FastifyRequest) => Promise<Agent>;
  readonly carteDe: (brute: FastifyRequest) => Promise<CarteDeSession>;
  readonly gestionnaires: Gestionnaires<typeof contratSession, Agent>;
  readonly purger: () => Promise<number>;
};

type AOuvrir = {
  readonly db: QueryExecutorProvider;
  readonly dossier: PortsDossier;
  readonly identifieur: Identifieur<Agent>;
  readonly service: string;
  readonly origine: string;
  readonly tls: boolean;
  readonly adresseAgentPoste: string;
  readonly chaineDe: (certificat: Uint8Array) => Promise<readonly Uint8Array[]>;
};

/** Assemble connexion par carte, cookie et journal des lectures. */
export function ouvrirSessionsDuService({
  db,
  dossier,
  identifieur,
  service,
  origine,
  tls,
  adresseAgentPoste,
  chaineDe,
}: AOuvrir): SessionsDuService {
  const sessions = ouvrirSessions<Agent>({ db, lireAgent: (valeur) => schemaAgent.parse(valeur) });
  const cookie = cookieDeSession({ service, tls });
  const essais = limiteur({ essais: 60 });
  const jetonDe = (brute: FastifyRequest): string => brute.cookies[cookie.nom] ?? '';
  const lire = async (brute: FastifyRequest): Promise<SessionOuverte<Agent>> => {
    const ouverte = jetonDe(brute) === '' ? undefined : await sessions.lire(jetonDe(brute));
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
  });
  return {
    authentifier: async (brute) => (await lire(brute)).agent,
    carteDe: async (brute) => {
      const { certificatSignature } = await lire(brute);
      return { certificat: certificatSignature, chaine: await chaineDe(certificatSignature) };
    },
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
      'GET /api/session': async ({ brute }) => vue(await lire(brute)),
      'DELETE /api/session': async ({ brute, reponse }) => {
        await sessions.fermer(jetonDe(brute));
        reponse.clearCookie(cookie.nom, cookie.options);
        return undefined;
      },
      'GET /api/dossiers/:idj/consultations': async ({ agent, params, brute }) => {
        await acceder(dossier, {
          agent,
          idj: params.idj,
          action: 'lire-journal',
          adresse: brute.ip,
          libelle: 'lire le journal des lectures',
        });
        return { consultations: await consultationsDe(dossier.db, params.idj) };
      },
    },
  };
}
