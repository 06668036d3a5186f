/** Ce que le tableau lit de l'etat plie d'un dossier. */
export type EtatLu = {
  readonly idj: string;
  readonly alias: readonly { readonly numero: string }[];
  readonly intitule: string;
  readonly unite: { readonly code: string; readonly libelle: string };
  readonly juridiction: { readonly code: string } | null;
  readonly etat: string;
  readonly personnes: readonly { readonly roles: readonly string[] }[];
  readonly decisions: readonly { readonly type: string; readonly decideA: string }[];
  readonly recueA: string | null;
  readonly arrivee: { readonly sort: string } | null;
  readonly enregistrement: { readonly numero: string; readonly a: string } | null;
  readonly retour: { readonly a: string } | null;
};

/** Ou en est une procedure, vue du tableau : elle est toujours dans un seul de ces etats. */
export const ETATS = ['a-trier', 'a-decider', 'retournee', 'decidee'] as const;
export type EtatDePilotage = (typeof ETATS)[number];

/** La ligne d'une procedure. Instants ISO 8601. */
export type LigneDePilotage = {
  readonly idj: string;
  readonly juridiction: string;
  readonly unite: string;
  readonly unite_libelle: string;
  readonly numero: string;
  readonly intitule: string;
  readonly recue_a: string;
  readonly enregistree_a: string | null;
  readonly retournee_a: string | null;
  readonly decidee_a: string | null;
  readonly decision: string | null;
  readonly tri: string | null;
  readonly etat: EtatDePilotage;
  readonly sans_auteur: boolean;
};

/** La ligne d'un dossier ; `undefined` tant qu'aucune juridiction ne l'a recu. */
export function lireProcedure(etat: EtatLu): LigneDePilotage | undefined {
  if (etat.juridiction === null || etat.recueA === null) return undefined;
  const decision = etat.decisions.at(-1);
  return {
    idj: etat.idj,
    juridiction: etat.juridiction.code,
    unite: etat.unite.code,
    unite_libelle: etat.unite.libelle,
    numero: etat.enregistrement?.numero ?? etat.alias[0]?.numero ?? etat.idj,
    intitule: etat.intitule,
    recue_a: instantDe(etat.recueA),
    enregistree_a: etat.enregistrement === null ? null : instantDe(etat.enregistrement.a),
    retournee_a: etat.retour === null ? null : instantDe(etat.retour.a),
    decidee_a: decision === undefined ? null : instantDe(decision.decideA),
    decision: decision?.type ?? null,
    tri: etat.arrivee?.sort ?? null,
    etat: etatDe(etat, decision !== undefined),
    sans_auteur: !etat.personnes.some(({ roles }) => roles.includes('mis-en-cause')),
  };
}

/** Une decision l'emporte ; puis le retour a l'unite ; puis le tri au greffe, qui ne bloque pas le parquet mais se voit. */
function etatDe({ etat, arrivee }: EtatLu, decidee: boolean): EtatDePilotage {
  if (decidee) return 'decidee';
  if (etat === 'retournee') return 'retournee';
  return arrivee?.sort === 'a-trier' || arrivee?.sort === 'mise-de-cote' ? 'a-trier' : 'a-decider';
}

/** Une heure legale porte sa zone entre crochets ; l'instant est ce qui precede. */
const instantDe = (horodate: string): string => new Date(horodate.replace(/\[[^\]]*\]$/, '')).toISOString();
