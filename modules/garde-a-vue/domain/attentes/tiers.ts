import type { Avise } from '../donnees-des-entrees.ts';
import { type Entree, entreesDuType } from '../entrees.ts';
import { enMs } from '../temps.ts';
import {
  type Attente,
  type ContexteDAttente,
  accompliPar,
  attendre,
  demandesDe,
  premiere,
  regleVise,
  seuil,
} from './attente.ts';

/** Avis a la famille, a l'employeur, au consulat, au tuteur, aux parents (63-2, 706-112-1 CPP, L.413-7 CJPM). */
export const attentesDesTiers = (contexte: ContexteDAttente): readonly Attente[] => [
  ...lesDemandes(contexte),
  ...leProtecteur(contexte),
  ...lesParents(contexte),
];

const NOMS: { readonly [A in Avise]: string } = {
  proche: 'un proche',
  employeur: 'l’employeur',
  consulat: 'le consulat',
  'tuteur-curateur': 'le tuteur ou le curateur',
  parents: 'les parents, le tuteur ou le service',
};

const lesDemandes = (contexte: ContexteDAttente): readonly Attente[] =>
  demandesDe(contexte, 'demande-avis').flatMap((demande) =>
    attendre(contexte, `droit.avis.${demande.donnees.qui}`, {
      ...avisDe(contexte, demande, demande.donnees.qui),
      id: `avis-${demande.donnees.qui}/${demande.id}`,
      genre: `avis-${demande.donnees.qui}`,
      libelle: `Prévenir ${NOMS[demande.donnees.qui]}${precision(demande.donnees.designation)}`,
    }),
  );

const precision = (designation: string): string => (designation === '' ? '' : ` : ${designation}`);

/** Le premier avis tente a partir de la demande, ou la decision de report. */
function avisDe({ entrees }: ContexteDAttente, depuis: Entree, qui: Avise) {
  const depuisMs = enMs(depuis.survenuA);
  const reports = entreesDuType(entrees, 'avis-differe')
    .filter(({ donnees }) => donnees.qui === qui)
    .map(({ id, survenuA, donnees }) => ({
      decideMs: enMs(survenuA),
      jusquaMs: donnees.jusqua === null ? null : enMs(donnees.jusqua),
      entree: id,
      motif: donnees.motif,
    }));
  return {
    depuisMs,
    ouverte: [depuis.id],
    faite: accompliPar(premiere(entrees, 'avis-donne', depuisMs, ({ donnees }) => donnees.qui === qui)),
    reports,
  };
}

/** Six heures du moment ou la protection est connue : a l'ouverture, ou apprise au cours de la mesure. */
function leProtecteur(contexte: ContexteDAttente): readonly Attente[] {
  const apprise = entreesDuType(contexte.entrees, 'protection-connue')[0];
  const connueAvant = contexte.etat.mesure.personne.protegee ? contexte.placement : null;
  const depuis = connueAvant ?? apprise;
  if (depuis === undefined || depuis === null) return [];
  return attendre(contexte, 'droit.majeur-protege', {
    ...avisDe(contexte, depuis, 'tuteur-curateur'),
    id: 'avis-tuteur-curateur',
    genre: 'avis-tuteur-curateur',
    libelle: `Aviser ${NOMS['tuteur-curateur']}`,
    seuils: seuil(contexte.droit, 'alarme.fin.60'),
  });
}

const lesParents = (contexte: ContexteDAttente): readonly Attente[] =>
  contexte.placement === null || !regleVise(contexte, 'mineur.parents', enMs(contexte.placement.survenuA))
    ? []
    : attendre(contexte, 'mineur.parents', {
        ...avisDe(contexte, contexte.placement, 'parents'),
        id: 'avis-parents',
        genre: 'avis-parents',
        libelle: `Aviser ${NOMS.parents}`,
      });
