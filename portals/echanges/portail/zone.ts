import type { Probleme, Result } from '@ppn/api-client';
import type { Identite, PortsDeConnexion } from '@ppn/kit';
import type { ComponentType, ReactNode } from 'react';

/** Qui est connecte, tel que le cadre le montre. */
export type SessionVue = {
  /** Identifiant de l'annuaire de la zone. */
  readonly moi: string;
  readonly identite: Identite;
  readonly adresseAgentPoste: string;
};

/** Une page que cette zone a de plus que les autres, et son entree dans le rail. */
export type PageDeZone = {
  readonly adresse: `/${string}`;
  readonly libelle: string;
  readonly touche: string;
  readonly icone: ReactNode;
  readonly charger: () => Promise<Readonly<Record<'Page', ComponentType>>>;
  /** Montree a qui en a la fonction ; le service la refuse aux autres. */
  readonly reservee?: 'supervision';
};

/** Ce que le portail d'une zone apporte a l'hote commun ; le reste (cadre, adresses, ecrans) est le meme partout. */
export type PortailDeZone = {
  readonly zone: 'PLINE' | 'PLEX';
  readonly service: string;
  readonly lireSession: () => Promise<Result<SessionVue, Probleme>>;
  readonly fermerSession: () => Promise<unknown>;
  /** La carte, par le client de la zone. */
  readonly connexion: Pick<PortsDeConnexion, 'demanderDefi' | 'ouvrir'>;
  /** Faux : l'exploitant a ferme la connexion par carte. Absent : elle est ouverte. */
  readonly carteAdmise?: () => Promise<boolean>;
  /** D'autres facons d'entrer que la carte ; appelle son argument une fois la session ouverte. */
  readonly autresEntrees?: (surOuverture: () => void) => ReactNode;
  readonly pages?: readonly PageDeZone[];
};
