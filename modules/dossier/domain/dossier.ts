import {
  type AgentDuGreffe,
  type Arrivee,
  type Enregistrement,
  type EvenementDuGreffe,
  evoluerReception,
  type Retour,
} from './arrivees.ts';

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
  readonly etat: 'en-cours' | 'en-transmission' | 'transmise' | 'retournee' | 'refusee' | 'decidee';
  readonly personnes: readonly P[];
  readonly faits: readonly F[];
  readonly decisions: readonly DecisionPliee[];
  readonly mentions: readonly MentionPliee[];
  /** Jugements rendus ; absent d'un etat garde avant qu'il y en ait. */
  readonly jugements?: readonly JugementPlie[];
  readonly retraits: readonly PierreTombale[];
  readonly recueA: string | null;
  /** Ce que le greffe a fait de la derniere transmission (Justice), le numero de parquet, ce qui est a reprendre. */
  readonly arrivee: Arrivee | null;
  readonly enregistrement: Enregistrement | null;
  readonly retour: Retour | null;
  /** Le magistrat du parquet a qui le dossier est confie ; absent : a nul en particulier. */
  readonly attribution?: Attribution;
  readonly majA: string;
  readonly pieces: number;
};

/** Un dossier confie a un magistrat du parquet, par qui, et la note laissee avec lui. */
export type Attribution = {
  readonly vers: AgentDuGreffe;
  readonly par: AgentDuGreffe;
  readonly note: string;
  readonly a: string;
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
  /** Les audiences que la decision fixe devant le tribunal ; absentes : elle n'en fixe pas. */
  readonly audiences?: readonly AudienceFixee[];
};

/** Audience fixee par une decision : quand (horodate), ou, comment le tribunal est saisi, contre qui, de quels faits. */
export type AudienceFixee = {
  readonly a: string;
  readonly salle: string;
  readonly mode: string;
  readonly prevenus: readonly string[];
  readonly faits: readonly string[];
};

/** Jugement, dans l'etat plie : son contenu entier, que son contexte relit, et sa minute une fois inscrite. */
export type JugementPlie = {
  readonly acteId: string;
  readonly numero: number;
  readonly resume: string;
  readonly prononceA: string;
  readonly audience: string;
  readonly chambre: string;
  readonly prevenus: readonly string[];
  readonly contenu: unknown;
  readonly minute: string | null;
};

/** Vrai si une decision fixe une audience : le tribunal est saisi (388 CPP). */
export const tribunalSaisi = ({ decisions }: Pick<EtatDossier, 'decisions'>): boolean =>
  decisions.some(({ audiences }) => audiences !== undefined);

/** Mention marginale, dans l'etat plie : un acte signe qui en vise un autre. */
export type MentionPliee = {
  readonly acteId: string;
  readonly numero: number;
  readonly type: string;
  readonly vise: { readonly acteId: string; readonly numero: number; readonly empreinte: string };
  readonly phrase: string;
  readonly auteur: string;
  readonly juridiction: string;
  /** Heure legale du fait mentionne, declaree. */
  readonly survenuA: string;
  /** Heure du journal de ce service. */
  readonly enregistreA: string;
  /** Ce que d'autres contextes relisent de la mention (qui, a qui, comment) ; absent des mentions d'avant. */
  readonly donnees?: { readonly [champ: string]: string };
};

/** Trace d'une piece retiree sur ordre : elle nomme l'acte qui l'ordonne. Les octets restent tant que l'ordre ne les efface pas. */
export type PierreTombale = {
  readonly piece: string;
  readonly genre: 'acte' | 'fichier';
  readonly numero: number;
  readonly empreinte: string;
  readonly ordre: { readonly acteId: string; readonly numero: number; readonly empreinte: string };
  readonly article: string;
  readonly octets: 'gardes';
  readonly retireeA: string;
};

/** Ce que le dossier retient d'un acte scelle. */
export type ActeVerse<P extends Identifie = Identifie, F extends Identifie = Identifie> = {
  readonly idj: string;
  readonly acteId: string;
  readonly procedure: Pick<
    EtatDossier,
    'alias' | 'intitule' | 'cadre' | 'unite' | 'juridiction' | 'ouverteA'
  >;
  readonly personnes: readonly P[];
  readonly faits: readonly F[];
  readonly jointes: readonly unknown[];
  readonly decision: DecisionPliee | undefined;
  readonly mention: Omit<MentionPliee, 'enregistreA'> | undefined;
  /** Soit-transmis du parquet : ce que l'unite doit completer ; absent pour tout autre acte. */
  readonly renvoi?: Omit<Retour, 'a'> | undefined;
  readonly jugement?: Omit<JugementPlie, 'minute'> | undefined;
};

/** Evenements que le dossier plie. `a` : instant ISO 8601. */
export type EvenementDossier<P extends Identifie = Identifie, F extends Identifie = Identifie> =
  | {
      readonly type: 'ouvert';
      readonly a: string;
      readonly dossier: Pick<EtatDossier, 'idj' | 'alias' | 'intitule' | 'cadre' | 'unite' | 'ouverteA'>;
    }
  | { readonly type: 'acte'; readonly a: string; readonly acte: ActeVerse<P, F> }
  | {
      readonly type: 'piece-retiree';
      readonly a: string;
      readonly tombe: Omit<PierreTombale, 'retireeA'>;
    }
  | { readonly type: 'pli-emis'; readonly a: string; readonly juridiction: EtatDossier['juridiction'] }
  | { readonly type: 'pli-accuse'; readonly a: string }
  | { readonly type: 'pli-refuse'; readonly a: string }
  | {
      readonly type: 'pli-recu';
      readonly a: string;
      readonly pli: string;
      readonly juridiction: EtatDossier['juridiction'];
    }
  | {
      readonly type: 'minute-inscrite';
      readonly a: string;
      readonly acteId: string;
      readonly numero: string;
    }
  | ({ readonly type: 'dossier-confie' } & Attribution)
  | EvenementDuGreffe;

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
    case 'piece-retiree': {
      const tombe = { ...evenement.tombe, retireeA: evenement.a };
      return (
        etat && {
          ...etat,
          retraits: union(etat.retraits, [tombe], ({ piece }) => piece),
          majA: evenement.a,
        }
      );
    }
    case 'pli-emis':
      return (
        etat && {
          ...etat,
          etat: 'en-transmission',
          juridiction: evenement.juridiction ?? etat.juridiction,
          retour: evenement.juridiction === null ? etat.retour : null,
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
          // Sans juridiction, c'est le pli d'une decision, d'une mention ou d'une garde a vue : il ne dit rien d'une transmission.
          etat: etat.etat === 'decidee' || evenement.juridiction === null ? etat.etat : 'transmise',
          juridiction: evenement.juridiction ?? etat.juridiction,
          recueA: etat.recueA ?? (evenement.juridiction === null ? null : evenement.a),
          arrivee: evenement.juridiction === null ? etat.arrivee : arriver(evenement),
          majA: evenement.a,
        }
      );
    case 'minute-inscrite':
      return (
        etat && {
          ...etat,
          jugements: (etat.jugements ?? []).map((jugement) =>
            jugement.acteId === evenement.acteId ? { ...jugement, minute: evenement.numero } : jugement,
          ),
          majA: evenement.a,
        }
      );
    case 'dossier-confie': {
      const { type: _type, ...attribution } = evenement;
      return etat && { ...etat, attribution, majA: evenement.a };
    }
    case 'procedure-enregistree':
    case 'procedure-retournee':
    case 'arrivee-mise-de-cote':
      return (
        etat && {
          ...etat,
          ...evoluerReception(etat, evenement),
          // Retournee apres une nouvelle transmission ou une decision : la remarque se voit, l'etat ne recule pas.
          etat:
            evenement.type === 'procedure-retournee' && etat.etat === 'transmise' ? 'retournee' : etat.etat,
          majA: evenement.a,
        }
      );
  }
}

const arriver = ({ pli, a }: { readonly pli: string; readonly a: string }): Arrivee => ({
  pli,
  recueA: a,
  sort: 'a-trier',
  par: null,
  traiteeA: null,
  motif: null,
});

/**
 * L'etat depuis tous ses evenements. Un acte retire reste compte dans l'histoire, mais ce qu'il apportait (personnes,
 * faits, decision, mention) n'est plus au dossier : nul n'y puise (174 CPP).
 */
export function plier<P extends Identifie, F extends Identifie>(
  evenements: readonly EvenementDossier<P, F>[],
): EtatDossier<P, F> | undefined {
  const retirees = new Set(
    evenements.flatMap((evenement) => (evenement.type === 'piece-retiree' ? [evenement.tombe.piece] : [])),
  );
  return evenements.reduce<EtatDossier<P, F> | undefined>(
    (etat, evenement) =>
      evenement.type === 'acte' && retirees.has(evenement.acte.acteId)
        ? sansApport(evoluer(etat, evenement), etat)
        : evoluer(etat, evenement),
    undefined,
  );
}

/** Apres un acte retire : la procedure qu'il ouvre, rien de ce qu'il disait. */
const sansApport = <P extends Identifie, F extends Identifie>(
  apres: EtatDossier<P, F> | undefined,
  avant: EtatDossier<P, F> | undefined,
): EtatDossier<P, F> | undefined =>
  apres && {
    ...apres,
    personnes: avant?.personnes ?? [],
    faits: avant?.faits ?? [],
    decisions: avant?.decisions ?? [],
    mentions: avant?.mentions ?? [],
    ...(avant?.jugements === undefined ? {} : { jugements: avant.jugements }),
    pieces: avant?.pieces ?? 0,
    etat: avant?.etat ?? 'en-cours',
  };

const VIDE = {
  juridiction: null,
  etat: 'en-cours',
  personnes: [],
  faits: [],
  decisions: [],
  mentions: [],
  retraits: [],
  recueA: null,
  arrivee: null,
  enregistrement: null,
  retour: null,
  pieces: 0,
} as const;

function verser<P extends Identifie, F extends Identifie>(
  etat: EtatDossier<P, F>,
  acte: ActeVerse<P, F>,
  a: string,
): EtatDossier<P, F> {
  const { decision, mention, jugement, renvoi } = acte;
  return {
    ...etat,
    alias: union(etat.alias, acte.procedure.alias, ({ emetteur, numero }) => `${emetteur}\n${numero}`),
    personnes: union(etat.personnes, acte.personnes, ({ id }) => id),
    faits: union(etat.faits, acte.faits, ({ id }) => id),
    decisions: decision ? union(etat.decisions, [decision], ({ acteId }) => acteId) : etat.decisions,
    mentions: mention
      ? union(etat.mentions, [{ ...mention, enregistreA: a }], ({ acteId }) => acteId)
      : etat.mentions,
    ...(jugement && {
      jugements: union(etat.jugements ?? [], [{ ...jugement, minute: null }], ({ acteId }) => acteId),
    }),
    ...(renvoi ? { retour: { ...renvoi, a } } : {}),
    etat: decision ? 'decidee' : renvoi && etat.etat === 'transmise' ? 'retournee' : etat.etat,
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
