import { consultationsDe, quiALu, type Agent, type contratSession } from '@ppn/habilitation';
import { acceder, type PortsDossier } from '@ppn/dossier';
import type { CarteDeSession } from '@ppn/acte';
import type { Gestionnaires } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import { type AConnecter, ouvrirConnexion } from './connexion.ts';

/** Sessions d'un service : qui parle, avec quelle carte. */
export type SessionsDuService = {
  readonly authentifier: (brute: FastifyRequest) => Promise<Agent>;
  readonly carteDe: (brute: FastifyRequest) => Promise<CarteDeSession>;
  readonly gestionnaires: Gestionnaires<typeof contratSession, Agent>;
  readonly purger: () => Promise<number>;
};

type AOuvrir = AConnecter & {
  readonly dossier: PortsDossier;
  readonly chaineDe: (certificat: Uint8Array) => Promise<readonly Uint8Array[]>;
};

/** Assemble connexion par carte, carte de la session et journal des lectures. */
export function ouvrirSessionsDuService({ dossier, chaineDe, ...besoins }: AOuvrir): SessionsDuService {
  const { lire, temoin, gestionnaires, purger } = ouvrirConnexion(besoins);
  return {
    authentifier: async (brute) => (await lire(brute.cookies[temoin])).agent,
    carteDe: async (brute) => {
      const { certificatSignature } = await lire(brute.cookies[temoin]);
      return { certificat: certificatSignature, chaine: await chaineDe(certificatSignature) };
    },
    purger,
    gestionnaires: {
      ...gestionnaires,
      'GET /api/dossiers/:idj/consultations': async ({ agent, params, requete, brute }) => {
        await acceder(dossier, {
          agent,
          idj: params.idj,
          action: 'lire-journal',
          adresse: brute.ip,
          libelle: 'lire le journal des lectures',
        });
        const [page, lecteurs] = await Promise.all([
          consultationsDe(dossier.db, params.idj, requete),
          quiALu(dossier.db, params.idj, requete.depuis),
        ]);
        return { ...page, lecteurs };
      },
    },
  };
}
