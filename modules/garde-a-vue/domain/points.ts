import type { Entree } from './entrees.ts';
import type { Obligation } from './formes-des-obligations.ts';
import { calculerHorloge } from './horloge.ts';
import type { Mesure } from './mesure.ts';
import { obligations } from './obligations.ts';
import type { ReglesDeGardeAVue } from './regles.ts';

/** Un point d'attention, article a l'appui : il n'empeche pas de signer, passer outre demande un motif. */
export type PointDeMesure = { readonly phrase: string; readonly article: string };

/** Ce qu'on s'apprete a signer : le type de l'acte, et l'instant. */
export type ActeASigner = { readonly acteType: string; readonly a: string };

const PROLONGATIONS: readonly string[] = ['gav-demande-prolongation', 'gav-prolongation'];
const SUR_LA_PERSONNE: readonly string[] = ['gav-audition', 'gav-confrontation', ...PROLONGATIONS];
const DE_FIN: readonly string[] = ['gav-fin', 'gav-recapitulatif'];

/**
 * Points d'attention de la mesure avant cette signature : droits non notifies, prolongation qui ne peut l'etre, ou que
 * la loi subordonne a une presentation ou un examen, retards sans motif a la fin. Pure.
 */
export function pointsDeLaMesure(
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
  { acteType, a }: ActeASigner,
): readonly PointDeMesure[] {
  const lignes = obligations(mesure, entrees, regles, a);
  return [
    ...(SUR_LA_PERSONNE.includes(acteType) ? lesDroits(lignes) : []),
    ...(PROLONGATIONS.includes(acteType) ? laProlongation(mesure, entrees, regles, a) : []),
    ...(DE_FIN.includes(acteType) ? lesRetards(lignes) : []),
  ];
}

const DROITS: readonly string[] = ['notification-droits', 'avis-magistrat', 'avis-parents', 'interprete'];

const lesDroits = (lignes: readonly Obligation[]): readonly PointDeMesure[] =>
  lignes
    .filter(({ genre, etat }) => DROITS.includes(genre) && (etat === 'a-faire' || etat === 'en-cours'))
    .map(({ libelle, article }) => ({ phrase: `Pas encore fait : ${minuscule(libelle)}.`, article }));

function laProlongation(
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
  a: string,
): readonly PointDeMesure[] {
  const { prochaineProlongation: prochaine, sansProlongation } = calculerHorloge(mesure, entrees, regles, a);
  if (sansProlongation !== null) return [{ phrase: sansProlongation, article: '63 II CPP' }];
  return prochaine?.exigences.includes('certificat-in-corpore') === true
    ? [
        {
          phrase:
            'Un certificat établissant la présence de stupéfiants dans le corps doit précéder la décision.',
          article: prochaine.article,
        },
      ]
    : [];
}

/** Ce qui est en retard sans que personne ait dit pourquoi : la circonstance se consigne avant de clore (63-1 a 63-3). */
const lesRetards = (lignes: readonly Obligation[]): readonly PointDeMesure[] =>
  lignes
    .filter(({ retard }) => retard !== null && retard.motif === '')
    .map(({ libelle, article }) => ({
      phrase: `En retard, sans motif consigné : ${minuscule(libelle)}.`,
      article,
    }));

const minuscule = (texte: string): string => texte.charAt(0).toLocaleLowerCase('fr') + texte.slice(1);
