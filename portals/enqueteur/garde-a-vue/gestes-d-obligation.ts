import type { Obligation, VueMesure } from './donnees.ts';
import { avisDEnregistrement, precisionDEnregistrement } from './precisions-de-l-enregistrement.ts';
import {
  precisionDAvis,
  precisionDAvisAuMagistrat,
  precisionDExamen,
  precisionDInterprete,
  precisionDeRetard,
} from './precisions-des-droits.ts';
import type { AConsigner, Precision } from './precisions.ts';
import { touchesDe } from './touches.ts';

/** Ce qui accomplit une obligation : une entree, une entree precisee, ou un acte a signer. */
export type GesteDObligation =
  | { readonly genre: 'entree'; readonly libelle: string; readonly entree: AConsigner }
  | { readonly genre: 'precision'; readonly libelle: string; readonly precision: Precision }
  | { readonly genre: 'acte'; readonly libelle: string; readonly type: string };

type Lue = Pick<VueMesure, 'entrees' | 'registre' | 'ligne' | 'mesure'>;

/** Le geste d'une obligation ouverte ; celui d'un retard sans motif ; rien si c'est a un autre d'agir. */
export function gesteDe(vue: Lue, obligation: Obligation): GesteDObligation | undefined {
  const { etat, proprietaire, retard, id, libelle } = obligation;
  const motiver: GesteDObligation = {
    genre: 'precision',
    libelle: 'Motif',
    precision: precisionDeRetard(id, libelle),
  };
  if (etat === 'accompli') return retard !== null && retard.motif === '' ? motiver : undefined;
  if (proprietaire !== 'opj' || etat === 'refuse' || etat === 'abandonne') return undefined;
  return gesteDuGenre(vue, obligation);
}

function gesteDuGenre(vue: Lue, { id, genre, entrees }: Obligation): GesteDObligation | undefined {
  const touche = (lettre: string): GesteDObligation | undefined => {
    const trouvee = touchesDe(vue, '').find((une) => une.touche === lettre);
    return trouvee !== undefined && 'immediat' in trouvee
      ? { genre: 'entree', libelle: trouvee.libelle, entree: trouvee.immediat }
      : undefined;
  };
  switch (genre) {
    case 'notification-droits':
    case 'declaration-droits':
    case 'notification-prolongation':
      return { genre: 'acte', libelle: 'Notifier', type: 'gav-notification' };
    case 'notification-requalification':
      return { genre: 'acte', libelle: 'Notifier', type: 'gav-requalification' };
    case 'avis-magistrat':
      return {
        genre: 'precision',
        libelle: 'Avisé',
        precision: precisionDAvisAuMagistrat(directeurDe(vue), vue.ligne.juridiction.code),
      };
    case 'avocat-appel':
    case 'avocat-obligatoire':
      return touche('A');
    case 'avocat-venue':
      return touche('V');
    case 'medecin':
    case 'medecin-obligatoire':
    case 'medecin-prolongation':
      return vue.entrees.some(({ type }) => type === 'medecin-requis')
        ? { genre: 'precision', libelle: 'Examiné', precision: precisionDExamen('') }
        : touche('M');
    case 'enregistrement':
      return {
        genre: 'precision',
        libelle: 'Expliquer',
        precision: precisionDEnregistrement(id.slice(id.indexOf('/') + 1)),
      };
    case 'avis-enregistrement':
      return {
        genre: 'entree',
        libelle: 'Avisé',
        entree: avisDEnregistrement(directeurDe(vue)),
      };
    case 'certificat':
      return { genre: 'acte', libelle: 'Verser', type: 'gav-certificat' };
    case 'interprete':
      return {
        genre: 'precision',
        libelle: 'Arrivé',
        precision: precisionDInterprete(vue.mesure.personne.langue),
      };
    default:
      return genre.startsWith('avis-') ? prevenir(vue, genre.slice(5), entrees) : undefined;
  }
}

const directeurDe = ({ mesure }: Lue): string =>
  mesure.cadre === 'commission-rogatoire' ? 'juge-instruction' : 'procureur';

/** Prevenir : qui, et le nom que la personne a donne. */
function prevenir({ entrees }: Lue, qui: string, siennes: readonly string[]): GesteDObligation | undefined {
  if (!['proche', 'employeur', 'consulat', 'tuteur-curateur', 'parents'].includes(qui)) return undefined;
  const demande = entrees.find((entree) => siennes.includes(entree.id) && entree.type === 'demande-avis');
  const designation = demande?.type === 'demande-avis' ? demande.donnees.designation : '';
  return { genre: 'precision', libelle: 'Prévenu', precision: precisionDAvis(qui, designation) };
}
