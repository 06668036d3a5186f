export { ACTES_DE_MENTION } from './catalogue.ts';
export * from './contract.ts';
export { REGLES_DES_MENTIONS, type RegleDeMention, regleDeMention } from './domain/regles-des-mentions.ts';
export { type MentionResumee, resumerMention } from './resumer.ts';
