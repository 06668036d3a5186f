import { z } from 'zod';
import { CODES_REFUS } from './protocole.ts';
import type { CodeRefus, ResultatAuthentification, ResultatSignature } from './protocole.ts';

/** Où est l'agent et de quelle origine le programme parle (en-tête `Origin`, comme un navigateur). */
export type OptionsClient = { readonly url: string; readonly origine: string; readonly delaiMs?: number };
/** Client de l'agent pour les programmes (démonstration, essais) ; la carte se signe par `fournisseurDePin`. */
export type ClientAgent = {
  /** Exécute un ordre `authentifier` avec la carte nommée ; lance `RefusAgent`. */
  readonly authentifier: (
    ordre: string,
    choix: { readonly carte: string },
  ) => Promise<ResultatAuthentification>;
  /** Exécute un lot d'ordres `signer` en un seul PIN, résultats dans le même ordre ; lance `RefusAgent`. */
  readonly signer: (ordres: readonly string[]) => Promise<readonly ResultatSignature[]>;
};

/** L'agent a refusé, ou n'a pas répondu à temps. */
export class RefusAgent extends Error {
  readonly code: CodeRefus | 'sans-reponse';
  readonly essaisRestants: number | undefined;
  constructor(erreur: {
    readonly code: CodeRefus | 'sans-reponse';
    readonly message: string;
    readonly essaisRestants?: number;
  }) {
    super(erreur.message);
    this.name = 'RefusAgent';
    this.code = erreur.code;
    this.essaisRestants = erreur.essaisRestants;
  }
}

const schemaErreur = z.object({
  code: z.enum(CODES_REFUS),
  message: z.string(),
  essaisRestants: z.number().optional(),
});
const schemaResultat = z.union([
  z.object({
    certificatAuthentification: z.string(),
    certificatSignature: z.string(),
    chaine: z.array(z.string()),
    signature: z.string(),
  }),
  z.object({ jti: z.string(), signature: z.string() }),
]);
const schemaCreee = z.object({ id: z.string(), fenetre: z.string() });
const schemaEtat = z.discriminatedUnion('etat', [
  z.object({ etat: z.literal('en-attente'), erreur: schemaErreur.optional() }),
  z.object({ etat: z.literal('faite'), resultats: z.array(schemaResultat) }),
  z.object({ etat: z.enum(['refusee', 'annulee']), erreur: schemaErreur }),
]);

/** Client HTTP de l'agent. Une demande sans PIN automatique attend l'utilisateur, au plus `delaiMs` (60 s). */
export function clientAgent({ url, origine, delaiMs = 60_000 }: OptionsClient): ClientAgent {
  const executer = async (
    corps: object,
  ): Promise<readonly (ResultatAuthentification | ResultatSignature)[]> => {
    const { id } = await appeler(schemaCreee, `${url}/demandes`, origine, corps);
    return attendre(() => appeler(schemaEtat, `${url}/demandes/${id}`, origine), delaiMs);
  };
  return {
    authentifier: async (ordre, { carte }) => {
      const [resultat] = await executer({ ordres: [ordre], carte });
      if (resultat === undefined || !('certificatAuthentification' in resultat)) throw inattendu();
      return resultat;
    },
    signer: async (ordres) => {
      const resultats = await executer({ ordres });
      return resultats.map((resultat) => {
        if (!('jti' in resultat)) throw inattendu();
        return resultat;
      });
    },
  };
}

async function attendre(
  lire: () => Promise<z.infer<typeof schemaEtat>>,
  delaiMs: number,
): Promise<readonly (ResultatAuthentification | ResultatSignature)[]> {
  const echeance = performance.now() + delaiMs;
  for (;;) {
    const etat = await lire();
    if (etat.etat === 'faite') return etat.resultats;
    if (etat.etat !== 'en-attente') throw refusAgent(etat.erreur);
    if (performance.now() > echeance)
      throw new RefusAgent({ code: 'sans-reponse', message: 'L’agent n’a pas répondu à temps.' });
    await new Promise((suite) => setTimeout(suite, 15));
  }
}

async function appeler<T>(
  schema: z.ZodType<T>,
  adresse: string,
  origine: string,
  corps?: object,
): Promise<T> {
  const reponse = await fetch(adresse, {
    headers: { origin: origine, ...(corps ? { 'content-type': 'application/json' } : {}) },
    ...(corps ? { method: 'POST', body: JSON.stringify(corps) } : {}),
    signal: AbortSignal.timeout(30_000),
  });
  const lu: unknown = await reponse.json();
  if (reponse.ok) return schema.parse(lu);
  const refuse = schemaErreur.safeParse(lu);
  throw refuse.success ? refusAgent(refuse.data) : inattendu();
}

const refusAgent = ({ code, message, essaisRestants }: z.infer<typeof schemaErreur>): RefusAgent =>
  new RefusAgent({ code, message, ...(essaisRestants === undefined ? {} : { essaisRestants }) });
const inattendu = (): RefusAgent =>
  new RefusAgent({ code: 'requete-mal-formee', message: 'Réponse inattendue de l’agent.' });
