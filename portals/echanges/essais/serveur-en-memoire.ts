import { createHash } from 'node:crypto';
import type { EnvoiConnu } from '../moteur/moteur.ts';
import type { Issue, RefusDEnvoi, ServeurDEnvois } from '../moteur/tus.ts';

type Envoi = {
  readonly longueur: number;
  readonly nom: string | undefined;
  octets: Buffer;
  parties?: readonly string[];
};

/** Un serveur d'envois en memoire, aux refus de tus : position fausse, somme fausse ; `panne` en ajoute un, une fois. */
export function serveurEnMemoire(): ServeurDEnvois & {
  readonly envois: Map<string, Envoi>;
  readonly connus: () => readonly EnvoiConnu[];
  /** Refuse la prochaine requete de ce genre ; `apres` : elle a eu son effet, seule la reponse se perd. */
  readonly casser: (genre: 'creer' | 'reunir' | 'envoyer', refus: RefusDEnvoi, apres?: boolean) => void;
} {
  const envois = new Map<string, Envoi>();
  let rang = 0;
  let panne: { genre: string; refus: RefusDEnvoi; apres: boolean } | undefined;
  const inconnu = { ok: false, refus: { statut: 404, phrase: 'Cet envoi n’existe pas.' } } as const;
  function rendre<T>(genre: string, faire: () => Issue<T>): Promise<Issue<T>> {
    if (panne?.genre !== genre) return Promise.resolve(faire());
    const { refus, apres } = panne;
    panne = undefined;
    if (apres) faire();
    return Promise.resolve({ ok: false, refus });
  }
  const inscrire = (envoi: Envoi): Issue<string> => {
    rang += 1;
    const adresse = `/televersements/d/${String(rang).padStart(32, '0')}`;
    envois.set(adresse, envoi);
    return { ok: true, valeur: adresse };
  };
  return {
    envois,
    casser: (genre, refus, apres = false) => {
      panne = { genre, refus, apres };
    },
    connus: () =>
      [...envois].flatMap(([adresse, { nom, longueur, octets }]) =>
        nom === undefined
          ? []
          : [
              {
                id: adresse.slice(-32),
                nom,
                longueur,
                sha256: octets.length === longueur ? createHash('sha256').update(octets).digest('hex') : null,
              },
            ],
      ),
    creer: (_, { longueur, nom }) =>
      rendre('creer', () => inscrire({ longueur, nom, octets: Buffer.alloc(0) })),
    reunir: (_, nom, parties) =>
      rendre('reunir', () => {
        const octets = Buffer.concat(parties.map((partie) => envois.get(partie)?.octets ?? Buffer.alloc(0)));
        return inscrire({ longueur: octets.length, nom, octets, parties });
      }),
    situer: (adresse) => {
      const envoi = envois.get(adresse);
      return Promise.resolve(envoi === undefined ? inconnu : { ok: true, valeur: envoi.octets.length });
    },
    envoyer: async ({ adresse, position, octets, somme }) => {
      const recus = Buffer.from(await octets.arrayBuffer());
      return rendre('envoyer', (): Issue<number> => {
        const envoi = envois.get(adresse);
        if (envoi === undefined) return inconnu;
        if (envoi.octets.length !== position)
          return { ok: false, refus: { statut: 409, phrase: 'Position.' } };
        if (createHash('sha256').update(recus).digest('base64') !== somme)
          return { ok: false, refus: { statut: 460, phrase: 'Somme.' } };
        envoi.octets = Buffer.concat([envoi.octets, recus]);
        return { ok: true, valeur: envoi.octets.length };
      });
    },
    oter: (adresse) => {
      const cite = [...envois.values()].some(({ parties }) => parties?.includes(adresse) === true);
      if (!cite) envois.delete(adresse);
      return Promise.resolve({ ok: true, valeur: undefined });
    },
  };
}
