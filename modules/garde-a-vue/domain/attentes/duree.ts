import { entreesDuType } from '../entrees.ts';
import type { PeriodeDeMesure } from '../formes-de-l-horloge.ts';
import { enMs } from '../temps.ts';
import {
  type Accomplissement,
  type Attente,
  type ContexteDAttente,
  accompliPar,
  premiere,
  proprietaireDirecteur,
  proprietaireMagistrat,
  seuilsDeFin,
} from './attente.ts';

const LIBERATION = 'Remise en liberté ou défèrement immédiat';

/** Fin de chaque periode, demandes de prolongation, comparution apres deferement (63 II, 803-2, 803-3 CPP). */
export const attentesDeDuree = (contexte: ContexteDAttente): readonly Attente[] => [
  ...lesPeriodes(contexte),
  ...lesDemandes(contexte),
  ...laComparution(contexte),
];

const commune = ({ droit }: ContexteDAttente) => ({
  aVerifier: false,
  reports: [],
  impossible: null,
  seuils: seuilsDeFin(droit),
});

function lesPeriodes(contexte: ContexteDAttente): readonly Attente[] {
  const periodes = contexte.etat.suite?.periodes ?? [];
  return periodes.map((periode, rang) => ({
    ...commune(contexte),
    id: `periode/${periode.rang}`,
    genre: 'periode',
    libelle: 'Fin de la période : prolonger, libérer ou déférer',
    proprietaire: 'opj' as const,
    article: periode.article,
    depuisMs: enMs(periode.debut),
    echeanceMs: enMs(periode.fin),
    ouverte: [periode.entree],
    faite: clotureDe(contexte, periodes[rang + 1]),
    aLEcheance: LIBERATION,
  }));
}

/** La periode suivante si elle a ete decidee, ou la fin de la mesure. */
function clotureDe(
  { etat }: ContexteDAttente,
  suivante: PeriodeDeMesure | undefined,
): Accomplissement | null {
  if (suivante !== undefined)
    return { ms: enMs(suivante.decideeA), entree: suivante.entree, circonstance: '' };
  return etat.fin === null ? null : { ms: etat.fin.ms, entree: etat.fin.entree, circonstance: '' };
}

/** Une demande attend la decision du magistrat, avant la fin de la periode ou elle a ete faite. */
const lesDemandes = (contexte: ContexteDAttente): readonly Attente[] =>
  entreesDuType(contexte.entrees, 'prolongation-demandee').map((demande) => {
    const demandeeMs = enMs(demande.survenuA);
    const periode = contexte.etat.suite?.periodes.findLast(({ debut }) => enMs(debut) <= demandeeMs);
    return {
      ...commune(contexte),
      id: `decision/${demande.id}`,
      genre: 'decision-de-prolongation',
      libelle: `Statuer sur la prolongation de ${demande.donnees.heures} heures`,
      proprietaire: proprietaireMagistrat(demande.donnees.autorite),
      article: periode?.article ?? '63 II CPP',
      depuisMs: demandeeMs,
      echeanceMs: periode === undefined ? null : enMs(periode.fin),
      ouverte: [demande.id],
      faite: accompliPar(
        premiere(contexte.entrees, 'prolongation-decidee', demandeeMs),
        premiere(contexte.entrees, 'prolongation-refusee', demandeeMs),
        premiere(contexte.entrees, 'fin', demandeeMs),
      ),
      aLEcheance: 'Aucune décision : la période est expirée',
    };
  });

function laComparution(contexte: ContexteDAttente): readonly Attente[] {
  const { comparution, fin } = contexte.etat;
  if (comparution === null || fin === null) return [];
  return [
    {
      ...commune(contexte),
      id: 'comparution',
      genre: 'comparution',
      libelle: comparution.phrase,
      proprietaire: proprietaireDirecteur(contexte),
      article: comparution.article,
      depuisMs: fin.ms,
      echeanceMs: enMs(comparution.echeance),
      ouverte: [fin.entree],
      faite: accompliPar(premiere(contexte.entrees, 'comparution', fin.ms)),
      aLEcheance: 'Remise en liberté immédiate : la personne n’a pas comparu à temps',
    },
  ];
}
