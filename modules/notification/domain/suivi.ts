/** Ou en est un envoi ; les deux derniers sont des fins. */
export type EtatDEnvoi = 'a-envoyer' | 'envoye' | 'recu' | 'echoue' | 'confirme' | 'abandonne';

/** Ce qu'on en constate. */
export type Pas = 'envoye' | 'recu' | 'echoue' | 'confirme' | 'abandonne';

const SUITES: { readonly [etat in EtatDEnvoi]: readonly Pas[] } = {
  'a-envoyer': ['envoye', 'recu', 'echoue', 'abandonne'],
  envoye: ['recu', 'echoue', 'confirme', 'abandonne'],
  recu: ['confirme', 'echoue'],
  echoue: ['envoye', 'recu', 'abandonne'],
  confirme: [],
  abandonne: [],
};

/** Vrai si ce pas peut suivre cet etat : rien ne sort d'une fin, un echec se reprend. */
export const peutSuivre = (etat: EtatDEnvoi, pas: Pas): boolean => SUITES[etat].includes(pas);

/** Pas possibles depuis un etat. */
export const pasPossibles = (etat: EtatDEnvoi): readonly Pas[] => SUITES[etat];

/** Vrai si l'envoi attend encore quelqu'un. */
export const estOuvert = (etat: EtatDEnvoi): boolean =>
  etat === 'a-envoyer' || etat === 'envoye' || etat === 'echoue';

/** Vrai si l'envoi est en retard : son terme est passe et rien n'est recu, ou il a echoue. */
export const estEnRetard = (
  { etat, echeance }: { readonly etat: EtatDEnvoi; readonly echeance: string },
  jour: string,
): boolean => etat === 'echoue' || (estOuvert(etat) && echeance !== '' && echeance < jour);
