import { refus, reussite, type Result } from '@ppn/core';

/** L'agent qui enregistre ou revoque, tel que sa zone l'a reconnu. */
export type AgentQuiEnregistre = {
  readonly id: string;
  readonly nom: string;
  readonly organisation: string;
};

/** Ce qu'une personne a declare : recevoir par PLEX, a cette adresse, dans cette procedure ; et l'acte signe qui le dit. */
export type ConsentementDeclare = {
  readonly id: string;
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
  readonly idj: string;
  /** L'acte ou le consentement est declare (« procès-verbal d'audition n° 12 »), et son jour AAAA-MM-JJ. */
  readonly acte: string;
  readonly acteDate: string;
};

export type RefusDeConsentement = 'acte-a-venir';

/** Le consentement est prealable et declare au cours de la procedure : un acte a venir ne le prouve pas (803-1, II CPP). */
export const declarer = (
  { acteDate }: Pick<ConsentementDeclare, 'acteDate'>,
  aujourdhui: string,
): Result<true, RefusDeConsentement> => (acteDate > aujourdhui ? refus('acte-a-venir') : reussite(true));
