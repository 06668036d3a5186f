import type { Recueil, Redaction } from '../../application/types.ts';

const ACTES_SIGNES: readonly string[] = [
  'plainte',
  'audition-victime',
  'audition-libre',
  'gav-notification',
  'gav-audition',
  'gav-confrontation',
  'gav-requalification',
  'gav-recapitulatif',
];

/** Vrai si une autre personne que l'agent signe ce type d'acte (D.589-4 CPP). */
export const seSigneALaMain = (type: string): boolean => ACTES_SIGNES.includes(type);

/** Ce qui manque, signatures au jour le jour : le recueil vit, le brouillon enregistre ne sait que son dernier etat. */
export const manquesVivants = (
  manques: Redaction['manques'],
  recueil: Recueil | undefined,
): Redaction['manques'] => {
  if (recueil === undefined) return manques;
  const duTexte = manques.filter(({ champ }) => !champ.startsWith('signatures.'));
  if (duTexte.length > 0) return duTexte;
  return recueil.signataires
    .filter(({ issue }) => issue === null)
    .map(({ place, nom, qualite }) => ({
      champ: `signatures.${place}`,
      phrase: `Faites signer ${nom} (${qualite}), ou mentionnez son refus ou son impossibilité (D.589-4 CPP).`,
    }));
};

/** Identites, telles que dites a l'ecran (A.53-4 CPP). */
export const IDENTITES = [
  { valeur: 'constatee', libelle: 'identité constatée' },
  { valeur: 'presumee', libelle: 'identité présumée' },
  { valeur: 'inconnue', libelle: 'identité inconnue' },
] as const;

/** Une image SVG du service, montrable sous la politique de contenu. */
export const enImage = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;
