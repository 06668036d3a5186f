import { horodate, type Bloc } from '@ppn/core';
import type { ModelePdf } from '@ppn/sealing';

/** Secondes de processeur. */
export const secondes = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000_000;

/** Un acte de deux pages, du volume d'une plainte ou d'une synthese ordinaire. */
export function acteTemoin(rang: number): ModelePdf {
  const paragraphe = (numero: number): Bloc => ({
    type: 'paragraphe',
    texte: `Constatation ${rang}-${numero}. Nous transportant sur place, constatons que le rayon est situé à quatre mètres de la sortie ; l’antivol a été retrouvé au sol. Aucune autre trace n’est relevée par les enquêteurs présents.`,
  });
  return {
    titre: 'Procès-verbal témoin',
    enTete: ['Ministère de l’Intérieur', 'Direction de démonstration', 'Unité témoin'],
    reference: `Mesure ${rang}`,
    etabliA: horodate('2026-11-21T14:30:00Z'),
    blocs: [
      { type: 'titre', niveau: 1, texte: 'Identité' },
      {
        type: 'champs',
        champs: [
          { libelle: 'Nom', valeur: 'DUPUIS Lucas' },
          { libelle: 'Né le', valeur: '17 mai 1994 à Agen' },
          { libelle: 'Adresse', valeur: '3 rue des Acacias, Agen' },
        ],
      },
      { type: 'titre', niveau: 1, texte: 'Exposé' },
      ...Array.from({ length: 12 }, (_, numero) => paragraphe(numero)),
    ],
    images: new Map(),
    jointes: [
      {
        nom: 'acte.json',
        octets: Buffer.from(JSON.stringify({ rang, texte: 'x'.repeat(3_000) })),
        typeMime: 'application/json',
        description: 'Données de l’acte',
      },
    ],
    signataires: [{ champ: 'signature-1', qualite: 'OPJ', nom: 'Camille MOREAU' }],
  };
}
