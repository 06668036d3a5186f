import type { NomDeJeton } from './echanges.ts';
import { ouvrirPilote, type Pilote } from './pilote.ts';
import { CODES_SANS_RETOUR, seulJeton } from './serveur.ts';

/** Un cachet de serveur tenu par un module PKCS#11 (HSM, carte de service). */
export type OptionsCachet = {
  readonly module: string;
  /** Certificat du cachet, DER : sa cle est cherchee dans le jeton. */
  readonly certificat: Uint8Array;
  readonly pin: string;
  /** Libelle du jeton ; absent : le seul jeton du module. */
  readonly jeton?: string | undefined;
};
/** Le cachet ouvert ; `signer` convient a `Cachet.cle` de @ppn/sealing et lance si le jeton refuse. */
export type CachetOuvert = {
  readonly signer: (contenu: Uint8Array) => Promise<Uint8Array>;
  readonly fermer: () => Promise<void>;
};

/** Le jeton du cachet n'a pas signe. Message en francais ; le code n'y figure jamais. */
export class CachetIndisponible extends Error {
  override readonly name = 'CachetIndisponible';
}

/** Ouvre le cachet : une session gardee entre deux signatures, reprise apres une panne du module ou un retrait du jeton. */
export function ouvrirCachet({ module, certificat, pin, jeton }: OptionsCachet): CachetOuvert {
  const pilote = ouvrirPilote({ module, acteMs: 15_000 });
  let nom: { readonly libelle: string; readonly serie: string } | undefined;
  let condamne: string | undefined;
  return {
    signer: async (contenu) => {
      if (condamne !== undefined) throw new CachetIndisponible(condamne);
      nom ??= await trouverJeton(pilote, jeton);
      const issue = await pilote.signer({ jeton: nom, certificat, pin, contenus: [contenu], garder: true });
      // Un code faux n'est jamais represente : un serveur qui insiste verrouille le jeton en trois actes.
      if (!issue.ok && CODES_SANS_RETOUR.has(issue.refus.code))
        condamne = `Le jeton du cachet refuse son code (${issue.refus.code}) : corrigez-le et redémarrez le service.`;
      const [signature] = issue.ok ? issue.valeur : [];
      if (signature === undefined)
        throw new CachetIndisponible(
          condamne ?? `Le jeton du cachet n’a pas signé (${issue.ok ? 'vide' : issue.refus.code}).`,
        );
      return signature;
    },
    fermer: pilote.arreter,
  };
}

async function trouverJeton(pilote: Pilote, libelle: string | undefined): Promise<NomDeJeton> {
  const trouve = await seulJeton(pilote, libelle);
  if (trouve.ok) return trouve.valeur;
  throw new CachetIndisponible(JETONS[trouve.refus]);
}

const JETONS = {
  muet: 'Le module PKCS#11 du cachet ne répond pas.',
  absent: 'Le jeton du cachet n’est pas dans le module PKCS#11.',
  plusieurs: 'Plusieurs jetons dans le module PKCS#11 du cachet : nommez le sien.',
} as const;
