/** Endroit du dossier qu'une remarque designe : l'ecran de l'unite en fait un lien. */
export type CibleDeRemarque =
  | { readonly genre: 'dossier' }
  | { readonly genre: 'piece'; readonly id: string }
  | { readonly genre: 'fait'; readonly id: string }
  | { readonly genre: 'personne'; readonly id: string }
  | { readonly genre: 'acte-a-faire'; readonly type: string };

/** Une raison de retour cochee au greffe : le motif de la nomenclature, sa phrase, l'endroit a reprendre. */
export type RemarqueDeRetour = {
  readonly motif: string;
  readonly phrase: string;
  readonly cible: CibleDeRemarque;
};

/** Qui a traite une arrivee. */
export type AgentDuGreffe = { readonly matricule: string; readonly nom: string };

type Juridiction = { readonly code: string; readonly libelle: string };

/** La derniere transmission recue, et ce que le greffe en a fait (Justice). */
export type Arrivee = {
  readonly pli: string;
  readonly recueA: string;
  readonly sort: 'a-trier' | 'mise-de-cote' | 'enregistree' | 'retournee';
  /** Qui et quand ; nuls tant qu'elle est a trier. */
  readonly par: AgentDuGreffe | null;
  readonly traiteeA: string | null;
  /** Pourquoi elle attend, si elle est mise de cote. */
  readonly motif: string | null;
};

/** Inscription au bureau d'ordre : le numero de parquet, donne une fois pour toutes. */
export type Enregistrement = {
  readonly numero: string;
  readonly juridiction: Juridiction;
  readonly par: AgentDuGreffe;
  readonly a: string;
};

/** Procedure rendue a l'unite : ce qu'elle doit reprendre. */
export type Retour = {
  readonly pli: string;
  readonly juridiction: Juridiction;
  readonly par: AgentDuGreffe;
  readonly a: string;
  readonly remarques: readonly RemarqueDeRetour[];
  /** Le soit-transmis du parquet qui la rend, et la date attendue ; absents : le greffe, aucune. */
  readonly acteId?: string;
  readonly avant?: string;
};

/** Ce que le greffe fait d'une arrivee, en evenements du dossier. `a` : instant ISO 8601. */
export type EvenementDuGreffe =
  | ({ readonly type: 'procedure-enregistree'; readonly pli: string } & Enregistrement)
  | ({ readonly type: 'procedure-retournee' } & Retour)
  | {
      readonly type: 'arrivee-mise-de-cote';
      readonly a: string;
      readonly pli: string;
      readonly par: AgentDuGreffe;
      readonly motif: string;
    };

/** La part du dossier qui dit ou en est sa reception au greffe. */
export type Reception = {
  readonly alias: readonly { readonly emetteur: string; readonly numero: string }[];
  readonly arrivee: Arrivee | null;
  readonly enregistrement: Enregistrement | null;
  readonly retour: Retour | null;
};

/** Reception suivante. Un numero de parquet donne ne change plus : un complement le garde. */
export function evoluerReception(reception: Reception, evenement: EvenementDuGreffe): Reception {
  const { par, a, pli } = evenement;
  const traitee = (sort: Arrivee['sort'], motif: string | null = null): Arrivee | null =>
    reception.arrivee?.pli === pli
      ? { ...reception.arrivee, sort, par, traiteeA: a, motif }
      : reception.arrivee;
  switch (evenement.type) {
    case 'procedure-enregistree': {
      const { numero, juridiction } = evenement;
      if (reception.enregistrement) return { ...reception, arrivee: traitee('enregistree'), retour: null };
      return {
        alias: [...reception.alias, { emetteur: `Parquet, ${juridiction.libelle}`, numero }],
        arrivee: traitee('enregistree'),
        enregistrement: { numero, juridiction, par, a },
        retour: null,
      };
    }
    case 'procedure-retournee': {
      const { juridiction, remarques } = evenement;
      return { ...reception, arrivee: traitee('retournee'), retour: { pli, juridiction, par, a, remarques } };
    }
    case 'arrivee-mise-de-cote':
      return { ...reception, arrivee: traitee('mise-de-cote', evenement.motif) };
  }
}

/** Vrai si le greffe peut encore decider de cette arrivee. */
export const arriveeATraiter = (arrivee: Arrivee | null, pli: string): boolean =>
  arrivee?.pli === pli && (arrivee.sort === 'a-trier' || arrivee.sort === 'mise-de-cote');
