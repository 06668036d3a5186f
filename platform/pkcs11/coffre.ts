import type { NomDeJeton, RefusPkcs11 } from './echanges.ts';
import { ouvrirPilote } from './pilote.ts';
import { CODES_SANS_RETOUR, seulJeton } from './serveur.ts';

/** Des secrets tires dans un module PKCS#11 et qui n'en sortent pas : on en derive, ou on les efface pour toujours. */
export type Coffre = {
  /** HMAC-SHA-256 du contenu sous le secret de cette etiquette ; `undefined` : il n'y est pas, et `creer` est faux. */
  readonly deriver: (
    etiquette: string,
    contenu: Uint8Array,
    creer: boolean,
  ) => Promise<Uint8Array | undefined>;
  readonly effacer: (etiquette: string) => Promise<void>;
  /** Les etiquettes qui commencent ainsi. */
  readonly nommer: (debut: string) => Promise<readonly string[]>;
  readonly fermer: () => Promise<void>;
};

/** Le coffre ne repond pas, ou refuse. Message en francais ; le code n'y figure jamais. */
export class CoffreIndisponible extends Error {
  override readonly name = 'CoffreIndisponible';
}

/** Ouvre le coffre d'un jeton (`jeton` absent : le seul du module) ; une session gardee, reprise apres une panne du module. */
export function ouvrirCoffre({
  module,
  pin,
  jeton,
  environnement,
}: {
  readonly module: string;
  readonly pin: string;
  readonly jeton?: string | undefined;
  readonly environnement?: NodeJS.ProcessEnv;
}): Coffre {
  const pilote = ouvrirPilote({
    module,
    acteMs: 15_000,
    ...(environnement === undefined ? {} : { environnement }),
  });
  let nom: NomDeJeton | undefined;
  let condamne: string | undefined;
  const avec = async <T>(
    faire: (cible: {
      readonly jeton: NomDeJeton;
      readonly pin: string;
    }) => Promise<
      { readonly ok: true; readonly valeur: T } | { readonly ok: false; readonly refus: RefusPkcs11 }
    >,
  ): Promise<T | undefined> => {
    if (condamne !== undefined) throw new CoffreIndisponible(condamne);
    if (nom === undefined) {
      const trouve = await seulJeton(pilote, jeton);
      if (!trouve.ok)
        throw new CoffreIndisponible(`Le jeton des clés du jour est introuvable (${trouve.refus}).`);
      nom = trouve.valeur;
    }
    const issue = await faire({ jeton: nom, pin });
    if (issue.ok) return issue.valeur;
    const { code } = issue.refus;
    if (code === 'cle-absente') return undefined;
    if (CODES_SANS_RETOUR.has(code))
      condamne = `Le jeton des clés du jour refuse son code (${code}) : corrigez-le et redémarrez le service.`;
    throw new CoffreIndisponible(condamne ?? `Le jeton des clés du jour ne répond pas (${code}).`);
  };
  return {
    deriver: async (etiquette, contenu, creer) =>
      (await avec((cible) => pilote.deriver({ ...cible, etiquette, contenus: [contenu], creer })))?.[0],
    effacer: async (etiquette) =>
      void (await avec((cible) => pilote.secrets({ ...cible, etiquette, effacer: true }))),
    nommer: async (debut) =>
      (await avec((cible) => pilote.secrets({ ...cible, etiquette: debut, effacer: false }))) ?? [],
    fermer: pilote.arreter,
  };
}
