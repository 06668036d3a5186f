import type { TypeDEntree } from '../donnees-des-entrees.ts';
import { type Entree, type EntreeDe, entreesDuType } from '../entrees.ts';
import { enMs } from '../temps.ts';
import {
  type Accomplissement,
  type Attente,
  type ContexteDAttente,
  accompliPar,
  attendre,
  premiere,
} from './attente.ts';

/** Genres d'attentes qui courent apres la fin de la mesure, jusqu'a la comparution. */
const APRES_LA_FIN = /^(depot|deferement)-/;

/**
 * Apres un deferement (803-3 CPP) : le magistrat informe de l'arrivee, l'alimentation, et ce que la personne demande au
 * depot ; le tuteur ou le curateur d'un majeur protege, avise aussi du deferement.
 */
export function attentesDuDepot(contexte: ContexteDAttente): readonly Attente[] {
  const { fin } = contexte.etat;
  if (fin?.suite !== 'deferement') return [];
  const depuis = contexte.entrees.filter(({ survenuA }) => enMs(survenuA) >= fin.ms);
  const [arrivee] = entreesDuType(depuis, 'arrivee-au-depot');
  return [
    ...leProtecteur(contexte),
    ...(arrivee === undefined
      ? []
      : [...aLArrivee(contexte, arrivee, depuis), ...lesDemandes(contexte, depuis)]),
  ];
}

/** Vrai si ce qui est du court apres la fin de la mesure : la retenue au depot, la comparution. */
export const courtApresLaFin = (genre: string): boolean =>
  genre === 'comparution' || APRES_LA_FIN.test(genre);

/** L'instant ou cette attente cesse d'elle-meme : la fin de la mesure, ou la comparution pour ce qui la suit ; nul : jamais encore. */
export function clotureDe(genre: string, { fin, entrees }: ContexteDAttente['etat']): number | null {
  if (fin === null || genre === 'comparution') return null;
  if (!APRES_LA_FIN.test(genre)) return fin.ms;
  const comparution = entreesDuType(entrees, 'comparution').find(({ survenuA }) => enMs(survenuA) >= fin.ms);
  return comparution === undefined ? null : enMs(comparution.survenuA);
}

const aLArrivee = (
  contexte: ContexteDAttente,
  arrivee: Entree,
  depuis: readonly Entree[],
): readonly Attente[] => {
  const ouverte = { depuisMs: enMs(arrivee.survenuA), ouverte: [arrivee.id] };
  return [
    ...attendre(contexte, 'depot.information', {
      ...ouverte,
      id: 'depot-information',
      genre: 'depot-information',
      faite: accompliPar(
        entreesDuType(depuis, 'avis-magistrat').find(({ donnees }) => donnees.objet === 'arrivee-au-depot'),
      ),
    }),
    ...attendre(contexte, 'depot.repas', {
      ...ouverte,
      id: 'depot-repas',
      genre: 'depot-repas',
      faite: apres(depuis, arrivee, 'repas'),
    }),
  ];
};

/** Ce que la personne demande au depot, et ce qui y repond. */
const lesDemandes = (contexte: ContexteDAttente, depuis: readonly Entree[]): readonly Attente[] => [
  ...entreesDuType(depuis, 'demande-avis').flatMap((demande) =>
    attendreLaDemande(contexte, 'proche', demande, apres(depuis, demande, 'avis-donne')),
  ),
  ...entreesDuType(depuis, 'demande-medecin').flatMap((demande) =>
    attendreLaDemande(
      contexte,
      'medecin',
      demande,
      apres(depuis, demande, 'medecin-requis', 'examen-medical'),
    ),
  ),
  ...entreesDuType(depuis, 'demande-avocat').flatMap((demande) =>
    attendreLaDemande(
      contexte,
      'avocat',
      demande,
      apres(depuis, demande, 'avocat-appele', 'entretien-avocat'),
    ),
  ),
];

type Demande = EntreeDe<'demande-avis'> | EntreeDe<'demande-medecin'> | EntreeDe<'demande-avocat'>;

const attendreLaDemande = (
  contexte: ContexteDAttente,
  qui: 'proche' | 'medecin' | 'avocat',
  demande: Demande,
  faite: Accomplissement | null,
): readonly Attente[] =>
  attendre(contexte, `depot.${qui}`, {
    depuisMs: enMs(demande.survenuA),
    ouverte: [demande.id],
    id: `depot-${qui}/${demande.id}`,
    genre: `depot-${qui}`,
    faite,
  });

/** La premiere entree de ces types, a partir de celle-ci. */
const apres = (
  entrees: readonly Entree[],
  depuis: Entree,
  ...types: readonly TypeDEntree[]
): Accomplissement | null =>
  accompliPar(
    entrees.find(({ type, survenuA }) => types.includes(type) && enMs(survenuA) >= enMs(depuis.survenuA)),
  );

/** Avise des que le deferement est ordonne, ou la mesure finie. */
function leProtecteur(contexte: ContexteDAttente): readonly Attente[] {
  const { fin, comparution, mesure } = contexte.etat;
  const protegee =
    mesure.personne.protegee || contexte.entrees.some(({ type }) => type === 'protection-connue');
  if (!protegee || fin === null) return [];
  const ordre = entreesDuType(contexte.entrees, 'fin-ordonnee').find(
    ({ donnees }) => donnees.suite === 'deferement',
  );
  const connuMs = ordre === undefined ? fin.ms : Math.min(fin.ms, enMs(ordre.survenuA));
  return attendre(contexte, 'droit.majeur-protege.deferement', {
    depuisMs: fin.ms,
    ouverte: [fin.entree],
    id: 'deferement-tuteur-curateur',
    genre: 'deferement-tuteur-curateur',
    libelle: 'Aviser le tuteur ou le curateur du défèrement',
    echeanceMs: comparution === null ? null : enMs(comparution.echeance),
    faite: accompliPar(
      premiere(contexte.entrees, 'avis-donne', connuMs, ({ donnees }) => donnees.qui === 'tuteur-curateur'),
    ),
  });
}
