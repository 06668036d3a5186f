import type { LigneCsv } from './csv.ts';

/** Qui peut recevoir hors de l'Etat. */
export type GenreExterne = 'avocat' | 'commissaire-de-justice' | 'expert' | 'personne' | 'collaborateur';
/** Genres qu'une liste professionnelle donne. */
export type GenreDeListe = Exclude<GenreExterne, 'personne' | 'collaborateur'>;

/** Une personne telle qu'une liste la donne. `cle` : ce qui la designe quand la liste n'a pas de numero ; `precision` depart les homonymes. */
export type PersonneLue = {
  readonly cle: string;
  readonly precision: string;
  readonly numero: string | null;
  readonly nom: string;
  readonly prenom: string;
  readonly organisation: string;
  readonly courriel: string | null;
};

/** Sans accent, ni casse, ni ponctuation : ce qui se compare. */
export const comparable = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Noms de colonnes connus, par champ ; les listes en changent d'une livraison a l'autre, et leur ordre avec. */
const COLONNES = {
  nom: ['avnom', 'nom', 'nomusage', 'nomdusage'],
  prenom: ['avprenom', 'prenom', 'prenoms'],
  organisation: [
    'nombarreau',
    'barreau',
    'courdappel',
    'cour',
    'chambre',
    'chambreregionale',
    'ressort',
    'organisation',
  ],
  numero: ['avcnbfcode', 'cnbf', 'numero', 'matricule', 'numerodinscription'],
  courriel: ['avmelordre', 'mel', 'mail', 'email', 'courriel', 'adresseelectronique'],
  serment: ['acdateserment', 'dateserment', 'dateprestationserment', 'datedinscription'],
  siret: ['cbsiretsiren', 'siret', 'siren'],
  postal: ['cbcp', 'codepostal', 'cp'],
  cabinet: ['cbraisonsociale', 'raisonsociale', 'office', 'etude', 'cabinet'],
} as const;
type Champ = keyof typeof COLONNES;
const REQUIS: readonly Champ[] = ['nom', 'prenom', 'organisation'];

/** Ou est chaque champ : les rangs de ses colonnes, dans l'ordre de preference. */
export type Colonnes = Readonly<Record<Champ, readonly number[]>>;

/** Trouve les colonnes par leur nom ; rend les champs requis qui manquent. */
export function trouverLesColonnes(entete: readonly string[]): {
  readonly colonnes: Colonnes;
  readonly manquent: readonly Champ[];
} {
  const noms = entete.map((nom) => comparable(nom).replaceAll(' ', ''));
  const rangs = (champ: Champ): readonly number[] =>
    COLONNES[champ].flatMap((connu) => noms.flatMap((nom, rang) => (nom === connu ? [rang] : [])));
  const colonnes: Colonnes = {
    nom: rangs('nom'),
    prenom: rangs('prenom'),
    organisation: rangs('organisation'),
    numero: rangs('numero'),
    courriel: rangs('courriel'),
    serment: rangs('serment'),
    siret: rangs('siret'),
    postal: rangs('postal'),
    cabinet: rangs('cabinet'),
  };
  return { colonnes, manquent: REQUIS.filter((champ) => colonnes[champ].length === 0) };
}

/** Ce qu'une ligne est : une personne, rien, un pied de liste, ou illisible (et pourquoi). */
export type Lecture =
  | { readonly genre: 'personne'; readonly personne: PersonneLue }
  | { readonly genre: 'vide' | 'pied' }
  | { readonly genre: 'illisible'; readonly motif: string };

const CHAMP_MAX = 200;

/** Lit une ligne. Rien n'est devine : une ligne a qui il manque un nom est dite illisible, elle n'est pas perdue en silence. */
export function lireLaLigne({ cellules }: LigneCsv, colonnes: Colonnes): Lecture {
  if (cellules.every((cellule) => cellule.trim() === '')) return { genre: 'vide' };
  const lu = (champ: Champ): string => valeurDe(cellules, colonnes[champ]);
  const [nom, prenom, organisation] = [lu('nom'), lu('prenom'), lu('organisation')];
  // « LYON;20260923;60 » : date du releve et effectif.
  if (/^\d{8}$/.test(nom) && /^\d*$/.test(prenom)) return { genre: 'pied' };
  const vides = [!nom && 'nom', !prenom && 'prénom', !organisation && 'barreau ou ressort'].filter(Boolean);
  if (vides.length > 0) return { genre: 'illisible', motif: `${vides.join(', ')} absent` };
  if ([nom, prenom, organisation].some((valeur) => valeur.length > CHAMP_MAX || comparable(valeur) === ''))
    return { genre: 'illisible', motif: 'nom, prénom ou barreau illisible' };
  const courriel = lu('courriel').toLowerCase();
  return {
    genre: 'personne',
    personne: {
      cle: [organisation, nom, prenom, lu('serment')].map(comparable).join('|'),
      precision: [lu('siret'), lu('postal'), lu('cabinet')].map(comparable).join('|').slice(0, CHAMP_MAX),
      numero: lu('numero').slice(0, 50) || null,
      nom,
      prenom,
      organisation,
      courriel: /^[^\s@<>"]{1,64}@[^\s@<>"]{1,180}\.[a-z]{2,}$/.test(courriel) ? courriel : null,
    },
  };
}

/** La premiere valeur non vide, espaces reduites, signes invisibles otes. */
const valeurDe = (cellules: readonly string[], rangs: readonly number[]): string =>
  rangs
    .map((rang) => (cellules[rang] ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim())
    .find((valeur) => valeur !== '') ?? '';
