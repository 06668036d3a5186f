import { refus, reussite, type Result } from '@ppn/core';
import {
  DUREE_MAX,
  DUREE_MIN,
  dureeEnJours,
  finDuJour,
  type GenreDeRappel,
  rappelsPrevus,
} from './echeances.ts';
import type {
  Correspondant,
  Delegataire,
  DepotAilleurs,
  DepotDepose,
  DroitsDeDepot,
  FaitDeTransfert,
  GenreDAvis,
  GenreDeRecepisse,
} from './faits.ts';

/** Ce qui est arrive a un destinataire. */
export type Suivi = {
  readonly aviseA: string | null;
  readonly refus: string | null;
  readonly ouvertA: string | null;
  /** Noms de ceux qui ont agi par delegation. */
  readonly par: ReadonlySet<string>;
  /** Fichiers dont l'octet dernier est sorti, et l'instant, tous modes confondus. */
  readonly remis: ReadonlyMap<string, string>;
  readonly commences: ReadonlySet<string>;
  readonly avis: ReadonlySet<GenreDAvis>;
};

/** L'etat d'un depot : le repli de ses faits. */
export type Depot = {
  readonly etat: 'disponible' | 'retire' | 'expire';
  readonly depose: DepotDepose;
  readonly echeance: string;
  readonly finA: string | null;
  readonly motifDeRetrait: string | null;
  readonly efface: boolean;
  /** Par destinataire, et pour l'expediteur (avis recus). */
  readonly suivis: ReadonlyMap<string, Suivi>;
  readonly recepisses: readonly {
    readonly genre: GenreDeRecepisse;
    readonly destinataire: string | null;
    readonly empreinte: string;
    readonly taille: number;
    readonly a: string;
  }[];
  /** Depot ne d'ici dans l'autre zone, et jusqu'ou elle a rapporte ce qu'il y devient. */
  readonly passage:
    | (DepotAilleurs & { readonly fichiers: Readonly<Record<string, string>>; readonly rang: number })
    | null;
  /** Destinataires que l'autre zone n'a pas pris, et pourquoi. */
  readonly refuses: ReadonlyMap<string, string>;
  readonly version: number;
};

const NEUF: Suivi = {
  aviseA: null,
  refus: null,
  ouvertA: null,
  par: new Set(),
  remis: new Map(),
  commences: new Set(),
  avis: new Set(),
};

/** Applique un fait. Le premier est `depot-depose` ; lance si la suite est impossible : le journal est alors fautif. */
export function evoluer(depot: Depot | undefined, fait: FaitDeTransfert): Depot {
  if (fait.type === 'depot-depose') return naitre(fait.donnees);
  if (depot === undefined) throw new Error(`Fait ${fait.type} avant le dépôt.`);
  const suivant = { ...depot, version: depot.version + 1 };
  switch (fait.type) {
    case 'depot-passe': {
      const { zone, depot: autre, fichiers, destinataires, a } = fait.donnees;
      const passe = { ...suivant, passage: { zone, depot: autre, fichiers, rang: 1 } };
      // Repris par PLINE, il est remis aux guichets ; passe a PLEX, chacun des siens le recevra lui-meme.
      return zone === 'plex'
        ? passe
        : destinataires.reduce<Depot>((vu, id) => remettreTout(vu, id, a), passe);
    }
    case 'passage-refuse':
      return { ...suivant, refuses: refuser(depot.refuses, fait.donnees) };
    case 'fait-rapporte':
      return rapporter(suivant, fait.donnees);
    case 'avis-parti':
      return suivre(suivant, fait.donnees.destinataire, ({ avis, aviseA }) => ({
        avis: new Set([...avis, fait.donnees.genre]),
        aviseA: aviseA ?? fait.donnees.a,
        refus: null,
      }));
    case 'avis-refuse':
      return suivre(suivant, fait.donnees.destinataire, ({ avis }) => ({
        avis: new Set([...avis, fait.donnees.genre]),
        refus: fait.donnees.motif,
      }));
    case 'depot-ouvert':
      return suivre(suivant, fait.donnees.destinataire, ({ ouvertA, par }) => ({
        ouvertA: ouvertA ?? fait.donnees.a,
        par: avec(par, fait.donnees.par),
      }));
    case 'remise-commencee':
      return suivre(suivant, fait.donnees.destinataire, ({ commences, par }) => ({
        par: avec(par, fait.donnees.par),
        commences: new Set([...commences, cleDeRemise(fait.donnees)]),
      }));
    case 'remise-complete':
      return suivre(suivant, fait.donnees.destinataire, ({ remis }) => ({
        remis: remis.has(fait.donnees.fichier)
          ? remis
          : new Map([...remis, [fait.donnees.fichier, fait.donnees.a]]),
      }));
    case 'depot-prolonge':
      return { ...suivant, echeance: fait.donnees.echeance, suivis: sansLeRappelDeFin(depot.suivis) };
    case 'depot-retire':
      return { ...suivant, etat: 'retire', finA: fait.donnees.a, motifDeRetrait: fait.donnees.motif };
    case 'depot-expire':
      return { ...suivant, etat: 'expire', finA: fait.donnees.a };
    case 'depot-efface':
      return { ...suivant, efface: true };
    case 'recepisse-scelle':
      return { ...suivant, recepisses: [...depot.recepisses, fait.donnees] };
  }
}

const remettreTout = (depot: Depot, qui: string, a: string): Depot =>
  suivre(depot, qui, () => ({ remis: new Map(depot.depose.fichiers.map(({ id }) => [id, a])) }));

/** Chacun une fois. */
const avec = (noms: ReadonlySet<string>, par: Delegataire | undefined): ReadonlySet<string> =>
  par === undefined ? noms : new Set([...noms, par.nom]);

/** Faut-il noter cette ouverture : la premiere, et la premiere de chaque delegataire. */
export const ouvertureNeuve = ({ ouvertA, par }: Suivi, delegataire: Delegataire | undefined): boolean =>
  ouvertA === null || (delegataire !== undefined && !par.has(delegataire.nom));

const refuser = (
  avant: Depot['refuses'],
  { destinataires, motif }: { readonly destinataires: readonly string[]; readonly motif: string },
): Depot['refuses'] => new Map([...avant, ...destinataires.map((id) => [id, motif] as const)]);

/** Un fait de l'autre zone compte comme un fait d'ici : le suivi de ce destinataire est le sien. */
function rapporter(
  depot: Depot,
  { rang, fait }: Extract<FaitDeTransfert, { type: 'fait-rapporte' }>['donnees'],
): Depot {
  const apres = evoluer(depot, fait);
  return {
    ...apres,
    version: depot.version,
    passage: apres.passage === null ? null : { ...apres.passage, rang },
  };
}

/** Vrai pour qui se connecte dans la zone de ce depot : c'est elle qui l'avise et lui remet. L'autre s'occupe des autres. */
export const logeIci = ({ depose }: Depot, { genre }: Pick<Correspondant, 'genre'>): boolean =>
  depose.zone === 'pline' ? genre === 'agent' : genre !== 'agent' && genre !== 'guichet';

/** Destinataires qui ne sont pas de cette zone, ni deja passes, ni refuses la-bas. */
export const aPasser = (depot: Depot): readonly Correspondant[] =>
  depot.passage === null
    ? depot.depose.destinataires.filter(
        (personne) => !logeIci(depot, personne) && !depot.refuses.has(personne.id),
      )
    : [];

/** Un fichier remis dans un mode : ce que dit « commence ». */
export const cleDeRemise = ({
  fichier,
  mode,
}: {
  readonly fichier: string;
  readonly mode: DroitsDeDepot;
}): string => `${mode} ${fichier}`;

const naitre = (depose: DepotDepose): Depot => ({
  etat: 'disponible',
  depose,
  echeance: depose.echeance,
  finA: null,
  motifDeRetrait: null,
  efface: false,
  suivis: new Map(),
  recepisses: [],
  passage: null,
  refuses: new Map(),
  version: 1,
});

function suivre(depot: Depot, qui: string, change: (suivi: Suivi) => Partial<Suivi>): Depot {
  const suivi = suiviDe(depot, qui);
  return { ...depot, suivis: new Map([...depot.suivis, [qui, { ...suivi, ...change(suivi) }]]) };
}

/** Une echeance repoussee se rappelle de nouveau. */
const sansLeRappelDeFin = (suivis: Depot['suivis']): Depot['suivis'] =>
  new Map(
    [...suivis].map(([qui, suivi]) => [
      qui,
      { ...suivi, avis: new Set([...suivi.avis].filter((genre) => genre !== 'rappel-avant-echeance')) },
    ]),
  );

/** Le suivi d'un destinataire ; neuf s'il ne s'est rien passe. */
export const suiviDe = (depot: Depot, qui: string): Suivi => depot.suivis.get(qui) ?? NEUF;

/** Vrai quand chaque fichier lui est sorti en entier. */
export const toutRemis = (depot: Depot, qui: string): boolean =>
  depot.depose.fichiers.every(({ id }) => suiviDe(depot, qui).remis.has(id));

export type RefusDOuverture = 'pas-destinataire' | 'depot-retire' | 'depot-expire';

/** Le destinataire peut-il lire maintenant ? L'horloge prime sur l'etat : un depot echu est ferme avant meme d'etre dit expire. */
export function autoriserLaLecture(
  depot: Depot,
  qui: string,
  maintenant: Date,
): Result<true, RefusDOuverture> {
  if (!depot.depose.destinataires.some(({ id }) => id === qui)) return refus('pas-destinataire');
  if (depot.etat === 'retire') return refus('depot-retire');
  if (depot.etat === 'expire' || maintenant.getTime() >= finDuJour(depot.echeance))
    return refus('depot-expire');
  return reussite(true);
}

/** Vrai tant que le depot se lit : ni retire, ni echu ; l'horloge prime sur l'etat. */
export const estOuvert = ({ etat, echeance }: Depot, maintenant: Date): boolean =>
  etat === 'disponible' && maintenant.getTime() < finDuJour(echeance);

export type RefusDeProlongation =
  | 'pas-expediteur'
  | 'depot-retire'
  | 'depot-expire'
  | 'duree-hors-bornes'
  | 'echeance-avancee';

/**
 * Repousse l'echeance, au plus trente jours apres le depot (art. 8, lu comme un total ; a verifier). Jamais plus tot que
 * ce qui etait promis.
 */
export function prolonger(
  depot: Depot,
  {
    par,
    echeance,
    maintenant,
  }: { readonly par: string; readonly echeance: string; readonly maintenant: Date },
): Result<readonly FaitDeTransfert[], RefusDeProlongation> {
  if (par !== depot.depose.expediteur.id) return refus('pas-expediteur');
  if (depot.etat === 'retire') return refus('depot-retire');
  if (depot.etat === 'expire' || maintenant.getTime() >= finDuJour(depot.echeance))
    return refus('depot-expire');
  if (echeance === depot.echeance) return reussite([]);
  if (echeance < depot.echeance) return refus('echeance-avancee');
  const duree = dureeEnJours(depot.depose.deposeA, echeance);
  if (duree < DUREE_MIN || duree > DUREE_MAX) return refus('duree-hors-bornes');
  return reussite([
    { type: 'depot-prolonge', donnees: { de: depot.echeance, echeance, a: maintenant.toISOString() } },
  ]);
}

/** L'expediteur retire le depot : il se ferme tout de suite, sa trace reste. */
export function retirer(
  depot: Depot,
  { par, motif, maintenant }: { readonly par: string; readonly motif: string; readonly maintenant: Date },
): Result<readonly FaitDeTransfert[], 'pas-expediteur' | 'depot-retire' | 'depot-expire'> {
  if (par !== depot.depose.expediteur.id) return refus('pas-expediteur');
  if (depot.etat !== 'disponible') return refus(depot.etat === 'retire' ? 'depot-retire' : 'depot-expire');
  return reussite([{ type: 'depot-retire', donnees: { motif, a: maintenant.toISOString() } }]);
}

/** L'echeance est passee : le fait le dit, avec ceux a qui tout n'a pas ete remis. Rien avant l'heure, rien deux fois. */
export function expirer(depot: Depot, maintenant: Date): readonly FaitDeTransfert[] {
  if (depot.etat !== 'disponible' || maintenant.getTime() < finDuJour(depot.echeance)) return [];
  const sansRemise = depot.depose.destinataires.map(({ id }) => id).filter((id) => !toutRemis(depot, id));
  return [{ type: 'depot-expire', donnees: { sansRemise, a: maintenant.toISOString() } }];
}

/** Les rappels dus maintenant : le plus pressant de chacun a qui tout n'est pas remis ; le dernier va aussi a l'expediteur. */
export function rappelsDus(
  depot: Depot,
  maintenant: Date,
): readonly { readonly destinataire: string; readonly genre: GenreDeRappel }[] {
  if (depot.etat !== 'disponible' || maintenant.getTime() >= finDuJour(depot.echeance)) return [];
  const echus = rappelsPrevus(depot.depose.deposeA, depot.echeance).filter(
    ({ a }) => a <= maintenant.getTime(),
  );
  const pressant = echus.at(-1);
  if (pressant === undefined) return [];
  const { destinataires, expediteur } = depot.depose;
  const attendus = destinataires.filter(({ id }) => !toutRemis(depot, id));
  const concernes =
    pressant.genre === 'rappel-avant-echeance' && attendus.length > 0 ? [...attendus, expediteur] : attendus;
  return concernes
    .filter((personne) => logeIci(depot, personne))
    .map(({ id }) => id)
    .filter((id) => !suiviDe(depot, id).avis.has(pressant.genre))
    .map((destinataire) => ({ destinataire, genre: pressant.genre }));
}

/** Les recepisses qui manquent encore. */
export function recepissesDus(
  depot: Depot,
): readonly { readonly genre: GenreDeRecepisse; readonly destinataire: string | null }[] {
  const remises = depot.depose.destinataires.filter(({ id }) => toutRemis(depot, id)).map(({ id }) => id);
  const voulus = [
    { genre: 'depot', destinataire: null } as const,
    ...remises.map((destinataire) => ({ genre: 'remise', destinataire }) as const),
    ...(depot.etat === 'disponible' ? [] : [{ genre: 'fin', destinataire: null } as const]),
  ];
  return voulus.filter(
    ({ genre, destinataire }) =>
      !depot.recepisses.some((fait) => fait.genre === genre && fait.destinataire === destinataire),
  );
}
