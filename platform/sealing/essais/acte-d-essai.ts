import sharp from 'sharp';
import { horodate, type Bloc } from '@ppn/core';
import type { ImagePdf, ModelePdf } from '../modele-pdf.ts';

/** Une audition de temoin complete : chaque sorte de bloc, une piece incorporee, deux signataires. */
export const acteDEssai = (
  blocs: readonly Bloc[] = BLOCS,
  images: ReadonlyMap<string, ImagePdf> = new Map(),
): ModelePdf => ({
  titre: 'Procès-verbal d’audition de témoin',
  enTete: [
    'Ministère de l’Intérieur',
    'Direction générale de la police nationale',
    'Circonscription de police nationale de Rennes',
  ],
  reference: 'IDJ-2026-7K3F9Q2M-4 · PV n° 2026/004512/03',
  etabliA: horodate('2026-11-21T09:12:00Z'),
  blocs,
  images,
  jointes: [
    {
      nom: 'acte.json',
      octets: Buffer.from('{"type":"audition"}'),
      typeMime: 'application/json',
      description: 'Acte structuré',
    },
  ],
  signataires: [
    { champ: 'opj', qualite: 'L’officier de police judiciaire', nom: 'Claire MARTEL, capitaine de police' },
    { champ: 'temoin', qualite: 'Le témoin', nom: 'Maëlle LE GOFF' },
  ],
});

/** Une image unie, en couleurs. */
export const imageDEssai = async (
  format: 'jpg' | 'png' | 'webp',
  largeur = 60,
  hauteur = 40,
): Promise<ImagePdf> => ({
  octets: await sharp({ create: { width: largeur, height: hauteur, channels: 3, background: '#556677' } })
    .toFormat(format === 'jpg' ? 'jpeg' : format)
    .toBuffer(),
  format,
});

/** Les blocs de l'audition d'essai. */
export const BLOCS: readonly Bloc[] = [
  {
    type: 'paragraphe',
    texte:
      'L’an deux mille vingt-six, le vingt et un novembre à dix heures douze, Nous, Claire MARTEL, capitaine de police : vu les articles 61 et suivants du code de procédure pénale.',
  },
  { type: 'titre', niveau: 1, texte: 'Identité de la personne entendue' },
  {
    type: 'champs',
    champs: [
      { libelle: 'Nom', valeur: 'LE GOFF' },
      { libelle: 'Née le', valeur: '3 mars 1991 à Quimper (Finistère)' },
      { libelle: 'Profession', valeur: '' },
    ],
  },
  { type: 'titre', niveau: 2, texte: 'Audition' },
  {
    type: 'question',
    question: 'Que faisiez-vous le 19 novembre 2026 vers 23 heures?',
    reponse: 'Je rentrais du cinéma ; j’ai vu deux hommes.\nIls criaient : « arrête-toi ! »',
  },
  {
    type: 'tableau',
    entetes: ['Scellé', 'Désignation', 'Valeur'],
    lignes: [
      ['1', 'Sac à dos noir', '40 €'],
      ['2', 'Téléphone, IMEI 356789104512378', '350 €'],
    ],
  },
  { type: 'liste', elements: ['lecture faite par elle-même', 'persiste et signe avec nous'] },
  {
    type: 'mention',
    texte:
      'La personne peut déclarer l’adresse du commissariat (article 706-57 du code de procédure pénale).',
  },
];
