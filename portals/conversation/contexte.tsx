import './conversation.css';
import { type Client, creerClient } from '@ppn/api-client';
import type { Piece } from '@ppn/dossier/contract';
import type { contratMessagerie } from '@ppn/messagerie/contract';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';

export type ClientDeMessagerie = Client<typeof contratMessagerie>;

/** Client de la messagerie, meme origine que le portail. */
export const creerClientDeMessagerie = (surSessionPerdue: () => void): ClientDeMessagerie =>
  creerClient<typeof contratMessagerie>({ surSessionPerdue });

/** Une piece du dossier. */
export type PieceAJoindre = Pick<Piece, 'id' | 'titre' | 'empreinte' | 'taille' | 'typeMime'>;

/** Ce que les ecrans recoivent du portail : le client, l'agent, et ou aller. */
export type PosteDeMessagerie = {
  readonly client: ClientDeMessagerie;
  readonly moi: {
    readonly matricule: string;
    readonly service: 'interieur' | 'justice';
    readonly code: string;
  };
  /** Pieces du dossier ouvert, a joindre par leur empreinte ; absent hors d'un dossier. */
  readonly pieces?: readonly PieceAJoindre[];
  readonly ouvrirDossier: (idj: string) => void;
  /** Absent : ce portail ne redige pas de versement. */
  readonly ouvrirActe?: (idj: string, acteId: string) => void;
};

const Contexte = createContext<PosteDeMessagerie | undefined>(undefined);

/** Donne le poste aux ecrans de messagerie. */
export const Messagerie = ({
  poste,
  children,
}: {
  readonly poste: PosteDeMessagerie;
  readonly children: ReactNode;
}) => <Contexte value={poste}>{children}</Contexte>;

/** Le poste du portail ; lance hors de `Messagerie`. */
export function usePoste(): PosteDeMessagerie {
  const poste = useContext(Contexte);
  if (poste === undefined) throw new Error('Écran de messagerie hors de <Messagerie>.');
  return poste;
}
