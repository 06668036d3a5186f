import { echeanceEnJours, echeanceEnMois } from '@ppn/core';

/** Une voie de recours telle que la nomenclature la decrit, a la date du prononce. */
export type Voie = {
  readonly code: string;
  readonly libelle: string;
  readonly qui: 'prevenu' | 'partie-civile' | 'procureur' | 'procureur-general' | 'autres-parties' | 'toutes';
  readonly valeur: number;
  readonly unite: 'jours' | 'mois';
  readonly franc: boolean;
  readonly depart:
    | 'prononce'
    | 'prononce-ou-signification'
    | 'signification'
    | 'premier-appel'
    | 'dernier-ressort';
  readonly condition:
    | 'toujours'
    | 'sauf-defaut'
    | 'defaut'
    | 'defaut-etranger'
    | 'condamnation'
    | 'appel-limite'
    | 'dernier-ressort';
  readonly article: string;
  readonly aVerifier: boolean;
  readonly note: string;
};

/** Une partie au jugement. `signifieLe` : jour de la signification, vide sinon ; `connu` : a sa personne ou reconnue. */
export type PartieJugee = {
  readonly personne: string;
  readonly qualite: 'prevenu' | 'partie-civile';
  readonly jugement: 'contradictoire' | 'a-signifier' | 'defaut' | 'iteratif-defaut';
  readonly condamnee: boolean;
  readonly horsMetropole: boolean;
  readonly signifieLe: string;
};

/** Un recours declare au greffe. `le` : jour civil. */
export type RecoursForme = {
  readonly recours: string;
  readonly auteur: 'prevenu' | 'partie-civile' | 'procureur' | 'procureur-general';
  readonly personne: string;
  readonly le: string;
  readonly portee: string;
};

/** Le jugement, vu par la regle. Jours civils AAAA-MM-JJ dans la zone de la juridiction. */
export type JugementARecourir = {
  readonly prononceLe: string;
  readonly parties: readonly PartieJugee[];
  readonly recours: readonly RecoursForme[];
};

/** Une voie, pour quelqu'un, un jour donne. */
export type VoieCalculee = {
  readonly voie: Voie;
  readonly personne: string;
  readonly etat: 'ouverte' | 'expiree' | 'exercee' | 'attend-signification' | 'sans-objet';
  readonly depart: string;
  readonly raison: 'prononce' | 'signification' | 'premier-appel' | 'aucun';
  readonly echeance: string;
};

/** Les voies de recours de chacun, calculees au jour donne (AAAA-MM-JJ). */
export const calculerLesVoies = (
  jugement: JugementARecourir,
  voies: readonly Voie[],
  aujourdhui: string,
): readonly VoieCalculee[] =>
  voies.flatMap((voie) => titulaires(voie, jugement).map((qui) => calculer(voie, qui, jugement, aujourdhui)));

/** Qui peut exercer cette voie : chaque partie qu'elle concerne, ou le ministere public (personne vide). */
function titulaires(
  voie: Voie,
  { parties, recours }: JugementARecourir,
): readonly (PartieJugee | undefined)[] {
  switch (voie.qui) {
    case 'prevenu':
      return parties.filter((partie) => partie.qualite === 'prevenu' && concerne(voie, partie, recours));
    case 'partie-civile':
      return parties.filter(({ qualite }) => qualite === 'partie-civile');
    case 'procureur':
      return [undefined];
    case 'procureur-general':
      return parties.some(({ condamnee }) => condamnee) ? [undefined] : [];
    case 'autres-parties':
      return premierAppel(recours) === undefined ? [] : [undefined];
    // Un jugement correctionnel est susceptible d'appel : le pourvoi vise l'arret.
    case 'toutes':
      return [];
  }
}

function concerne(voie: Voie, partie: PartieJugee, recours: readonly RecoursForme[]): boolean {
  const parDefaut = partie.jugement === 'defaut';
  switch (voie.condition) {
    case 'sauf-defaut':
      return !parDefaut;
    case 'defaut':
      return parDefaut && !partie.horsMetropole;
    case 'defaut-etranger':
      return parDefaut && partie.horsMetropole;
    case 'appel-limite':
      return recours.some(
        ({ personne, portee }) => personne === partie.personne && portee === 'peines-seules',
      );
    case 'condamnation':
      return partie.condamnee;
    case 'toujours':
    case 'dernier-ressort':
      return true;
  }
}

function calculer(
  voie: Voie,
  partie: PartieJugee | undefined,
  jugement: JugementARecourir,
  aujourdhui: string,
): VoieCalculee {
  const commun = { voie, personne: partie?.personne ?? '' };
  const depart = departDe(voie, partie, jugement);
  if (exercee(voie, partie, jugement.recours))
    return { ...commun, etat: 'exercee', ...depart, echeance: echeanceDe(voie, depart.depart, jugement) };
  if (depart.depart === '') return { ...commun, etat: 'attend-signification', ...depart, echeance: '' };
  const echeance = echeanceDe(voie, depart.depart, jugement);
  return { ...commun, etat: aujourdhui <= echeance ? 'ouverte' : 'expiree', ...depart, echeance };
}

function departDe(
  { depart }: Voie,
  partie: PartieJugee | undefined,
  { prononceLe, recours }: JugementARecourir,
): Pick<VoieCalculee, 'depart' | 'raison'> {
  if (depart === 'premier-appel') return { depart: premierAppel(recours)?.le ?? '', raison: 'premier-appel' };
  const aSignifier =
    depart === 'signification' ||
    (depart === 'prononce-ou-signification' && partie !== undefined && partie.jugement !== 'contradictoire');
  if (!aSignifier) return { depart: prononceLe, raison: 'prononce' };
  return { depart: partie?.signifieLe ?? '', raison: 'signification' };
}

const APPEL_EN_JOURS = 10;

/** L'appel incident s'ajoute au delai d'appel : jamais moins de cinq jours apres le premier appel (500 CPP). */
function echeanceDe(voie: Voie, depart: string, { prononceLe }: JugementARecourir): string {
  if (depart === '') return '';
  const compter = (de: string, valeur: number): string =>
    voie.unite === 'mois'
      ? echeanceEnMois(de, valeur, { proroge: true })
      : echeanceEnJours(de, valeur, { franc: voie.franc, proroge: true });
  if (voie.code !== 'appel-incident') return compter(depart, voie.valeur);
  const [apresLAppel, apresLeDelai] = [
    compter(depart, voie.valeur),
    compter(prononceLe, APPEL_EN_JOURS + voie.valeur),
  ];
  return apresLAppel > apresLeDelai ? apresLAppel : apresLeDelai;
}

const APPELS: ReadonlySet<string> = new Set(['appel', 'appel-incident']);

/** Le premier appel forme, d'ou court le delai des autres. */
export const premierAppel = (recours: readonly RecoursForme[]): RecoursForme | undefined =>
  recours.filter(({ recours: genre }) => APPELS.has(genre)).toSorted((a, b) => a.le.localeCompare(b.le))[0];

function exercee(voie: Voie, partie: PartieJugee | undefined, recours: readonly RecoursForme[]): boolean {
  const voulu = RECOURS_DE[voie.code];
  return recours.some(
    (forme) =>
      voulu !== undefined &&
      voulu.recours.includes(forme.recours) &&
      (voulu.auteurs.length === 0 || voulu.auteurs.includes(forme.auteur)) &&
      (partie === undefined || forme.personne === partie.personne),
  );
}

const RECOURS_DE: {
  readonly [code: string]: {
    readonly recours: readonly string[];
    readonly auteurs: readonly RecoursForme['auteur'][];
  };
} = {
  'appel-prevenu': { recours: ['appel', 'appel-incident'], auteurs: ['prevenu'] },
  'appel-partie-civile': { recours: ['appel', 'appel-incident'], auteurs: ['partie-civile'] },
  'appel-procureur': { recours: ['appel', 'appel-incident'], auteurs: ['procureur'] },
  'appel-procureur-general': { recours: ['appel', 'appel-incident'], auteurs: ['procureur-general'] },
  'appel-incident': { recours: ['appel-incident'], auteurs: [] },
  opposition: { recours: ['opposition'], auteurs: ['prevenu'] },
  'opposition-etranger': { recours: ['opposition'], auteurs: ['prevenu'] },
  'retrait-de-limitation': { recours: ['retrait-de-limitation'], auteurs: ['prevenu'] },
};

/** Le sort d'un jugement pour une personne : rien n'est definitif tant qu'une voie l'ouvre, ou qu'un recours est en cours. */
export type SortDuJugement = {
  readonly etat: 'recours-en-cours' | 'a-signifier' | 'delais-en-cours' | 'definitif';
  /** Dernier jour utile des delais encore ouverts, ou veille du caractere definitif ; vide si rien ne court. */
  readonly echeance: string;
};

/** Sort pour une personne. `execution` : le delai du procureur general n'arrete pas l'execution (708 CPP). */
export function sortPour(
  personne: string,
  voies: readonly VoieCalculee[],
  { execution }: { readonly execution: boolean },
): SortDuJugement {
  const siennes = voies.filter(
    ({ personne: qui, voie }) =>
      (qui === personne || qui === '') &&
      voie.code !== 'retrait-de-limitation' &&
      (!execution || voie.code !== 'appel-procureur-general'),
  );
  const exercees = siennes.some(({ etat }) => etat === 'exercee');
  if (exercees) return { etat: 'recours-en-cours', echeance: '' };
  if (siennes.some(({ etat }) => etat === 'attend-signification'))
    return { etat: 'a-signifier', echeance: '' };
  const echeance =
    siennes
      .map((une) => une.echeance)
      .toSorted()
      .at(-1) ?? '';
  return siennes.some(({ etat }) => etat === 'ouverte')
    ? { etat: 'delais-en-cours', echeance }
    : { etat: 'definitif', echeance };
}
