import type { Calendrier } from '@ppn/core';

/** Departements ou le droit local donne deux jours feries de plus : Moselle, Bas-Rhin, Haut-Rhin. */
const ALSACE_MOSELLE = /^(?:tj|ca)(?:57|67|68)/;

/** Calendrier d'une juridiction, lu dans son code Judilibre (`tj67482` : la commune INSEE de son siege). */
export const calendrierDe = (juridiction: string): Calendrier =>
  ALSACE_MOSELLE.test(juridiction) ? 'alsace-moselle' : 'metropole';
