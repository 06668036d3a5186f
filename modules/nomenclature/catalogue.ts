/** Face pure du contexte : les regles datees, sans base ni fichier. Le verificateur hors ligne s'en sert. */
export { REGLES_DE_GARDE_A_VUE } from './regles-de-garde-a-vue.ts';
