import { exiger, type ReponsePour } from '@ppn/api-client';
import { queryOptions } from '@tanstack/react-query';
import { client, type ContratJustice } from '../client.ts';
import type { Contenu } from './contenu.ts';

type Examen = ReponsePour<ContratJustice, 'POST /api/dossiers/:idj/orientation/examen'>;
/** Une decision offerte, une case de la matrice, telles que le service les juge. */
export type ModeOffert = Examen['modes'][number];
export type CaseExaminee = Examen['cases'][number];
export type Raison = CaseExaminee['raisons'][string][number];

/** Une case telle que le brouillon la garde ; `mode` vide : pas encore choisie. */
export type Ligne = Pick<
  CaseExaminee,
  'personne' | 'fait' | 'natinf' | 'qualification' | 'nature' | 'reprimeePar'
> & {
  readonly mode: string;
};

/** Ce que le magistrat constate d'une personne. */
export type Situation = {
  readonly personne: string;
  readonly deferee: boolean;
  readonly avocat: boolean;
  readonly reconnait: boolean;
  readonly renonce: boolean;
};

/** Ce qu'une decision fixe. */
export type Suite = {
  readonly mode: string;
  readonly audience: string;
  readonly creneau: string;
  readonly salle: string;
  readonly mesure: string;
  readonly texte: string;
  readonly mois: number | null;
  readonly montant: number | null;
};

/** Une qualification changee par le magistrat. */
export type Requalification = { readonly personne: string; readonly fait: string; readonly natinf: number };

/** Ce que vaut chaque decision, case par case ; l'examen est trace par le service. */
export const lectureExamen = (idj: string, requalifications: readonly Requalification[] = []) =>
  queryOptions({
    queryKey: ['orientation', idj, requalifications],
    queryFn: () =>
      exiger(
        client.appeler('POST /api/dossiers/:idj/orientation/examen', {
          idj,
          corps: { requalifications: [...requalifications] },
        }),
      ),
    staleTime: 60_000,
    placeholderData: (avant) => avant,
  });

/** Trois audiences ou l'affaire tient, dans les bornes de la decision. */
export const lectureCreneaux = ({ audiences, auPlusTot, auPlusTard, duree }: ModeOffert) =>
  queryOptions({
    queryKey: ['creneaux', audiences, auPlusTot, auPlusTard, duree],
    queryFn: async () =>
      (
        await exiger(
          client.appeler('GET /api/audiences/creneaux', {
            requete: { natures: audiences.join(','), du: auPlusTot, au: auPlusTard, duree },
          }),
        )
      ).creneaux,
    staleTime: 15_000,
  });

/** Infractions trouvees par code ou par mots. */
export const lectureNatinf = (q: string) =>
  queryOptions({
    queryKey: ['natinf', q],
    queryFn: async () =>
      (await exiger(client.appeler('GET /api/nomenclatures/natinf', { requete: { q } }))).infractions,
    enabled: q.trim().length > 1,
    staleTime: 3_600_000,
  });

/** Conditions que le magistrat constate lui-meme : les cocher leve la raison. */
const LEVEES: Readonly<Record<string, keyof Omit<Situation, 'personne'>>> = {
  deferement: 'deferee',
  avocat: 'avocat',
  reconnait: 'reconnait',
};

/** Les raisons qui restent une fois ce que le magistrat a constate. */
export const raisonsRestantes = (
  raisons: readonly Raison[] | undefined,
  situation: Situation | undefined,
): readonly Raison[] =>
  (raisons ?? []).filter(({ condition }) => {
    const constat = LEVEES[condition];
    return constat === undefined || situation?.[constat] !== true;
  });

/** Pourquoi une decision est fermee ; rien si elle est ouverte. */
export const fermee = (raisons: readonly Raison[]): Raison | undefined =>
  raisons.find(({ effet }) => effet === 'interdit');

/** Ce qui ferme une decision a tout le dossier, quoi que le magistrat constate. */
export const fermeePartout = (mode: string, cases: readonly CaseExaminee[]): Raison | undefined => {
  const fermetures = cases.map(({ raisons }) =>
    fermee((raisons[mode] ?? []).filter(({ condition }) => LEVEES[condition] === undefined)),
  );
  return fermetures.every((une) => une !== undefined) ? fermetures[0] : undefined;
};

const objets = <T>(contenu: Contenu, champ: string): readonly T[] => {
  const valeur = contenu[champ];
  return Array.isArray(valeur) ? (valeur as readonly T[]) : [];
};
/** Ce que le brouillon garde, liste par liste. */
export const lignesDe = (contenu: Contenu): readonly Ligne[] => objets(contenu, 'lignes');
export const situationsDe = (contenu: Contenu): readonly Situation[] => objets(contenu, 'situations');
export const suitesDe = (contenu: Contenu): readonly Suite[] => objets(contenu, 'suites');

/** Une suite vierge. */
export const suiteVide = (mode: string): Suite => ({
  mode,
  audience: '',
  creneau: '',
  salle: '',
  mesure: '',
  texte: '',
  mois: null,
  montant: null,
});

/** Les suites qu'il faut aux lignes : une par decision, celles deja remplies gardees. */
export const suitesPour = (lignes: readonly Ligne[], suites: readonly Suite[]): readonly Suite[] =>
  [...new Set(lignes.map(({ mode }) => mode).filter((mode) => mode !== ''))].map(
    (mode) => suites.find((suite) => suite.mode === mode) ?? suiteVide(mode),
  );

/** Contenu de depart d'une decision : la meme pour chaque case ou elle n'est pas fermee. */
export const contenuDeDepart = (mode: string, cases: readonly CaseExaminee[]): Contenu => {
  const lignes = cases.map(({ raisons: _raisons, peineMois: _peine, ...une }) => ({
    ...une,
    mode: fermeePartout(mode, [{ ...une, peineMois: _peine, raisons: _raisons }]) === undefined ? mode : '',
  }));
  return { lignes, situations: [], suites: suitesPour(lignes, []) };
};
