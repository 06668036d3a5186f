import type { Agent } from '@ppn/habilitation';
import type { AccesDemande, PortsDossier } from '@ppn/dossier';
import type { Frequences } from './termes.ts';
import type { Db } from './tables.ts';

/** Texte lu d'une piece, page par page ; `sans-texte` : elle n'en a pas (video, son) ; `illisible` : abimee, trop longue. */
export type TexteLu =
  | { readonly etat: 'lu'; readonly pages: readonly string[] }
  | { readonly etat: 'sans-texte' | 'illisible' };

/** Une piece dont le texte est a lire. */
export type PieceALire = {
  readonly idj: string;
  readonly piece: string;
  readonly genre: 'acte' | 'fichier';
  readonly empreinte: string;
  readonly typeMime: string;
  readonly taille: number;
};

/** Ports de la recherche, tendus par le service. */
export type PortsRecherche = {
  readonly db: Db;
  readonly service: 'interieur' | 'justice';
  readonly maintenant: () => Date;
  readonly titreDe: (type: string) => string;
  readonly qualifier: PortsDossier['qualifier'];
  /** Lit une piece hors du processus du service ; peut prendre deux minutes (reconnaissance de texte). */
  readonly lireTexte: (piece: PieceALire) => Promise<TexteLu>;
  /** Ouvre un dossier a l'agent : autorise, trace, ou refuse. */
  readonly ouvrirDossier: (acces: AccesDemande) => Promise<unknown>;
  readonly frequences: Frequences;
  readonly consignerErreur: (message: string, details: Readonly<Record<string, unknown>>) => void;
};

/** La portee d'un agent : ce dont il est saisi. */
export const porteeDe = (agent: Pick<Agent, 'rattachement'>): string => agent.rattachement.code;
