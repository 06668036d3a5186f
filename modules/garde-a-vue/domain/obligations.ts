import type { Attente, ContexteDAttente } from './attentes/attente.ts';
import { attentesDeLAvocat } from './attentes/avocat.ts';
import { attentesDuDepot } from './attentes/depot.ts';
import { attentesDeDuree } from './attentes/duree.ts';
import { attentesDeLEnregistrement } from './attentes/enregistrement.ts';
import { attentesDuMedecin } from './attentes/medecin.ts';
import { attentesDuPlacement } from './attentes/placement.ts';
import { attentesDesTiers } from './attentes/tiers.ts';
import { type Entree, entreesDuType } from './entrees.ts';
import { type EtatDeLHorloge, etatDeLHorloge } from './etat-de-l-horloge.ts';
import type { Obligation } from './formes-des-obligations.ts';
import { ligneDObligation } from './ligne-d-obligation.ts';
import type { Mesure } from './mesure.ts';
import { enOrdre, registreDe } from './preparer.ts';
import type { ReglesDeGardeAVue } from './regles.ts';
import { enMs } from './temps.ts';

/**
 * Droits et obligations de la mesure a l'instant `a`, la plus pressante d'abord. Pure, memes promesses que
 * `calculerHorloge` ; un retard reste signale meme si une rectification l'efface du calcul.
 */
export function obligations(
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
  a: string,
): readonly Obligation[] {
  const instant = enMs(a);
  const etats = registreDe(mesure.id, entrees).etats.map((etat) =>
    obligationsDe(etatDeLHorloge(mesure, enOrdre(etat, instant), regles, instant)),
  );
  const avant = etats.slice(0, -1).flat();
  return (etats.at(-1) ?? []).map((obligation) => gardeLeRetard(obligation, avant)).toSorted(parUrgence);
}

/** Tout ce qui est du a la personne et au magistrat, dans cet etat. */
export const attentesDe = (etat: EtatDeLHorloge): readonly Attente[] => {
  const contexte: ContexteDAttente = {
    etat,
    entrees: etat.entrees,
    droit: etat.droit,
    placement: entreesDuType(etat.entrees, 'placement')[0] ?? null,
  };
  return [
    ...attentesDeDuree(contexte),
    ...attentesDuPlacement(contexte),
    ...attentesDesTiers(contexte),
    ...attentesDeLAvocat(contexte),
    ...attentesDuMedecin(contexte),
    ...attentesDeLEnregistrement(contexte),
    ...attentesDuDepot(contexte),
  ];
};

const obligationsDe = (etat: EtatDeLHorloge): readonly Obligation[] =>
  attentesDe(etat).map((attente) => ligneDObligation(attente, etat));

function gardeLeRetard(obligation: Obligation, avant: readonly Obligation[]): Obligation {
  if (obligation.retard !== null) return obligation;
  const retards = avant.filter(({ id }) => id === obligation.id).flatMap(({ retard }) => retard ?? []);
  const plusGrand = retards.toSorted((a, b) => b.secondes - a.secondes)[0];
  return plusGrand === undefined ? obligation : { ...obligation, retard: plusGrand };
}

const CLOS: readonly Obligation['etat'][] = ['accompli', 'refuse', 'expire', 'abandonne'];

/** Ouvertes d'abord, par echeance ; sans delai ensuite ; closes a la fin. L'identifiant tranche. */
function parUrgence(a: Obligation, b: Obligation): number {
  const rang = ({ etat, echeance }: Obligation): number =>
    CLOS.includes(etat) ? 2 : echeance === null ? 1 : 0;
  const ecart = rang(a) - rang(b);
  if (ecart !== 0) return ecart;
  const heure = ({ echeance, depuis }: Obligation): number => enMs(echeance ?? depuis);
  return heure(a) - heure(b) || (a.id < b.id ? -1 : 1);
}
