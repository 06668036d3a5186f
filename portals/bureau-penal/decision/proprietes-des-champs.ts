import type { VueDossier } from '@ppn/dossier/contract';
import type { Contenu } from './contenu.ts';

/** Ce qu'un formulaire de decision recoit : son contenu, ce qui manque, de quoi le modifier. */
export type ProprietesChamps = {
  readonly dossier: VueDossier;
  readonly contenu: Contenu;
  /** Phrase du manque d'un champ, a montrer a cote de lui ; rien s'il est juste ou pas encore a montrer. */
  readonly erreurDe: (champ: string) => string | undefined;
  readonly modifier: (champs: Contenu) => void;
};
