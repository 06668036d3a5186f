import type { Magasin } from '@ppn/blob-store';
import type { Entrepot, ServiceDeCles } from '@ppn/large-files';
import type { Courrier } from '@ppn/mail';
import type { Cachet, Horodateur, ModelePdf } from '@ppn/sealing';
import type { Correspondant, Delegataire, Ministere } from './domain/faits.ts';
import type { DestinataireTrouve } from './domain/preparer.ts';
import type { Db } from './tables.ts';

/** Qui parle : le correspondant de l'annuaire, et l'instant ou sa carte l'a identifie (art. 9). */
export type Identite = {
  readonly correspondant: Correspondant;
  readonly identifieA: string;
  /** Le ministere d'un agent de l'Etat. */
  readonly ministere?: Ministere | undefined;
  /** Celui qui agit vraiment, quand `correspondant` est supplee par delegation. */
  readonly par?: Delegataire | undefined;
  /** Cet agent a la fonction de supervision. */
  readonly supervise?: boolean | undefined;
};

/** Une organisation de l'annuaire, a qui deposer d'un coup. */
export type Groupe = { readonly libelle: string; readonly membres: readonly Correspondant[] };

/** L'annuaire d'une zone, relu a chaque demande : qui en sort perd l'acces au telechargement suivant. */
export type Annuaire = {
  readonly trouver: (id: string) => DestinataireTrouve | undefined | Promise<DestinataireTrouve | undefined>;
  /** Celui que `par` peut viser, s'il ne peut pas viser tous ceux que `trouver` connait. */
  readonly viser?: (
    id: string,
    par: Correspondant,
  ) => DestinataireTrouve | undefined | Promise<DestinataireTrouve | undefined>;
  /** Par le debut d'un nom, d'un prenom ou d'un courriel ; trois lettres au moins, vingt resultats au plus. */
  readonly chercher: (texte: string) => readonly Correspondant[] | Promise<readonly Correspondant[]>;
  /** Les organisations que ce texte nomme, avec tous leurs membres ; aucune au-dela de cinquante. Absent : pas de groupe. */
  readonly grouper?: (texte: string) => readonly Groupe[] | Promise<readonly Groupe[]>;
};

/** Un fichier envoye, lu par plages. */
export type FichierAExaminer = {
  readonly nom: string;
  readonly taille: number;
  readonly lire: (debut: number, fin: number) => Promise<Uint8Array>;
};

/** Ce que l'examen dit d'un fichier : refuse (il ne se depose pas), ou son type et les reserves a montrer aux deux cotes. */
export type VerdictDExamen = {
  readonly refus: { readonly code: string; readonly phrase: string } | null;
  readonly mime: string | null;
  readonly reserves: readonly string[];
};

/** Ce dont l'echange de fichiers a besoin. */
export type PortsTransfert = {
  readonly db: Db;
  readonly zone: 'pline' | 'plex';
  readonly origine: string;
  readonly maintenant: () => Date;
  readonly entrepot: Entrepot;
  readonly cles: ServiceDeCles;
  readonly annuaire: Annuaire;
  /** Ceux que cette personne supplee maintenant, par une delegation en cours ; absent : aucune delegation dans cette zone. */
  readonly delegants?: (
    delegataire: string,
  ) => Promise<readonly { readonly delegation: string; readonly delegant: Correspondant }[]>;
  readonly courrier: Courrier;
  /** Ou restent les recepisses : ils survivent aux fichiers. */
  readonly magasin: Magasin;
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
  /** Un antivirus est regle. */
  readonly antivirus?: boolean;
  /** Examine un fichier par son contenu, antivirus compris ; absent : aucun examen. */
  readonly examiner?: (fichier: FichierAExaminer) => Promise<VerdictDExamen>;
  /** Octets qu'un depot peut annoncer, tous fichiers compris. */
  readonly tailleMax: number;
  /** Octets qu'une personne peut tenir en place, depots et preparations. */
  readonly quotaParPersonne: number;
  /** Ce que l'exploitant doit voir : horloge suspecte, recepisse en attente. */
  readonly alarmer: (message: string, details: Readonly<Record<string, unknown>>) => void;
};
