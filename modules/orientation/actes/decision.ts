import {
  CADRES,
  designation,
  faitsQualifies,
  identite,
  mentionDeSignature,
  nomComplet,
} from '@ppn/acte/catalogue';
import type { ActeJson } from '@ppn/acte/contract';
import { type Bloc, horodateEnFrancais } from '@ppn/core';

/** Ouverture d'une decision du parquet : qui decide, sur quelle procedure. */
export const ouvertureDeDecision = (acte: ActeJson): readonly Bloc[] => [
  {
    type: 'champs',
    champs: [
      { libelle: 'Date', valeur: dateDuJour(acte) },
      {
        libelle: 'Procédure',
        valeur: acte.procedure.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
      },
      { libelle: 'Unité', valeur: acte.procedure.unite.libelle },
      { libelle: 'Cadre', valeur: CADRES[acte.procedure.cadre] },
    ],
  },
  {
    type: 'paragraphe',
    texte: `Nous, ${designation(acte.redacteur)} près le ${acte.redacteur.rattachement.libelle.replace(/^T/, 't')},`,
  },
  ...acte.personnes
    .filter(({ roles }) => roles.includes('mis-en-cause'))
    .flatMap((personne) => [
      { type: 'titre', niveau: 2, texte: 'Personne mise en cause' } as const,
      identite(personne),
    ]),
];

/** Faits vises par la decision. */
export const faitsVises = (acte: ActeJson, faits: readonly string[]): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Faits' },
  ...faitsQualifies(acte, faits),
];

/** Mention de la signature electronique du magistrat (801-1, A.53-2 CPP). */
export const signatureDuMagistrat = (acte: ActeJson): Bloc =>
  mentionDeSignature(acte, 'Décision établie', 'signée');

/** Date de la decision, en francais. */
export const dateDuJour = (acte: ActeJson): string => horodateEnFrancais(acte.redigeA);

/** Nom complet de la personne designee. */
export function nomDe(acte: ActeJson, id: string): string {
  const personne = acte.personnes.find((candidate) => candidate.id === id);
  return personne ? nomComplet(personne) : '';
}
