import { ACTES_D_ENQUETE, comparerTexte, creerCatalogue } from '@ppn/acte/catalogue';
import { acteJson } from '@ppn/acte/contract';
import { ACTES_DE_GARDE_A_VUE, DECISIONS_DE_GARDE_A_VUE } from '@ppn/garde-a-vue/catalogue';
import { ACTES_DU_SIEGE } from '@ppn/jugement/catalogue';
import { ACTES_DE_MENTION } from '@ppn/mention/catalogue';
import { ACTES_DU_PARQUET } from '@ppn/orientation/catalogue';
import { ACTES_DE_MESSAGERIE } from '@ppn/messagerie/catalogue';
import { ACTES_DE_CONVERSION } from '@ppn/papier/catalogue';
import type { ComparerTexte } from './fiche.ts';

const CATALOGUE = creerCatalogue([
  ...ACTES_D_ENQUETE,
  ...ACTES_DE_CONVERSION,
  ...ACTES_DE_MESSAGERIE,
  ...ACTES_DU_PARQUET,
  ...ACTES_DU_SIEGE,
  ...ACTES_DE_MENTION,
  ...ACTES_DE_GARDE_A_VUE,
  ...DECISIONS_DE_GARDE_A_VUE,
]);

/** Recompose le texte d'un acte de ses donnees et le compare a celui du PDF ; un type ou un gabarit inconnu ici ne se compare pas. */
export const texteDesActes: ComparerTexte = async (pdf, donnees) => {
  const lu = acteJson.safeParse(donnees);
  if (!lu.success) return 'different';
  if (CATALOGUE.gabarit(lu.data) === undefined) return undefined;
  return (await comparerTexte(pdf, lu.data, CATALOGUE)) === undefined ? 'conforme' : 'different';
};
