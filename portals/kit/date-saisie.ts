/** `2026-10-25` → `25/10/2026` ; vide sinon. */
export function dateEnTexte(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? iso.split('-').toReversed().join('/') : '';
}

/**
 * Lit une date tapee : `25/10/2026`, `25102026`, `251026`, `25-10-26`, `25.10.2026` ou la forme ISO. Un siecle omis est
 * le plus proche passe (`84` → 1984). Rend `AAAA-MM-JJ`, ou `undefined` si la date n'existe pas.
 */
export function lireDate(texte: string, anneeCourante: number): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(texte.trim());
  if (iso !== null) return composerDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const lu = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$|^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(
    texte.trim(),
  );
  if (lu === null) return undefined;
  const [jour, mois, annee] = [lu[1] ?? lu[4], lu[2] ?? lu[5], lu[3] ?? lu[6]].map(Number);
  if (jour === undefined || mois === undefined || annee === undefined) return undefined;
  return composerDate(annee < 100 ? siecle(annee, anneeCourante) : annee, mois, jour);
}

const siecle = (annee: number, courante: number): number => {
  const siecleCourant = Math.floor(courante / 100) * 100;
  return siecleCourant + annee > courante ? siecleCourant - 100 + annee : siecleCourant + annee;
};

function composerDate(annee: number, mois: number, jour: number): string | undefined {
  const date = new Date(Date.UTC(annee, mois - 1, jour));
  if (date.getUTCMonth() !== mois - 1 || date.getUTCDate() !== jour || annee < 1000) return undefined;
  return date.toISOString().slice(0, 10);
}

/** Lit une heure tapee : `2:30`, `02h30`, `2 h 30`, `0230`, `14h`, `14:05:09`. Rend `HH:MM` (ou `HH:MM:SS`). */
export function lireHeure(texte: string): string | undefined {
  const lu = /^(\d{1,2})\s*[h:]\s*(\d{2})?(?::(\d{2}))?$|^(\d{2})(\d{2})$/i.exec(texte.trim());
  if (lu === null) return undefined;
  const [heures, minutes, secondes] = [lu[1] ?? lu[4] ?? '', lu[2] ?? lu[5] ?? '00', lu[3] ?? '00'];
  if (Number(heures) > 23 || Number(minutes) > 59 || Number(secondes) > 59) return undefined;
  return `${heures.padStart(2, '0')}:${minutes}${secondes === '00' ? '' : `:${secondes}`}`;
}
