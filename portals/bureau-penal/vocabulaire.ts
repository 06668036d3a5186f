import type { Personne, Pli, ResumeDossier } from '@ppn/dossier/contract';
import type { Ton } from '@ppn/kit';

type Etiquette = { readonly libelle: string; readonly ton: Ton };

/** Etats d'une procedure, vus du parquet. */
export const etatsProcedure: Readonly<Record<ResumeDossier['etat'], Etiquette>> = {
  'en-cours': { libelle: 'en cours d’enquête', ton: 'neutre' },
  'en-transmission': { libelle: 'en transmission', ton: 'info' },
  transmise: { libelle: 'à décider', ton: 'accent' },
  retournee: { libelle: 'retournée à l’unité', ton: 'alerte' },
  refusee: { libelle: 'pli refusé', ton: 'danger' },
  decidee: { libelle: 'décidée', ton: 'succes' },
};

/** Cadres d'enquete. */
export const cadres: Readonly<Record<ResumeDossier['cadre'], string>> = {
  flagrance: 'flagrance',
  preliminaire: 'enquête préliminaire',
  'commission-rogatoire': 'commission rogatoire',
};

/** Etats d'un pli entre ministeres. */
export const etatsPli: Readonly<Record<Pli['etat'], Etiquette>> = {
  'a-preparer': { libelle: 'à préparer', ton: 'neutre' },
  prepare: { libelle: 'prêt à partir', ton: 'info' },
  'en-attente': { libelle: 'en attente du destinataire', ton: 'alerte' },
  accuse: { libelle: 'accusé de réception signé', ton: 'succes' },
  refuse: { libelle: 'refusé par le destinataire', ton: 'danger' },
};

/** Ce que porte un pli. */
export const genresPli: Readonly<Record<Pli['genre'], string>> = {
  procedure: 'Procédure',
  decision: 'Décision',
  mention: 'Mention marginale',
  'garde-a-vue': 'Garde à vue',
  incident: 'Incident',
};

/** Nom du ministere pair, avec son article ; un pair inconnu garde son nom. */
export const nomDuPair = (pair: string): string => {
  const connu = pair.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  if (connu === 'interieur') return 'l’Intérieur';
  return connu === 'justice' ? 'la Justice' : pair;
};

/** Natures d'infraction, telles qu'ecrites a l'ecran. */
export const natures: Readonly<Record<string, string>> = {
  crime: 'crime',
  delit: 'délit',
  contravention: 'contravention',
};

/** Qualites d'une personne dans la procedure. */
export const roles: Readonly<Record<Personne['roles'][number], string>> = {
  victime: 'victime',
  'mis-en-cause': 'mise en cause',
  temoin: 'témoin',
};

/** Titres des actes par lesquels le parquet decide. */
export const titresDecision = {
  'classement-sans-suite': 'Classement sans suite',
  copj: 'Convocation par OPJ',
  orientation: 'Décision d’orientation',
  'soit-transmis': 'Soit-transmis',
} as const;

/** « MARTIN Paul » ou la raison sociale ; le nom d'usage suit entre parentheses. */
export const nomComplet = (personne: Pick<Personne, 'genre' | 'nom' | 'prenoms' | 'nomUsage'>): string =>
  [
    personne.genre === 'physique' ? personne.nom.toLocaleUpperCase('fr') : personne.nom,
    personne.prenoms,
    personne.nomUsage === '' ? '' : `(${personne.nomUsage})`,
  ]
    .filter((partie) => partie !== '')
    .join(' ');

/** « né », « née », ou « né(e) » quand le sexe n'est pas precise. */
export const ne = ({ sexe }: Pick<Personne, 'sexe'>): string =>
  sexe === 'feminin' ? 'née' : sexe === 'masculin' ? 'né' : 'né(e)';
