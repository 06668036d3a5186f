import type { ActeInscrit } from '@ppn/acte/catalogue';
import { type ActeJson, acteJson } from '@ppn/acte/contract';
import type { ActeDeGardeAVue } from './actes/commun.ts';
import { accord } from './actes/accord.ts';
import { audition } from './actes/audition.ts';
import { avisMagistrat } from './actes/avis-magistrat.ts';
import { certificat } from './actes/certificat.ts';
import { confrontation } from './actes/confrontation.ts';
import { demandeDeProlongation } from './actes/demande-prolongation.ts';
import { depot } from './actes/depot.ts';
import { differe } from './actes/differe.ts';
import { diligences } from './actes/diligences.ts';
import { fin } from './actes/fin.ts';
import { mainlevee } from './actes/mainlevee.ts';
import { notification } from './actes/notification.ts';
import { notificationDifferee } from './actes/notification-differee.ts';
import { placement } from './actes/placement.ts';
import { prolongation } from './actes/prolongation.ts';
import { recapitulatif } from './actes/recapitulatif.ts';
import { requalification } from './actes/requalification.ts';
import { requeteAuJld } from './actes/requete-jld.ts';
import { requisitionMedecin } from './actes/requisition-medecin.ts';
import type { Entree } from './domain/entrees.ts';
import type { Mesure } from './domain/mesure.ts';
import { completer } from './entrees-des-actes.ts';

const DE_L_UNITE: readonly ActeDeGardeAVue[] = [
  placement,
  notificationDifferee,
  notification,
  avisMagistrat,
  diligences,
  requisitionMedecin,
  certificat,
  audition,
  confrontation,
  requalification,
  demandeDeProlongation,
  fin,
  recapitulatif,
  depot,
];
const DES_MAGISTRATS: readonly ActeDeGardeAVue[] = [prolongation, mainlevee, differe, accord, requeteAuJld];

/** Actes de garde a vue que l'unite redige. Face pure : ni base, ni serveur. */
export const ACTES_DE_GARDE_A_VUE: readonly ActeInscrit[] = DE_L_UNITE.map(({ inscrit }) => inscrit);
/** Decisions des magistrats sur la mesure. */
export const DECISIONS_DE_GARDE_A_VUE: readonly ActeInscrit[] = DES_MAGISTRATS.map(({ inscrit }) => inscrit);

const PAR_TYPE = new Map<string, ActeDeGardeAVue>(
  [...DE_L_UNITE, ...DES_MAGISTRATS].map((acte) => [acte.inscrit.type, acte]),
);

/** Vrai pour un acte de garde a vue. */
export const estDeGardeAVue = (type: string): boolean => PAR_TYPE.has(type);

/** Ce qu'un acte de garde a vue dit de la mesure : laquelle, et les entrees qu'il porte au registre. */
export type ApportDActe = { readonly mesure: Mesure; readonly entrees: readonly Entree[] };

/** L'apport d'un acte de garde a vue ; `undefined` pour tout autre. Pure. Lance si son contenu ne suit pas son schema. */
export function apportDe(lu: { readonly type: string }): ApportDActe | undefined {
  const connu = PAR_TYPE.get(lu.type);
  if (!connu) return undefined;
  const acte = acteJson.parse(lu);
  const mesure = connu.mesure(acte);
  return {
    mesure,
    entrees: [...completer(mesure.id, connu.entrees(acte), acte), ...passesOutre(mesure, acte)],
  };
}

/** Chaque point passe outre reste au registre, avec son motif. */
const passesOutre = (mesure: Mesure, acte: ActeJson): readonly Entree[] =>
  completer(
    mesure.id,
    (acte.attentions ?? []).map(({ phrase, article }, rang) => ({
      id: `${acte.acteId.slice(0, -2)}${(0x80 + rang).toString(16)}`,
      type: 'passer-outre',
      survenuA: acte.redigeA,
      donnees: { acteId: acte.acteId, phrase, article, motif: motifDe(acte) },
    })),
    acte,
  );

const motifDe = ({ contenu }: ActeJson): string => {
  const motif = contenu['passerOutre'];
  return typeof motif === 'string' && motif.trim() !== '' ? motif.trim() : 'Non précisé.';
};
