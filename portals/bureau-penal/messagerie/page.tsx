import {
  Messagerie,
  MessagesDeLaMesure,
  MessagesDuDossier,
  PageMessages,
  type PieceAJoindre,
} from '@ppn/conversation';
import type { VueDossier } from '@ppn/dossier/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { clientDeMessagerie } from '../client.ts';
import type { LigneDeMesure } from '../garde-a-vue/donnees.ts';
import { useSession } from '../session.ts';

/** Page « Messages » du bureau penal ; l'adresse porte le fil ouvert. */
export const Messages = () => {
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
};

/** Panneau « Messages » du dossier ouvert. */
export const MessagesIci = ({ dossier }: { readonly dossier: VueDossier }) => (
  <Poste pieces={dossier.pieces.filter(({ retrait }) => retrait === null)}>
    <MessagesDuDossier idj={dossier.idj} unite={dossier.unite} />
  </Poste>
);

/** Panneau « Messages » d'une garde a vue : le parquet ecrit a l'unite avant toute transmission. */
export const MessagesDeCetteMesure = ({ ligne }: { readonly ligne: LigneDeMesure }) => (
  <Poste>
    <MessagesDeLaMesure
      mesure={ligne.id}
      idj={ligne.idj}
      unite={ligne.unite}
      juridiction={ligne.juridiction.code}
      touche="r"
    />
  </Poste>
);

const Poste = ({
  pieces,
  children,
}: {
  readonly pieces?: readonly PieceAJoindre[];
  readonly children: ReactNode;
}) => {
  const { agent } = useSession();
  const naviguer = useNavigate();
  const poste = useMemo(
    () => ({
      client: clientDeMessagerie,
      moi: { matricule: agent.matricule, service: agent.service, code: agent.rattachement.code },
      ...(pieces === undefined ? {} : { pieces }),
      ouvrirDossier: (idj: string) => void naviguer({ to: '/dossiers/$idj', params: { idj } }),
    }),
    [agent, naviguer, pieces],
  );
  return <Messagerie poste={poste}>{children}</Messagerie>;
};
