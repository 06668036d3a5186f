/** Personne et fait, vus par le pliage : seule l'identite compte. */
type Identifie = { readonly id: string };

/** L'etat d'un dossier est un pliage de ses actes et de leurs transmissions (conception §2 I). */
export type EtatDossier<P extends Identifie = Identifie, F extends Identifie = Identifie> = {
  readonly idj: string;
  readonly alias: readonly { readonly emetteur: string; readonly numero: string }[];
  readonly intitule: string;
  readonly cadre: string;
  readonly unite: {
    readonly code: string;
    readonly libelle: string;
    readonly lignes: readonly string[];
    readonly commune: string;
    readonly zone: string;
  };
  readonly juridiction: { readonly code: string; readonly libelle: string } | null;
  readonly ouverteA: string;
  readonly etat: 'en-cours' | 'en-transmission' | 'transmise' | 'refusee' | 'decidee';
  readonly personnes: readonly P[];
  readonly faits: readonly F[];
  readonly decisions: readonly DecisionPliee[];
  readonly recueA: string | null;
  readonly majA: string;
  readonly pieces: number;
};

/** Decision, dans l'etat plie. */
export type DecisionPliee = {
  readonly acteId: string;
  readonly type: string;
  readonly titre: string;
  readonly resume: string;
  readonly decideA: string;
  readonly magistrat: string;
  readonly juridiction: string;
};

/** Ce que le dossier retient d'un acte scelle. */
export type ActeVerse<P extends Identifie = Identifie, F extends Identifie = Identifie> = {
  readonly idj: string;
  readonly procedure: Pick<
    EtatDossier,
    'alias' | 'intitule' | 'cadre' | 'unite' | 'juridiction' | 'ouverteA'
  >;
  readonly personnes: readonly P[];
  readonly faits: readonly F[];
  readonly jointes: readonly unknown[];
  readonly decision: DecisionPliee | undefined;
};

/** Evenements que le dossier plie. `a` : instant ISO 8601. */
export type EvenementDossier<P extends Identifie = Identifie, F extends Identifie = Identifie> =
  | {
      readonly type: 'ouvert';
      readonly a: string;
      readonly dossier: Pick<EtatDossier, 'idj' | 'alias' | 'intitule' | 'cadre' | 'unite' | 'ouverteA'>;
    }
  | { readonly type: 'acte'; readonly a: string; readonly acte: ActeVerse<P, F> }
  | { readonly type: 'pli-emis'; readonly a: string; readonly juridiction: EtatDossier['juridiction'] }
  | { readonly type: 'pli-accuse'; readonly a: string }
  | { readonly type: 'pli-refuse'; readonly a: string }
  | { readonly type: 'pli-recu'; readonly a: string; readonly juridiction: EtatDossier['juridiction'] };

/** Etat suivant. Un acte recu avant l'ouverture ouvre le dossier : la Justice ne connait que les actes. */
export function evoluer<P extends Identifie, F extends Identifie>(
  etat: EtatDossier<P, F> | undefined,
  evenement: EvenementDossier<P, F>,
): EtatDossier<P, F> | undefined {
  switch (evenement.type) {
    case 'ouvert':
      return etat ?? { ...VIDE, ...evenement.dossier, majA: evenement.a };
    case 'acte':
      return verser(
        etat ?? {
          ...VIDE,
          ...evenement.acte.procedure,
          idj: evenement.acte.idj,
          juridiction: null,
          majA: evenement.a,
        },
        evenement.acte,
        evenement.a,
      );
    case 'pli-emis':
      return (
        etat && {
          ...etat,
          etat: 'en-transmission',
          juridiction: evenement.juridiction ?? etat.juridiction,
          majA: evenement.a,
        }
      );
    case 'pli-accuse':
      return (
        etat && {
          ...etat,
          etat: etat.etat === 'en-transmission' ? 'transmise' : etat.etat,
          majA: evenement.a,
        }
      );
    case 'pli-refuse':
      return (
        etat && { ...etat, etat: etat.etat === 'en-transmission' ? 'refusee' : etat.etat, majA: evenement.a }
      );
    case 'pli-recu':
      return (
        etat && {
          ...etat,
          etat: etat.etat === 'decidee' ? 'decidee' : 'transmise',
          juridiction: evenement.juridiction ?? etat.juridiction,
          recueA: etat.recueA ?? evenement.a,
          majA: evenement.a,
        }
      );
  }
}

const VIDE = {
  juridiction: null,
  etat: 'en-cours',
  personnes: [],
  faits: [],
  decisions: [],
  recueA: null,
  pieces: 0,
} as const;

function verser<P extends Identifie, F extends Identifie>(
  etat: EtatDossier<P, F>,
  acte: ActeVerse<P, F>,
  a: string,
): EtatDossier<P, F> {
  const { decision } = acte;
  return {
    ...etat,
    alias: union(etat.alias, acte.procedure.alias, ({ emetteur, numero }) => `${emetteur}\n${numero}`),
    personnes: union(etat.personnes, acte.personnes, ({ id }) => id),
    faits: union(etat.faits, acte.faits, ({ id }) => id),
    decisions: decision ? union(etat.decisions, [decision], ({ acteId }) => acteId) : etat.decisions,
    etat: decision ? 'decidee' : etat.etat,
    pieces: etat.pieces + 1 + acte.jointes.length,
    majA: a,
  };
}

/** Reunion par cle ; la valeur la plus recente remplace l'ancienne a sa place. */
function union<T>(
  anciennes: readonly T[],
  nouvelles: readonly T[],
  cle: (valeur: T) => string,
): readonly T[] {
  const parCle = new Map(anciennes.map((valeur) => [cle(valeur), valeur]));
  for (const valeur of nouvelles) parCle.set(cle(valeur), valeur);
  return [...parCle.values()];
}
