import { type Result, refus, reussite } from '@ppn/core';

/**
 * Cycle d'un acte (801-1, D.589-4, A.53-4 CPP) : brouillon (relu, signe de la main de chacun) -> gele -> signature recue -> scelle.
 * Les signatures manuscrites ne se recueillent que sur un brouillon, et le gel les attend toutes : aucun autre ordre n'existe.
 * Aucune transition ne quitte `scelle` : une correction est un autre acte.
 */
export type EtatActe =
  | { readonly etat: 'brouillon'; readonly version: number }
  | { readonly etat: 'gele'; readonly version: number; readonly certificat: string }
  | { readonly etat: 'signature-recue'; readonly version: number; readonly certificat: string }
  /** Signe par son redacteur ; un second signataire l'attend (`certificat` : sa carte, une fois l'ordre prepare). */
  | { readonly etat: 'a-cosigner'; readonly version: number; readonly certificat: string | null }
  | { readonly etat: 'scelle' };

/** Ce qu'on demande a un acte. */
export type CommandeActe =
  | { readonly commande: 'ecrire'; readonly versionAttendue: number }
  | { readonly commande: 'recueillir' }
  | {
      readonly commande: 'geler';
      readonly certificat: string;
      readonly manques: number;
      readonly signaturesAttendues: number;
    }
  | { readonly commande: 'reprendre' }
  | { readonly commande: 'recevoir-signature'; readonly certificat: string }
  | { readonly commande: 'cosigner'; readonly certificat: string }
  | { readonly commande: 'sceller'; readonly cosignaturesAttendues: number }
  | { readonly commande: 'abandonner' };

/** Refus possibles, fermes. */
export type RefusActe =
  | 'acte-scelle'
  | 'acte-en-cours-de-scellement'
  | 'version-depassee'
  | 'acte-incomplet'
  | 'acte-gele'
  | 'signatures-attendues'
  | 'acte-non-gele'
  | 'autre-certificat'
  | 'cosignature-attendue'
  | 'rien-a-cosigner'
  | 'signature-absente';

/** Etat suivant, ou le refus ; pure. `undefined` : l'acte disparait (abandon d'un brouillon jamais signe). */
export function decider(etat: EtatActe, commande: CommandeActe): Result<EtatActe | undefined, RefusActe> {
  if (etat.etat === 'scelle') return refus('acte-scelle');
  if (etat.etat === 'a-cosigner') return deciderLaCosignature(etat, commande);
  switch (commande.commande) {
    case 'ecrire':
      if (etat.etat === 'signature-recue') return refus('acte-en-cours-de-scellement');
      return etat.version === commande.versionAttendue
        ? reussite({ etat: 'brouillon', version: etat.version + 1 })
        : refus('version-depassee');
    case 'recueillir':
      if (etat.etat === 'signature-recue') return refus('acte-en-cours-de-scellement');
      return etat.etat === 'gele' ? refus('acte-gele') : reussite(etat);
    case 'geler':
      if (etat.etat === 'signature-recue') return refus('acte-en-cours-de-scellement');
      if (commande.manques > 0) return refus('acte-incomplet');
      return commande.signaturesAttendues > 0
        ? refus('signatures-attendues')
        : reussite({ etat: 'gele', version: etat.version, certificat: commande.certificat });
    case 'reprendre':
      return etat.etat === 'signature-recue'
        ? refus('acte-en-cours-de-scellement')
        : reussite({ etat: 'brouillon', version: etat.version });
    case 'recevoir-signature':
      if (etat.etat === 'signature-recue') return refus('acte-en-cours-de-scellement');
      if (etat.etat === 'brouillon') return refus('acte-non-gele');
      return etat.certificat === commande.certificat
        ? reussite({ ...etat, etat: 'signature-recue' })
        : refus('autre-certificat');
    case 'cosigner':
      return refus('rien-a-cosigner');
    case 'sceller':
      if (etat.etat !== 'signature-recue') return refus('signature-absente');
      return reussite(
        commande.cosignaturesAttendues > 0
          ? { etat: 'a-cosigner', version: etat.version, certificat: null }
          : { etat: 'scelle' },
      );
    case 'abandonner':
      return etat.etat === 'signature-recue' ? refus('acte-en-cours-de-scellement') : reussite(undefined);
  }
}

/** Un acte deja signe par son redacteur : son texte ne change plus, seule la cosignature l'acheve ; l'abandonner reste possible, il n'est pas scelle. */
function deciderLaCosignature(
  etat: Extract<EtatActe, { etat: 'a-cosigner' }>,
  commande: CommandeActe,
): Result<EtatActe | undefined, RefusActe> {
  switch (commande.commande) {
    case 'cosigner':
      return reussite({ ...etat, certificat: commande.certificat });
    case 'recevoir-signature':
      if (etat.certificat === null) return refus('acte-non-gele');
      return etat.certificat === commande.certificat
        ? reussite({ etat: 'signature-recue', version: etat.version, certificat: etat.certificat })
        : refus('autre-certificat');
    case 'abandonner':
      return reussite(undefined);
    case 'sceller':
      return refus('signature-absente');
    case 'ecrire':
    case 'recueillir':
    case 'geler':
    case 'reprendre':
      return refus('cosignature-attendue');
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
  'acte-gele':
    'Cet acte est figé pour votre signature : reprenez-le d’abord, les signatures recueillies sont gardées.',
  'signatures-attendues':
    'Des signatures manquent : recueillez-les, ou mentionnez le refus ou l’impossibilité (D.589-4 CPP).',
  'acte-non-gele': 'Cet acte a été modifié depuis la préparation de la signature : signez de nouveau.',
  'autre-certificat':
    'La carte qui a signé n’est pas celle pour laquelle l’acte a été préparé : signez de nouveau.',
  'cosignature-attendue':
    'Cet acte est signé par son rédacteur et attend sa cosignature : son texte ne change plus.',
  'rien-a-cosigner': 'Cet acte n’attend aucune cosignature.',
  'signature-absente': 'La signature de cet acte n’a pas été reçue.',
};
