import type { PortsActe } from '../ports.ts';

/** Dossiers traites a la fois dans un lot : assez pour occuper les coeurs pendant qu'une base ou un horodatage repond. */
const DE_FRONT = 4;

/** Un acte d'un lot, avec son dossier, son type et le matricule du cosignataire qu'il attend ; `idj` vide : acte inconnu. */
export type Vise<T> = T & {
  readonly idj: string;
  readonly type: string | undefined;
  readonly cosignataire: string | null;
};

/** Dossier, type et cosignataire attendu de chaque acte, en cours ou scelle : deux lectures quel qu'en soit le nombre. */
export async function viser<T extends { readonly acteId: string }>(
  { db }: PortsActe,
  actes: readonly T[],
): Promise<readonly Vise<T>[]> {
  const ids = actes.map(({ acteId }) => acteId);
  const [enCours, scelles] = await Promise.all([
    db
      .selectFrom('brouillon')
      .select(['acte_id', 'idj', 'type', 'cosignataire'])
      .where('acte_id', 'in', ids)
      .execute(),
    db.selectFrom('piece').select(['id', 'idj', 'type']).where('id', 'in', ids).execute(),
  ]);
  const connus = new Map([
    ...scelles.map(({ id, idj, type }) => [id, { idj, type, cosignataire: null }] as const),
    ...enCours.map(({ acte_id, idj, type, cosignataire }) => [acte_id, { idj, type, cosignataire }] as const),
  ]);
  return actes.map((acte) => ({ ...acte, ...(connus.get(acte.acteId) ?? INCONNU) }));
}

const INCONNU = { idj: '', type: undefined, cosignataire: null };

/** Traite un lot : les actes d'un dossier l'un apres l'autre (leurs numeros se suivent), les dossiers de front ; resultats dans l'ordre du lot. */
export async function parDossier<T extends { readonly idj: string }, R>(
  actes: readonly T[],
  traiter: (acte: T) => Promise<R>,
): Promise<readonly R[]> {
  const resultats = new Map<T, R>();
  const dossiers = [...Map.groupBy(actes, ({ idj }) => idj).values()].values();
  const equipier = async (): Promise<void> => {
    for (const dossier of dossiers) for (const acte of dossier) resultats.set(acte, await traiter(acte));
  };
  await Promise.all(Array.from({ length: DE_FRONT }, equipier));
  return actes.flatMap((acte) => (resultats.has(acte) ? [resultats.get(acte) as R] : []));
}
