/** Une regle datee de conservation des messages d'un type de fil. `aVerifier` : aucun texte propre n'est connu. */
export type RegleDeConservation = {
  readonly type: 'parquet-enquete' | 'interne' | 'avocat';
  readonly jours: number;
  readonly depuis: string;
  readonly jusqua: string | null;
  readonly motif: string;
  readonly article: string;
  readonly aVerifier: boolean;
};

/**
 * Combien de temps le contenu d'un fil se garde apres son dernier message. Aucun texte ne fixe ces durees pour une
 * messagerie : elles sont proposees, marquees a verifier. Ce qui doit durer se verse au dossier comme acte signe.
 */
export const REGLES_DE_CONSERVATION: readonly RegleDeConservation[] = [
  {
    type: 'parquet-enquete',
    jours: 365,
    depuis: '2026-01-01',
    jusqua: null,
    motif: 'un an après le dernier message ; ce qui fonde la procédure se verse au dossier',
    article: 'art. 4, 5° loi n° 78-17 du 6 janvier 1978 (durée nécessaire) ; aucune durée fixée',
    aVerifier: true,
  },
  {
    type: 'interne',
    jours: 180,
    depuis: '2026-01-01',
    jusqua: null,
    motif: 'six mois après le dernier message',
    article: 'art. 4, 5° loi n° 78-17 du 6 janvier 1978 (durée nécessaire) ; aucune durée fixée',
    aVerifier: true,
  },
  {
    type: 'avocat',
    jours: 365,
    depuis: '2026-01-01',
    jusqua: null,
    motif: 'un an après le dernier message, sans versement possible au dossier',
    article: 'art. 66-5 loi n° 71-1130 du 31 décembre 1971 (secret) ; aucune durée fixée',
    aVerifier: true,
  },
];

const JOUR_MS = 86_400_000;

/** La regle en vigueur au jour (AAAA-MM-JJ) du dernier message. Lance si aucune ne couvre ce jour. */
export function regleDeConservation(type: RegleDeConservation['type'], jour: string): RegleDeConservation {
  const regle = REGLES_DE_CONSERVATION.find(
    (candidate) =>
      candidate.type === type &&
      candidate.depuis <= jour &&
      (candidate.jusqua === null || jour <= candidate.jusqua),
  );
  // Avant la premiere ligne, la premiere s'applique : rien ne se garde sans regle.
  const premiere = REGLES_DE_CONSERVATION.find((candidate) => candidate.type === type);
  const retenue = regle ?? premiere;
  if (retenue === undefined) throw new RangeError(`Aucune règle de conservation pour « ${type} ».`);
  return retenue;
}

/** Instant (ISO 8601 UTC) ou le contenu d'un fil s'efface. */
export const finDeConservation = (type: RegleDeConservation['type'], dernierA: Date): string =>
  new Date(
    dernierA.getTime() + regleDeConservation(type, dernierA.toISOString().slice(0, 10)).jours * JOUR_MS,
  ).toISOString();
