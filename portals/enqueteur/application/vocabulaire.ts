import type { Ton } from '@ppn/kit';
import type { ResumeDossier, VueDossier } from '@ppn/dossier/contract';

/** Libelles montres pour les etats d'une procedure. */
export const ETATS: Readonly<Record<ResumeDossier['etat'], { readonly libelle: string; readonly ton: Ton }>> =
  {
    'en-cours': { libelle: 'en cours', ton: 'neutre' },
    'en-transmission': { libelle: 'en transmission', ton: 'info' },
    transmise: { libelle: 'transmise', ton: 'succes' },
    retournee: { libelle: 'à reprendre', ton: 'alerte' },
    refusee: { libelle: 'refusée', ton: 'danger' },
    decidee: { libelle: 'décidée', ton: 'accent' },
  };

/** Cadres d'enquete et leur fondement. */
export const CADRES: Readonly<Record<ResumeDossier['cadre'], string>> = {
  flagrance: 'Flagrance (art. 53 CPP)',
  preliminaire: 'Enquête préliminaire (art. 75 CPP)',
  'commission-rogatoire': 'Commission rogatoire (art. 151 CPP)',
};

/** Qualites d'une personne dans la procedure. */
export const ROLES = { victime: 'victime', 'mis-en-cause': 'mis en cause', temoin: 'témoin' } as const;

/** Etats d'un pli, tels que montres a l'enqueteur. */
export const PLIS: Readonly<
  Record<VueDossier['plis'][number]['etat'], { readonly libelle: string; readonly ton: Ton }>
> = {
  'a-preparer': { libelle: 'en préparation', ton: 'neutre' },
  prepare: { libelle: 'prêt à partir', ton: 'info' },
  'en-attente': { libelle: 'en route', ton: 'info' },
  accuse: { libelle: 'reçu, accusé signé', ton: 'succes' },
  refuse: { libelle: 'refusé', ton: 'danger' },
};

type Personne = VueDossier['personnes'][number];

/** `Prénom NOM`, ou la raison sociale. */
export const nomComplet = ({ genre, prenoms, nom, nomUsage }: Personne): string =>
  genre === 'morale'
    ? nom
    : `${prenoms} ${nom.toLocaleUpperCase('fr')}${nomUsage === '' ? '' : ` (${nomUsage.toLocaleUpperCase('fr')})`}`.trim();
