/** Ce que l'agent tape. */
export type SaisieDeConsentement = {
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
  readonly idj: string;
  readonly acte: string;
  readonly acteDate: string;
};

/** Une saisie neuve. */
export const VIDE: SaisieDeConsentement = {
  prenom: '',
  nom: '',
  courriel: '',
  idj: '',
  acte: '',
  acteDate: '',
};

const IDJ = /^IDJ-\d{4}-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$/;

/** Ce qui manque, par champ ; vide : rien. */
export function manquesDuConsentement(
  saisie: SaisieDeConsentement,
): Readonly<Partial<Record<keyof SaisieDeConsentement, string>>> {
  const { prenom, nom, courriel, idj, acte, acteDate } = saisie;
  return {
    ...(prenom.trim() === '' ? { prenom: 'Donnez le prénom.' } : {}),
    ...(nom.trim() === '' ? { nom: 'Donnez le nom.' } : {}),
    ...(/^\S+@\S+\.\S+$/.test(courriel) ? {} : { courriel: 'Donnez l’adresse que la personne a déclarée.' }),
    ...(IDJ.test(idj) ? {} : { idj: 'Ce numéro n’a pas la forme IDJ-2026-XXXXXXXX-X.' }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(acteDate) ? {} : { acteDate: 'Donnez la date de l’acte.' }),
    ...(acte.trim() === '' ? { acte: 'Dites dans quel acte signé la personne le déclare.' } : {}),
  };
}
