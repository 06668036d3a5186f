import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { empreinte } from '@ppn/core';
import { creerConfiance } from '@ppn/confiance';
import type { CarteEmise, DemandeCarte } from '@ppn/confiance';
import { attributsSignes } from '@ppn/sealing';
import { exportJWK, SignJWT } from 'jose';
import { demarrerAgent } from '../index.ts';
import type { AgentEnMarche, OptionsAgent } from '../index.ts';

/** L'instant de l'essai : celui des certificats et des ordres. */
export const MAINTENANT = new Date('2026-11-21T10:00:00Z');
/** Le portail admis, et un site qui ne l'est pas. */
export const PORTAIL = 'http://localhost:3000';
export const PIRATE = 'http://pirate.example';
export const PIN = '4821';

/** Un poste d'essai : des cartes neuves, un service dont la clé est épinglée, l'agent sur un port libre. */
export type PosteDEssai = {
  readonly agent: AgentEnMarche;
  readonly camille: CarteEmise;
  readonly dossier: string;
  /** Réglages de l'agent, pour ouvrir une autre porte sur le même état. */
  readonly reglages: OptionsAgent;
  /** Dossier des cartes. */
  readonly cartes: string;
  readonly remettre: (carte: Partial<DemandeCarte> & { readonly id: string }) => Promise<CarteEmise>;
  readonly demarrer: (options?: Partial<OptionsAgent>) => Promise<AgentEnMarche>;
  /** Signe un ordre : valable, sauf ce que `change` y remplace. */
  readonly ordre: (
    charge: Readonly<Record<string, unknown>>,
    change?: { readonly cle?: KeyObject; readonly kid?: string; readonly typ?: string },
  ) => Promise<string>;
  /** Charge d'un ordre `signer` juste pour cette carte. */
  readonly acte: (
    titre: string,
    carte?: CarteEmise,
  ) => {
    readonly op: 'signer';
    readonly titre: string;
    readonly empreinte: string;
    readonly attributs: string;
    readonly certificat: string;
  };
  readonly fermer: () => Promise<void>;
};

/** Monte un poste d'essai ; `options` règle l'agent. */
export async function monterPoste(
  options: Partial<OptionsAgent> = {},
  maintenant = MAINTENANT,
): Promise<PosteDEssai> {
  const dossier = await mkdtemp(join(tmpdir(), 'ppn-poste-'));
  const confiance = await creerConfiance({ dossier: join(dossier, 'confiance'), horloge: () => maintenant });
  const remettre: PosteDEssai['remettre'] = (carte) =>
    confiance.emettreCarte({
      prenom: 'Camille',
      nom: 'MOREAU',
      matricule: '1048221',
      organisation: 'Ministère de l’intérieur',
      unite: 'Commissariat de Valmont',
      pin: PIN,
      ...carte,
    });
  const camille = await remettre({ id: 'camille' });
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publique = await exportJWK(publicKey);
  const ouverts: AgentEnMarche[] = [];
  const seconde = Math.floor(maintenant.getTime() / 1000);
  const reglages: OptionsAgent = {
    port: 0,
    origines: [PORTAIL],
    clesServeur: { interieur: publique },
    cartes: confiance.lieux.cartes,
    dossier: join(dossier, 'agent'),
    horloge: () => maintenant,
    fournisseurDePin: () => Promise.resolve(PIN),
    ...options,
  };
  const demarrer: PosteDEssai['demarrer'] = async (autres = {}) => {
    const agent = await demarrerAgent({ ...reglages, ...autres });
    ouverts.push(agent);
    return agent;
  };
  return {
    agent: await demarrer(),
    camille,
    dossier,
    reglages,
    cartes: confiance.lieux.cartes,
    remettre,
    demarrer,
    ordre: (charge, { cle = privateKey, kid = 'interieur', typ = 'ppn-ordre+jwt' } = {}) =>
      new SignJWT({ origin: PORTAIL, jti: randomUUID(), iat: seconde, exp: seconde + 300, ...charge })
        .setProtectedHeader({ alg: 'ES256', kid, typ })
        .sign(cle),
    acte: (titre, carte = camille) => {
      const condensat = createHash('sha256').update(titre).digest('hex');
      const attributs = attributsSignes({
        empreinte: empreinte(condensat),
        certificat: carte.certificatSignature,
      });
      return {
        op: 'signer',
        titre,
        empreinte: condensat,
        attributs: Buffer.from(attributs).toString('base64'),
        certificat: createHash('sha256').update(carte.certificatSignature).digest('hex'),
      };
    },
    fermer: async () => {
      await Promise.all(ouverts.map((agent) => agent.arreter()));
      await rm(dossier, { recursive: true, force: true });
    },
  };
}
