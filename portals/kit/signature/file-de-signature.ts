/** Un acte qui attend la signature de l'agent, tel que le service le rend. */
export type ActeAParapher = {
  readonly acteId: string;
  readonly idj: string;
  readonly numero: string;
  readonly intitule: string;
  readonly titre: string;
  readonly etat: 'brouillon' | 'gele' | 'signature-recue' | 'a-cosigner';
  readonly redacteur: string;
  readonly depuis: string;
  readonly manques: readonly { readonly champ: string; readonly phrase: string }[];
  readonly echec: string | null;
  readonly renvoi: Renvoi | null;
  /** Un document a signer hors de tout dossier : pourquoi il est la, et ce que refuser veut dire. */
  readonly demande?: { readonly raison: string; readonly refuser: string };
};

/** Un acte deja signe qui attend un autre agent. */
export type ActeEnAttente = {
  readonly acteId: string;
  readonly idj: string;
  readonly numero: string;
  readonly intitule: string;
  readonly titre: string;
  readonly redacteur: string;
  readonly mien: boolean;
  readonly attend: string;
  readonly depuis: string;
  readonly renvoi: Renvoi | null;
};
type Renvoi = { readonly par: string; readonly motif: string; readonly a: string };

/** Vrai si l'acte n'attend plus que la carte de l'agent. */
export const estPret = ({ manques, etat }: Pick<ActeAParapher, 'manques' | 'etat'>): boolean =>
  manques.length === 0 && etat !== 'signature-recue';

/** Vrai si l'acte peut entrer dans un lot : pret, et pas renvoye a son redacteur. */
export const estSignable = (acte: Pick<ActeAParapher, 'manques' | 'etat' | 'renvoi'>): boolean =>
  estPret(acte) && acte.renvoi === null;

/** Pourquoi l'acte est dans la file de cet agent. */
export function pourquoi({ etat, redacteur, manques, demande }: ActeAParapher): string {
  if (demande !== undefined) return demande.raison;
  if (etat === 'a-cosigner') return `${redacteur} l’a signé et vous désigne pour le cosigner`;
  if (etat === 'signature-recue') return 'vous l’avez signé, l’horodatage est attendu';
  return manques.length === 0 ? 'vous l’avez rédigé, il est complet' : (manques[0]?.phrase ?? '');
}

/** Identifiant de l'acte de la ligne qui a le focus ; vide sinon. */
export const ligneCourante = (): string =>
  document.activeElement?.closest<HTMLElement>('[data-acte]')?.dataset['acte'] ?? '';
