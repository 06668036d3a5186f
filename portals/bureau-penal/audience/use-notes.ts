import { exiger } from '@ppn/api-client';
import { useEffect, useRef, useState } from 'react';
import { client } from '../client.ts';
import type { Contenu } from '../decision/contenu.ts';
import type { Redaction } from '../decision/brouillon.ts';
import { type Cahier, creerCahier, type EtatDuCahier } from './cahier.ts';
import { garder, lireGarde } from './garde-chiffree.ts';

/** Les notes d'une affaire, ouvertes a l'ecran. */
export type NotesOuvertes = {
  readonly redaction: Redaction | undefined;
  readonly contenu: Contenu;
  readonly etat: EtatDuCahier;
  readonly ecrire: (champs: Contenu) => void;
  readonly vider: () => Promise<boolean>;
};

const RIEN: EtatDuCahier = { etat: 'enregistre', phrase: '', conflits: [] };

/** Ouvre les notes d'un dossier (le brouillon du greffier), les tient au fil de la frappe, reseau coupe compris. */
export function useNotes(idj: string, acteId: string, matricule: string): NotesOuvertes {
  const [redaction, setRedaction] = useState<Redaction>();
  const [contenu, setContenu] = useState<Contenu>({});
  const [etat, setEtat] = useState<EtatDuCahier>(RIEN);
  const cahier = useRef<Cahier>(undefined);
  useEffect(() => {
    let actif = true;
    const adresse = { idj, acteId };
    const monter = async (): Promise<void> => {
      const lue = await exiger(client.appeler('GET /api/dossiers/:idj/actes/:acteId', adresse));
      const laisse = await lireGarde(matricule, acteId).catch(() => undefined);
      if (!actif) return;
      setRedaction(lue);
      setContenu(lue.contenu);
      cahier.current = creerCahier(
        {
          envoyer: async (versionAttendue, texte) => {
            const rendu = await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
              ...adresse,
              corps: { versionAttendue, contenu: { ...texte } },
            });
            if (rendu.ok) setRedaction(rendu.valeur);
            return rendu;
          },
          relire: () => client.appeler('GET /api/dossiers/:idj/actes/:acteId', adresse),
          garder: (garde) => void garder(matricule, acteId, garde).catch(() => undefined),
          surEtat: setEtat,
          surContenu: setContenu,
          nouvelId: () => crypto.randomUUID(),
        },
        lue,
        laisse,
      );
    };
    monter().catch(() =>
      setEtat({ etat: 'refuse', phrase: 'Les notes ne s’ouvrent pas : rechargez la page.', conflits: [] }),
    );
    return () => {
      actif = false;
      const ouvert = cahier.current;
      cahier.current = undefined;
      void ouvert?.vider().finally(() => ouvert.arreter());
    };
  }, [idj, acteId, matricule]);
  return {
    redaction,
    contenu,
    etat,
    ecrire: (champs) => {
      const suite = { ...contenu, ...champs };
      setContenu(suite);
      cahier.current?.ecrire(suite);
    },
    vider: async () => (await cahier.current?.vider()) ?? true,
  };
}
