import {
  Messagerie,
  MessagesDeLaMesure,
  MessagesDuDossier,
  PageMessages,
  type PieceAJoindre,
} from '@ppn/conversation';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { clientDeMessagerie } from '../application/client.ts';
import { useCadre } from '../application/session.ts';
import type { Vue } from '../application/types.ts';
import type { VueMesure } from '../garde-a-vue/donnees.ts';

/** Page « Messages » de l'enqueteur ; l'adresse porte le fil ouvert. */
export function Messages() {
  const { fil } = useSearch({ from: '/messages' });
  const naviguer = useNavigate();
  return (
    <Poste>
      <PageMessages
        fil={fil}
        choisir={(choisi) =>
          void naviguer({ to: '/messages', search: choisi === undefined ? {} : { fil: choisi } })
        }
      />
    </Poste>
  );
}

/** Panneau « Messages » du dossier ouvert. */
export const MessagesIci = ({ vue }: { readonly vue: Vue }) => (
  <Poste pieces={vue.pieces.filter(({ retrait }) => retrait === null)}>
    <MessagesDuDossier idj={vue.idj} unite={vue.unite} />
  </Poste>
);

/** Panneau « Messages » d'une garde a vue : `Q` ecrit a la permanence du parquet qui la controle. */
export const MessagesDeCetteMesure = ({ vue }: { readonly vue: VueMesure }) => (
  <Poste>
    <MessagesDeLaMesure
      mesure={vue.mesure.id}
      idj={vue.mesure.idj}
      unite={vue.mesure.unite}
      juridiction={vue.mesure.juridiction.code}
      touche="q"
    />
  </Poste>
);

/** Le poste de l'enqueteur : il redige les versements. */
function Poste({
  pieces,
  children,
}: {
  readonly pieces?: readonly PieceAJoindre[];
  readonly children: ReactNode;
}) {
  const { agent } = useCadre().session;
  const naviguer = useNavigate();
  const poste = useMemo(
    () => ({
      client: clientDeMessagerie,
      moi: { matricule: agent.matricule, service: agent.service, code: agent.rattachement.code },
      ...(pieces === undefined ? {} : { pieces }),
      ouvrirDossier: (idj: string) => void naviguer({ to: '/dossiers/$idj', params: { idj } }),
      ouvrirActe: (idj: string, acteId: string) =>
        void naviguer({ to: '/dossiers/$idj/actes/$acteId', params: { idj, acteId } }),
    }),
    [agent, naviguer, pieces],
  );
  return <Messagerie poste={poste}>{children}</Messagerie>;
}
