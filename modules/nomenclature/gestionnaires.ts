import type { Natinf } from './contract.ts';
import { JURIDICTIONS } from './juridictions.ts';
import { MOTIFS_DE_CLASSEMENT } from './motifs-classement.ts';
import { PEINES } from './peines.ts';
import { creerRechercheNatinf } from './natinf-recherche.ts';
import { REGLES } from './regles.ts';
import { LIGNES_DE_GARDE_A_VUE } from './regles-de-garde-a-vue.ts';

/** Gestionnaires des nomenclatures : tout est en memoire, rien n'est personnel. */
export function gestionnairesNomenclature(infractions: readonly Natinf[]) {
  const chercher = creerRechercheNatinf(infractions);
  return {
    'GET /api/nomenclatures/natinf': async ({ requete }: { readonly requete: { readonly q: string } }) => ({
      infractions: [...chercher(requete.q)],
    }),
    'GET /api/nomenclatures/motifs-classement': async () => ({ motifs: [...MOTIFS_DE_CLASSEMENT] }),
    'GET /api/nomenclatures/regles': async () => ({
      regles: [...LIGNES_DE_GARDE_A_VUE, ...REGLES],
    }),
    'GET /api/nomenclatures/peines': async () => ({ peines: [...PEINES] }),
    'GET /api/nomenclatures/juridictions': async () => ({ juridictions: [...JURIDICTIONS] }),
  };
}
