import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { client } from '../application/client.ts';
import { cache, invalider, lectureActe } from '../application/donnees.ts';
import type { Redaction } from '../application/types.ts';
import { gardeLocale } from './garde-locale.ts';
import { creerSauvegarde } from './sauvegarde.ts';
import type { Etat, Sauvegarde } from './sauvegarde.ts';

/** Sauvegarde vivante d'un acte ouvert : cree a l'ouverture, vide a la fermeture et au retour du reseau. */
export function useSauvegarde(
  depart: Redaction,
  matricule: string,
): { readonly sauvegarde: Sauvegarde<Redaction>; readonly etat: Etat<Redaction> } {
  const [sauvegarde] = useState(() => ouvrir(depart, matricule));
  const etat = useSyncExternalStore(sauvegarde.abonner, sauvegarde.lire);
  useEffect(() => {
    const reprendre = (): void => void sauvegarde.vider();
    addEventListener('online', reprendre);
    return () => {
      removeEventListener('online', reprendre);
      sauvegarde.fermer();
    };
  }, [sauvegarde]);
  return { sauvegarde, etat };
}

function ouvrir(depart: Redaction, matricule: string): Sauvegarde<Redaction> {
  const { idj, acteId } = depart;
  return creerSauvegarde(depart, {
    envoyer: async (versionAttendue, contenu) => {
      const corps = { versionAttendue, contenu: { ...contenu } };
      const rendu = await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', { idj, acteId, corps });
      if (rendu.ok) {
        cache.setQueryData(lectureActe(idj, acteId).queryKey, rendu.valeur);
        invalider({ genre: 'dossier', idj });
      }
      return rendu;
    },
    relire: () => client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId }),
    garde: gardeLocale(matricule, acteId),
    planifier: (ms, rappel) => {
      const minuteur = setTimeout(rappel, ms);
      return () => clearTimeout(minuteur);
    },
  });
}

/** Ce que les champs d'un formulaire d'acte partagent. */
export type Formulaire = {
  readonly etat: Etat<Redaction>;
  readonly ecrire: (champ: string, valeur: unknown) => void;
  /** Phrase du manque d'un champ, une fois qu'on a voulu signer. */
  readonly erreur: (champ: string) => string | undefined;
};

/** Porteur du formulaire courant. */
export const ContexteFormulaire = createContext<Formulaire | undefined>(undefined);

/** Le formulaire de l'acte ouvert. */
export function useFormulaire(): Formulaire {
  const formulaire = use(ContexteFormulaire);
  if (formulaire === undefined) throw new Error('Champ d’acte rendu hors d’un formulaire.');
  return formulaire;
}
