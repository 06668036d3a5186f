import type { RegleDeGardeAVue } from './contract.ts';
import { DEROULEMENT } from './garde-a-vue/deroulement.ts';
import { DROITS } from './garde-a-vue/droits.ts';
import { FIN_ET_ALARMES } from './garde-a-vue/fin-et-alarmes.ts';
import { REGIMES_DE_MAJEURS } from './garde-a-vue/regimes-de-majeurs.ts';
import { REGIMES_DE_MINEURS } from './garde-a-vue/regimes-de-mineurs.ts';
import { RETENUES } from './garde-a-vue/retenues.ts';

/** Version de la table, portee par chaque resultat. Change avec toute ligne : un essai compare l'empreinte. */
export const VERSION_DES_REGLES_DE_GARDE_A_VUE = '2026-11-22.2';

/** Regles de la garde a vue (domaine-penal §2.5). Une regle change en changeant sa ligne. */
export const LIGNES_DE_GARDE_A_VUE: readonly RegleDeGardeAVue[] = [
  ...REGIMES_DE_MAJEURS,
  ...REGIMES_DE_MINEURS,
  ...RETENUES,
  ...DROITS,
  ...DEROULEMENT,
  ...FIN_ET_ALARMES,
];

/** La table et sa version, telles que l'horloge les recoit. */
export const REGLES_DE_GARDE_A_VUE: {
  readonly version: string;
  readonly lignes: readonly RegleDeGardeAVue[];
} = { version: VERSION_DES_REGLES_DE_GARDE_A_VUE, lignes: LIGNES_DE_GARDE_A_VUE };
