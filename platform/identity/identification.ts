import { refus } from '@ppn/core';
import type { Result } from '@ppn/core';
import { createPublicKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { verifierAuthentification } from './authentification.ts';
import type { Annuaire, Identification, PreuveDeCarte } from './authentification.ts';
import type { AncresDIdentite } from './chemin.ts';
import { ouvrirDefis } from './defis.ts';
import type { SourceDeListes } from './listes.ts';
import type { ClesOrdres, EmettreOrdre } from './ordres.ts';
import type { RefusIdentite } from './phrases.ts';

/** Connexion par carte d'un service : un défi, puis la preuve de la carte. */
export type Identifieur<A> = {
  /** L'ordre `authentifier` (JWS) à remettre à l'agent de carte, valable cinq minutes. */
  readonly defier: (origine: string) => Promise<string>;
  /** Vérifie la réponse à cet ordre ; le défi est consommé même si la preuve est refusée. */
  readonly identifier: (reponse: {
    readonly ordre: string;
    readonly resultat: PreuveDeCarte;
    readonly origine: string;
  }) => Promise<Result<Identification<A>, RefusIdentite>>;
};
export type OptionsIdentifieur<A> = {
  readonly cles: ClesOrdres;
  readonly emettreOrdre: EmettreOrdre;
  readonly ancres: AncresDIdentite;
  readonly revocation: SourceDeListes;
  /** Adresses ou l'exploitant publie les listes ; voir `verifierAuthentification`. */
  readonly miroir?: readonly string[];
  readonly annuaire: Annuaire<A>;
  readonly horloge?: () => Date;
};

const schemaOrdre = z.object({ op: z.literal('authentifier'), origin: z.string(), defi: z.string() });

/** Assemble défis, ordres et vérification ; les défis vivent en mémoire, un redémarrage demande de recommencer. */
export function creerIdentifieur<A>({
  cles,
  emettreOrdre,
  ancres,
  revocation,
  miroir = [],
  annuaire,
  horloge = () => new Date(),
}: OptionsIdentifieur<A>): Identifieur<A> {
  const defis = ouvrirDefis(horloge);
  const publique = createPublicKey(cles.privee.export({ type: 'pkcs8', format: 'pem' }).toString());
  return {
    defier: async (origine) =>
      (await emettreOrdre({ op: 'authentifier', origin: origine, defi: defis.creer(origine) })).jws,
    identifier: async ({ ordre, resultat, origine }) => {
      const notre = await jwtVerify(ordre, publique, { algorithms: ['ES256'], currentDate: horloge() }).catch(
        () => undefined,
      );
      const lu = schemaOrdre.safeParse(notre?.payload);
      if (!lu.success || lu.data.origin !== origine || !defis.consommer(lu.data.defi, origine))
        return refus('defi-perime');
      return verifierAuthentification({
        resultat,
        defi: lu.data.defi,
        origine,
        ancres,
        revocation,
        miroir,
        maintenant: horloge(),
        annuaire,
      });
    },
  };
}
