import { NOMS_DES_MAGISTRATS, enAns } from './controles-de-prolongation.ts';
import type { EtatDeLHorloge } from './etat-de-l-horloge.ts';
import type { ProlongationPossible } from './formes-de-l-horloge.ts';
import { autoritesPour, lignesDe } from './lignes.ts';
import { peineAtteint } from './mesure.ts';
import type { RegleDeGardeAVue } from './regles.ts';
import { enHorodate } from './temps.ts';

/** La prochaine prolongation, ou la phrase qui dit pourquoi il n'y en a pas. */
export type ProchaineProlongation = {
  readonly possible: ProlongationPossible | null;
  readonly obstacle: string | null;
};

const AUCUNE: ProchaineProlongation = { possible: null, obstacle: null };
const obstacle = (phrase: string): ProchaineProlongation => ({ possible: null, obstacle: phrase });

/** Ce que la loi permet encore, a l'instant de l'etat. */
export function prochaineProlongation(etat: EtatDeLHorloge): ProchaineProlongation {
  const { suite, fin, a, qualification, droit } = etat;
  if (suite === null || fin !== null) return AUCUNE;
  const lignes = lignesDe(droit, 'prolongation', qualification.regime).filter(
    ({ rang }) => rang === suite.rang + 1,
  );
  const principale = lignes.find(({ couvre }) => couvre === 1);
  if (principale === undefined) return obstacle('Aucune autre prolongation n’est permise sous ce régime.');
  if (a >= suite.echeanceMs)
    return obstacle('La période est expirée : une prolongation ne peut plus être décidée régulièrement.');
  const seuil = principale.peineMinimaleAns;
  if (seuil !== null && !peineAtteint(qualification.faits, seuil))
    return obstacle(`Prolongation exclue : l’emprisonnement encouru est inférieur à ${enAns(seuil)}.`);
  return {
    possible: enForme(
      principale,
      lignes.filter(({ couvre }) => couvre > 1),
      etat,
    ),
    obstacle: null,
  };
}

function enForme(
  ligne: RegleDeGardeAVue,
  variantes: readonly RegleDeGardeAVue[],
  { mesure, suite, droit }: EtatDeLHorloge,
): ProlongationPossible {
  const autorites = autoritesPour(ligne, mesure.cadre);
  return {
    rang: ligne.rang ?? 1,
    heures: ligne.valeur,
    autorites,
    presentation: ligne.presentation,
    visio: ligne.visio,
    exigences: ligne.exigences,
    forme: `${ligne.forme}, par le ${autorites.map((une) => NOMS_DES_MAGISTRATS[une]).join(' ou le ')}`,
    avant: enHorodate(suite?.echeanceMs ?? 0, droit.zone),
    article: ligne.article,
    variantes: variantes.map(({ valeur, article }) => ({ heures: valeur, article })),
  };
}
