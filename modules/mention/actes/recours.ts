import type { PointAttention } from '@ppn/acte/contract';
import { regleEnVigueur } from '@ppn/nomenclature';
import { joursDepuis } from '../domain/delai-de-recours.ts';

type Recours = { readonly survenuA: string; readonly pointDeDepart: string };

/** Un recours au-dela du delai est recu et dit : le greffier ne juge pas la recevabilite. `regle` : delai en jours. */
export function attirerSurLeDelai(
  { survenuA, pointDeDepart }: Recours,
  regle: 'appel-delai' | 'opposition-delai',
  zone: string,
): readonly PointAttention[] {
  if (pointDeDepart === '') return [];
  const { valeur, article } = regleEnVigueur(regle, survenuA.slice(0, 10));
  const jours = joursDepuis(pointDeDepart, survenuA, zone);
  if (jours < 0)
    return [
      { phrase: 'Le recours est antérieur au point de départ de son délai.', article, information: true },
    ];
  return jours <= valeur
    ? []
    : [
        {
          phrase: `Le recours est formé ${jours} jours après le point de départ, pour un délai de ${valeur} jours (prorogé s’il expire un samedi, un dimanche ou un jour férié).`,
          article,
          information: true,
        },
      ];
}
