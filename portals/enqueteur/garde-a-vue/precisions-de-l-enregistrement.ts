import { type AConsigner, pastilles, type Precision, texte } from './precisions.ts';

/** L'audition n'a pas ete enregistree : pourquoi, ou la correction si elle l'a ete (64-1 CPP, L.413-13 CJPM). */
export const precisionDEnregistrement = (seance: string): Precision => ({
  titre: 'Enregistrement de l’audition',
  champs: [
    pastilles('etat', 'L’audition', [
      ['impossible', 'n’a pas pu être enregistrée'],
      ['faite', 'a été enregistrée : saisie à corriger'],
    ]),
    texte(
      'nature',
      'Nature de l’impossibilité technique',
      'Panne du matériel d’enregistrement',
      'Dites la nature de l’impossibilité (64-1 CPP, L.413-13 CJPM).',
    ),
  ],
  bouton: ({ etat }) => (etat === 'faite' ? 'Corriger : audition enregistrée' : 'Consigner l’impossibilité'),
  composer: ({ etat, nature = '' }) =>
    etat === 'faite' ? correction(seance) : impossibilite(seance, nature),
});

const impossibilite = (seance: string, nature: string): AConsigner => ({
  type: 'enregistrement-impossible',
  libelle: 'Enregistrement impossible',
  donnees: { seance, nature: nature.trim() },
});

const correction = (seance: string): AConsigner => ({
  type: 'rectification',
  libelle: 'Audition enregistrée',
  donnees: {
    entree: seance,
    survenuA: null,
    donnees: { enregistree: true },
    annulee: false,
    motif: 'L’audition a été enregistrée : saisie corrigée.',
  },
});

/** Le magistrat est avise aussitot de l'enregistrement impossible (64-1 CPP, L.413-13 CJPM) ; le moyen n'est pas affirme d'avance. */
export const avisDEnregistrement = (destinataire: string): AConsigner => ({
  type: 'avis-magistrat',
  libelle: 'Magistrat avisé de l’enregistrement impossible',
  donnees: { destinataire, objet: 'enregistrement-impossible', moyen: '', circonstance: '' },
});
