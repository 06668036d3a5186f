import type { SortDuJugement } from './domain/recours.ts';

const enFrancais = (jour: string): string => jour.split('-').toReversed().join('/');

/** Ce qu'il faut savoir pour executer : depuis quand, ou pourquoi pas encore (506, 708 CPP). */
export function executoireEnMots(
  { etat, echeance }: SortDuJugement,
  { provisoire }: { readonly provisoire: boolean },
): { readonly oui: boolean; readonly phrase: string } {
  if (provisoire && etat !== 'definitif')
    return { oui: true, phrase: 'exécutoire par provision, ou par mandat, malgré les recours' };
  switch (etat) {
    case 'recours-en-cours':
      return { oui: false, phrase: 'un recours est en cours : l’exécution est suspendue (506 CPP)' };
    case 'a-signifier':
      return { oui: false, phrase: 'le jugement est à signifier : les délais ne courent pas encore' };
    case 'delais-en-cours':
      return {
        oui: false,
        phrase: `les délais de recours courent jusqu’au ${enFrancais(echeance)} à minuit (506 CPP)`,
      };
    case 'definitif':
      return { oui: true, phrase: `exécutoire, délais expirés le ${enFrancais(echeance)} à minuit` };
  }
}

/** Ou en est le caractere definitif, pour une personne. */
export function definitifEnMots({ etat, echeance }: SortDuJugement): {
  readonly oui: boolean;
  readonly phrase: string;
  readonly le: string;
} {
  switch (etat) {
    case 'recours-en-cours':
      return { oui: false, phrase: 'frappé d’un recours', le: '' };
    case 'a-signifier':
      return { oui: false, phrase: 'à signifier', le: '' };
    case 'delais-en-cours':
      return { oui: false, phrase: `délais ouverts jusqu’au ${enFrancais(echeance)}`, le: echeance };
    case 'definitif':
      return { oui: true, phrase: `définitif depuis le ${enFrancais(echeance)} à minuit`, le: echeance };
  }
}
