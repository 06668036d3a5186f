import { type Client, creerClient, type ReponsePour } from '@ppn/api-client';
import { calerSurLeService } from '@ppn/kit';
import type { contratTransfert } from '@ppn/transfert/contract';
import { createContext, use } from 'react';
import type { MouseEvent, ReactNode } from 'react';

type Contrat = typeof contratTransfert;
/** Client de l'echange de fichiers, types seuls. */
export type ClientDEchange = Client<Contrat>;
export type VueDeDepot = ReponsePour<Contrat, 'GET /api/depots/:id'>;
export type Suivi = VueDeDepot['suivis'][number];
export type LigneDeDepot = ReponsePour<Contrat, 'GET /api/depots'>['depots'][number];
export type Preparation = ReponsePour<Contrat, 'GET /api/preparations/:id'>;
export type Conservation = ReponsePour<Contrat, 'GET /api/conservation'>;
export type Recherche = ReponsePour<Contrat, 'GET /api/destinataires'>;
export type Correspondant = Recherche['destinataires'][number];

/** Client de l'echange de fichiers, meme origine que le portail. */
export const creerClientDEchange = (surSessionPerdue: () => void): ClientDEchange =>
  creerClient<Contrat>({ surSessionPerdue, surHeure: calerSurLeService });

/** Ce que les ecrans recoivent du portail d'une zone : le client, qui est connecte, et comment changer de page. */
export type PosteDEchange = {
  readonly client: ClientDEchange;
  /** Identifiant de l'annuaire de la zone. */
  readonly moi: string;
  readonly zone: 'PLINE' | 'PLEX';
  readonly aller: (adresse: string, options?: { readonly remplacer: boolean }) => void;
};

/** Adresses des ecrans, les memes dans chaque portail. */
export const ADRESSES = {
  accueil: '/',
  deposer: '/deposer',
  recus: '/recus',
  envoyes: '/envoyes',
  preparation: (id: string) => `/deposer/${id}`,
  depot: (id: string) => `/depots/${id}`,
} as const;

const Contexte = createContext<PosteDEchange | undefined>(undefined);

/** Donne le poste aux ecrans de l'echange. */
export const Echange = ({
  poste,
  children,
}: {
  readonly poste: PosteDEchange;
  readonly children: ReactNode;
}) => <Contexte value={poste}>{children}</Contexte>;

/** Le poste du portail ; lance hors de `Echange`. */
export function usePoste(): PosteDEchange {
  const poste = use(Contexte);
  if (poste === undefined) throw new Error('Écran de l’échange hors de <Echange>.');
  return poste;
}

/** Un lien vers un ecran, sans recharger la page ; un clic du milieu ouvre un onglet comme ailleurs. */
export function Lien({
  vers,
  className,
  rang = false,
  children,
}: {
  readonly vers: string;
  readonly className?: string;
  readonly rang?: boolean;
  readonly children: ReactNode;
}) {
  const { aller } = usePoste();
  const surClic = (evenement: MouseEvent): void => {
    if (evenement.ctrlKey || evenement.metaKey || evenement.shiftKey || evenement.button !== 0) return;
    evenement.preventDefault();
    aller(vers);
  };
  return (
    <a href={vers} className={className} onClick={surClic} {...(rang ? { 'data-rang': '' } : {})}>
      {children}
    </a>
  );
}
