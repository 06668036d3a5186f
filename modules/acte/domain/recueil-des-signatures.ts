import { type Result, refus, reussite } from '@ppn/core';

/** Places de ceux qui signent de leur main : la personne entendue, ceux qui l'assistent, ceux qui lui sont confrontes et leur avocat. */
export const PLACES_DE_SIGNATAIRE = [
  'personne',
  'interprete',
  'avocat',
  'confronte-1',
  'avocat-confronte-1',
  'confronte-2',
  'avocat-confronte-2',
  'confronte-3',
  'avocat-confronte-3',
] as const;
/** Qui signe de sa main : la place du signataire dans l'acte. */
export type PlaceDeSignataire = (typeof PLACES_DE_SIGNATAIRE)[number];
/** Identite du signataire, dite dans l'acte (A.53-4 CPP). */
export type Identite = 'constatee' | 'presumee' | 'inconnue';
/** Un signataire attendu, deduit de l'acte. */
export type SignataireAttendu = {
  readonly place: PlaceDeSignataire;
  readonly nom: string;
  readonly qualite: string;
};

/** Ce que la personne a fait : signe, refuse, ou ne peut pas (D.589-4 CPP). `a` : instant ISO 8601 ; `traces` : SHA-256 des traces bruts. */
export type Issue =
  | { readonly etat: 'signee'; readonly a: string; readonly traces: string }
  | { readonly etat: 'refus' | 'impossibilite'; readonly a: string; readonly motif: string };

/** Remise a une tablette : un code, une fois, puis un seul jeton. Rien d'ici ne permet de retrouver l'un ou l'autre. */
export type Remise = {
  readonly repere: string;
  readonly sel: string;
  readonly verrou: string;
  readonly expireA: string;
  readonly essais: number;
  readonly ouverte: { readonly jeton: string; readonly expireA: string } | null;
};

/** Recueil des signatures d'un acte, pour UN texte : `texte` est l'empreinte de ce qui est lu, `redigeA` l'heure qu'il porte. */
export type Recueil = {
  readonly redigeA: string;
  readonly texte: string;
  readonly identites: { readonly [place in PlaceDeSignataire]?: Identite };
  readonly issues: { readonly [place in PlaceDeSignataire]?: Issue };
  readonly remise: Remise | null;
};

/** Ce qu'on demande au recueil. `maintenant`, `a` : instants ISO 8601. */
export type CommandeRecueil =
  | { readonly commande: 'remettre'; readonly remise: Remise }
  | { readonly commande: 'rater'; readonly maintenant: string }
  | {
      readonly commande: 'ouvrir';
      readonly maintenant: string;
      readonly jeton: string;
      readonly expireA: string;
    }
  | {
      readonly commande: 'signer';
      readonly place: PlaceDeSignataire;
      readonly a: string;
      readonly traces: string;
    }
  | {
      readonly commande: 'mentionner';
      readonly place: PlaceDeSignataire;
      readonly etat: 'refus' | 'impossibilite';
      readonly motif: string;
      readonly a: string;
      readonly par: 'agent' | 'tablette';
    }
  | { readonly commande: 'identifier'; readonly place: PlaceDeSignataire; readonly identite: Identite }
  | { readonly commande: 'annuler'; readonly place: PlaceDeSignataire }
  | { readonly commande: 'fermer' };

/** Refus possibles, fermes. */
export type RefusRecueil =
  | 'rien-a-signer'
  | 'remise-absente'
  | 'remise-expiree'
  | 'essais-epuises'
  | 'code-deja-employe'
  | 'signataire-inattendu'
  | 'deja-recueillie'
  | 'motif-absent'
  | 'rien-a-annuler';

/** Essais permis sur un code : le cinquieme faux le ferme. */
export const ESSAIS_MAX = 5;
/** Duree d'un code, puis d'une lecture sur la tablette, en minutes. */
export const MINUTES_DU_CODE = 15;
export const MINUTES_DE_LECTURE = 45;

/** Recueil neuf, rien n'est signe. */
export const recueilVide = (redigeA: string, texte: string): Recueil => ({
  redigeA,
  texte,
  identites: {},
  issues: {},
  remise: null,
});

/** Signataires dont rien n'est encore recueilli. */
export const enAttente = (
  recueil: Recueil | undefined,
  attendus: readonly SignataireAttendu[],
): readonly SignataireAttendu[] => attendus.filter(({ place }) => recueil?.issues[place] === undefined);

/** Recueil suivant, ou le refus ; pure. Une signature ne vient que d'une tablette ouverte par son code, et la derniere la referme. */
export function deciderRecueil(
  recueil: Recueil,
  attendus: readonly SignataireAttendu[],
  commande: CommandeRecueil,
): Result<Recueil, RefusRecueil> {
  switch (commande.commande) {
    case 'remettre':
      return enAttente(recueil, attendus).length === 0
        ? refus('rien-a-signer')
        : reussite({ ...recueil, remise: commande.remise });
    case 'rater':
      return avecUnCodeValable(recueil, commande.maintenant, (remise) => ({
        ...remise,
        essais: remise.essais + 1,
      }));
    case 'ouvrir':
      return avecUnCodeValable(recueil, commande.maintenant, (remise) => ({
        ...remise,
        ouverte: { jeton: commande.jeton, expireA: commande.expireA },
      }));
    case 'signer':
      return surLaTablette(recueil, commande.a, () =>
        recueillir(recueil, attendus, commande.place, {
          etat: 'signee',
          a: commande.a,
          traces: commande.traces,
        }),
      );
    case 'mentionner': {
      const mention = { etat: commande.etat, a: commande.a, motif: commande.motif.trim() };
      if (mention.etat === 'impossibilite' && mention.motif === '') return refus('motif-absent');
      const noter = () => recueillir(recueil, attendus, commande.place, mention);
      return commande.par === 'agent' ? noter() : surLaTablette(recueil, commande.a, noter);
    }
    case 'identifier':
      if (!attendus.some(({ place }) => place === commande.place)) return refus('signataire-inattendu');
      return recueil.issues[commande.place] === undefined
        ? reussite({ ...recueil, identites: { ...recueil.identites, [commande.place]: commande.identite } })
        : refus('deja-recueillie');
    case 'annuler':
      return annuler(recueil, commande.place);
    case 'fermer':
      return reussite({ ...recueil, remise: null });
  }
}

function avecUnCodeValable(
  recueil: Recueil,
  maintenant: string,
  changer: (remise: Remise) => Remise,
): Result<Recueil, RefusRecueil> {
  const { remise } = recueil;
  if (remise === null) return refus('remise-absente');
  if (remise.ouverte !== null) return refus('code-deja-employe');
  if (passe(remise.expireA, maintenant)) return refus('remise-expiree');
  if (remise.essais >= ESSAIS_MAX) return refus('essais-epuises');
  return reussite({ ...recueil, remise: changer(remise) });
}

function surLaTablette(
  { remise }: Recueil,
  maintenant: string,
  faire: () => Result<Recueil, RefusRecueil>,
): Result<Recueil, RefusRecueil> {
  if (remise === null || remise.ouverte === null) return refus('remise-absente');
  return passe(remise.ouverte.expireA, maintenant) ? refus('remise-expiree') : faire();
}

function recueillir(
  recueil: Recueil,
  attendus: readonly SignataireAttendu[],
  place: PlaceDeSignataire,
  issue: Issue,
): Result<Recueil, RefusRecueil> {
  if (!attendus.some((attendu) => attendu.place === place)) return refus('signataire-inattendu');
  if (recueil.issues[place] !== undefined) return refus('deja-recueillie');
  const suite = { ...recueil, issues: { ...recueil.issues, [place]: issue } };
  return reussite(enAttente(suite, attendus).length === 0 ? { ...suite, remise: null } : suite);
}

function annuler(recueil: Recueil, place: PlaceDeSignataire): Result<Recueil, RefusRecueil> {
  if (recueil.issues[place] === undefined) return refus('rien-a-annuler');
  const { [place]: _annulee, ...issues } = recueil.issues;
  return reussite({ ...recueil, issues });
}

const passe = (echeance: string, maintenant: string): boolean =>
  Date.parse(echeance) <= Date.parse(maintenant);

/** Phrases montrees a l'agent, ou sur la tablette. */
export const PHRASES_RECUEIL: { readonly [raison in RefusRecueil]: string } = {
  'rien-a-signer': 'Toutes les signatures de cet acte sont déjà recueillies ou mentionnées.',
  'remise-absente':
    'Cette remise est terminée ou a été reprise par l’agent. Demandez-lui un nouveau code pour continuer.',
  'remise-expiree': 'Le temps de cette remise est passé. Demandez un nouveau code à l’agent.',
  'essais-epuises': 'Ce code a été refusé trop de fois. Demandez un nouveau code à l’agent.',
  'code-deja-employe':
    'Ce code a déjà ouvert une tablette : il ne sert qu’une fois. Demandez un nouveau code à l’agent.',
  'signataire-inattendu': 'Cette personne ne signe pas cet acte.',
  'deja-recueillie': 'La signature de cette personne, ou sa mention, est déjà recueillie.',
  'motif-absent':
    'Dites pourquoi la personne ne peut pas signer : le motif est porté à l’acte (D.589-4 CPP).',
  'rien-a-annuler': 'Rien n’est recueilli pour cette personne.',
};
