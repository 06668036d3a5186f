import type { FilVu, JointeDeMessage } from '@ppn/messagerie/contract';
import { annoncer, Bouton, ChampZone, Echec, type ProblemeVu, useRaccourcis } from '@ppn/kit';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { usePoste } from './contexte.tsx';
import { gardeDeMessage } from './garde-de-message.ts';
import { Jointes } from './jointes.tsx';

/** Ou le clavier va : la touche qui mene a la zone de texte, et si elle y va des l'ouverture. */
export type ClavierDeRedaction = { readonly touche: string; readonly viser: boolean };

/** Redaction d'un message dans un fil : une touche y va (`R`), `Ctrl Entrée` envoie ; le texte est garde a chaque frappe. */
export function Redaction({
  fil,
  repondA,
  clavier = { touche: 'r', viser: false },
}: {
  readonly fil: FilVu;
  readonly repondA: string | null;
  readonly clavier?: ClavierDeRedaction | undefined;
}) {
  const { client, moi } = usePoste();
  const cache = useQueryClient();
  const garde = gardeDeMessage(moi.matricule, fil.id);
  const [message, poserMessage] = useState(garde.lire);
  const [jointes, poserJointes] = useState<readonly JointeDeMessage[]>([]);
  const [envoi, poserEnvoi] = useState(false);
  const [refus, poserRefus] = useState<ProblemeVu>();
  const id = `reponse-${useId()}`;
  const viser = (): void => document.getElementById(id)?.focus();
  useRaccourcis([{ touche: clavier.touche, libelle: 'Répondre', groupe: 'Messages', action: viser }]);
  useEffect(() => {
    if (clavier.viser) document.getElementById(id)?.focus();
  }, [clavier.viser, id]);
  useAutreOnglet(moi.matricule, fil.id, poserMessage);

  const ecrire = (texte: string): void => {
    const suivant = { ...message, texte };
    poserMessage(suivant);
    garde.ecrire(suivant);
  };
  const vider = (): void => {
    garde.effacer();
    poserMessage({ id: crypto.randomUUID(), texte: '' });
    poserJointes([]);
    poserRefus(undefined);
  };
  const envoyer = async (): Promise<void> => {
    const texte = message.texte.trim();
    if (envoi || (texte === '' && jointes.length === 0)) return viser();
    poserEnvoi(true);
    const rendu = await client.appeler('POST /api/fils/:fil/messages', {
      fil: fil.id,
      corps: { id: message.id, texte, repondA, jointes: [...jointes] },
    });
    poserEnvoi(false);
    if (rendu.ok) {
      cache.setQueryData(['fil', fil.id], rendu.valeur);
      void cache.invalidateQueries({ queryKey: ['fils'] });
      annoncer('Message envoyé.');
      return vider();
    }
    // Envoye d'un autre onglet sous cet identifiant : le texte d'ici repart sous un neuf.
    if (rendu.refus.code === 'message-deja-depose') {
      const neuf = { ...message, id: crypto.randomUUID() };
      poserMessage(neuf);
      garde.ecrire(neuf);
    }
    poserRefus(rendu.refus);
  };
  useRaccourcis([
    {
      touche: 'ctrl+enter',
      libelle: 'Envoyer',
      groupe: 'Messages',
      // Un accord part aussi d'un dialogue : celui d'une decision n'envoie pas le message en cours.
      action: () => (document.querySelector('dialog[open]') === null ? void envoyer() : undefined),
    },
  ]);
  return (
    <form
      className="redaction"
      aria-label="Rédaction d’un message"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void envoyer();
      }}
    >
      {refus === undefined ? null : <Echec probleme={refus} />}
      <div className="rangee reponses-rapides">
        {fil.reponsesRapides.map((reponse) => (
          <Bouton
            key={reponse}
            genre="discret"
            onClick={() => {
              ecrire(message.texte === '' ? reponse : `${message.texte}\n${reponse}`);
              viser();
            }}
          >
            {reponse}
          </Bouton>
        ))}
      </div>
      <ChampZone
        id={id}
        libelle={repondA === null ? 'Votre message' : 'Votre réponse au compte rendu'}
        rows={3}
        value={message.texte}
        maxLength={8_000}
        surSaisie={ecrire}
      />
      <div className="rangee">
        <Bouton genre="primaire" type="submit" touche="Ctrl Entrée" enCours={envoi}>
          {envoi ? 'Envoi…' : 'Envoyer'}
        </Bouton>
        <Jointes jointes={jointes} surJointes={poserJointes} surRefus={poserRefus} />
      </div>
    </form>
  );
}

/** Ce qu'un autre onglet envoie ou efface se voit ici ; ce qu'on ecrit ici n'est jamais ecrase. */
function useAutreOnglet(
  matricule: string,
  fil: string,
  poser: (change: (courant: { id: string; texte: string }) => { id: string; texte: string }) => void,
): void {
  useEffect(() => {
    const suivre = ({ key, newValue, oldValue }: StorageEvent): void => {
      if (key !== `ppn-message ${matricule} ${fil}` || newValue !== null) return;
      poser((courant) =>
        oldValue !== null && JSON.stringify(courant) === oldValue
          ? { id: crypto.randomUUID(), texte: '' }
          : courant,
      );
    };
    addEventListener('storage', suivre);
    return () => removeEventListener('storage', suivre);
  }, [matricule, fil, poser]);
}
