import { type Result, refus, reussite } from '@ppn/core';

/**
 * Cycle d'un acte (801-1, D.589-4, A.53-4 CPP) : brouillon -> gele -> signature recue -> scelle.
 * Aucune transition ne quitte `scelle` : une correction est un autre acte.
 */
export type EtatActe =
  | { readonly etat: 'brouillon'; readonly version: number }
  | { readonly etat: 'gele'; readonly version: number; readonly certificat: string }
  | { readonly etat: 'signature-recue'; readonly version: number; readonly certificat: string }
  | { readonly etat: 'scelle' };

/** Ce qu'on demande a un acte. */
export type CommandeActe =
  | { readonly commande: 'ecrire'; readonly versionAttendue: number }
  | { readonly commande: 'geler'; readonly certificat: string; readonly manques: number }
  | { readonly commande: 'recevoir-signature'; readonly certificat: string }
  | { readonly commande: 'sceller' }
  | { readonly commande: 'abandonner' };

/** Refus possibles, fermes. */
export type RefusActe =
  | 'acte-scelle'
  | 'acte-en-cours-de-scellement'
  | 'version-depassee'
  | 'acte-incomplet'
  | 'acte-non-gele'
  | 'autre-certificat'
  | 'signature-absente';

/** Etat suivant, ou le refus ; pure. `undefined` : l'acte disparait (abandon d'un brouillon jamais signe). */
export function decider(etat: EtatActe, commande: CommandeActe): Result<EtatActe | undefined, RefusActe> {
  if (etat.etat === 'scelle') return refus('acte-scelle');
  switch (commande.commande) {
    case 'ecrire':
      if (etat.etat === 'signature-recue') return refus('acte-en-cours-de-scellement');
      return etat.version === commande.versionAttendue
        ? reussite({ etat: 'brouillon', version: etat.version + 1 })
        : refus('version-depassee');
    case 'geler':
      if (etat.etat === 'signature-recue') return refus('acte-en-cours-de-scellement');
      return commande.manques > 0
        ? refus('acte-incomplet')
        : reussite({ etat: 'gele', version: etat.version, certificat: commande.certificat });
    case 'recevoir-signature':
      if (etat.etat === 'signature-recue') return refus('acte-en-cours-de-scellement');
      if (etat.etat === 'brouillon') return refus('acte-non-gele');
      return etat.certificat === commande.certificat
        ? reussite({ ...etat, etat: 'signature-recue' })
        : refus('autre-certificat');
    case 'sceller':
      return etat.etat === 'signature-recue' ? reussite({ etat: 'scelle' }) : refus('signature-absente');
    case 'abandonner':
      return etat.etat === 'signature-recue' ? refus('acte-en-cours-de-scellement') : reussite(undefined);
  }
}

/** Phrases montrees a l'agent. */
export const PHRASES_ACTE: { readonly [raison in RefusActe]: string } = {
  'acte-scelle':
    'Cet acte est signé et scellé : il ne peut plus être modifié. Rédigez un nouvel acte qui s’y réfère.',
  'acte-en-cours-de-scellement':
    'Cet acte est signé, son horodatage est en cours : il ne peut plus être modifié.',
  'version-depassee':
    'Cet acte a été modifié ailleurs depuis votre dernière lecture. Rechargez-le ; votre texte est gardé sur ce poste.',
  'acte-incomplet': 'Cet acte est incomplet : complétez les points signalés, puis signez.',
  'acte-non-gele': 'Cet acte a été modifié depuis la préparation de la signature : signez de nouveau.',
  'autre-certificat':
    'La carte qui a signé n’est pas celle pour laquelle l’acte a été préparé : signez de nouveau.',
  'signature-absente': 'La signature de cet acte n’a pas été reçue.',
};
