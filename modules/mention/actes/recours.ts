import { echeanceEnJours, jourCivilDe } from '@ppn/core';
import type { PointAttention } from '@ppn/acte/contract';
import { regleEnVigueur } from '@ppn/nomenclature';

type Recours = { readonly survenuA: string; readonly pointDeDepart: string };

/** Un recours au-dela du delai est recu et dit : le greffier ne juge pas la recevabilite. `regle` : delai en jours. */
export function attirerSurLeDelai(
  { survenuA, pointDeDepart }: Recours,
  regle: 'appel-delai' | 'opposition-delai',
  zone: string,
): readonly PointAttention[] {
  if (pointDeDepart === '') return [];
  const { valeur, article } = regleEnVigueur(regle, survenuA.slice(0, 10));
  const depart = jourCivilDe(pointDeDepart, zone);
  const forme = jourCivilDe(survenuA, zone);
  if (forme < depart)
    return [
      { phrase: 'Le recours est antérieur au point de départ de son délai.', article, information: true },
    ];
  const dernier = echeanceEnJours(depart, valeur, { proroge: true });
  return forme <= dernier
    ? []
    : [
        {
          phrase: `Le recours est formé le ${enFrancais(forme)} : le délai de ${valeur} jours expirait le ${enFrancais(dernier)} (801 CPP : reporté s’il tombe un samedi, un dimanche ou un jour férié).`,
          article,
          information: true,
        },
      ];
}

const enFrancais = (jour: string): string => jour.split('-').toReversed().join('/');
