import { CKA, CKF, CKO } from './codes.ts';
import type { Cryptoki, Poignee } from './cryptoki.ts';
import type { JetonLu, NomDeJeton } from './echanges.ts';

/** Les jetons presents. Les certificats d'une carte restee en place ne sont lus qu'une fois : une vraie carte y met des secondes. */
export type Rayon = {
  readonly lister: () => readonly JetonLu[];
  /** L'emplacement du jeton nomme, ou `undefined` s'il n'est plus la. */
  readonly trouver: (nom: NomDeJeton) => Poignee | undefined;
  /** Ferme la session de lecture d'un emplacement : le code de deblocage (SO) n'en souffre aucune. */
  readonly liberer: (emplacement: Poignee) => void;
};
type Tenue = { readonly session: Poignee; readonly nom: string; readonly certificats: readonly Uint8Array[] };

/** Ouvre le rayon d'un module. Une session de lecture par jeton reste ouverte : le retrait de la carte la ferme. */
export function ouvrirRayon(cryptoki: Cryptoki): Rayon {
  const tenues = new Map<Poignee, Tenue>();
  const presents = (): readonly (readonly [Poignee, ReturnType<Cryptoki['jeton']>])[] =>
    cryptoki.emplacements().flatMap((emplacement) => {
      const infos = siPresent(() => cryptoki.jeton(emplacement));
      return infos !== undefined && (infos.drapeaux & CKF.initialise) !== 0 ? [[emplacement, infos]] : [];
    });
  const certificatsDe = (emplacement: Poignee, nom: string): readonly Uint8Array[] => {
    const tenue = tenues.get(emplacement);
    if (tenue?.nom === nom && cryptoki.sessionVivante(tenue.session)) return tenue.certificats;
    if (tenue !== undefined) siPresent(() => cryptoki.fermerSession(tenue.session));
    tenues.delete(emplacement);
    const session = cryptoki.ouvrirSession(emplacement, 'lecture');
    const certificats = cryptoki
      .trouver(session, [{ type: CKA.classe, valeur: cryptoki.ulong(CKO.certificat) }])
      .flatMap((objet) => cryptoki.lire(session, objet, CKA.valeur) ?? [])
      .map((der) => Uint8Array.from(der));
    // Un jeton encore vide peut recevoir ses certificats : il sera relu.
    if (certificats.length > 0) tenues.set(emplacement, { session, nom, certificats });
    else cryptoki.fermerSession(session);
    return certificats;
  };
  return {
    lister: () =>
      presents().flatMap(([emplacement, infos]) => {
        const certificats = siPresent(() => certificatsDe(emplacement, nomEntier(infos)));
        const lecteur = siPresent(() => cryptoki.lecteur(emplacement));
        return certificats === undefined ? [] : [{ ...infos, lecteur: lecteur ?? '', certificats }];
      }),
    liberer: (emplacement) => {
      const tenue = tenues.get(emplacement);
      if (tenue !== undefined) siPresent(() => cryptoki.fermerSession(tenue.session));
      tenues.delete(emplacement);
    },
    trouver: (nom) => presents().find(([, infos]) => nomEntier(infos) === nomEntier(nom))?.[0],
  };
}

const nomEntier = ({ libelle, serie }: NomDeJeton): string => `${serie}\0${libelle}`;

/** Une carte retiree entre deux appels n'est pas une panne : elle n'est plus la. */
function siPresent<T>(lire: () => T): T | undefined {
  try {
    return lire();
  } catch {
    return undefined;
  }
}
