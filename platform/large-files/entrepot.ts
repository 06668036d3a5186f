import { mkdir } from 'node:fs/promises';
import type { Result } from '@ppn/core';
import type { Kysely } from 'kysely';
import { assembler } from './assembler.ts';
import type { Jour, ServiceDeCles } from './cles-du-jour.ts';
import { creer, etat } from './creer.ts';
import { balayer, changerDeJour, effacer, effacerEnvoi } from './entretien.ts';
import { ouvrirBlocs } from './envoi/blocs.ts';
import { type Fait, ouvrirFils } from './envoi/fils.ts';
import type { AlgorithmeDeSomme, DefautDEnvoi } from './envoi/protocole.ts';
import { completDe, lire } from './lire.ts';
import { recevoir } from './recevoir.ts';
import {
  fichiersDeLEspace,
  idsDeLEspace,
  type LigneDEnvoi,
  octetsReserves,
  trouverEnvoi,
} from './registre.ts';
import type { CorpsDEnvoi } from './envoi/verser.ts';
import type { Salle } from './salle.ts';

/** De quoi un entrepot est fait. `capacite` : octets que tous les envois en place peuvent annoncer. */
export type ReglagesDEntrepot = {
  readonly db: Kysely<unknown>;
  readonly dossier: string;
  readonly cles: ServiceDeCles;
  readonly environnement: string;
  readonly capacite: number;
  readonly fils: number;
  /** Megaoctets de blocs partages : borne de la memoire des envois en cours. */
  readonly blocs: number;
  readonly maintenant: () => Date;
};

/** Un fichier complet, pret a etre lu. */
export type FichierComplet = {
  readonly id: string;
  readonly nom: string;
  readonly longueur: number;
  readonly sha256: string;
  readonly crc32: number;
};

/** Un envoi vu de dehors ; `position` : octets gardes. */
export type EtatDEnvoi = Pick<LigneDEnvoi, 'id' | 'genre' | 'longueur' | 'nom' | 'etat' | 'parties'> & {
  readonly position: number;
};

export type RefusDeCreation = 'capacite-atteinte' | 'parties-inutilisables';
export type RefusDeReception = DefautDEnvoi | 'position-differente' | 'envoi-termine';

/** Une creation : octets annonces, nom deja nettoye, jour de la cle. */
export type CreationDEnvoi = {
  readonly espace: string;
  readonly jour: Jour;
  readonly genre: 'entier' | 'partie';
  readonly longueur: number;
  readonly nom: string;
};
/** Une requete d'envoi : la position que le client croit, la somme qu'il annonce. */
export type Reception = {
  readonly espace: string;
  readonly id: string;
  readonly position: number;
  readonly somme?: { readonly algorithme: AlgorithmeDeSomme; readonly valeur: string } | undefined;
};

/** Les fichiers d'une zone : envois repris, chiffres, lus par plages, effaces par leur cle. */
export type Entrepot = {
  readonly creer: (creation: CreationDEnvoi) => Promise<Result<string, RefusDeCreation>>;
  readonly etat: (espace: string, id: string) => Promise<EtatDEnvoi | undefined>;
  /** Recoit le corps ; une requete plus ancienne sur le meme envoi est coupee d'abord. `undefined` : envoi inconnu. */
  readonly recevoir: (
    reception: Reception,
    corps: CorpsDEnvoi,
  ) => Promise<Result<Fait & { readonly longueur: number }, RefusDeReception> | undefined>;
  /** Reunit des parties completes du meme espace, dans cet ordre. */
  readonly assembler: (
    assemblage: Pick<CreationDEnvoi, 'espace' | 'jour' | 'nom'> & { readonly parties: readonly string[] },
  ) => Promise<Result<string, RefusDeCreation>>;
  /** Fichiers de l'espace, complets ou non. */
  readonly lister: (espace: string) => Promise<readonly LigneDEnvoi[]>;
  readonly trouver: (espace: string, id: string) => Promise<FichierComplet | undefined>;
  /** Le clair `[debut, fin[`, verifie segment par segment ; lance `ObjetIllisible`, `CleDuJourDetruite`. */
  readonly lire: (
    espace: string,
    fichier: FichierComplet,
    debut: number,
    fin: number,
  ) => AsyncIterable<Buffer>;
  /** Passe l'espace entier sous la cle d'un autre jour : 32 octets par troncon, aucun fichier reecrit. */
  readonly changerDeJour: (espace: string, jour: Jour) => Promise<void>;
  readonly effacerEnvoi: (espace: string, id: string) => Promise<boolean>;
  readonly effacerEspace: (espace: string) => Promise<void>;
  /** Oublie l'octet que rien ne designe plus, ecrit avant `avant` (ms). Rend leur nombre. */
  readonly balayer: (avant: number) => Promise<number>;
  /** Octets annonces par tout ce qui est en place, et la capacite. */
  readonly occupation: () => Promise<{ readonly octets: number; readonly capacite: number }>;
  readonly fermer: () => Promise<void>;
};

/** Ouvre l'entrepot d'une zone sur sa base migree. */
export async function ouvrirEntrepot(reglages: ReglagesDEntrepot): Promise<Entrepot> {
  await mkdir(reglages.dossier, { recursive: true, mode: 0o700 });
  const ouvriers = ouvrirFils(reglages.fils);
  const salle: Salle = { ...reglages, ouvriers, tas: ouvrirBlocs(reglages.blocs), tenus: new Map() };
  return {
    creer: (creation) => creer(salle, creation),
    etat: (espace, id) => etat(salle, espace, id),
    recevoir: (reception, corps) => recevoir(salle, reception, corps),
    assembler: (assemblage) => assembler(salle, assemblage),
    lister: (espace) => fichiersDeLEspace(salle.db, espace),
    trouver: async (espace, id) => completDe(await trouverEnvoi(salle.db, espace, id)),
    lire: (espace, fichier, debut, fin) => lire(salle, espace, fichier, { debut, fin }),
    changerDeJour: (espace, jour) => changerDeJour(salle, espace, jour),
    effacerEnvoi: (espace, id) => effacerEnvoi(salle, espace, id),
    effacerEspace: async (espace) => effacer(salle, await idsDeLEspace(salle.db, espace)),
    balayer: (avant) => balayer(salle, avant),
    occupation: async () => ({ octets: await octetsReserves(salle.db), capacite: salle.capacite }),
    fermer: ouvriers.fermer,
  };
}
