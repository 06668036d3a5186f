/** L'acte qu'une mention designe : son identifiant, son rang, son titre, et l'empreinte de son PDF scelle. */
export type ActeVise = {
  readonly acteId: string;
  readonly numero: number;
  readonly titre: string;
  readonly empreinte: string;
};

/** Un acte du dossier, vu par la regle. */
export type ActeDuDossier = {
  readonly id: string;
  readonly numero: number;
  readonly titre: string;
  readonly type: string;
  readonly empreinte: string;
  readonly retire: boolean;
};

/** Pourquoi un acte ne peut pas etre vise. */
export type RefusDeViser =
  | 'acte-absent'
  | 'empreinte-differente'
  | 'designation-fausse'
  | 'deja-annule'
  | 'annulation-visee';

/** Une mention ne vise qu'un acte scelle du dossier, sous la meme empreinte ; un acte annule ne l'est pas deux fois. */
export function refusDeViser(
  vise: ActeVise,
  actes: readonly ActeDuDossier[],
  retire: boolean,
): RefusDeViser | undefined {
  const acte = actes.find(({ id }) => id === vise.acteId);
  if (!acte) return 'acte-absent';
  if (acte.empreinte !== vise.empreinte) return 'empreinte-differente';
  if (acte.numero !== vise.numero || acte.titre !== vise.titre) return 'designation-fausse';
  if (retire && acte.retire) return 'deja-annule';
  if (retire && acte.type === 'mention-annulement') return 'annulation-visee';
  return undefined;
}

/** Phrases montrees a l'agent. */
export const PHRASES_DE_VISER: { readonly [raison in RefusDeViser]: string } = {
  'acte-absent': 'Choisissez l’acte du dossier que la mention vise.',
  'empreinte-differente':
    'L’empreinte de l’acte visé n’est pas celle de l’acte au dossier : choisissez-le de nouveau.',
  'designation-fausse':
    'Le numéro ou le titre de l’acte visé n’est pas celui du dossier : choisissez-le de nouveau.',
  'deja-annule': 'Cet acte est déjà annulé et retiré du dossier.',
  'annulation-visee': 'Une mention d’annulation ne s’annule pas par une autre mention.',
};
