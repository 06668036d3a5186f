import type { Qualite } from '@ppn/habilitation/contract';

/** Qualites des agents, telles que montrees a l'ecran. */
export const QUALITES: Readonly<Record<Qualite, string>> = {
  opj: 'officier de police judiciaire',
  apj: 'agent de police judiciaire',
  'chef-unite': 'chef de l’unité',
  procureur: 'procureur de la République',
  substitut: 'substitut du procureur',
  greffier: 'greffier',
  jld: 'juge des libertés et de la détention',
  'juge-instruction': 'juge d’instruction',
  president: 'président du tribunal correctionnel',
  interprete: 'interprète',
};

/** Un agent qui peut cosigner, en une option de liste. */
export const optionDAgent = ({
  matricule,
  nom,
  qualite,
}: {
  readonly matricule: string;
  readonly nom: string;
  readonly qualite: Qualite;
}): { readonly valeur: string; readonly libelle: string } => ({
  valeur: matricule,
  libelle: `${nom}, ${QUALITES[qualite]}`,
});
