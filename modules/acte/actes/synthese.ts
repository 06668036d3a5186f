import type * as z from 'zod';
import { contenuSynthese, type DefinitionActe } from '../contract.ts';
import { attirerSurLeDelai, controlerTemps, tempsEtLieu } from './prealable.ts';
import {
  faitsQualifies,
  identite,
  jointes,
  ouverture,
  paragraphes,
  signatureElectronique,
} from './proces-verbal.ts';

type Contenu = z.infer<typeof contenuSynthese>;

/** Synthese de l'enquete : expose, personnes, faits, pieces, conclusion (art. 19 CPP). Reservee a l'OPJ. */
export const synthese: DefinitionActe<Contenu> = {
  type: 'synthese',
  titre: 'Procès-verbal de synthèse',
  description: 'Résume l’enquête avant la transmission au parquet.',
  gabarit: 'synthese@1',
  qualites: ['opj'],
  contenu: contenuSynthese,
  preremplir: (donnees, maintenant) => ({
    ...tempsEtLieu(donnees, maintenant),
    expose: donnees.pieces
      .map(
        ({ numero, titre, versee }) =>
          `Pièce ${numero} : ${titre}, du ${versee.slice(8, 10)}/${versee.slice(5, 7)}/${versee.slice(0, 4)}.`,
      )
      .join('\n'),
    conclusion: '',
  }),
  cite: () => ({ personnes: ['*'], faits: ['*'], fichiers: [] }),
  controler: (contenu, _donnees, maintenant) => controlerTemps(contenu, maintenant),
  attirer: (contenu, donnees, maintenant) => [
    ...attirerSurLeDelai(contenu, maintenant),
    ...(donnees.personnes.some(({ roles }) => roles.includes('mis-en-cause')) &&
    !donnees.pieces.some(({ type }) => AUDITIONS.includes(type))
      ? [
          {
            phrase: 'Une personne est mise en cause et aucune audition d’elle n’est au dossier.',
            article: '19 CPP',
            information: true as const,
          },
        ]
      : []),
  ],
  references: () => [],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    { type: 'titre', niveau: 2, texte: 'Faits' },
    ...faitsQualifies(
      acte,
      acte.faits.map(({ id }) => id),
    ),
    { type: 'titre', niveau: 2, texte: 'Personnes' },
    ...acte.personnes.flatMap((personne) => [
      { type: 'titre', niveau: 3, texte: personne.roles.map((role) => ROLES[role]).join(', ') } as const,
      identite(personne),
    ]),
    { type: 'titre', niveau: 2, texte: 'Exposé' },
    ...paragraphes(contenu.expose),
    { type: 'titre', niveau: 2, texte: 'Conclusion' },
    ...paragraphes(contenu.conclusion),
    ...jointes(acte),
    signatureElectronique(acte),
  ],
};

/** Les actes qui entendent une personne mise en cause. */
const AUDITIONS: readonly string[] = ['audition-libre', 'gav-audition', 'gav-confrontation'];

const ROLES = { victime: 'Victime', 'mis-en-cause': 'Mis en cause', temoin: 'Témoin' } as const;
