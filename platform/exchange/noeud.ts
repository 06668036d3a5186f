import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TemoinDistant } from '@ppn/journal';
import { sql } from 'kysely';
import { demarrerRelaisDesDepeches } from './depeches/relais-des-depeches.ts';
import { envoisPrets, traiterEnvoi } from './envoyer.ts';
import { creerLien } from './lien.ts';
import { type PresenceDuPair, veillerSurLePair } from './presence.ts';
import { demarrerRapprochement } from './rapprochement/boucle.ts';
import type { Comparaison } from './rapprochement/rapprocher.ts';
import type { ReglagesNoeud } from './reglages.ts';
import { creerServeurEchange } from './serveur.ts';
import { temoinDuPair } from './temoin.ts';

/** Un noeud d'echange en marche. `reveiller` fait regarder la file a l'instant (un commit vient d'y ecrire). */
export type Noeud = {
  readonly port: number;
  readonly reveiller: () => void;
  /** Le pair, temoin de notre journal. */
  readonly temoin: TemoinDistant;
  /** Compare tout de suite avec le pair ce qui lui est parti. */
  readonly comparer: () => Promise<Comparaison>;
  /** L'autre service repond-il, dans les deux sens, et sinon depuis quand. */
  readonly presence: () => PresenceDuPair;
  readonly arreter: () => Promise<void>;
};

/** Un envoi attend surtout : la preuve au journal, l'horodatage, le pair. */
const ENVOIS_PARALLELES = 16;
const VEILLE_MS = 1_000;

/** Demarre le noeud : serveur mTLS sur `port` (0 : libre), et relais de la file d'envoi. */
export async function demarrerNoeud(
  reglages: ReglagesNoeud,
  adresse: { readonly port: number; readonly hote: string },
): Promise<Noeud> {
  const contact: { vu: () => void; lot: () => void } = { vu: () => undefined, lot: () => undefined };
  const serveur = creerServeurEchange(reglages, { vu: () => contact.vu(), lot: () => contact.lot() });
  serveur.listen(adresse.port, adresse.hote);
  await once(serveur, 'listening');
  await relancer(reglages);
  const lien = creerLien(reglages);
  const depeches = demarrerRelaisDesDepeches(reglages, lien, () => relais.pairPresent());
  const relais = demarrerRelais(reglages, depeches.pairPresent);
  const veille = veillerSurLePair(lien, reglages);
  contact.vu = () => {
    veille.entendu();
    relais.pairPresent();
    depeches.pairPresent();
  };
  // Un recepteur a pu repondre par une depeche.
  contact.lot = depeches.reveiller;
  const rapprochement = demarrerRapprochement(reglages, lien);
  return {
    port: (serveur.address() as AddressInfo).port,
    reveiller() {
      relais.reveiller();
      depeches.reveiller();
    },
    temoin: temoinDuPair(lien, reglages),
    comparer: rapprochement.comparer,
    presence: veille.etat,
    async arreter() {
      veille.arreter();
      await rapprochement.arreter();
      await depeches.arreter();
      lien.fermer();
      await relais.arreter();
      serveur.closeAllConnections();
      serveur.close();
      await once(serveur, 'close');
    },
  };
}

type Relais = {
  readonly reveiller: () => void;
  /** Le pair vient de parler : s'il etait absent, ce qui l'attendait repart a l'instant. */
  readonly pairPresent: () => void;
  readonly arreter: () => Promise<void>;
};

/** Boucle du relais : la base est la verite, le reveil n'est qu'un indice. */
function demarrerRelais(reglages: ReglagesNoeud, surPresence: () => void): Relais {
  const lien = creerLien(reglages);
  let pairAbsent = false;
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
  const pairPresent = (): void => {
    if (!pairAbsent) return;
    pairAbsent = false;
    relancer(reglages).then(reveiller, (cause: unknown) => {
      pairAbsent = true;
      reglages.consigner('erreur', 'Relance impossible', { erreur: String(cause) });
    });
  };
  const lancerLesPrets = async (): Promise<void> => {
    const libres = ENVOIS_PARALLELES - enCours.size;
    if (libres <= 0) return;
    // Un objet deja en cours avant la lecture peut s'achever pendant elle : sa ligne lue est perimee.
    const occupes = new Set(enCours.keys());
    for (const envoi of await envoisPrets(reglages, libres + enCours.size)) {
      if (occupes.has(envoi.objet) || enCours.has(envoi.objet) || enCours.size >= ENVOIS_PARALLELES) continue;
      enCours.set(
        envoi.objet,
        traiterEnvoi(envoi, reglages, lien)
          .then((issue) => {
            if (issue === 'pair-absent') pairAbsent = true;
            if (issue !== 'conclu') return;
            pairPresent();
            surPresence();
          })
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
  // Dire bonjour : un pair qui nous attendait relance ce qu'il a pour nous.
  void lien.envoyer({ methode: 'GET', chemin: '/echange/etat' }).then(pairPresent, () => undefined);
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
    pairPresent,
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
