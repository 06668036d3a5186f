import { magistrat, pastilles, type Precision, texte } from './precisions.ts';

/** Examen medical : l'avis sur l'aptitude (63-3 CPP). */
export const precisionDExamen = (nom: string): Precision => ({
  titre: 'Examen médical',
  champs: [
    pastilles('aptitude', 'Avis du médecin', [
      ['apte', 'apte au maintien'],
      ['apte-sous-conditions', 'apte sous conditions'],
      ['inapte', 'inapte au maintien'],
    ]),
    pastilles('mode', 'Examen', [
      ['presentiel', 'sur place'],
      ['video', 'par vidéotransmission'],
    ]),
    texte('nom', 'Médecin', nom),
  ],
  bouton: ({ aptitude }) =>
    `Consigner : ${{ apte: 'apte', 'apte-sous-conditions': 'apte sous conditions', inapte: 'inapte' }[aptitude ?? ''] ?? ''}`,
  composer: ({ aptitude, mode, nom: qui = '' }) => ({
    type: 'examen-medical',
    libelle: 'Examen médical',
    donnees: { aptitude, mode, nom: qui.trim(), inCorpore: null },
  }),
});

const QUI: { readonly [qui: string]: string } = {
  proche: 'le proche',
  employeur: 'l’employeur',
  consulat: 'le consulat',
  'tuteur-curateur': 'le tuteur ou le curateur',
  parents: 'les représentants légaux',
};

/** Demarche pour prevenir quelqu'un : joint, ou non (63-2, 706-112-1 CPP, L.413-7 CJPM). */
export const precisionDAvis = (qui: string, designation: string): Precision => ({
  titre: `Prévenir ${QUI[qui] ?? qui}`,
  champs: [
    pastilles('resultat', 'Résultat', [
      ['joint', 'joint'],
      ['message-laisse', 'message laissé'],
      ['injoignable', 'injoignable'],
    ]),
    texte('designation', 'Qui', designation),
    texte('circonstance', 'Circonstance insurmontable, s’il y a retard'),
  ],
  bouton: ({ resultat }) =>
    `Consigner : ${{ joint: 'joint', 'message-laisse': 'message laissé', injoignable: 'injoignable' }[resultat ?? ''] ?? ''}`,
  composer: ({ resultat, designation: nom = '', circonstance = '' }) => ({
    type: 'avis-donne',
    libelle: 'Démarche pour prévenir',
    donnees: { qui, resultat, designation: nom.trim(), circonstance: circonstance.trim() },
  }),
});

/** Avis au magistrat par un moyen immediat (63 I al. 2 CPP). */
export const precisionDAvisAuMagistrat = (destinataire: string, juridiction: string): Precision => ({
  titre: 'Avis au magistrat',
  champs: [
    magistrat(juridiction, destinataire),
    pastilles('objet', 'Objet', [
      ['placement', 'placement'],
      ['enregistrement-impossible', 'enregistrement impossible'],
      ['incident', 'incident'],
    ]),
    pastilles('moyen', 'Moyen', [
      ['téléphone', 'téléphone'],
      ['messagerie', 'messagerie'],
    ]),
    texte('circonstance', 'Circonstance insurmontable, s’il y a retard'),
  ],
  bouton: () => 'Consigner l’avis',
  composer: ({ nom = '', objet, moyen, circonstance = '' }) => ({
    type: 'avis-magistrat',
    libelle: 'Avis au magistrat',
    donnees: { destinataire, nom: nom.trim(), objet, moyen, circonstance: circonstance.trim() },
  }),
});

/** Motif d'un retard : il reste a cote du retard, pour toujours. */
export const precisionDeRetard = (obligation: string, libelle: string): Precision => ({
  titre: `Motif du retard : ${libelle}`,
  champs: [texte('motif', 'Circonstance', '', 'Donnez le motif.')],
  bouton: () => 'Consigner le motif',
  composer: ({ motif = '' }) => ({
    type: 'circonstance',
    libelle: 'Circonstance',
    donnees: { obligation, motif: motif.trim() },
  }),
});

/** Interprete present. */
export const precisionDInterprete = (langue: string): Precision => ({
  titre: 'Interprète',
  champs: [
    pastilles('mode', 'Présence', [
      ['presentiel', 'sur place'],
      ['telephone', 'par téléphone'],
      ['video', 'par visioconférence'],
    ]),
    texte('nom', 'Nom'),
  ],
  bouton: () => 'Consigner l’arrivée',
  composer: ({ mode, nom = '' }) => ({
    type: 'interprete-arrive',
    libelle: 'Interprète présent',
    donnees: { langue, mode, nom: nom.trim() },
  }),
});
