import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { envoisPrets, traiterEnvoi } from './envoyer.ts';
import { creerLien } from './lien.ts';
import type { ReglagesNoeud } from './reglages.ts';
import { creerServeurEchange } from './serveur.ts';

/** Un noeud d'echange en marche. `reveiller` fait regarder la file a l'instant (un commit vient d'y ecrire). */
export type Noeud = {
  readonly port: number;
  readonly reveiller: () => void;
  readonly arreter: () => Promise<void>;
};

const ENVOIS_PARALLELES = 8;
const VEILLE_MS = 1_000;

/** Demarre le noeud : serveur mTLS sur `port` (0 : libre), et relais de la file d'envoi. */
export async function demarrerNoeud(
  reglages: ReglagesNoeud,
  adresse: { readonly port: number; readonly hote: string },
): Promise<Noeud> {
  const serveur = creerServeurEchange(reglages);
  serveur.listen(adresse.port, adresse.hote);
  await once(serveur, 'listening');
  const relais = demarrerRelais(reglages);
  return {
    port: (serveur.address() as AddressInfo).port,
    reveiller: relais.reveiller,
    async arreter() {
      await relais.arreter();
      serveur.closeAllConnections();
      serveur.close();
      await once(serveur, 'close');
    },
  };
}

/** Boucle du relais : la base est la verite, le reveil n'est qu'un indice. */
function demarrerRelais(reglages: ReglagesNoeud): { reveiller: () => void; arreter: () => Promise<void> } {
  const lien = creerLien(reglages);
  const enCours = new Map<string, Promise<void>>();
  let actif = true;
  let alerte: (() => void) | undefined;
  let reveille = false;

  const attendre = (): Promise<void> =>
    new Promise((resoudre) => {
      const minuterie = setTimeout(resoudre, VEILLE_MS);
      alerte = () => {
        clearTimeout(minuterie);
        resoudre();
      };
      if (reveille) alerte();
    });
  const reveiller = (): void => {
    reveille = true;
    alerte?.();
  };
  const lancerLesPrets = async (): Promise<void> => {
    const libres = ENVOIS_PARALLELES - enCours.size;
    if (libres <= 0) return;
    for (const envoi of await envoisPrets(reglages, libres + enCours.size)) {
      if (enCours.has(envoi.objet) || enCours.size >= ENVOIS_PARALLELES) continue;
      enCours.set(
        envoi.objet,
        traiterEnvoi(envoi, reglages, lien)
          .catch((cause: unknown) =>
            reglages.consigner('erreur', 'Relais en échec', { pli: envoi.id, erreur: String(cause) }),
          )
          .finally(() => {
            enCours.delete(envoi.objet);
            reveiller();
          }),
      );
    }
  };
  const boucle = (async () => {
    while (actif) {
      reveille = false;
      await lancerLesPrets().catch((cause: unknown) =>
        reglages.consigner('erreur', 'File d’envoi illisible', { erreur: String(cause) }),
      );
      if (actif && !reveille) await attendre();
    }
  })();
  return {
    reveiller,
    async arreter() {
      actif = false;
      reveiller();
      await boucle;
      lien.fermer();
      await Promise.allSettled(enCours.values());
    },
  };
}

/** Remet tout de suite en file ce qui attend (apres le retour du pair, ou sur demande d'un agent). */
export const relancer = ({ base }: ReglagesNoeud): Promise<unknown> =>
  base.db
    .updateTable('echange_envoi')
    .set({ prochaine: sql<Date>`now()` })
    .where('etat', 'in', ['a-preparer', 'prepare'])
    .execute();
