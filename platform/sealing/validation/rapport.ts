import type { Empreinte } from '@ppn/core';

/** Verdict d'une signature : `indetermine` veut dire « rien de faux, mais il manque de quoi conclure ». */
export type Verdict = 'valide' | 'invalide' | 'indetermine';

/** Ce qui manque a une signature pour etre valide, en codes fermes : ceux de docs/preuve.md §7. */
export type CodeDeSignature =
  | 'signature-fausse'
  | 'certificat-non-reconnu'
  | 'certificat-revoque'
  | 'revocation-inconnue'
  | 'horodatage-faux'
  | 'horodatage-absent'
  | 'horodatage-expire'
  | 'modifie-apres-signature'
  | 'bourrage';

/** Le jugement d'une signature, d'un cachet ou d'un horodatage. Les dates sont en ISO 8601 UTC ; les motifs en francais. */
export type RapportSignature = {
  readonly genre: 'signature' | 'cachet' | 'horodatage';
  readonly champ?: string;
  readonly signataire: {
    readonly nom: string;
    readonly matricule?: string;
    readonly organisation?: string;
    readonly sujet: string;
    readonly certificat: Empreinte;
  };
  readonly niveau: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | 'autre';
  /** Heure declaree par le signataire (/M du PDF ou attribut signing-time) : une affirmation, pas une preuve. */
  readonly signeA?: string;
  /** Heure prouvee par un jeton d'horodatage juge valide. */
  readonly horodateA?: string;
  readonly integrite: 'intacte' | 'alteree';
  /** `totale` : tout le fichier ; `anterieure` : une revision entiere, suivie d'ajouts permis ou non ; `partielle` : autre chose. */
  readonly couverture: 'totale' | 'partielle' | 'anterieure';
  readonly ajoutsApres: readonly string[];
  readonly chemin: 'valide' | 'inconnu' | 'expire' | 'invalide';
  readonly revocation: 'bonne' | 'revoquee' | 'inconnue';
  readonly verdict: Verdict;
  readonly codes: readonly CodeDeSignature[];
  readonly motifs: readonly string[];
};

/** Le jugement d'un document. `non-signe` couvre aussi l'illisible ; le motif le dit. */
export type Rapport = {
  readonly verdict: Verdict | 'non-signe';
  readonly signatures: readonly RapportSignature[];
  readonly motifs: readonly string[];
};

/** Le pire verdict d'une liste ; `indetermine` pour une liste vide. */
export function pireVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('invalide')) return 'invalide';
  return verdicts.length === 0 || verdicts.includes('indetermine') ? 'indetermine' : 'valide';
}

/** Un document sans signature ou illisible, avec sa raison. */
export const nonSigne = (motif: string): Rapport => ({
  verdict: 'non-signe',
  signatures: [],
  motifs: [motif],
});
