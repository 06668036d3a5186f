import type * as z from 'zod';
import {
  type ActeJson,
  contenuPlainte,
  type DefinitionActe,
  type GabaritAncien,
  lectureAvantTablette,
} from '../contract.ts';
import type { Bloc } from '@ppn/core';
import {
  attirerSurLeDelai,
  controlerCitations,
  controlerTemps,
  cosignatairesChoisis,
  LECTURE_PAR_DEFAUT,
  tempsEtLieu,
} from './prealable.ts';
import {
  clotureAvantTablette,
  clotureSignee,
  faitsQualifies,
  identite,
  jointes,
  nomComplet,
  ouverture,
  paragraphes,
  personneDe,
  personneSignataire,
} from './proces-verbal.ts';

type Contenu = z.infer<typeof contenuPlainte>;

/** Proces-verbal de plainte : recueil, avis des droits de la victime (art. 15-3 et 10-2 CPP). */
export const plainte: DefinitionActe<Contenu> = {
  type: 'plainte',
  titre: 'Procès-verbal de plainte',
  description: 'La victime dépose plainte ; ses droits lui sont remis.',
  gabarit: 'plainte@2',
  qualites: ['opj', 'apj'],
  contenu: contenuPlainte,
  preremplir: (donnees, maintenant, personne) => ({
    ...tempsEtLieu(donnees, maintenant),
    personne: personne ?? donnees.personnes.find(({ roles }) => roles.includes('victime'))?.id ?? '',
    faits: donnees.faits.map(({ id }) => id),
    recit: '',
    prejudice: donnees.faits
      .map(({ prejudice }) => prejudice)
      .filter(Boolean)
      .join(' ; '),
    droitsRemis: false,
    lecture: LECTURE_PAR_DEFAUT,
  }),
  cite: ({ personne, faits }) => ({ personnes: [personne], faits, fichiers: [] }),
  controler: (contenu, donnees, maintenant) => [
    ...controlerTemps(contenu, maintenant),
    ...controlerCitations({ personnes: [contenu.personne], faits: contenu.faits }, donnees),
  ],
  attirer: (contenu, donnees, maintenant) => [
    ...attirerSurLeDelai(contenu, maintenant),
    ...(personneDe(donnees, contenu.personne)?.roles.includes('victime')
      ? []
      : [
          {
            phrase: 'La personne qui dépose plainte n’est pas désignée comme victime au dossier.',
            article: '15-3 CPP',
          },
        ]),
  ],
  references: () => [
    { cle: 'droits-victime', libelle: 'Information de la victime sur ses droits', article: '10-2 CPP' },
  ],
  signataires: ({ personne }, acte) => personneSignataire(acte, personne, 'plaignant'),
  cosignataires: cosignatairesChoisis,
  blocs: (contenu, acte) => [
    ...corps(contenu, acte),
    ...clotureSignee(acte, contenu.lecture, nomDuPlaignant(contenu, acte)),
  ],
};

const contenuAvant = contenuPlainte
  .extend({ lecture: lectureAvantTablette })
  .omit({ cosignataire: true, interpreteInscrit: true });

/** Plainte d'avant la tablette. */
export const plainteAvantTablette: GabaritAncien<z.infer<typeof contenuAvant>> = {
  gabarit: 'plainte@1',
  contenu: contenuAvant,
  cite: plainte.cite,
  blocs: (contenu, acte) => [
    ...corps(contenu, acte),
    ...clotureAvantTablette(acte, contenu.lecture, nomDuPlaignant(contenu, acte)),
  ],
};

const nomDuPlaignant = (contenu: { readonly personne: string }, acte: ActeJson): string => {
  const personne = personneDe(acte, contenu.personne);
  return personne ? nomComplet(personne) : 'la personne';
};

/** Commun aux gabarits @1 et @2 : y changer un mot demande un gabarit nouveau. */
function corps(
  contenu: Omit<Contenu, 'lecture' | 'cosignataire' | 'interpreteInscrit'>,
  acte: ActeJson,
): readonly Bloc[] {
  const personne = personneDe(acte, contenu.personne);
  return [
    ...ouverture(acte, contenu),
    { type: 'titre', niveau: 2, texte: 'Plaignant' },
    ...(personne ? [identite(personne)] : []),
    { type: 'titre', niveau: 2, texte: 'Faits dénoncés' },
    ...faitsQualifies(acte, contenu.faits),
    { type: 'titre', niveau: 2, texte: 'Déclaration' },
    ...paragraphes(contenu.recit),
    ...(contenu.prejudice.trim()
      ? [
          {
            type: 'champs',
            champs: [{ libelle: 'Préjudice déclaré', valeur: contenu.prejudice.trim() }],
          } as const,
        ]
      : []),
    { type: 'paragraphe', texte: 'La personne déclare porter plainte pour ces faits.' },
    { type: 'titre', niveau: 2, texte: 'Droits de la victime' },
    {
      type: 'paragraphe',
      texte:
        'Nous l’avons informée de ses droits, énumérés à l’article 10-2 du code de procédure pénale : obtenir réparation, se constituer partie civile, être assistée d’un avocat, être aidée par un service ou une association d’aide aux victimes, saisir s’il y a lieu la commission d’indemnisation, être informée des mesures de protection, bénéficier d’un interprète. Récépissé et copie de la plainte lui sont remis sur sa demande.',
    },
    ...jointes(acte),
  ];
}
