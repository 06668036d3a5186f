/** Ce que les autres contextes savent de l'orientation : les types d'actes par lesquels le parquet decide. */
export const DECISIONS_DU_PARQUET = ['classement-sans-suite', 'copj'] as const;
