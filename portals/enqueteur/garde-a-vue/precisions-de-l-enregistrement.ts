import { type AConsigner, pastilles, type Precision, texte } from './precisions.ts';

const NATURES = [
  ['Panne du matériel d’enregistrement', 'panne du matériel'],
  ['Matériel d’enregistrement déjà employé', 'matériel déjà employé'],
  ['', 'autre'],
] as const;

/** L'audition n'a pas ete enregistree : pourquoi, ou la correction si elle l'a ete (64-1 CPP, L.413-13 CJPM). */
export const precisionDEnregistrement = (seance: string): Precision => ({
  titre: 'Enregistrement de l’audition',
  champs: [
    pastilles('etat', 'L’audition', [
      ['impossible', 'n’a pas pu être enregistrée'],
      ['faite', 'a été enregistrée : saisie à corriger'],
    ]),
    pastilles('nature', 'Impossibilité technique', NATURES),
    texte('precision', 'Précision'),
  ],
  bouton: ({ etat }) => (etat === 'faite' ? 'Corriger : audition enregistrée' : 'Consigner l’impossibilité'),
  composer: ({ etat, nature = '', precision = '' }) =>
    etat === 'faite' ? correction(seance, precision) : impossibilite(seance, nature, precision),
});

const impossibilite = (seance: string, nature: string, precision: string): AConsigner => ({
  type: 'enregistrement-impossible',
  libelle: 'Enregistrement impossible',
  donnees: {
    seance,
    nature: [nature, precision.trim()].filter(Boolean).join(' : ') || 'Impossibilité technique',
  },
});

const correction = (seance: string, precision: string): AConsigner => ({
  type: 'rectification',
  libelle: 'Audition enregistrée',
  donnees: {
    entree: seance,
    survenuA: null,
    donnees: { enregistree: true },
    annulee: false,
    motif: precision.trim() || 'L’audition a été enregistrée.',
  },
});

/** Le magistrat est avise aussitot de l'enregistrement impossible (64-1 al. 6 CPP, L.413-13 CJPM). */
export const avisDEnregistrement = (destinataire: string): AConsigner => ({
  type: 'avis-magistrat',
  libelle: 'Magistrat avisé de l’enregistrement impossible',
  donnees: { destinataire, objet: 'enregistrement-impossible', moyen: 'téléphone', circonstance: '' },
});
