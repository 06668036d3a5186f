import type { Ton } from '@ppn/kit';
import type { LigneDeDepot, Suivi, VueDeDepot } from './contexte.tsx';

/** Natures juridiques, telles que montrees. */
export const NATURES: Readonly<Record<VueDeDepot['nature'], string>> = {
  'copie-de-dossier': 'Copie de dossier',
  convocation: 'Convocation',
  avis: 'Avis',
  decision: 'Décision',
  demande: 'Demande',
  fichier: 'Fichier',
};

/** Droits du destinataire, tels que montres. */
export const DROITS: Readonly<Record<VueDeDepot['droits'], string>> = {
  telecharger: 'Consulter et télécharger',
  consulter: 'Consulter à l’écran seulement',
};

/** Etats d'un destinataire, du premier au dernier. */
export const ETAPES = [
  { etat: 'depose', libelle: 'Déposé' },
  { etat: 'avise', libelle: 'Avisé' },
  { etat: 'ouvert', libelle: 'Ouvert' },
  { etat: 'remis', libelle: 'Remis' },
] as const satisfies readonly { readonly etat: Suivi['etat']; readonly libelle: string }[];

/** Etats d'un depot qui n'est plus disponible. */
export const FINS: Readonly<Record<Exclude<VueDeDepot['etat'], 'disponible'>, string>> = {
  retire: 'Retiré',
  expire: 'Échu',
};

/** Recepisses, tels que montres. */
export const RECEPISSES: Readonly<Record<VueDeDepot['recepisses'][number]['genre'], string>> = {
  depot: 'Récépissé de dépôt',
  remise: 'Récépissé de remise',
  fin: 'Récépissé de fin de mise à disposition',
};

/** La puce d'etat d'une ligne de liste : ce qui appelle un geste l'emporte. */
export function puceDe(
  ligne: Pick<LigneDeDepot, 'etat' | 'refus' | 'remis' | 'destinataires'>,
  sens: 'recus' | 'envoyes',
): { readonly ton: Ton; readonly libelle: string } {
  if (ligne.etat !== 'disponible')
    return { ton: 'neutre', libelle: FINS[ligne.etat].toLocaleLowerCase('fr') };
  if (sens === 'recus')
    return ligne.remis > 0 ? { ton: 'succes', libelle: 'remis' } : { ton: 'accent', libelle: 'à prendre' };
  if (ligne.refus > 0) return { ton: 'danger', libelle: 'avis refusé' };
  const total = ligne.destinataires.length;
  if (ligne.remis === total) return { ton: 'succes', libelle: total > 1 ? 'remis à tous' : 'remis' };
  return ligne.remis > 0
    ? { ton: 'info', libelle: `remis à ${ligne.remis} sur ${total}` }
    : { ton: 'info', libelle: 'disponible' };
}
