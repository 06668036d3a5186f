import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** Migrations de la table `session`, pour `migrer` de @ppn/postgres. */
export const migrationsDeLIdentite = {
  nom: 'identite',
  dossier: fileURLToPath(new URL('migrations', import.meta.url)),
};

/** Une session ouverte par carte. `agent` est ce que l'annuaire a rendu ; `certificatSignature` (DER) est celui de la carte. */
export type SessionOuverte<A> = {
  readonly agent: A;
  readonly certificatSignature: Uint8Array;
  readonly ouverteA: Date;
  /** Échéance absolue. */
  readonly expireA: Date;
};
/** Sessions d'un service. Le jeton n'est connu que du navigateur : la base n'en garde que le SHA-256. */
export type Sessions<A> = {
  readonly ouvrir: (nouvelle: {
    readonly agent: A;
    readonly certificatSignature: Uint8Array;
  }) => Promise<{ readonly jeton: string; readonly session: SessionOuverte<A> }>;
  /** La session encore valable (inactivité et durée), ou `undefined` ; une lecture vaut activité. */
  readonly lire: (jeton: string) => Promise<SessionOuverte<A> | undefined>;
  readonly fermer: (jeton: string) => Promise<void>;
  /** Efface les sessions échues ; rend leur nombre. */
  readonly purger: () => Promise<number>;
};
/** `lireAgent` relit l'agent gardé en JSON (il lance si la forme a changé : la session est alors perdue). */
export type OptionsSessions<A> = {
  readonly db: QueryExecutorProvider;
  readonly lireAgent: (valeur: unknown) => A;
  /** Inactivité permise (30 minutes) et durée totale (10 heures), en millisecondes. */
  readonly inactiviteMs?: number;
  readonly dureeMs?: number;
  readonly horloge?: () => Date;
};

/** Une activité n'est réécrite qu'au plus toutes les 30 secondes : lire un dossier n'écrit pas à chaque requête. */
const PAS_ACTIVITE_MS = 30_000;

type Ligne = {
  readonly agent: unknown;
  readonly certificat_signature: Buffer;
  readonly ouverte_a: Date;
  readonly expire_a: Date;
  readonly vue_a: Date;
};

/** Ouvre les sessions d'un service sur sa base. */
export function ouvrirSessions<A>({
  db,
  lireAgent,
  inactiviteMs = 30 * 60_000,
  dureeMs = 10 * 3_600_000,
  horloge = () => new Date(),
}: OptionsSessions<A>): Sessions<A> {
  return {
    ouvrir: async ({ agent, certificatSignature }) => {
      const jeton = randomBytes(32).toString('base64url');
      const ouverteA = horloge();
      const expireA = new Date(ouverteA.getTime() + dureeMs);
      await sql`insert into session (empreinte, agent, certificat_signature, ouverte_a, expire_a, vue_a)
        values (${hacher(jeton)}, ${JSON.stringify(agent)}::jsonb, ${Buffer.from(certificatSignature)}, ${ouverteA}, ${expireA}, ${ouverteA})`.execute(
        db,
      );
      return { jeton, session: { agent, certificatSignature, ouverteA, expireA } };
    },
    lire: async (jeton) => {
      const maintenant = horloge();
      const limite = new Date(maintenant.getTime() - inactiviteMs);
      const { rows } =
        await sql<Ligne>`select agent, certificat_signature, ouverte_a, expire_a, vue_a from session
        where empreinte = ${hacher(jeton)} and expire_a > ${maintenant} and vue_a > ${limite}`.execute(db);
      const [ligne] = rows;
      if (ligne === undefined) return undefined;
      if (maintenant.getTime() - ligne.vue_a.getTime() > PAS_ACTIVITE_MS) {
        await sql`update session set vue_a = ${maintenant} where empreinte = ${hacher(jeton)}`.execute(db);
      }
      return {
        agent: lireAgent(ligne.agent),
        certificatSignature: ligne.certificat_signature,
        ouverteA: ligne.ouverte_a,
        expireA: ligne.expire_a,
      };
    },
    fermer: async (jeton) => {
      await sql`delete from session where empreinte = ${hacher(jeton)}`.execute(db);
    },
    purger: async () => {
      const maintenant = horloge();
      const limite = new Date(maintenant.getTime() - inactiviteMs);
      const { numAffectedRows } =
        await sql`delete from session where expire_a <= ${maintenant} or vue_a <= ${limite}`.execute(db);
      return Number(numAffectedRows ?? 0n);
    },
  };
}

const hacher = (jeton: string): Buffer => createHash('sha256').update(jeton).digest();
